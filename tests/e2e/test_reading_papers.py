"""Papers of every format through the real child, the real libraries and real Tesseract."""

from __future__ import annotations

from pathlib import Path

import docx
import numpy as np
import pytest
from paper_files import LETTER, make_docx, make_pdf, make_scan, page_picture
from PIL import Image

from extractors.reader import Reader
from papers.document import BlockKind, Document, Method
from papers.outcome import WarningCode
from papers.source import MediaKind

WORDS = [word for line in LETTER for word in line.split()]


def share_found(document: Document) -> float:
    found = document.text.split()
    return sum(word in found for word in WORDS) / len(WORDS)


def codes(document: Document) -> set[WarningCode]:
    return {warning.code for warning in document.warnings}


def test_word_document_with_header_footer_and_table(tmp_path: Path) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Исх. № 12 от 03.10.2025"
    made.sections[0].footer.paragraphs[0].text = "Исполнитель Ли А.Б."
    made.add_paragraph("В ответ на запрос сообщаем:")
    table = made.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(table._cells, ("Ребёнок", "Класс", "Ким Ян", "4"), strict=True):
        cell.text = text
    path = tmp_path / "a.docx"
    made.save(str(path))
    document = Reader().read(path, MediaKind.DOCX)
    assert document.text == (
        "Исх. № 12 от 03.10.2025\n\nВ ответ на запрос сообщаем:\n\n"
        "Ребёнок\tКласс\nКим Ян\t4\n\nИсполнитель Ли А.Б.\n"
    )
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADER,
        BlockKind.BODY,
        BlockKind.TABLE,
        BlockKind.FOOTER,
    ]
    assert document.flowing
    assert document.warnings == ()


