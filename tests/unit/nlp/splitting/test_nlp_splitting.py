"""Where a new paper begins in a thick scan, and where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from thick_scan import LETTER_1, LETTER_2, RESOLUTION, STATEMENT, bound

from casework.division import ranges_to_text
from nlp.lexicon.words import Lexicon
from nlp.splitting.division import Splitter
from nlp.splitting.look import look_at_page
from papers.arrangement import Table, TableCell
from papers.document import Document, Method


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(Lexicon.load().kinds)


def divided(splitter: Splitter, *pages: str) -> str:
    return ranges_to_text(splitter.divide(bound(*pages)).papers)


def test_papers_laid_on_each_other_come_apart(splitter: Splitter) -> None:
    assert divided(splitter, LETTER_1, LETTER_2, RESOLUTION, STATEMENT) == "1-2,3,4"


def test_a_letter_of_several_pages_is_never_cut(splitter: Splitter) -> None:
    assert divided(splitter, LETTER_1, LETTER_2) == "1-2"
    assert divided(splitter, LETTER_1, "2\n" + LETTER_2) == "1-2"
    assert divided(splitter, LETTER_1, "Исп. Сухих Л. И., тел. 2-17-40") == "1-2"


def test_a_blank_page_stays_with_the_paper_that_it_follows(splitter: Splitter) -> None:
    """It is the back of the sheet, or holds what could not be read."""
    assert divided(splitter, RESOLUTION, "", STATEMENT, "") == "1-2,3-4"


def test_a_separator_belongs_to_no_paper(splitter: Splitter) -> None:
    document = bound(RESOLUTION, "РАЗДЕЛИТЕЛЬ", STATEMENT)
    assert ranges_to_text(splitter.divide(document).papers) == "1,3"
    assert [story.role for story in splitter.divide(document).pages][1] == "separator"


def test_a_single_paper_keeps_its_blank_pages(splitter: Splitter) -> None:
    assert divided(splitter, "", LETTER_1, LETTER_2, "") == "1-4"
    assert divided(splitter, "", "") == "1-2"
    assert divided(splitter, LETTER_1) == "1"


def test_flowing_text_is_never_cut(splitter: Splitter) -> None:
    document = bound(RESOLUTION, STATEMENT)
    pages = tuple(replace(page, method=Method.FLOW) for page in document.pages)
    assert ranges_to_text(splitter.divide(Document(document.text, pages)).papers) == "1-2"


def test_every_border_says_why(splitter: Splitter) -> None:
    division = splitter.divide(bound(LETTER_1, LETTER_2, RESOLUTION))
    inside, border = division.pages[1:]
    assert inside.probability < 0.5 < border.probability
    assert border.trail[-1].confidence == border.probability
    signs = {step.what: step.note for step in border.trail}
    assert signs["title"] == "ПОСТАНОВЛЕНИЕ"
    assert "signed_before" in signs
    assert "small_letter" in {step.what for step in inside.trail}


def test_a_table_over_the_break_speaks_against_a_border(splitter: Splitter) -> None:
    document = bound(LETTER_1, LETTER_2)
    second = document.pages[1].start
    cells = (TableCell(0, 0, 0, 5, 1), TableCell(1, 0, second, second + 5, 2))
    joined = replace(document, tables=(Table(cells),))
    story = splitter.divide(joined).pages[1]
    assert "table_goes_on" in {step.what for step in story.trail}
    assert story.probability <= splitter.divide(document).pages[1].probability


@pytest.mark.parametrize(
    ("line", "number"), [("2", 2), ("- 3 -", 3), ("Лист 4", 4), ("стр. 2 из 5", 2), ("№ 5", None)]
)
def test_printed_page_numbers_are_read(splitter: Splitter, line: str, number: int | None) -> None:
    document = bound(f"{line}\n{LETTER_2}\nещё строка\nи ещё одна")
    assert look_at_page(document, document.pages[0], splitter.kinds).number == number
