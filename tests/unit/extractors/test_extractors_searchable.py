"""The searchable PDF of a scan: its words are found where they are seen, and it is PDF/A-2b."""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pikepdf.pdfa
import pypdfium2 as pdfium
import pytest
from paper_files import page_picture
from PIL import Image

from extractors.pictures import save_picture, save_sheet
from extractors.protocol import Searchable
from extractors.searchable import write_searchable
from papers.document import Document, Method, Page, Word
from papers.geometry import Box

#: How far, in page fractions, a found word may lie from where it stands.
NEAR = 0.003
LINES = (
    "Администрация района № 5",
    "Семья Лебедевой стоит на учёте",
    "Email: office@example.org",
)


def scanned(pages: Sequence[Sequence[str]], width: int = 1240, height: int = 1754) -> Document:
    """Words of `pages` on an even grid, as OCR would give them at 150 dpi."""
    text, made = "", []
    for number, lines in enumerate(pages, 1):
        start, words = len(text), []
        for row, line in enumerate(lines):
            for column, piece in enumerate(line.split()):
                left, top = 0.1 + 0.16 * column, 0.1 + 0.03 * row
                box = Box(left, top, left + 0.012 * len(piece), top + 0.012)
                words.append(Word(piece, len(text), number, box, 0.9))
                text += f"{piece} "
            text = f"{text.rstrip()}\n"
        page = Page(number, start, len(text), tuple(words), Method.OCR, width, height, 150)
        made.append(page)
        text += "\n"
    return Document(text, tuple(made))


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    for folder in ("sheets", "pictures"):
        (tmp_path / folder).mkdir()
    return tmp_path


def written(document: Document, scratch: Path, name: str = "Письмо школы.pdf") -> Path:
    wanted = Searchable.of(scratch / "out.pdf", name)
    write_searchable(document, scratch, wanted)
    return wanted.path


def leave_sheet(scratch: Path, number: int, picture: Image.Image, bilevel: bool = False) -> None:
    pixels = np.asarray(picture.convert("L") if bilevel else picture)
    save_sheet(pixels, scratch / "sheets", number, bilevel)


def found(pdf: Path, page: int, word: str) -> Iterator[Box]:
    """Where a viewer finds `word`."""
    with pdfium.PdfDocument(pdf) as opened:
        width, height = opened[page - 1].get_size()
        text = opened[page - 1].get_textpage()
        search = text.search(word, match_case=True)
        while hit := search.get_next():
            for index in range(text.count_rects(*hit)):
                left, bottom, right, top = text.get_rect(index)
                yield Box.from_pixels(left, height - top, right, height - bottom, width, height)


def far(one: Box, other: Box) -> float:
    return max(abs(a - b) for a, b in zip(one.as_list(), other.as_list(), strict=True))


def test_a_viewer_finds_every_word_at_its_place(scratch: Path) -> None:
    document = scanned([LINES, LINES[::-1]])
    for page in document.pages:
        leave_sheet(scratch, page.number, page_picture())
    pdf = written(document, scratch)
    for page in document.pages:
        for word in page.words:
            assert word.box
            nearest = min(far(box, word.box) for box in found(pdf, page.number, word.text))
            assert nearest <= NEAR, word.text


def test_lines_are_copied_in_order_with_their_spaces(scratch: Path) -> None:
    pdf = written(scanned([LINES]), scratch)
    with pdfium.PdfDocument(pdf) as opened:
        assert opened[0].get_textpage().get_text_range().split("\r\n") == list(LINES)
    with pdfplumber.open(pdf) as opened:
        words = [word["text"] for word in opened.pages[0].extract_words()]
    assert words == " ".join(LINES).split()


def test_a_wrapped_cell_is_not_drawn_as_one_line(scratch: Path) -> None:
    boxes = (Box(0.1, 0.1, 0.2, 0.112), Box(0.1, 0.13, 0.2, 0.142), Box(0.5, 0.1, 0.6, 0.112))
    text = "Орган опеки\tотказ\n"
    places = (0, 6, 12)
    words = tuple(
        Word(text[place:].split()[0], place, 1, box)
        for place, box in zip(places, boxes, strict=True)
    )
    document = Document(text, (Page(1, 0, len(text), words, Method.OCR, 1240, 1754, 150),))
    pdf = written(document, scratch)
    for word in words:
        (place,) = found(pdf, 1, word.text)
        assert word.box
        assert far(place, word.box) <= NEAR


@pytest.mark.parametrize("kind", ["gray", "colour", "1-bit", "missing", "broken"])
def test_it_is_a_pdf_a_whatever_the_page_was(scratch: Path, kind: str) -> None:
    picture = page_picture()
    if kind == "broken":
        (scratch / "sheets" / "page-0001.jpg").write_bytes(b"no picture at all")
    elif kind != "missing":
        shown = Image.merge("RGB", [picture] * 3) if kind == "colour" else picture
        leave_sheet(scratch, 1, shown, bilevel=kind == "1-bit")
    report = pikepdf.pdfa.validate_written(written(scanned([LINES]), scratch), "2b")
    assert report.findings == []
    assert report.verdict == "pass"


@pytest.mark.parametrize("bilevel", [False, True])
def test_the_page_looks_as_it_did_and_keeps_its_dots(scratch: Path, bilevel: bool) -> None:
    picture = page_picture().point(lambda level: 255 * (level > 127)) if bilevel else page_picture()
    leave_sheet(scratch, 1, picture, bilevel)
    with pdfium.PdfDocument(written(scanned([LINES]), scratch)) as pdf:
        (image,) = list(pdf[0].get_objects())[:1]
        assert image.get_px_size() == picture.size
        drawn = pdf[0].render(scale=150 / 72, grayscale=True).to_pil().resize(picture.size)
    difference = np.asarray(drawn, float) - np.asarray(picture, float)
    assert np.abs(difference).mean() < 4


def test_a_page_whose_layer_was_believed_shows_the_picture_of_the_desk(scratch: Path) -> None:
    document = scanned([LINES, LINES])
    leave_sheet(scratch, 1, page_picture())
    save_picture(np.asarray(page_picture()), scratch / "pictures", 2)
    with pikepdf.open(written(document, scratch)) as pdf:
        assert [len(page.get_images()) for page in pdf.pages] == [1, 1]


def test_a_long_paper_keeps_all_pages_in_order(scratch: Path) -> None:
    document = scanned([[f"Страница {number}"] for number in range(1, 36)])
    with pdfium.PdfDocument(written(document, scratch)) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert texts == [f"Страница {number}" for number in range(1, 36)]


def test_the_same_paper_makes_the_same_bytes(scratch: Path) -> None:
    document = scanned([LINES])
    leave_sheet(scratch, 1, page_picture())
    first = written(document, scratch).read_bytes()
    assert written(document, scratch).read_bytes() == first


def test_it_says_its_title_and_nothing_of_day_or_person(scratch: Path) -> None:
    with pikepdf.open(written(scanned([LINES]), scratch, "архив.zip!/Письмо\x07 школы.pdf")) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Письмо школы", "/Producer": "Opis"}
        with pdf.open_metadata() as metadata:
            said = {name.rpartition("}")[2]: value for name, value in metadata.items()}
        assert not pdf.is_encrypted
        assert pdf.trailer.ID
    assert said == {"part": "2", "conformance": "B", "title": "Письмо школы", "Producer": "Opis"}


def test_the_font_is_what_its_program_draws(request: pytest.FixtureRequest) -> None:
    made = runpy.run_path(str(request.config.rootpath / "scripts" / "invisible_font.py"))
    assert made["font"]() == made["FONT"].read_bytes()
