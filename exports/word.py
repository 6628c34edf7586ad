"""A journal as a Word document: head and one table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from exports.sheet import Sheet

_FONT = "Times New Roman"
_LONG, _SHORT, _MARGIN = Mm(297), Mm(210), Mm(12)


def write(sheet: Sheet, path: Path) -> None:
    """Landscape A4; the header row and the number row are repeated on every page."""
    document = Document()
    document.core_properties.author = "Опись"
    document.core_properties.title = sheet.title
    _page_setup(document)
    _head(document, sheet)
    _table(document, sheet)
    document.save(str(path))


def _page_setup(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10)
    style.paragraph_format.space_after = Pt(0)


def _head(document: Any, sheet: Sheet) -> None:
    annex = document.add_paragraph(sheet.annex)
    annex.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    annex.paragraph_format.left_indent = Mm(150)
    annex.paragraph_format.space_after = Pt(8)
    title = _centred(document, sheet.title, 12)
    title.runs[0].bold = True
    title.paragraph_format.space_after = Pt(8)
    institution = _centred(document, sheet.institution, 11)
    for run in institution.runs:
        run.underline = True
    _centred(document, sheet.caption, 8).paragraph_format.space_after = Pt(8)


def _centred(document: Any, text: str, size: int) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).font.size = Pt(size)
    return paragraph


def _table(document: Any, sheet: Sheet) -> None:
    table = document.add_table(rows=0, cols=len(sheet.header), style="Table Grid")
    table.autofit = False
    unit = (_LONG - 2 * _MARGIN) / sum(sheet.widths)
    widths = [round(unit * letters) for letters in sheet.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for texts in filter(None, (sheet.header, sheet.numbers)):
        row = _row(table, texts)
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for values in sheet.rows:
        _row(table, values)


def _row(table: Any, values: tuple[str | int, ...]) -> Any:
    """A row of the table's own column widths that no page break cuts in two."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, value in zip(row.cells, values, strict=True):
        cell.text = str(value)
    return row
