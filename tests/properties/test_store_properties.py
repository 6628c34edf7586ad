"""Laws of the store that hold after any sequence of what machines and people may do."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from office import Clock, Office, Specialist

from casework.draft import DecisionRefused
from casework.queue import MOVES, State
from casework.rejection import RejectionReason
from papers.outcome import RefusalCode
from storage.store import Store
from storage.work import Claim

CONTENTS = st.sampled_from("абвгде")
CATEGORIES = st.sampled_from(["tzhs", "sop"])
YEARS = st.sampled_from(["2025-12-31T09:00:00+03:00", "2026-01-01T09:00:00+03:00"])


class Centre(RuleBasedStateMachine):
    """A centre at work: files come, workers live and die, specialists change their minds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="opis-centre-")
        root = Path(self.folder.name)
        self.store = Store.open(root / "data", clock=Clock())
        self.office = Office(self.store, root)
        self.claims: list[Claim] = []
        self.numbers: dict[tuple[str, int], list[int]] = {}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def papers(self) -> list[int]:
        return [item.id for item in self.store.queue(frozenset(State))]

    @rule(content=CONTENTS)
    def bring(self, content: str) -> None:
        self.office.bring(content)

    @rule(worker=st.sampled_from(["worker-1", "worker-2"]))
    def claim(self, worker: str) -> None:
        claim = self.store.claim(worker)
        if claim is not None:
            self.claims.append(claim)

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), ending=st.sampled_from(["finish", "finish", "refuse", "fail", "unpack"]))
    def end(self, data: st.DataObject, ending: str) -> None:
        """Also of claims that were lost or ended long ago; an archive may hold itself."""
        claim = data.draw(st.sampled_from(self.claims))
        if ending == "finish":
            self.office.finish(claim)
        elif ending == "unpack":
            contents = data.draw(st.lists(CONTENTS, min_size=1, max_size=3, unique=True))
            refused = data.draw(st.sampled_from([None, RefusalCode.PASSWORD_PROTECTED]))
            self.store.unpack(claim, self.office.inside(claim, contents, refused))
        elif ending == "refuse":
            self.store.refuse(claim, RefusalCode.CORRUPT_PDF)
        else:
            self.store.fail(claim, "ValueError at x.py:1")

    @rule(worker=st.sampled_from(["worker-1", "worker-2", None]))
    def die(self, worker: str | None) -> None:
        if worker is None:
            self.store.recover()
        else:
            self.store.bury(worker)

    @precondition(lambda self: self.papers())
    @rule(data=st.data(), category=CATEGORIES, received_at=YEARS)
    def confirm(self, data: st.DataObject, category: str, received_at: str) -> None:
        paper = data.draw(st.sampled_from(self.papers()))
        specialist = Specialist({"category": category, "received_at": received_at})
        before = self.store.item(paper)
        try:
            rows = self.store.confirm(paper, specialist, "petrova", before.version)
        except DecisionRefused:
            assert before.state is not State.REVIEW
            return
        journal = self.numbers.setdefault((category, int(received_at[:4])), [])
        if before.state is State.CONFIRMED:
            assert rows[0].entry_no in journal
        else:
            journal.append(rows[0].entry_no)

    @precondition(lambda self: self.papers())
    @rule(data=st.data(), back=st.booleans())
    def send_away_or_take_back(self, data: st.DataObject, back: bool) -> None:
        paper = data.draw(st.sampled_from(self.papers()))
        before = self.store.item(paper).state
        goal = State.REVIEW if back else State.REJECTED
        try:
            if back:
                self.store.reopen(paper, "ошибка", "petrova")
            else:
                self.store.reject(paper, RejectionReason.NOT_OURS, None, "petrova")
        except DecisionRefused:
            assert goal not in MOVES[before] or (back and before is State.PROCESSING)

    @invariant()
    def every_number_was_given_once_and_in_order(self) -> None:
        for (category, year), given in self.numbers.items():
            assert given == list(range(1, len(given) + 1))
            kept = [row.entry_no for row in self.store.journal(1, category, year)]
            assert kept == given

    @invariant()
    def fsck_finds_nothing(self) -> None:
        with self.store.worker_lock.attempt():
            problems = [p for check in self.store.fsck(full=True) for p in check.problems]
        assert problems == []


Centre.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestCentre = Centre.TestCase
