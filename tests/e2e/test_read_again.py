"""A figure that was misread at first is read again from the picture by real Tesseract."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from paper_files import make_scan, page_picture
from PIL import Image

from casework.findings import Findings
from extractors.limits import Limits
from extractors.reader import Reader
from nlp.second_thoughts import STEP
from nlp.understanding import Understanding, load
from papers.document import Document
from papers.other_reading import Replaced, read_otherwise
from papers.second_look import Question, Region
from papers.source import MediaKind
from pipeline.rereading import asking
from review_cli.reading import Readings, sources

pytestmark = pytest.mark.e2e
LINES = (
    "Муниципальное учреждение «Школа № 3»",
    "14.03.2025 № 5207",
    "О положении семьи",
    "Мать: Иванова Анна Петровна, 03.02.1985 г.р.,",
    "проживает по адресу: г. Элиста, ул. Садовая, д. 14.",
    "Просим обследовать условия жизни семьи.",
)


@cache
def understanding() -> Understanding:
    return load()


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    path = make_scan(tmp_path_factory.mktemp("scan") / "a.pdf", [page_picture(LINES)])
    return path, Reader().read(path, MediaKind.PDF)


def misread(document: Document, true: str, false: str, sure: float) -> Document:
    """The document as if a word of it had been read wrongly."""
    word = next(one for page in document.pages for one in page.words if true in one.text)
    wrong = Replaced(word.start, word.stop, word.text.replace(true, false))
    other = read_otherwise(document, [wrong]).document
    pages = tuple(
        replace(
            page,
            words=tuple(
                replace(one, confidence=sure) if one.text == wrong.text else one
                for one in page.words
            ),
        )
        for page in other.pages
    )
    return replace(other, pages=pages)


def understood(path: Path, document: Document) -> Findings:
    ask = asking(Reader(), path, MediaKind.PDF, document)
    return understanding().understand(document, ask)


def test_a_number_that_lost_a_figure_is_mended_and_says_so(scan: tuple[Path, Document]) -> None:
    path, document = scan
    wrong = misread(document, "5207", "520", 0.55)
    best = understanding().understand(wrong).best("doc_number")
    assert best
    assert best.value == "520"
    mended = understood(path, wrong).reading("doc_number")
    assert mended
    first, second, *_ = mended.candidates
    assert (first.value, second.value) == ("5207", "520")
    assert first.quote == "520"  # the text of the first reading is never edited
    assert ("«5207»") in [step.note for step in first.trail if step.what == STEP]
    assert first.evidence[0].boxes == second.evidence[0].boxes


def test_an_impossible_birth_date_becomes_one(scan: tuple[Path, Document]) -> None:
    path, document = scan
    wrong = misread(document, "03.02.1985", "03.62.1985", 0.9)
    (person,) = understood(path, wrong).people
    assert person.birth_date
    assert person.birth_date.value == "1985-02-03"


def test_a_number_that_is_read_again_alike_is_surer(scan: tuple[Path, Document]) -> None:
    path, document = scan
    doubtful = misread(document, "5207", "5207", 0.5)
    alone = understanding().understand(doubtful).best("doc_number")
    again = understood(path, doubtful).best("doc_number")
    assert alone
    assert again
    assert again.value == alone.value == "5207"
    assert again.confidence > alone.confidence


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90])
def test_a_turned_page_is_read_again_the_way_it_was(turn: Image.Transpose, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    page_picture(LINES).transpose(turn).save(path, dpi=(150, 150))
    document = Reader().read(path, MediaKind.IMAGE)
    word = next(one for one in document.pages[0].words if one.text == "5207")
    assert word.box
    question = Question(1, word.start, word.stop, Region(word.box, word.box))
    (answer,) = Reader().read_again(path, MediaKind.IMAGE, document, (question,))
    assert answer.texts == ("5207", "5207")


def test_the_command_asks_for_regions_of_the_file_that_it_has_read(
    scan: tuple[Path, Document],
) -> None:
    path, _ = scan
    readings = Readings(sources([str(path)], None), Limits(), 1)
    ((source, document),) = readings
    assert isinstance(document, Document)
    word = next(one for one in document.pages[0].words if one.text == "5207")
    ask = readings.asking(source, document)
    assert word.box
    assert ask
    (answer,) = ask((Question(1, word.start, word.stop, Region(word.box, word.box)),))
    assert "5207" in answer.texts
