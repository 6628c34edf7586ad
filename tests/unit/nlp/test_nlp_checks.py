"""What a value is held against: it rises, falls or stays, is never replaced, and says why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.findings import FoundPerson
from nlp.checks import checked
from nlp.checks.persons import born_before
from nlp.lexicon.directory import Directory
from nlp.lexicon.words import Lexicon
from nlp.paper import Anatomy, Paper, open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page

SURE = 0.9


def paper_of(text: str, russian: Russian, method: Method = Method.FLOW) -> Paper:
    size = (1000, 1400) if method is Method.OCR else (0, 0)
    document = Document(text, (Page(1, 0, len(text), (), method, *size),))
    return open_paper(document, russian, Anatomy(), *views(document))


def found(paper: Paper, field: str, value: str, printed: str, sure: float = SURE) -> FieldCandidate:
    match = re.search(re.escape(printed), paper.prose.text)
    assert match
    return paper.candidate(field, value, paper.prose, match.span(), sure, "test", "said")


def one(
    text: str, field: str, value: str, printed: str, russian: Russian
) -> tuple[float, tuple[str, ...]]:
    """The confidence of a value after every check, and what the checks said."""
    paper = paper_of(text, russian)
    (after,) = checked(paper, [found(paper, field, value, printed)])
    assert (after.value, after.raw) == (value, printed)
    return after.confidence, tuple(step.note for step in after.trail if step.what == "check")


@pytest.mark.parametrize(
    ("text", "field", "value", "printed"),
    [
        ("долг 14 375 (четырнадцать тысяч триста семьдесят пять) рублей",
         "debt_amount", "14375.00", "14 375"),
        ("долг 2 041 (две тысячи сорок один) руб.", "debt_amount", "2041.00", "2 041"),
        ("в размере 1/4 (одной четвёртой) части", "alimony_share", "1/4", "1/4"),
        ("в размере 1/3 (одной трети) доли", "alimony_share", "1/3", "1/3"),
        ("17.03.2025 (понедельник) состоялось", "protocol_date", "2025-03-17", "17.03.2025"),
        ("в среду, 19 марта 2025 г.", "survey_date", "2025-03-19", "19 марта 2025 г."),
    ],
)  # fmt: skip
def test_what_agrees_rises(
    text: str, field: str, value: str, printed: str, russian: Russian
) -> None:
    sure, notes = one(text, field, value, printed, russian)
    assert sure > SURE
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("text", "field", "value", "printed"),
    [
        ("долг 14 875 (четырнадцать тысяч триста семьдесят пять) рублей",
         "debt_amount", "14875.00", "14 875"),
        ("в размере 1/4 (одной третьей) части", "alimony_share", "1/4", "1/4"),
        ("18.03.2025 (понедельник) состоялось", "protocol_date", "2025-03-18", "18.03.2025"),
        ("тел. 8 (84722) 3-01-40", "doc_number", "3-01-40", "3-01-40"),
        ("тел. 8-961-000-00-37", "incoming_number", "961-000", "961-000"),
        ("ИНН 0812345672", "doc_number", "0812345672", "0812345672"),
    ],
)  # fmt: skip
def test_what_fails_falls(
    text: str, field: str, value: str, printed: str, russian: Russian
) -> None:
    sure, notes = one(text, field, value, printed, russian)
    assert sure < SURE
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("text", "field", "value", "printed"),
    [
        ("долг 14 375 рублей", "debt_amount", "14375.00", "14 375"),
        ("долг 14 375 (сумма прописью) рублей", "debt_amount", "14375.00", "14 375"),
        ("долг 14 375 руб. (по состоянию на май)", "debt_amount", "14375.00", "14 375"),
        ("в размере 1/4 (ежемесячно) части", "alimony_share", "1/4", "1/4"),
        ("17.03.2025 состоялось, в понедельник выезд", "protocol_date", "2025-03-17", "17.03.2025"),
        ("№ 3-01/40 от 14.03.2025", "doc_number", "3-01/40", "3-01/40"),
        ("№ 0812345673", "doc_number", "0812345673", "0812345673"),
        ("№ 08RS0001-01-2025-001764-52", "case_number", "2025-001764", "2025-001764"),
    ],
)  # fmt: skip
def test_what_nothing_speaks_of_stays(
    text: str, field: str, value: str, printed: str, russian: Russian
) -> None:
    assert one(text, field, value, printed, russian) == (SURE, ())


def test_days_come_in_their_order(russian: Russian) -> None:
    paper = paper_of("от 14.03.2025, ответ до 10.03.2025 или 20.03.2025", russian)
    own = found(paper, "doc_date", "2025-03-14", "14.03.2025")
    early = found(paper, "reply_due", "2025-03-10", "10.03.2025")
    late = found(paper, "reply_due", "2025-03-20", "20.03.2025")
    assert [c.confidence < SURE for c in checked(paper, [own, early, late])] == [False, True, False]
    doubtful = found(paper, "doc_date", "2025-03-14", "14.03.2025", 0.6)
    assert checked(paper, [doubtful, early])[1].confidence == SURE


def test_nobody_is_born_after_the_paper_was_written(russian: Russian) -> None:
    paper = paper_of("14.03.2025 Лапин Глеб, 15.03.2026 г.р.", russian)
    name = found(paper, "full_name", "Лапин Глеб", "Лапин Глеб")
    birth = found(paper, "birth_date", "2026-03-15", "15.03.2026")
    day = FieldReading("doc_date", (found(paper, "doc_date", "2025-03-14", "14.03.2025"),))
    person = FoundPerson(("child",), name, 1, birth_date=birth)
    (after,) = born_before([person], [day])
    assert after.birth_date
    assert after.birth_date.confidence < OFFERED
    assert born_before([person], []) == (person,)


ADDRESS = "п. Кетченеры, ул. Тихая, 4"


def test_a_place_of_the_directory_is_surer(russian: Russian) -> None:
    sure, notes = one(f"живут: {ADDRESS}", "address", ADDRESS, ADDRESS, russian)
    assert sure > SURE
    assert notes == ("есть в справочнике: Кетченеры",)


def test_one_letter_off_on_a_scan_adds_an_alternative_and_replaces_nothing(
    russian: Russian,
) -> None:
    misread = ADDRESS.replace("Кетченеры", "Кетченёрн")
    paper = paper_of(f"живут: {misread}", russian, Method.OCR)
    other, own = checked(paper, [found(paper, "address", misread, misread)])
    assert (own.value, other.value) == (misread, ADDRESS)
    assert own.confidence < SURE
    assert other.confidence < OFFERED
    assert other.evidence == own.evidence


def test_another_case_is_no_slip_and_print_makes_none(russian: Russian) -> None:
    for printed, method in (
        ("г. Элисте, ул. Тихая, 4", Method.OCR),
        ("п. Кетченёрн, ул. Тихая, 4", Method.FLOW),
    ):
        paper = paper_of(f"живут в {printed}", russian, method)
        (only,) = checked(paper, [found(paper, "address", printed, printed)])
        assert only.confidence == SURE


def test_an_office_adds_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "directories.toml").write_text('settlements = ["Тихий Омут"]', "utf-8")
    own, more = Lexicon.load().directories, Lexicon.load(tmp_path).directories
    assert "тихий омут" in more["settlements"]
    assert "Тихий Омут" not in own["settlements"]
    assert set(own["settlements"].entries) < set(more["settlements"].entries)


def test_near_is_one_letter_at_most() -> None:
    directory = Directory(("Приютное", "Яшкуль"))
    assert directory.near("Прнютное") == ("Приютное",)
    assert directory.near("Приютно") == ("Приютное",)
    assert directory.near("Прнютнае") == ()
