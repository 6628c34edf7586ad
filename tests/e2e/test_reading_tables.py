"""Tables of real files of every format, through the real child."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from fpdf.fonts import FontFace
from paper_files import SERIF, make_scan
from PIL import Image, ImageDraw, ImageFont

from extractors.reader import Reader
from papers.arrangement import Table
from papers.document import Document
from papers.source import MediaKind

HEAD = ("Семья", "Адрес", "Что установлено")
ROWS = [
    (f"Мишины {n}", "с. Речное, ул. Новая, д. 5", "" if n % 3 else "долг за газ и за свет")
    for n in range(1, 31)
]


def rows_of(document: Document, table: Table) -> list[tuple[str, ...]]:
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(document.text[cell.start : cell.stop])
    return list(map(tuple, rows))


def make_table_pdf(path: Path, borders: str = "ALL") -> Path:
    """A table over two pages, its header on both."""
    pdf = FPDF()
    pdf.add_font("serif", fname=SERIF)
    pdf.set_font("serif", size=12)
    pdf.add_page()
    pdf.multi_cell(0, 6, "Посещены семьи, о которых сообщила школа в прошлом месяце.")
    with pdf.table(
        borders_layout=borders,
        headings_style=FontFace(),
        col_widths=(3, 5, 4),
        line_height=6,
        padding=2,
        text_align="LEFT",
    ) as table:
        for cells in (HEAD, *ROWS):
            table.row(cells)
    pdf.output(str(path))
    return path


@pytest.mark.parametrize("borders", ["ALL", "HORIZONTAL_LINES", "NONE"])
def test_a_table_of_a_text_layer_over_two_pages(tmp_path: Path, borders: str) -> None:
    document = Reader().read(make_table_pdf(tmp_path / "a.pdf", borders), MediaKind.PDF)
    [table] = document.tables
    assert len(document.pages) == 2
    assert rows_of(document, table) == [HEAD, *ROWS]
    assert table.ruled is (borders == "ALL")
    assert table.header_rows == 1
    assert {cell.page for cell in table.cells} == {1, 2}
    for cell in table.cells:
        assert cell.box is not None
        for word in document.words_between(cell.start, cell.stop):
            assert word.page == cell.page
            assert word.box is not None
            assert cell.box.left <= word.box.left
            assert word.box.right <= cell.box.right + 0.001


def test_a_table_of_a_word_document(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(0, 3, style="Table Grid")
    for cells in (HEAD, *ROWS[:3]):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0)).text = "две семьи"
    made.save(str(tmp_path / "a.docx"))
    document = Reader().read(tmp_path / "a.docx", MediaKind.DOCX)
    [found] = document.tables
    assert rows_of(document, found)[:2] == [HEAD, ROWS[0]]
    merged = next(cell for cell in found.cells if (cell.row, cell.column) == (2, 0))
    assert document.text[merged.start : merged.stop] == "две семьи"
    assert merged.row_span == 2
    assert all(cell.box is None for cell in found.cells)


def drawn_table(skew: float) -> Image.Image:
    """Three columns; in the last row one cell has two lines beside those of one."""
    page = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(SERIF, 27)
    draw.text((120, 200), "Посещены семьи, о которых сообщила школа.", font=font, fill=15)
    xs, ys = (120, 400, 800, 1120), (300, 360, 420, 520)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=0, width=2)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill=0, width=2)
    for text, x, y in (
        ("Семья", 135, 312), ("Адрес", 415, 312), ("Установлено", 815, 312),
        ("Мишины", 135, 372), ("село Речное", 415, 372),
        ("Котовы", 135, 452), ("улица Новая,", 415, 432), ("дом 15", 415, 475), ("долги", 815, 452),
    ):  # fmt: skip
        draw.text((x, y), text, font=font, fill=15)
    return page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=250)


@pytest.mark.e2e
@pytest.mark.parametrize("skew", [0.0, 1.3])
def test_a_table_of_a_scan(tmp_path: Path, skew: float) -> None:
    document = Reader().read(make_scan(tmp_path / "a.pdf", [drawn_table(skew)]), MediaKind.PDF)
    [table] = document.tables
    assert rows_of(document, table) == [
        ("Семья", "Адрес", "Установлено"),
        ("Мишины", "село Речное", ""),
        ("Котовы", "улица Новая, дом 15", "долги"),
    ]
    first = table.cells[0].box
    assert first is not None
    assert first.as_list() == pytest.approx(
        [120 / 1240, 300 / 1754, 400 / 1240, 360 / 1754], abs=0.02
    )
