"""What a person does, through the whole casework and a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from casework.draft import CellState, Decision, DecisionRefused, EmptyReason
from casework.queue import State
from pipeline.build import Opis

Ingest = Callable[..., list[int]]

REFERRAL = "Мать: Юдина Вера Олеговна\nАдрес: г. Элиста, ул. Степная, д. 4\n"
DECISIONS = (
    Decision("category", "sop"),
    Decision("informant_text", "МБОУ СОШ № 4"),
    Decision("distress_signs", empty_reason=EmptyReason.NOT_IN_DOCUMENT),
)


def refused(code: str) -> pytest.RaisesExc[DecisionRefused]:
    return pytest.RaisesExc(DecisionRefused, check=lambda error: error.code == code)


@pytest.fixture
def paper(opis: Opis, ingest: Ingest) -> int:
    ingest(referral=REFERRAL)
    (item,) = opis.desk.queue()
    return item.id


def test_open_shows_the_draft_with_its_text(opis: Opis, paper: int) -> None:
    opened = opis.desk.open(paper)
    assert opened.document.text == REFERRAL
    assert opened.pictures == ()
    row = next(row for row in opened.draft.rows if row.form == 1)
    address = row.cell("address")
    assert address is not None
    assert address.value == "г. Элиста, ул. Степная, д. 4"
    assert address.state is CellState.PROPOSED


def test_pictures_of_pages_come_with_the_paper(opis: Opis, ingest: Ingest) -> None:
    ingest(scan="СТРАНИЦА")
    (item,) = opis.desk.queue()
    (picture,) = opis.desk.open(item.id).pictures
    assert picture.read_bytes() == b"picture"


def test_confirm_puts_a_row_into_the_journal(opis: Opis, paper: int) -> None:
    version = opis.desk.item(paper).version
    (row,) = opis.desk.confirm(paper, DECISIONS, "petrova", version)
    assert (row.entry_no, row.category, row.record.confirmed_by) == (1, "sop", "petrova")
    year = opis.desk.item(paper).received_at.year
    assert opis.desk.journal(1, "sop", year) == (row,)
    assert opis.desk.queue() == ()
    assert opis.desk.confirm(paper, DECISIONS, "petrova", version) == (row,)
    with refused("already_confirmed"):
        opis.desk.confirm(paper, [Decision("category", "tzhs")], "petrova")


def test_confirm_refuses_gaps_and_stale_versions(opis: Opis, paper: int) -> None:
    version = opis.desk.item(paper).version
    with refused("category_required"):
        opis.desk.confirm(paper, DECISIONS[1:], "petrova")
    with refused("stale_draft"):
        opis.desk.confirm(paper, DECISIONS, "petrova", version - 1)
    assert opis.desk.item(paper).state is State.REVIEW


def test_change_of_kind_proposes_anew(opis: Opis, paper: int) -> None:
    before = opis.desk.item(paper)
    draft = opis.desk.change_kind(paper, "consent", "petrova")
    assert draft.version > before.version
    assert [row.form for row in draft.rows] == [0]
    assert draft.findings.kind.alternatives[0][0] == "prevention_referral"
    entry = opis.desk.history(paper)[-1]
    assert (entry.who, entry.what, entry.old, entry.new) == (
        "petrova",
        "kind",
        "prevention_referral",
        "consent",
    )
    assert opis.desk.change_kind(paper, "prevention_referral", "petrova").rows[1].form == 1
    with refused("invalid_value"):
        opis.desk.change_kind(paper, "love_letter", "petrova")


def test_reject_needs_a_reason_of_the_list(opis: Opis, paper: int) -> None:
    with refused("unknown_reason"):
        opis.desk.reject(paper, "dislike", None, "petrova")
    with refused("value_required"):
        opis.desk.reject(paper, "other", " ", "petrova")
    opis.desk.reject(paper, "not_ours", None, "petrova")
    assert opis.desk.item(paper).state is State.REJECTED
    opis.desk.reopen(paper, "", "petrova")
    assert [item.id for item in opis.desk.queue()] == [paper]


def test_a_paper_without_a_draft_does_not_open(opis: Opis, ingest: Ingest) -> None:
    ingest(locked="ОТКАЗАТЬ")
    (item,) = opis.desk.queue()
    with refused("not_allowed") as caught:
        opis.desk.open(item.id)
    assert "паролем" in caught.value.message


def test_threat_comes_first_and_an_early_answer_before_the_common_term(
    opis: Opis, ingest: Ingest
) -> None:
    ingest(a="Адрес: г. Элиста")
    arrived = opis.desk.queue()[0].received_at.date()
    ingest(b=f"Ответ до {arrived + timedelta(days=1)}", c="угроза жизни")
    queue = opis.desk.queue()
    assert [Path(item.source).stem for item in queue] == ["c", "b", "a"]
    assert [(item.due_on - arrived).days for item in queue] == [0, 1, 3]


def test_an_unknown_journal_is_refused(opis: Opis, tmp_path: Path) -> None:
    with refused("invalid_value"):
        opis.forms.export_journal(2, "sop", 2026, tmp_path / "x.xlsx")
    with refused("invalid_value"):
        opis.forms.export_journal(1, "undetermined", 2026, tmp_path / "x.xlsx")
