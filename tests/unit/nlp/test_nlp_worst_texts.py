"""No expression runs away: each is fed its worst texts in a process that the kernel would kill."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import worst_texts

TESTS = Path(worst_texts.__file__).parent


def run(script: str) -> subprocess.CompletedProcess[str]:
    """The script in a process of its own, with this project to import from."""
    paths = [str(TESTS), str(TESTS.parent)]
    return subprocess.run(
        [sys.executable, "-c", f"import sys\nsys.path[:0] = {paths!r}\n{script}"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_expression_ends_on_its_worst_texts() -> None:
    done = run("import worst_texts; worst_texts.main()")
    tried = done.stdout.splitlines()
    assert done.returncode == 0, f"runs away, or broke: {tried[-1:]}\n{done.stderr}"
    assert tried[-1] == "done"
    assert len(tried) > 500


def test_an_expression_that_runs_away_would_be_found_out() -> None:
    run_away = r"(?:\s*,?\s*)*\d"
    assert any(text.isspace() for text in worst_texts.worst(run_away))
    script = (
        "import worst_texts\n"
        f"worst_texts.expressions = lambda: {{{run_away!r}: 'planted'}}\n"
        "worst_texts.SECONDS = 1\n"
        "worst_texts.main()\n"
    )
    done = run(script)
    assert done.returncode < 0
    assert done.stdout.splitlines()[-1].startswith("planted")


def test_worst_texts_are_of_one_length() -> None:
    texts = list(islice(worst_texts.worst(r"вх\.? № ?\d+(?:/\d+)?"), 40))
    assert {len(text) for text in texts} == {worst_texts.LENGTH}
