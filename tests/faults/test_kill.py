"""SIGKILL at random moments: fewer than bench/kill.py has by default, told by the same program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "kill.py"


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_however_ingest_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--kills", "8"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills that met a living command" in done.stdout
