"""A store with the invented letter in review, and the command line over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from command_line import CommandLine, findings
from paper_for_desk import ARRIVED, LETTER_LINES, letter

from casework.arrival import Arrival
from casework.deadlines import urgency
from casework.forms import load_region
from casework.prefill import propose
from papers.source import Channel
from review_cli.__main__ import opis
from storage.store import Store
from storage.work import Understood

REGION = load_region("kalmykia")


@pytest.fixture
def office(tmp_path: Path) -> CommandLine:
    """Document 1 is the letter, in review; nothing was decided yet."""
    paper = tmp_path / "письмо.txt"
    paper.write_text("\n".join(LETTER_LINES), "utf-8")
    store = Store.open(tmp_path / "store", clock=lambda: ARRIVED)
    store.receive(paper, "письмо.txt", ARRIVED, Channel.SCAN, "Анна")
    claim = store.claim("worker")
    assert claim is not None
    found = findings()
    rows = propose(found, Arrival(ARRIVED), REGION)
    understood = Understood(found, rows, urgency(found, rows, ARRIVED))
    store.finish(claim, letter(paged=False), [understood])
    store.close()
    return CommandLine(tmp_path / "store")


@pytest.fixture
def help_of() -> Callable[[Sequence[str]], str]:
    def shown(command: Sequence[str]) -> str:
        done = CliRunner().invoke(opis, [*command, "--help"])
        assert done.exit_code == 0, done.output
        return done.output

    return shown
