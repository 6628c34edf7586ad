"""XLSX: the texts of all cells, read row by row; nothing is computed, no link is followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import olefile
from openpyxl import load_workbook

from extractors.limits import Limits
from extractors.protocol import Bench
from extractors.word_package import check_members
from papers.outcome import RefusalCode, Refused
from papers.workbook import BookRow, BookSheet

#: Columns beyond belong to no journal; a cell far to the right would cost a row of empty ones.
_COLUMNS = 64
_ZIP = b"PK"
_MAIN = "xl/workbook.xml"
_LOCKED = "EncryptedPackage"


def read_book(path: Path, bench: Bench) -> tuple[BookSheet, ...]:
    """Every sheet of cells; raises Refused."""
    _check(path, bench.limits)
    book = load_workbook(path, read_only=True, keep_links=False)
    sheets: list[BookSheet] = []
    room = bench.limits.sheet_rows
    for page in book.worksheets:
        rows = tuple(_rows(page, room))
        room -= len(rows)
        sheets.append(BookSheet(page.title, rows))
    return tuple(sheets)


def _check(path: Path, limits: Limits) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise Refused(RefusalCode.EMPTY_FILE)
    if head.startswith(olefile.MAGIC):
        with olefile.OleFileIO(path) as compound:
            locked = compound.exists(_LOCKED)
        raise Refused(RefusalCode.PASSWORD_PROTECTED if locked else RefusalCode.UNSUPPORTED_TYPE)
    if not head.startswith(_ZIP):
        raise Refused(RefusalCode.WRONG_TYPE)
    checked = check_members(path, replace(limits, text_characters=limits.sheet_characters))
    if _MAIN not in checked.xml:
        raise Refused(RefusalCode.WRONG_TYPE)


def _rows(page: Any, room: int) -> Iterator[BookRow]:
    """The rows that have a text; Refused where there are more than `room` of them."""
    page.reset_dimensions()  # what the file says of its size need not be so
    for number, cells in enumerate(page.iter_rows(max_col=_COLUMNS), 1):
        texts = [_text(cell.value) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        if room == 0:
            raise Refused(RefusalCode.TOO_LONG)
        room -= 1
        yield BookRow(number, tuple(texts), _formulas(cells))


def _formulas(cells: Sequence[Any]) -> tuple[int, ...]:
    return tuple(place for place, cell in enumerate(cells) if cell.data_type == "f")


def _text(value: object) -> str:
    """The value as the order writes it: days as 31.12.2025, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "да" if value else "нет"
        case datetime():
            clock = value.time()
            return f"{value:%d.%m.%Y}" if clock == time() else f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
