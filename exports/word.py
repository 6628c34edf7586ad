"""Journals as Word documents: head and one table; and the parts that acts are made of, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt

from exports.sheet import Sheet

_FONT = "Times New Roman"
#: The sides of an A4 page.
LONG, SHORT = Mm(297), Mm(210)
_MARGIN = Mm(12)


def write(sheet: Sheet, path: Path) -> None:
    """Landscape A4; the header row and the number row are repeated on every page."""
    document = Document()
    document.core_properties.author = "Опись"
    document.core_properties.title = sheet.title
    page_setup(document, landscape=True, margin=_MARGIN)
    _head(document, sheet)
    table = grid(document, sheet.widths, LONG - 2 * _MARGIN)
    for texts in filter(None, (sheet.header, sheet.numbers)):
        head_row(table, texts)
    for values in sheet.rows:
        grid_row(table, values)
    document.save(str(path))


def page_setup(document: Any, landscape: bool, margin: Length) -> None:
    """A4 with the same margin all round, in the type of the order."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10)
    style.paragraph_format.space_after = Pt(0)


def put_annex(document: Any, text: str, indent: Length) -> None:
    """The line above the form, in its right corner."""
    annex = document.add_paragraph(text)
    annex.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    annex.paragraph_format.left_indent = indent
    annex.paragraph_format.space_after = Pt(8)


def centred(document: Any, text: str, size: int) -> Any:
    """A paragraph in the middle of the page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).font.size = Pt(size)
    return paragraph


def grid(document: Any, widths: Sequence[int], width: int) -> Any:
    """A ruled table `width` wide, its columns in the proportion of `widths`."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, letters in zip(table.columns, widths, strict=True):
        column.width = round(width / sum(widths) * letters)
    return table


def head_row(table: Any, texts: Sequence[str]) -> None:
    """A row in the middle of its cells that every page repeats."""
    row = grid_row(table, texts)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def grid_row(table: Any, values: Sequence[str | int]) -> Any:
    """A row of the table's own column widths that no page break cuts in two."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, value in zip(row.cells, values, strict=True):
        cell.text = str(value)
    return row


def _head(document: Any, sheet: Sheet) -> None:
    if sheet.annex:
        put_annex(document, sheet.annex, Mm(150))
    title = centred(document, sheet.title, 12)
    title.runs[0].bold = True
    title.paragraph_format.space_after = Pt(8)
    if sheet.caption:
        for run in centred(document, sheet.institution, 11).runs:
            run.underline = True
        centred(document, sheet.caption, 8).paragraph_format.space_after = Pt(8)
