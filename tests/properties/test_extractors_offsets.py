"""A word is never split from its offset nor from its page, whatever stands in the paper."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from paper_files import A4_AT_150, LETTER, make_docx, make_pdf, page_picture

from extractors.layout import Placed
from extractors.page_text import PageText, line
from extractors.pages import lay_out
from extractors.printable import clean
from extractors.protocol import PageReading
from extractors.reader import Gathered, Reader, assemble
from extractors.wire import PageRead, decode_message, encode
from papers.document import BlockKind, Document, Method, Word
from papers.source import MediaKind

ALPHABET = "абвгдежзиклмнопрстуфхцчшщыьэюяЁАБВГДИКЛМНОПРСТ0123456789.,:;№«»—-()/ \t"
LINE = st.text(alphabet=ALPHABET, min_size=1, max_size=60)
ANYTHING = st.text(max_size=60)
FEW = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])


def check(document: Document) -> None:
    """The laws of papers/document.py."""
    reached = 0
    for page in document.pages:
        assert reached <= page.start <= page.stop <= len(document.text)
        previous = page.start
        for word in page.words:
            assert document.text[word.start : word.stop] == word.text
            assert previous <= word.start
            assert word.stop <= page.stop
            assert word.text.strip() == word.text != ""
            assert word.page == page.number
            assert (word.box is None) == (page.method is Method.FLOW)
            previous = word.stop
        reached = page.stop
    rest = list(document.text)
    for page in document.pages:
        for word in page.words:
            rest[word.start : word.stop] = " " * len(word.text)
    assert "".join(rest).strip() == ""
    for block in document.blocks:
        assert document.text[block.start : block.stop].endswith("\n")


@given(st.lists(st.lists(ANYTHING, max_size=5), max_size=4))
def test_flowing_text(blocks: list[list[str]]) -> None:
    page = PageText(1)
    for block in blocks:
        page.add(BlockKind.BODY, (line(part) for part in block))
    text = page.finish()
    reading = PageReading(1, text, tuple(page.words), tuple(page.blocks), Method.FLOW)
    check(assemble(Gathered(1, (), {1: reading})))
    assert decode_message(encode(PageRead(reading))) == PageRead(reading)


PLACED = st.builds(
    lambda text, x, y, width, height: Placed(text, x, y, x + width, y + height, 0.5),
    st.text(alphabet=ALPHABET.replace(" ", "").replace("\t", ""), min_size=1, max_size=12),
    st.floats(0, 560),
    st.floats(0, 800),
    st.floats(1, 30),
    st.floats(4, 20),
)


@given(st.lists(PLACED, max_size=40))
def test_laid_out_words_are_all_there_once(words: list[Placed]) -> None:
    page = PageText(1)
    lay_out(page, words, (), 595, 842)
    text = page.finish()
    reading = PageReading(1, text, tuple(page.words), tuple(page.blocks), Method.OCR)
    check(assemble(Gathered(1, (), {1: reading})))
    assert sorted(word.text for word in page.words) == sorted(word.text for word in words)


@given(ANYTHING)
def test_cleaning_is_settled_at_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@FEW
@given(st.lists(LINE, min_size=1, max_size=8))
def test_word_documents(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make_docx(Path(folder) / "a.docx", lines)
        document = Reader().read(path, MediaKind.DOCX)
    check(document)
    assert document.text.split() == " ".join(map(clean, lines)).split()


@FEW
@given(st.lists(st.lists(LINE, min_size=1, max_size=8), min_size=1, max_size=3))
def test_pdf_layers(pages: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make_pdf(Path(folder) / "a.pdf", [[" ".join(li.split()) for li in p] for p in pages])
        document = Reader().read(path, MediaKind.PDF)
    check(document)
    assert len(document.pages) == len(pages)


@pytest.mark.e2e
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, min_size=1, max_size=10), st.integers(-4, 4))
@example(["0", "0", "000"], 0)
def test_pictures(lines: list[str], degrees: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.png"
        # A line of words tells which way is up; a heap of single characters may not.
        page_picture([LETTER[0], *lines]).rotate(degrees, fillcolor=250).save(path, dpi=(150, 150))
        document = Reader().read(path, MediaKind.IMAGE)
    check(document)
    assert document.pages[0].width == pytest.approx(A4_AT_150[0], abs=200)


def test_a_reading_that_lies_is_refused() -> None:
    with pytest.raises(ValueError, match="not at its offset"):
        PageReading(1, "Мать", (Word("Отец", 0, 1),), (), Method.FLOW)
    with pytest.raises(ValueError, match="not at its offset"):
        PageReading(1, "а б", (Word("б", 2, 1), Word("а", 0, 1)), (), Method.FLOW)
