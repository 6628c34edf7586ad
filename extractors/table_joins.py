"""Tables that run on over a page break are one table, with cells on several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from papers.arrangement import Table, TableCell
from papers.document import Page, Word

#: Fractions of the page's width; of its height.
_SAME_EDGE, _NEAR_EDGE = 0.012, 0.03
_MARGIN = 0.09
_MOST_HEADER_ROWS = 4
_ALIKE = 0.85
#: What stands between the parts of a table besides running heads.
_BETWEEN = re.compile(
    r"[\W\d_]*(?:(?:стр(?:аница|\.)?|лист|л\.|из|продолжение|окончание|таблиц[аы]|приложени[еяю])"
    r"[\W\d_]*)*",
    re.IGNORECASE,
)


def joined(tables: Sequence[Table], text: str, pages: Sequence[Page]) -> tuple[Table, ...]:
    """The tables with every part on a next page added to its beginning; `text` is the paper's.

    A row that the page break cuts in two stays two rows: the halves have no text in common.
    A header that is printed again is left out; `header_rows` counts its rows.
    """
    known = {page.number: page for page in pages}
    whole: list[Table] = []
    for table in tables:
        number = _pages(table)[0]
        before = _last_on(whole, number - 1)
        part = before and _continued(before, table, text, known[number - 1], known[number])
        if before and part:
            whole[whole.index(before)] = part
        else:
            whole.append(table)
    return tuple(whole)


def _last_on(tables: list[Table], page: int) -> Table | None:
    """The last table that has cells on `page`."""
    here = [table for table in tables if page in _pages(table)]
    return max(here, key=lambda table: max(cell.stop for cell in table.cells), default=None)


def _continued(
    table: Table, further: Table, text: str, page: Page, following: Page
) -> Table | None:
    """`table` with the rows of `further`; None where that is a table of its own."""
    last = [cell for cell in table.cells if cell.page == page.number]
    edges, others = _edges(last), _edges(further.cells)
    if (
        table.ruled != further.ruled
        or not edges
        or not _same_edges(edges, others, table.ruled)
        or not _is_clear(page, max(cell.stop for cell in last), page.stop)
        or not _is_clear(following, following.start, min(cell.start for cell in further.cells))
    ):
        return None
    header, repeated = _repeated(_rows(table, text), _rows(further, text))
    moved = (
        replace(cell, row=cell.row + table.row_count - repeated)
        for cell in further.cells
        if cell.row >= repeated
    )
    return replace(table, cells=(*table.cells, *moved), header_rows=max(table.header_rows, header))


def _edges(cells: Sequence[TableCell]) -> list[float]:
    """The column lines of cells of one page, from left to right; empty without boxes."""
    columns = {cell.column: cell.box.left for cell in cells if cell.box}
    ends = {cell.column + cell.column_span: cell.box.right for cell in cells if cell.box}
    return [place for _, place in sorted({**ends, **columns}.items())]


def _same_edges(edges: list[float], others: list[float], ruled: bool) -> bool:
    """Whether columns are the same; without rules their last one ends where its words do."""
    if len(edges) != len(others):
        return False
    pairs = list(zip(edges, others, strict=True))
    if not ruled:
        return all(abs(edge - other) < _NEAR_EDGE for edge, other in pairs[:-1])
    return all(abs(edge - other) < _SAME_EDGE for edge, other in pairs)


def _is_clear(page: Page, start: int, stop: int) -> bool:
    """Whether nothing stands there but page numbers, running heads and «продолжение»."""
    words = [word for word in page.words if start <= word.start < stop]
    inner = " ".join(word.text for word in words if not _in_margin(word))
    return _BETWEEN.fullmatch(inner) is not None


def _in_margin(word: Word) -> bool:
    return word.box is not None and (word.box.bottom < _MARGIN or word.box.top > 1 - _MARGIN)


@dataclass(frozen=True, slots=True)
class _RowText:
    """The texts of a row's cells by column; its last row where cells reach further down."""

    cells: dict[int, str]
    last: int


def _rows(table: Table, text: str) -> list[_RowText]:
    rows = []
    for number in range(min(table.row_count, _MOST_HEADER_ROWS)):
        own = [cell for cell in table.cells if cell.row == number]
        texts = {cell.column: " ".join(text[cell.start : cell.stop].split()) for cell in own}
        rows.append(
            _RowText(texts, max((cell.row + cell.row_span for cell in own), default=number + 1))
        )
    return rows


def _repeated(rows: list[_RowText], further: list[_RowText]) -> tuple[int, int]:
    """How many rows the header has, and how many of `further` print it again.

    Often only the last of them is printed again, the one that numbers the columns.
    """
    first = 0
    if further and _numbers_columns(further[0]):
        first = next((i for i, row in enumerate(rows) if _numbers_columns(row)), 0)
    count = 0
    for row, other in zip(rows[first:], further, strict=False):
        if not _same(row, other):
            break
        count += 1
    whole = count and max(row.last for row in further[:count]) <= count
    return (first + count, count) if whole else (0, 0)


def _same(row: _RowText, other: _RowText) -> bool:
    """Whether two rows print the same: numbers exactly, words but for slips of recognition."""
    if row.cells.keys() != other.cells.keys() or not any(row.cells.values()):
        return False
    one, two = ("\t".join(part.cells.values()).lower() for part in (row, other))
    digits, others = (re.sub(r"\D", "", part) for part in (one, two))
    return digits == others and SequenceMatcher(None, one, two, False).ratio() >= _ALIKE


def _numbers_columns(row: _RowText) -> bool:
    """Whether a row counts the columns: 1, 2, 3…"""
    counted = [text.strip("*. ") == str(n) for n, text in enumerate(row.cells.values(), start=1)]
    return len(counted) > 2 and sum(counted) >= _ALIKE * len(counted)


def _pages(table: Table) -> list[int]:
    return sorted({cell.page for cell in table.cells})