@pytest.mark.parametrize("code_page", ["utf-8", "cp1251", "koi8-r", "cp866", "utf-16"])
def test_plain_text(tmp_path: Path, code_page: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\r\n".join(LETTER).encode(code_page))
    document = Reader().read(path, MediaKind.TEXT)
    assert document.text == "\n".join(LETTER) + "\n"


def test_pdf_with_a_text_layer_gives_boxes_and_a_picture(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    path = make_pdf(tmp_path / "a.pdf", [LETTER, LETTER[:2]])
    document = Reader().read(path, MediaKind.PDF, pictures)
    assert [page.method for page in document.pages] == [Method.TEXT_LAYER] * 2
    assert share_found(document) == 1.0
    assert document.pages[1].start == document.pages[0].stop + 2
    first = document.pages[0].words[0]
    assert first.text == "Директору"
    assert first.box is not None
    assert first.box.left == pytest.approx(25 / 210, abs=0.01)
    assert first.box.bottom == pytest.approx(30 / 297, abs=0.01)
    assert sorted(picture.name for picture in pictures.iterdir()) == [
        "page-0001.jpg",
        "page-0002.jpg",
    ]
    with Image.open(pictures / "page-0001.jpg") as picture:
        assert picture.size == pytest.approx((1240, 1754), abs=2)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_text_layer_that_lies_on_its_side_is_read_upright(tmp_path: Path, rotation: int) -> None:
    path = make_pdf(tmp_path / "a.pdf", rotation=rotation)
    document = Reader().read(path, MediaKind.PDF)
    page = document.pages[0]
    assert page.method is Method.TEXT_LAYER
    assert page.rotation == rotation
    assert document.text.splitlines()[0] == LETTER[0]
    boxes = [word.box for word in page.words if word.box]
    assert boxes[0].left < boxes[1].left
    assert boxes[0].same_line(boxes[1])


@pytest.mark.e2e
def test_a_scan_is_read_by_tesseract(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    path = make_scan(tmp_path / "a.pdf", [page_picture()])
    document = Reader().read(path, MediaKind.PDF, pictures)
    page = document.pages[0]
    assert page.method is Method.OCR
    assert (page.width, page.height, page.dpi) == pytest.approx((1240, 1754, 150), abs=2)
    assert share_found(document) >= 0.95
    assert page.confidence is not None
    assert page.confidence > 0.8
    assert all(word.confidence is not None for word in page.words)
    assert (pictures / "page-0001.jpg").stat().st_size < 300_000


@pytest.mark.e2e
@pytest.mark.parametrize("degrees", [90, 180, 270, 3.5, -2.0])
def test_turned_and_skewed_pictures_are_read(tmp_path: Path, degrees: float) -> None:
    """A picture that was turned clockwise comes back by the same angle."""
    picture = page_picture().rotate(-degrees, expand=degrees % 90 == 0, fillcolor=250)
    path = tmp_path / "a.png"
    picture.save(path, dpi=(150, 150))
    document = Reader().read(path, MediaKind.IMAGE)
    assert share_found(document) >= 0.95
    assert (document.pages[0].rotation + degrees) % 360 == pytest.approx(0, abs=0.3) or (
        document.pages[0].rotation + degrees
    ) % 360 == pytest.approx(360, abs=0.3)


@pytest.mark.e2e
def test_exif_rotation_and_transparency(tmp_path: Path) -> None:
    turned = page_picture().rotate(90, expand=True)
    exif = turned.getexif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise to see it upright
    jpeg = tmp_path / "a.jpg"
    turned.save(jpeg, quality=90, exif=exif, dpi=(150, 150))
    assert Reader().read(jpeg, MediaKind.IMAGE).pages[0].rotation == 0.0
    ink = 255 - np.asarray(page_picture())
    clear = Image.merge("LA", (Image.new("L", page_picture().size, 0), Image.fromarray(ink)))
    png = tmp_path / "a.png"
    clear.save(png, dpi=(150, 150))
    assert share_found(Reader().read(png, MediaKind.IMAGE)) >= 0.95


@pytest.mark.e2e
@pytest.mark.parametrize("mode", ["1", "P", "RGB"])
def test_a_picture_denser_than_needed_is_read_at_300_dpi(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.tif"
    page_picture().resize((4960, 7016)).convert(mode).save(path, dpi=(600, 600))
    document = Reader().read(path, MediaKind.IMAGE)
    assert document.pages[0].dpi == 300
    assert document.pages[0].width == 2480
    assert share_found(document) >= 0.9
    assert document.warnings == ()


@pytest.mark.e2e
def test_a_tiff_of_two_pages_and_an_empty_one(tmp_path: Path) -> None:
    blank = Image.new("L", (1240, 1754), 250)
    path = tmp_path / "a.tif"
    page_picture().save(path, save_all=True, append_images=[blank], dpi=(150, 150))
    document = Reader().read(path, MediaKind.IMAGE)
    assert len(document.pages) == 2
    assert share_found(document) >= 0.95
    assert [(w.code, w.page) for w in document.warnings] == [(WarningCode.NO_TEXT_FOUND, 2)]


@pytest.mark.e2e
def test_a_broken_layer_over_a_scan_gives_way_to_ocr(tmp_path: Path) -> None:
    broken = [line.encode("cp1251").decode("latin-1") for line in LETTER]
    path = make_pdf(tmp_path / "a.pdf", [broken])
    document = Reader().read(path, MediaKind.PDF)
    assert document.pages[0].method is Method.OCR
    assert WarningCode.TEXT_LAYER_UNTRUSTED in codes(document)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx")
    reader = Reader()
    assert reader.read(path, MediaKind.DOCX) == reader.read(path, MediaKind.DOCX)


@pytest.mark.e2e
def test_the_picture_after_every_step_can_be_looked_at(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    skewed = page_picture().rotate(3, fillcolor=250).convert("RGB")
    path = make_scan(tmp_path / "a.pdf", [page_picture(), skewed])
    Reader().read(path, MediaKind.PDF, steps=steps)
    assert [picture.name for picture in sorted(steps.iterdir())] == [
        "page-0002-01-black-ink.png",
        "page-0002-02-upright.png",
    ]
    with Image.open(steps / "page-0002-02-upright.png") as upright:
        rows = np.asarray(upright).mean(axis=1)
    assert np.count_nonzero(rows > 249) > 0.8 * rows.size  # white between level lines
