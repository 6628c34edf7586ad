"""Tables as the reader writes them: cells separated by tabs, with the heads of their columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_TABLE = re.compile(r"(?:^[^\n]*\t[^\n]*(?:\n|\Z)(?:[^\n\t]+\n(?=[^\n]*\t))*)+", re.MULTILINE)
_HEAD = re.compile(
    r"ф\.?\s?и\.?\s?о|фамилия|дата рожд|дети|ребен|родител|адрес|мать|отец|родств|получател|семь"
    r"|место"
)
_VALUE = re.compile(r"\d\d\.\d\d\.\d{2,4}|(?:ович|евич|овна|евна|инична)\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """`document.text[start:stop]` in column `column`; `head` is the folded head of the column."""

    start: int
    stop: int
    row: int
    column: int
    head: str


@dataclass(frozen=True)
class Grid:
    """The cells of every table of a text, in text order."""

    cells: tuple[Cell, ...]

    def at(self, offset: int) -> Cell | None:
        """The cell that holds the document's `offset`."""
        index = bisect_right(self.cells, offset, key=lambda cell: cell.start) - 1
        cell = self.cells[index] if index >= 0 else None
        return cell if cell and offset < cell.stop else None

    def row_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the row in which `cell` stands."""
        first = bisect_left(self.cells, cell.row, key=lambda other: other.row)
        return self.cells[first : bisect_right(self.cells, cell.row, key=lambda other: other.row)]


def read_grid(text: str) -> Grid:
    """Tables of a document's text; a line with too few tabs goes on with the row before it."""
    cells: list[Cell] = []
    row = 0
    for table in _TABLE.finditer(text):
        heads: list[str] = []
        column = 0
        place = table.start()
        for line in table.group().splitlines(keepends=True):
            parts = line.rstrip("\n").split("\t")
            if not heads:
                heads = _heads(parts)
            if not column or column + len(parts) > len(heads):
                row, column = row + 1, 0
            for i, part in enumerate(parts, start=column):
                head = heads[i] if i < len(heads) else ""
                cells.append(Cell(place, place + len(part), row, i, head))
                place += len(part) + 1
            column += len(parts) - 1
        row += 1
    return Grid(tuple(cells))


def _heads(parts: list[str]) -> list[str]:
    """The first row as heads, when it names columns and bears no values."""
    folded = [part.lower().replace("ё", "е").strip() for part in parts]
    naming = sum(bool(_HEAD.search(part)) for part in folded)
    if len(parts) > 2 and naming and not any(_VALUE.search(part) for part in folded):
        return folded
    return [""] * len(parts)
