"""Which regions of a recognised page are asked for again."""

from __future__ import annotations

import pytest
from flowing import flowing
from scanned import HEIGHT, WIDTH, scanned

from nlp.questions import questions
from nlp.understanding import Understanding, load
from papers.document import Document
from papers.second_look import Expected

LETTER = """Муниципальное учреждение «Школа № 3»
14.03.2025 № 52/7
О семье
Мать: Иванова Анна Петровна, 03.02.1985 г.р., проживает по адресу: г. Элиста, ул. Садовая, д. 14.
СНИЛС 112-233-445 96
Директор Петров П. П.
"""


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return load()


def asked(understanding: Understanding, document: Document) -> list[str]:
    paper = understanding.open(document)
    found = questions(paper, understanding.find(paper))
    return [document.text[one.start : one.stop] for one in found]


def test_what_was_read_surely_is_not_asked_for(understanding: Understanding) -> None:
    assert asked(understanding, scanned(LETTER.replace("96", "95"))) == []


def test_what_was_not_recognised_has_nothing_to_read_again(understanding: Understanding) -> None:
    assert asked(understanding, flowing(LETTER.replace("14.03", "14.43"))) == []


def test_figures_read_unsurely_are_asked_for_the_worst_first(understanding: Understanding) -> None:
    text = LETTER.replace("96", "95")
    unsure = {"52/7": 0.6, "03.02.1985": 0.2, "14.": 0.7, "Элиста,": 0.1, "3»": 0.1}
    assert asked(understanding, scanned(text, unsure)) == ["03.02.1985", "52/7", "14."]


@pytest.mark.parametrize(
    ("was", "read"), [("14.03.2025", "14.43.2025"), ("03.02.1985", "О3.62.1985")]
)
def test_a_date_that_can_be_none_is_asked_for(
    was: str, read: str, understanding: Understanding
) -> None:
    text = LETTER.replace("96", "95").replace(was, read)
    assert [one.strip(",") for one in asked(understanding, scanned(text))] == [read]


def test_an_insurance_number_with_a_wrong_check_is_asked_for(understanding: Understanding) -> None:
    assert asked(understanding, scanned(LETTER)) == ["112-233-445 96"]


@pytest.mark.parametrize(
    ("line", "asked_for"),
    [
        ("на основании судебного приказа № 2-1178/2925 от 22.02.2024", "2-1178/2925"),
        ("Задолженность по алиментам составляет 649 515 руб. 10 кон.", "10 кон."),
    ],
)
def test_numbers_that_can_be_none_are_asked_for(
    line: str, asked_for: str, understanding: Understanding
) -> None:
    text = LETTER.replace("СНИЛС 112-233-445 96", line)
    assert asked(understanding, scanned(text)) == [asked_for]


def test_a_value_that_fails_a_check_of_the_paper_is_asked_for(understanding: Understanding) -> None:
    text = (
        "ПОСТАНОВЛЕНИЕ\nСудебный пристав-исполнитель ОСП установил:\nОбщая задолженность по "
        "алиментам составляет 50 000 (шестьдесят тысяч) рублей 00 копеек.\n"
    )
    assert "50 000" in " ".join(asked(understanding, scanned(text)))


def test_a_region_lies_in_its_line_and_tells_what_is_expected(understanding: Understanding) -> None:
    document = scanned(LETTER.replace("96", "95"), {"52/7": 0.6, "03.02.1985": 0.3})
    paper = understanding.open(document)
    born, number = questions(paper, understanding.find(paper))
    for one in (born, number):
        box, line = one.region.box, one.region.line
        assert line.left <= box.left
        assert box.right <= line.right
        assert one.region.expected is Expected.FIGURES
    assert (born.region.line.right - born.region.line.left) * WIDTH > 600
    assert (number.region.line.bottom - number.region.line.top) * HEIGHT < 40
