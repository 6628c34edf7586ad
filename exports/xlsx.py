"""A journal as a workbook of one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet import Sheet

_FONT, _SIZE, _LINE_HEIGHT = "Times New Roman", 10, 13.5
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
#: Excel cuts longer texts without a word; ours say that they were cut.
_LONGEST = 32_767
_CUT = " … (текст длиннее, чем вмещает ячейка; полностью — в DOCX)"
#: Spreadsheets take a text that begins so for a formula.
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\n")


def write(sheet: Sheet, path: Path) -> None:
    """Head, header row (repeated on every page), number row, rows.

    Nothing is merged from the header row down.
    """
    book = Workbook()
    page = cast(Worksheet, book.active)
    page.title = "Журнал"
    book.properties.creator = "Опись"
    book.properties.title = sheet.title
    _head(page, sheet)
    header = page.max_row + 1
    _table(page, sheet, header)
    _print_setup(page, sheet, header)
    book.save(path)


def _head(page: Worksheet, sheet: Sheet) -> None:
    last = len(sheet.widths)
    right = last // 2 + 1
    lines = (
        (sheet.annex, right, Alignment("right", "top", wrap_text=True), Font(_FONT, 9)),
        (sheet.title, 1, Alignment("center", "center", wrap_text=True), Font(_FONT, 12, bold=True)),
        (sheet.institution, 1, Alignment("center", "bottom", wrap_text=True), Font(_FONT, 11)),
        (sheet.caption, 1, Alignment("center", "top", wrap_text=True), Font(_FONT, 8)),
    )
    for row, (text, first, alignment, font) in enumerate(lines, 1):
        cell = _put(page, row, first, text)
        cell.alignment, cell.font = alignment, font
        page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        # A merged cell is not as high as its text unless it is told to be.
        width = sum(sheet.widths[first - 1 :])
        page.row_dimensions[row].height = _LINE_HEIGHT * max(1, ceil(len(text) * 1.1 / width))
    for column in range(1, last + 1):
        page.cell(3, column).border = Border(bottom=_THIN)


def _table(page: Worksheet, sheet: Sheet, header: int) -> None:
    heading = Alignment("center", "center", wrap_text=True)
    body = Alignment("left", "top", wrap_text=True)
    bold, plain = Font(_FONT, _SIZE, bold=True), Font(_FONT, _SIZE)
    _line(page, header, sheet.header, heading, bold)
    first = header + 1
    if sheet.numbers:
        _line(page, first, sheet.numbers, heading, plain)
        first += 1
    for place, row in enumerate(sheet.rows, first):
        _line(page, place, row, body, plain)
    page.freeze_panes = f"A{first}"


def _line(
    page: Worksheet, row: int, values: Sequence[str | int], alignment: Alignment, font: Font
) -> None:
    for column, value in enumerate(values, 1):
        cell = _put(page, row, column, value)
        cell.alignment, cell.font, cell.border = alignment, font, _GRID


def _put(page: Worksheet, row: int, column: int, value: str | int) -> Cell:
    """Write a number as a number and a text as text, whatever it looks like."""
    cell = cast(Cell, page.cell(row, column))
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = value if len(value) <= _LONGEST else value[: _LONGEST - len(_CUT)] + _CUT
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_LIKE)
    return cell


def _print_setup(page: Worksheet, sheet: Sheet, header: int) -> None:
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{header}:{header + bool(sheet.numbers)}"
