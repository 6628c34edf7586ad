"""Papers of one file in the store: finished together, divided otherwise, undone; nothing lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from office import MORNING, Office, Specialist, proposed
from thick_scan import LETTER_1, LETTER_2, RESOLUTION, STATEMENT, bound

from casework.deadlines import NEVER, Urgency
from casework.division import PageRange, ranges_of
from casework.draft import DecisionRefused
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from casework.queue import State
from papers.document import Document
from papers.evidence import cite
from papers.part import part
from storage.splits import SplitFile, Splits
from storage.store import Store
from storage.work import Understood

DOCUMENT = bound(LETTER_1, LETTER_2, RESOLUTION, STATEMENT)


def understood(pages: PageRange, document: Document = DOCUMENT) -> Understood:
    own = part(document, pages.first, pages.last).document
    word = own.pages[-1].words[0]
    place = cite(own, word.start, word.stop)
    found = FieldCandidate("address", place.quote, place.quote, 0.9, (place,), "test", "test")
    findings = Findings(
        KindGuess("other", 0.9),
        fields=(FieldReading("address", (found,)),),
        people=(FoundPerson(("mother",), found),),
        pages=tuple(page.number for page in own.pages),
    )
    return Understood(findings, proposed(findings, MORNING), Urgency(False, NEVER))


def wanted(text: str) -> tuple[PageRange, ...]:
    return ranges_of(text, len(DOCUMENT.pages))


@pytest.fixture
def splits(store: Store) -> Splits:
    return Splits(store.database, store.clock)


@pytest.fixture
def file_id(store: Store, office: Office) -> int:
    arrived = office.bring("толстый скан")
    claim = office.claim()
    assert len(store.finish(claim, DOCUMENT, [understood(one) for one in wanted("1-2,3-4")])) == 2
    assert store.finish(claim, DOCUMENT, [understood(one) for one in wanted("1-4")]) == ()
    return arrived


def divide(splits: Splits, file_id: int, text: str, undoing: bool = False) -> SplitFile:
    seen = splits.file(file_id)
    new = {one: understood(one) for one in wanted(text)}
    return splits.divide(file_id, wanted(text), new, "petrova", seen.version, undoing)


def shown(file: SplitFile) -> list[tuple[int, str]]:
    return [(paper.document_id, str(paper.pages)) for paper in file.standing]


def clean(store: Store) -> bool:
    return not any(check.problems for check in store.fsck(full=True))


def states(store: Store, documents: Iterable[int]) -> list[State]:
    return [store.item(document).state for document in documents]


def test_every_paper_of_a_file_waits_with_its_own_pages(store: Store, file_id: int) -> None:
    items = store.queue()
    assert [(item.file_id, item.index, item.state) for item in items] == [
        (file_id, 1, State.REVIEW),
        (file_id, 2, State.REVIEW),
    ]
    texts = [store.document(item.id) for item in items]
    assert [text.text if text else "" for text in texts] == [
        part(DOCUMENT, 1, 2).document.text,
        part(DOCUMENT, 3, 4).document.text,
    ]
    assert store.file_statuses([file_id])[0].state is State.REVIEW
    assert clean(store)


def test_only_papers_whose_pages_change_are_others(
    store: Store, splits: Splits, file_id: int
) -> None:
    before = shown(splits.file(file_id))
    after = shown(divide(splits, file_id, "1-2,3,4"))
    assert after[0] == before[0]
    assert [pages for _, pages in after] == ["1-2", "3", "4"]
    assert states(store, [number for number, _ in after]) == [State.REVIEW] * 3
    assert store.item(before[1][0]).state is State.REJECTED
    assert store.draft(before[1][0]) is not None
    assert clean(store)


def test_undoing_brings_the_same_papers_back_step_by_step(
    store: Store, splits: Splits, file_id: int
) -> None:
    first = shown(splits.file(file_id))
    second = shown(divide(splits, file_id, "1-2,3,4"))
    divide(splits, file_id, "1-4")
    assert splits.file(file_id).before == "1-2,3,4"
    assert shown(divide(splits, file_id, "1-2,3,4", undoing=True)) == second
    assert splits.file(file_id).before == "1-2,3-4"
    assert shown(divide(splits, file_id, "1-2,3-4", undoing=True)) == first
    assert splits.file(file_id).before is None
    assert clean(store)


def test_a_confirmed_paper_keeps_its_pages_until_it_is_reopened(
    store: Store, splits: Splits, file_id: int
) -> None:
    letter, rest = (number for number, _ in shown(splits.file(file_id)))
    store.confirm(letter, Specialist({"category": "sop"}), "petrova")
    with pytest.raises(DecisionRefused) as refused:
        divide(splits, file_id, "1,2-4")
    assert refused.value.code == "already_confirmed"
    assert states(store, [letter, rest]) == [State.CONFIRMED, State.REVIEW]
    assert [pages for _, pages in shown(divide(splits, file_id, "1-2,3,4"))] == ["1-2", "3", "4"]
    store.reopen(letter, "границы", "petrova")
    assert [pages for _, pages in shown(divide(splits, file_id, "1,2-4"))] == ["1", "2-4"]
    assert clean(store)


def test_a_paper_put_aside_comes_back_by_undoing_alone(
    store: Store, splits: Splits, file_id: int
) -> None:
    aside = shown(splits.file(file_id))[1][0]
    divide(splits, file_id, "1-2,3,4")
    with pytest.raises(DecisionRefused, match="split undo") as refused:
        store.reopen(aside, "", "petrova")
    assert refused.value.code == "not_allowed"


def test_who_saw_another_division_is_refused(splits: Splits, file_id: int) -> None:
    seen = splits.file(file_id).version
    divide(splits, file_id, "1-4")
    new = {one: understood(one) for one in wanted("1,2-4")}
    with pytest.raises(DecisionRefused) as refused:
        splits.divide(file_id, wanted("1,2-4"), new, "petrova", seen)
    assert refused.value.code == "stale_draft"


@pytest.mark.parametrize(("known", "code"), [(True, "not_allowed"), (False, "not_found")])
def test_what_was_not_read_has_no_pages(
    splits: Splits, office: Office, known: bool, code: str
) -> None:
    arrived = office.bring("ещё не прочитан")
    with pytest.raises(DecisionRefused) as refused:
        splits.file(arrived if known else arrived + 99)
    assert refused.value.code == code


def test_a_file_that_came_again_has_the_papers_of_the_first(
    splits: Splits, office: Office, file_id: int
) -> None:
    again = office.bring("толстый скан")
    assert splits.file(again).file_id == file_id
