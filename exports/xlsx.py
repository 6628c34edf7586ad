"""A journal as a workbook of one sheet, written row by row: a long one costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from exports.sheet import Sheet

_FONT, _SIZE, _LINE_HEIGHT = "Times New Roman", 10, 13.5
_A4 = 9  # in the enumeration of the format
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE, _TOP_LEFT = (
    Alignment("center", "center", wrap_text=True),
    Alignment("left", "top", wrap_text=True),
)
#: Each once a workbook: a style of its own for every cell would cost more than its text.
_HEADING, _NUMBER, _TEXT, _TYPED = "opis-heading", "opis-number", "opis-text", "opis-typed"
#: Excel cuts longer texts without a word; ours say that they were cut.
_LONGEST = 32_767
_CUT = " … (текст длиннее, чем вмещает ячейка; полностью — в DOCX)"
#: Spreadsheets take a text that begins so for a formula.
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\n")


def write(sheet: Sheet, path: Path) -> None:
    """Head, header row (repeated on every page), number row, rows.

    Nothing is merged from the header row down.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Опись"
    book.properties.title = sheet.title
    for style in _styles():
        book.add_named_style(style)
    page = book.create_sheet("Журнал")
    head = list(_head(page, sheet))
    _set_up(page, sheet, header=len(head) + 1)
    for cells in head:
        page.append(cells)
    page.append([_cell(page, title, _HEADING) for title in sheet.header])
    if sheet.numbers:
        page.append([_cell(page, number, _NUMBER) for number in sheet.numbers])
    for row in sheet.rows:
        page.append([_body_cell(page, value) for value in row])
    book.save(path)


def _styles() -> Iterator[NamedStyle]:
    plain, bold = Font(_FONT, _SIZE), Font(_FONT, _SIZE, bold=True)
    yield NamedStyle(_HEADING, font=bold, border=_GRID, alignment=_MIDDLE)
    yield NamedStyle(_NUMBER, font=plain, border=_GRID, alignment=_MIDDLE)
    yield NamedStyle(_TEXT, font=plain, border=_GRID, alignment=_TOP_LEFT)
    yield NamedStyle(_TYPED, font=plain, border=_GRID, alignment=_TOP_LEFT)


def _head(page: Any, sheet: Sheet) -> Iterator[list[Any]]:
    """The lines above the table that have a text, each over its columns."""
    last = len(sheet.widths)
    lines = (
        (sheet.annex, last // 2 + 1, Alignment("right", "top", wrap_text=True), Font(_FONT, 9)),
        (sheet.title, 1, _MIDDLE, Font(_FONT, 12, bold=True)),
        (sheet.institution, 1, Alignment("center", "bottom", wrap_text=True), Font(_FONT, 11)),
        (sheet.caption, 1, Alignment("center", "top", wrap_text=True), Font(_FONT, 8)),
    )
    shown = (line for line in lines if line[0] or (line[0] is sheet.institution and sheet.caption))
    for row, (text, first, alignment, font) in enumerate(shown, 1):
        cells: list[Any] = [WriteOnlyCell(page) for _ in range(last)]
        cells[first - 1] = _cell(page, text)
        cells[first - 1].alignment, cells[first - 1].font = alignment, font
        if text is sheet.institution:
            for cell in cells:
                cell.border = Border(bottom=_THIN)
        page.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
        # A merged cell is not as high as its text unless it is told to be.
        width = sum(sheet.widths[first - 1 :])
        page.row_dimensions[row].height = _LINE_HEIGHT * max(1, ceil(len(text) * 1.1 / width))
        yield cells


def _body_cell(page: Any, value: str | int) -> Any:
    formula_like = isinstance(value, str) and value.startswith(_FORMULA_LIKE)
    return _cell(page, value, _TYPED if formula_like else _TEXT)


def _cell(page: Any, value: str | int, style: str = "") -> Any:
    """A number as a number and a text as text, whatever it looks like."""
    cell = WriteOnlyCell(page)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = value if len(value) <= _LONGEST else value[: _LONGEST - len(_CUT)] + _CUT
        cell.data_type = "s"
    if style:
        cell.style = style
    if style == _TYPED:
        cell.quotePrefix = True
    return cell


def _set_up(page: Any, sheet: Sheet, header: int) -> None:
    """How it is printed and looked at; a sheet that is written row by row is told first."""
    first = header + 1 + bool(sheet.numbers)
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = f"A{first}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{header}:{first - 1}"
