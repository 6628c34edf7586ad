"""Numbers of journals under parallel processes: fewer than bench/numbering.py has by default."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "numbering.py"


@pytest.mark.slow
@pytest.mark.postgresql
def test_no_number_is_lost_or_given_twice_by_many_processes() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--confirms", "64"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PostgreSQL: gaps" in done.stdout
