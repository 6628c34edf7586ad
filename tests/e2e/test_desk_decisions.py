"""The desk over the real store: what its keys leave behind, and what they can take back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from invented import ARRIVAL, ARRIVED, Paper, referral
from rich.text import Text
from textual.pilot import Pilot
from textual.widgets import Static
from textual_image.widget import HalfcellImage

from casework.deadlines import urgency
from casework.draft import CellState, Decision
from casework.forms import load_region
from casework.prefill import propose
from casework.queue import State
from papers.document import Document, Word
from papers.source import Channel
from pipeline.build import Opis, build
from pipeline.settings import Settings
from review_cli.desk.app import DeskApp
from review_cli.desk.kin import PaperFamilies
from review_cli.desk.review import Review
from storage.work import Understood

REGION = load_region("kalmykia")


class Office:
    """Papers brought and understood as told; the desk opens them by keys."""

    def __init__(self, opis: Opis, folder: Path) -> None:
        self.opis = opis
        self.folder = folder

    def bring(self, paper: Paper, name: str) -> int:
        """The id of a paper that waits for review."""
        path = self.folder / name
        path.write_text(f"{name}\n{paper.document.text}", "utf-8")
        store = self.opis.store
        store.receive(path, name, ARRIVED, Channel.SCAN, "Анна")
        claim = store.claim("worker")
        assert claim is not None
        found = paper.findings()
        rows = propose(found, ARRIVAL, REGION)
        haste = urgency(found, rows, ARRIVED)
        assert store.finish(claim, worded(paper.document), (Understood(found, rows, haste),))
        return claim.document_id

    def state(self, document_id: int) -> State:
        return self.opis.desk.item(document_id).state

    def entry_numbers(self, category: str = "sop") -> list[tuple[int, str | None]]:
        rows = self.opis.desk.journal(1, category, 2025)
        return [(row.entry_no, row.annulled) for row in rows]


def worded(document: Document) -> Document:
    """With the words of its one flowing page."""
    [page] = document.pages
    words = (Word(found[0], found.start(), 1) for found in re.finditer(r"\S+", document.text))
    return replace(document, pages=(replace(page, words=tuple(words)),))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opis = build(Settings(tmp_path / "store", 1, "Анна"))
    yield Office(opis, tmp_path)
    opis.store.close()


@asynccontextmanager
async def sitting(office: Office) -> AsyncIterator[Pilot[None]]:
    opis = office.opis
    kin = PaperFamilies(opis.families, opis.terms, "Анна")
    sat = Review(opis.desk, REGION, "Анна", opis.split, kin)
    app = DeskApp(sat, image=HalfcellImage)
    async with app.run_test(size=(110, 36)) as pilot:
        await pilot.pause()
        yield pilot


def review(pilot: Pilot[None]) -> Review:
    assert isinstance(pilot.app, DeskApp)
    return pilot.app.review


def message(pilot: Pilot[None]) -> str:
    content = pilot.app.screen.query_one("#message", Static).content
    return content.plain if isinstance(content, Text) else str(content)


def decided_paper() -> Paper:
    """A letter that says everything itself: nothing is left to doubt."""
    return referral().field("category", "не бывает в школе", "sop", 0.95)


async def test_a_correct_draft_is_confirmed_by_one_key_and_the_next_opens(office: Office) -> None:
    first = office.bring(decided_paper(), "первое.txt")
    second = office.bring(decided_paper(), "второе.txt")
    async with sitting(office) as pilot:
        await pilot.press("enter")
        assert office.state(first) is State.CONFIRMED
        work = review(pilot).work
        assert work is not None
        assert work.paper.item.id == second
        assert "журнал СОП, № 1" in message(pilot)
        await pilot.press("enter")
        assert "Очередь пуста" in message(pilot)
    assert office.entry_numbers() == [(1, None), (2, None)]


def kin(pilot: Pilot[None]) -> str:
    content = pilot.app.screen.query_one("#kin", Static).content
    return content.plain if isinstance(content, Text) else str(content)


async def test_a_paper_is_linked_by_two_keys_and_its_family_s_terms_are_told(
    office: Office,
) -> None:
    first = office.bring(decided_paper(), "первое.txt")
    second = office.bring(decided_paper(), "второе.txt")
    async with sitting(office) as pilot:
        assert "похожих нет" in kin(pilot)
        await pilot.press("f", "1")
        assert [link.family_id for link in office.opis.families.links(first)] == [1]
        assert "Семья 1" in kin(pilot)
        await pilot.press("enter")
        # The other paper speaks of the same people; linked, it tells the term that has begun.
        assert "Чья бумага: семья 1" in kin(pilot)
        await pilot.press("а", "1")
        assert [link.family_id for link in office.opis.families.links(second)] == [1]
        assert "D-03" in kin(pilot)
        assert "разд. 5" in kin(pilot)
        await pilot.press("u")
        assert office.opis.families.links(second) == ()
        assert "Чья бумага" in kin(pilot)


async def test_what_the_desk_tells_of_families_is_never_of_yesterday(office: Office) -> None:
    first = office.bring(decided_paper(), "первое.txt")
    office.bring(decided_paper(), "второе.txt")
    async with sitting(office) as pilot:
        assert "похожих нет" in kin(pilot)
        await pilot.press("n", "f", "1", "n")
        # The first paper again, or after both were skipped the queue's begin.
        while (work := review(pilot).work) is None or work.paper.item.id != first:
            await pilot.press("enter")
        assert "Чья бумага: семья 1" in kin(pilot)
        await pilot.press("f", "1")
        await pilot.press("f", "1")
        assert office.opis.families.links(first) == (), "the menu of a linked paper parts it"
        assert "не связана" in message(pilot)


async def test_the_right_alternative_takes_two_keys_and_brings_its_place(office: Office) -> None:
    paper = referral().field("category", "не бывает в школе", "sop", 0.95)
    paper.fields["doc_number"] = []
    paper.field("doc_number", "44", "44", 0.6).field("doc_number", "118", "118", 0.4)
    document_id = office.bring(paper, "письмо.txt")
    async with sitting(office) as pilot:
        await pilot.press("1", "enter")
    [row] = office.opis.store.records(document_id)
    [cell] = [cell for cell in row.record.cells if cell.id == "source_doc_no"]
    assert (cell.value, cell.state, cell.decided_by) == ("118", CellState.CORRECTED, "Анна")
    assert cell.evidence[0].quote == "118"


async def test_undoing_a_confirmation_annuls_its_row_and_keeps_what_was_said(
    office: Office,
) -> None:
    document_id = office.bring(referral(), "письмо.txt")
    async with sitting(office) as pilot:
        await pilot.press("2", "enter")
        assert office.state(document_id) is State.CONFIRMED
        await pilot.press("u")
        assert office.state(document_id) is State.REVIEW
        work = review(pilot).work
        assert work is not None
        assert work.decisions["category"].value == "sop"
        await pilot.press("enter")
    assert office.state(document_id) is State.CONFIRMED
    assert office.entry_numbers() == [(1, "отменено проверяющим"), (2, None)]


async def test_a_rejection_is_kept_in_history_and_taken_back(office: Office) -> None:
    document_id = office.bring(decided_paper(), "письмо.txt")
    async with sitting(office) as pilot:
        await pilot.press("r", "2")
        assert office.state(document_id) is State.REJECTED
        await pilot.press("u")
        assert office.state(document_id) is State.REVIEW
    told = [(entry.new, entry.reason) for entry in office.opis.desk.history(document_id)]
    assert ("rejected", "duplicate") in told


async def test_another_kind_draws_the_draft_up_anew(office: Office) -> None:
    document_id = office.bring(decided_paper(), "письмо.txt")
    async with sitting(office) as pilot:
        await pilot.press("k", *"характ", "enter")
        assert office.opis.desk.item(document_id).kind == "characteristic"
        assert {row.form for row in office.opis.desk.open(document_id).draft.rows} == {0}
        await pilot.press("u")
        assert office.opis.desk.item(document_id).kind == "prevention_referral"
        await pilot.press("k", *"характ", "enter")
        while office.state(document_id) is State.REVIEW:
            await pilot.press("enter")
    assert office.opis.store.records(document_id) == ()


async def test_a_paper_that_another_has_confirmed_makes_way(office: Office) -> None:
    first = office.bring(referral(), "первое.txt")
    second = office.bring(referral(), "второе.txt")
    async with sitting(office) as pilot:
        await pilot.press("1")
        office.opis.desk.confirm(first, [Decision("category", value="sop")], "Борис")
        await pilot.press("enter")
        assert "уже подтверждена" in message(pilot)
        work = review(pilot).work
        assert work is not None
        assert work.paper.item.id == second
    assert office.entry_numbers() == [(1, None)]
    assert office.entry_numbers("tzhs") == []


async def test_a_typed_address_keeps_its_place_in_the_journal_row(office: Office) -> None:
    document_id = office.bring(decided_paper(), "письмо.txt")
    async with sitting(office) as pilot:
        work = review(pilot).work
        assert work is not None
        await pilot.press(*["down"] * [cell.id for cell in work.cells].index("address"))
        await pilot.press("e", "end", "ctrl+u", *"ул. речная, д. 3", "enter", "enter")
    [row] = office.opis.store.records(document_id)
    [cell] = [cell for cell in row.record.cells if cell.id == "address"]
    assert (cell.value, cell.state) == ("ул. речная, д. 3", CellState.CORRECTED)
    assert cell.evidence[0].quote == "ул. Речная, д. 3."
