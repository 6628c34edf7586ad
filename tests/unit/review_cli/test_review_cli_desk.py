"""The desk by its keys, through Textual's Pilot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from paper_for_desk import MemoryDesk, PaperOnDesk, alternative, letter, paper, proposed
from PIL import Image
from rich.text import Text
from textual.pilot import Pilot
from textual.widgets import Input, Static
from textual_image.widget import HalfcellImage

from casework.draft import Cell, Decision, EmptyReason, Subject
from casework.forms import load_region
from casework.queue import State
from papers.arrangement import Handwriting
from papers.geometry import Box
from papers.outcome import ReadingWarning, WarningCode
from review_cli.desk.app import DeskApp
from review_cli.desk.fields import FieldList
from review_cli.desk.pane import EvidencePane, View
from review_cli.desk.review import Review
from review_cli.desk.work import Work

REGION = load_region("kalmykia")
LETTER = letter(paged=False)
DOUBTFUL_NUMBER = replace(
    proposed(LETTER, "source_doc_no", "241", "№ 214", 0.7),
    alternatives=(alternative(LETTER, "214", "214", 0.3),),
)


@asynccontextmanager
async def sitting(desk: MemoryDesk) -> AsyncIterator[Pilot[None]]:
    app = DeskApp(Review(desk, REGION, "Анна"), image=HalfcellImage)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        yield pilot


def review(pilot: Pilot[None]) -> Review:
    app = pilot.app
    assert isinstance(app, DeskApp)
    return app.review


def on_desk(pilot: Pilot[None]) -> Work:
    work = review(pilot).work
    assert work is not None
    return work


def current(pilot: Pilot[None]) -> str:
    cell = on_desk(pilot).cell
    assert cell is not None
    return cell.id


def said(pilot: Pilot[None], selector: str) -> str:
    """The text that stands in a widget."""
    content = pilot.app.screen.query_one(selector, Static).content
    return content.plain if isinstance(content, Text) else str(content)


def decisions(desk: MemoryDesk) -> tuple[Decision, ...]:
    verb, _, decided, _ = desk.said[-1]
    assert verb == "confirm"
    assert isinstance(decided, tuple)
    return decided


async def test_a_correct_draft_takes_one_key_and_the_next_opens() -> None:
    desk = MemoryDesk.of(paper(1), paper(2))
    async with sitting(desk) as pilot:
        await pilot.press("enter")
        assert desk.papers[1].item.state is State.CONFIRMED
        assert on_desk(pilot).paper.item.id == 2
        assert "журнал ТЖС, № 1" in said(pilot, "#message")


async def test_a_wrong_field_with_the_right_alternative_takes_two_keys() -> None:
    desk = MemoryDesk.of(paper(1, changed=[DOUBTFUL_NUMBER]))
    async with sitting(desk) as pilot:
        assert current(pilot) == "source_doc_no"
        await pilot.press("1", "enter")
    assert desk.papers[1].item.state is State.CONFIRMED
    [decision] = decisions(desk)
    assert (decision.cell, decision.value) == ("source_doc_no", "214")
    assert decision.evidence[0].quote == "214"


async def test_the_cursor_stops_at_doubtful_and_empty_required_cells_only() -> None:
    doubtful = [DOUBTFUL_NUMBER, Cell("address"), Cell("category")]
    desk = MemoryDesk.of(paper(1, changed=doubtful))
    async with sitting(desk) as pilot:
        assert current(pilot) == "category"
        await pilot.press("enter")
        assert current(pilot) == "category"
        assert "1 — ТЖС" in said(pilot, "#message")
        await pilot.press("2")
        assert current(pilot) == "source_doc_no"
        await pilot.press("enter")
        assert current(pilot) == "address"
        await pilot.press("x", "1")
        assert "Всё проверено" in said(pilot, "#message")
        await pilot.press("enter")
    assert [(d.cell, d.value, d.empty_reason) for d in decisions(desk)] == [
        ("category", "sop", None),
        ("address", None, EmptyReason.NOT_IN_DOCUMENT),
    ]


async def test_enter_away_from_a_doubtful_cell_goes_to_it_and_confirms_nothing() -> None:
    desk = MemoryDesk.of(paper(1, changed=[DOUBTFUL_NUMBER]))
    async with sitting(desk) as pilot:
        await pilot.press("up", "enter")
        assert current(pilot) == "source_doc_no"
        assert desk.said == []


@pytest.mark.parametrize("keys", [("down",), ("tab",)])
async def test_any_cell_can_be_reached(keys: tuple[str, ...]) -> None:
    desk = MemoryDesk.of(paper(1))
    async with sitting(desk) as pilot:
        reached = [current(pilot)]
        for _ in range(9):
            await pilot.press(*keys)
            reached.append(current(pilot))
        own = [cell.id for cell in on_desk(pilot).cells]
        assert sorted(reached) == sorted(own)


@pytest.mark.parametrize("key", ["e", "у"])
async def test_typing_completes_from_the_paper_and_keeps_its_place(key: str) -> None:
    desk = MemoryDesk.of(paper(1, changed=[Cell("address")]))
    async with sitting(desk) as pilot:
        assert current(pilot) == "address"
        await pilot.press(key, *"ул. Джан")
        await pilot.pause()
        await pilot.press("tab")
        assert pilot.app.screen.query_one("#edit", Input).value == "ул. Джангара"
        await pilot.press(*", д. 7", "enter", "enter")
    [decision] = decisions(desk)
    assert decision.value == "ул. Джангара, д. 7"
    assert decision.evidence[0].quote == "ул. Джангара, д. 7,"


async def test_what_can_not_be_read_stays_in_the_line_with_a_reason() -> None:
    desk = MemoryDesk.of(paper(1, changed=[Cell("source_doc_date")]))
    async with sitting(desk) as pilot:
        review(pilot).work = on_desk(pilot).at("source_doc_date")
        await pilot.press("e", *"вчера", "enter")
        assert "31.01.2025" in said(pilot, "#message")
        await pilot.press("escape")
        assert current(pilot) == "source_doc_date"
        await pilot.press("e", *"11.03.2025", "enter", "enter")
    [decision] = decisions(desk)
    assert (decision.value, decision.evidence[0].quote) == ("2025-03-11", "11.03.2025")


async def test_people_are_edited_as_they_are_shown() -> None:
    desk = MemoryDesk.of(paper(1))
    async with sitting(desk) as pilot:
        review(pilot).work = on_desk(pilot).at("subjects")
        await pilot.press("e")
        line = pilot.app.screen.query_one("#edit", Input)
        line.value = line.value.replace("Бадмаева Дана", "Бадмаева Дана Олеговна")
        await pilot.press("enter", "enter")
    [decision] = decisions(desk)
    assert decision.value == (
        Subject("Бадмаева Айса Сергеевна", ("mother",)),
        Subject("Бадмаева Дана Олеговна", ("child",), "2014-06-05"),
    )
    assert decision.evidence[0].quote == "Бадмаева\nАйса Сергеевна,"


async def test_signs_are_picked_from_the_filtered_list() -> None:
    desk = MemoryDesk.of(paper(1, changed=[Cell("distress_signs")]))
    async with sitting(desk) as pilot:
        assert current(pilot) == "distress_signs"
        await pilot.press("e", *"пропуски", "enter")
        await pilot.press(*["backspace"] * 8, *"антисан", "enter", "tab", "enter")
    [decision] = decisions(desk)
    assert set(decision.value or ()) == {"truancy", "unsanitary"}


async def test_undo_takes_back_edit_skip_reject_and_confirm_in_turn() -> None:
    desk = MemoryDesk.of(paper(1, changed=[DOUBTFUL_NUMBER]), paper(2), paper(3))
    async with sitting(desk) as pilot:
        await pilot.press("1", "enter")  # paper 1: edited, confirmed
        await pilot.press("r", "2")  # paper 2: rejected as a duplicate
        await pilot.press("n")  # paper 3: skipped
        assert review(pilot).work is None
        await pilot.press("u")
        assert on_desk(pilot).paper.item.id == 3
        await pilot.press("u")
        assert desk.papers[2].item.state is State.REVIEW
        await pilot.press("u")
        assert desk.papers[1].item.state is State.REVIEW
        work = on_desk(pilot)
        assert (work.paper.item.id, work.decisions["source_doc_no"].value) == (1, "214")
        await pilot.press("u")
        work = on_desk(pilot)
        assert work.decisions == {}
        assert current(pilot) == "source_doc_no"
        await pilot.press("u")
        assert "нечего" in said(pilot, "#message")
        await pilot.press("1", "enter")
    assert desk.papers[1].item.state is State.CONFIRMED


async def test_reject_for_another_reason_asks_which() -> None:
    desk = MemoryDesk.of(paper(1))
    async with sitting(desk) as pilot:
        await pilot.press("r", "6", *"приглашение", "enter")
        assert desk.said == [("reject", 1, "other", "приглашение", "Анна")]
        assert "Очередь пуста" in said(pilot, "#message")


async def test_the_kind_changes_from_a_filtered_list_and_back() -> None:
    desk = MemoryDesk.of(paper(1))
    async with sitting(desk) as pilot:
        await pilot.press("k", *"телефоно", "enter")
        assert desk.papers[1].item.kind == "phone_message"
        assert "Телефонограмма" in said(pilot, "#heading")
        await pilot.press("u")
        assert desk.papers[1].item.kind == "prevention_referral"


async def test_the_russian_layout_does_the_same() -> None:
    desk = MemoryDesk.of(paper(1), paper(2), paper(3))
    async with sitting(desk) as pilot:
        await pilot.press("т")  # n: skip 1
        await pilot.press("к", "1")  # r: reject 2
        await pilot.press("г")  # u: back to 2
        work = on_desk(pilot)
        assert work.paper.item.id == 2
        await pilot.press("л", *"характ", "enter")  # k: kind
        assert desk.papers[2].item.kind == "characteristic"
        await pilot.press("Ч", "3")  # x, Caps Lock: leave empty
        assert said(pilot, "#message") == "Категорию пустой оставить нельзя: 1 — ТЖС, 2 — СОП."
        await pilot.press("й")  # q
        assert not pilot.app.is_running or pilot.app._exit


async def test_the_threat_is_told_in_plain_words_with_its_quotation() -> None:
    desk = MemoryDesk.of(paper(1, threat=True), paper(2))
    async with sitting(desk) as pilot:
        banner = pilot.app.screen.query_one("#banner")
        assert banner.display
        assert "УГРОЗА ЖИЗНИ: «ночевала одна»" in said(pilot, "#banner")
        await pilot.press("enter")
        assert not banner.display


@pytest.mark.parametrize("key", ["escape", "x", "enter"])
async def test_the_key_that_closes_the_help_does_nothing_else(key: str) -> None:
    desk = MemoryDesk.of(paper(1, changed=[DOUBTFUL_NUMBER]), paper(2))
    async with sitting(desk) as pilot:
        before = on_desk(pilot)
        await pilot.press("question_mark")
        await pilot.press(key)
        assert isinstance(pilot.app, DeskApp)
        assert len(pilot.app.screen_stack) == 1
        assert on_desk(pilot) is before
        assert not desk.said


async def test_only_categories_with_a_journal_are_offered() -> None:
    desk = MemoryDesk.of(paper(1, changed=[Cell("category")]))
    async with sitting(desk) as pilot:
        work = on_desk(pilot)
        assert current(pilot) == "category"
        assert [option.value for option in work.options(work.cells[work.cursor])] == ["tzhs", "sop"]


async def test_the_last_paper_ends_kindly_and_skipped_ones_come_back() -> None:
    desk = MemoryDesk.of(paper(1))
    async with sitting(desk) as pilot:
        await pilot.press("escape")
        assert "Очередь пуста" in said(pilot, "#message")
        assert "Пропущено бумаг: 1" in said(pilot, "#message")
        await pilot.press("enter")
        assert on_desk(pilot).paper.item.id == 1
        await pilot.press("enter", "enter", "e", "x", "1", "o", "t")
        assert "Очередь пуста" in said(pilot, "#message")
        assert len(desk.records) == 1


async def test_a_scan_shows_the_page_itself_beside_the_value(tmp_path: Path) -> None:
    desk = MemoryDesk.of(paper(1, folder=tmp_path))
    async with sitting(desk) as pilot:
        review(pilot).work = on_desk(pilot).at("address")
        await pilot.press("up", "down")
        picture = pilot.app.screen.query_one("#picture", HalfcellImage)
        assert picture.display
        near = picture.image
        assert near is not None
        await pilot.press("t")
        pane = pilot.app.screen.query_one(EvidencePane)
        assert pane.view is View.PAGE
        assert picture.image.size > near.size
        await pilot.press("t")
        assert not picture.display
        assert pilot.app.screen.query_one("#text-scroll").display


async def test_a_word_file_shows_its_text_with_the_quotation() -> None:
    desk = MemoryDesk.of(paper(1))
    async with sitting(desk) as pilot:
        await pilot.press("down", "up")
        content = pilot.app.screen.query_one("#text", Static).content
        assert isinstance(content, Text)
        [span] = content.spans
        assert content.plain[span.start : span.end] == "Сообщаем о семье"


async def test_a_refusal_puts_the_cursor_on_its_cell() -> None:
    undecided = proposed(LETTER, "category", "undetermined", "Сообщаем", 0.95)
    desk = MemoryDesk.of(paper(1, changed=[undecided]))
    async with sitting(desk) as pilot:
        await pilot.press("down", "down", "enter")
        assert current(pilot) == "category"
        assert said(pilot, "#message") == "Решите, ТЖС или СОП."
        await pilot.press("2", "enter")
    assert desk.records[0].category == "sop"


async def test_a_paper_changed_meanwhile_is_opened_afresh_with_what_was_said() -> None:
    desk = MemoryDesk.of(paper(1, changed=[DOUBTFUL_NUMBER]))
    async with sitting(desk) as pilot:
        await pilot.press("1")
        desk.change_kind(1, "citizen_appeal", "Борис")
        await pilot.press("enter")
        assert "уже изменили" in said(pilot, "#message")
        work = on_desk(pilot)
        assert (work.paper.draft.version, work.decisions["source_doc_no"].value) == (2, "214")
        await pilot.press("enter")
    assert desk.papers[1].item.state is State.CONFIRMED


async def test_the_state_of_a_field_is_said_in_words() -> None:
    desk = MemoryDesk.of(paper(1, changed=[DOUBTFUL_NUMBER, Cell("address"), Cell("decision")]))
    async with sitting(desk) as pilot:
        listed = pilot.app.screen.query_one(FieldList)
        lines = [str(listed.get_option_at_index(i).prompt) for i in range(listed.option_count)]
        marks = {line.split("\n")[0].split("  ")[0] for line in lines}
        assert marks == {"✓ верно", "? проверьте", "✗ впишите", "· пусто"}


def written_by_hand(folder: Path) -> PaperOnDesk:
    """The letter as a scan with two places written by hand on its only page."""
    opened = paper(1, folder=folder, changed=[DOUBTFUL_NUMBER])
    places = (Box(0.1, 0.5, 0.4, 0.55), Box(0.1, 0.7, 0.6, 0.75))
    document = replace(
        opened.document,
        handwriting=tuple(Handwriting(1, place) for place in places),
        warnings=(ReadingWarning(WarningCode.HANDWRITING, 1),),
    )
    return replace(opened, document=document)


async def test_places_by_hand_are_told_and_shown_one_after_the_other(tmp_path: Path) -> None:
    async with sitting(MemoryDesk.of(written_by_hand(tmp_path))) as pilot:
        assert "стр. 1 — 2. h" in said(pilot, "#message")
        shown = []
        for key in ("h", "р", "h"):
            await pilot.press(key)
            picture = pilot.app.screen.query_one("#picture", HalfcellImage).image
            assert isinstance(picture, Image.Image)
            shown.append((said(pilot, "#place"), picture.tobytes()))
        assert "место 1 из 2" in shown[0][0]
        assert "место 2 из 2" in shown[1][0]
        assert shown[0][1] != shown[1][1]
        assert shown[2][0] == shown[0][0]
        await pilot.press("down")
        assert "рукописное" not in said(pilot, "#place")


async def test_a_mere_signature_is_not_told(tmp_path: Path) -> None:
    opened = written_by_hand(tmp_path)
    signed = replace(opened, document=replace(opened.document, warnings=()))
    async with sitting(MemoryDesk.of(signed)) as pilot:
        assert "Рукописное" not in said(pilot, "#message")
        await pilot.press("h")
        assert "рукописное" not in said(pilot, "#place")
