"""Rows and columns of a `w:tbl` (ECMA-376 part 1, 17.4): spans, merges, repeated heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from docx.oxml.ns import qn

from extractors.tables import Slot
from extractors.word_package import Element

_OFF = frozenset({"0", "false", "off"})
#: Column edges nearer than 1.5 mm (in twentieths of a point) were dragged apart by hand.
_SAME_EDGE = 85


@dataclass(slots=True)
class _Extent:
    """A cell on the table's own grid of columns; `row_span` grows with merged rows."""

    row: int
    start: int
    stop: int
    row_span: int = 1


def slots_of(
    table: Element, rows: Sequence[tuple[Element, Sequence[Element]]], number: int
) -> list[list[Slot | None]]:
    """The slot of every cell of `rows` (a row and its cells); None for one merged away."""
    extents = _extents(rows)
    column = _columns(table, [cell for row in extents for cell in row if cell])

    def slot(cell: _Extent | None) -> Slot | None:
        if cell is None:
            return None
        first = column(cell.start)
        return Slot(number, cell.row, first, cell.row_span, column(cell.stop) - first)

    return [list(map(slot, row)) for row in extents]


def header_rows(rows: Iterable[Element]) -> int:
    """How many rows at the top repeat on every page."""
    return sum(1 for _ in takewhile(_repeats, rows))


def _repeats(row: Element) -> bool:
    switch = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    return switch is not None and switch.get(qn("w:val")) not in _OFF


def _extents(rows: Sequence[tuple[Element, Sequence[Element]]]) -> list[list[_Extent | None]]:
    """Where every cell stands; None for those that a merge has taken in."""
    extents: list[list[_Extent | None]] = []
    merging: dict[tuple[int, int], _Extent] = {}
    for index, (row, cells) in enumerate(rows):
        found = _across(index, row, cells)
        going_on: dict[tuple[int, int], _Extent] = {}
        for place, (extent, cell) in enumerate(zip(found, cells, strict=True)):
            merge = _merge(cell, "w:vMerge")
            if extent is None or not merge:
                continue
            edges = extent.start, extent.stop
            above = merging.get(edges) if merge == "continue" else None
            if above is not None:
                above.row_span += 1
                found[place] = None
            going_on[edges] = above or extent
        merging = going_on
        extents.append(found)
    return extents


def _across(index: int, row: Element, cells: Sequence[Element]) -> list[_Extent | None]:
    """The cells of a row from edge to edge of the grid, those merged the old way taken in."""
    place = _number(row, "w:trPr", "w:gridBefore", 0)
    found: list[_Extent | None] = []
    last: _Extent | None = None
    for cell in cells:
        start, place = place, place + max(1, _number(cell, "w:tcPr", "w:gridSpan", 1))
        if last is not None and _merge(cell, "w:hMerge") == "continue":
            last.stop = place
            found.append(None)
        else:
            last = _Extent(index, start, place)
            found.append(last)
    return found


def _columns(table: Element, cells: Sequence[_Extent]) -> Callable[[int], int]:
    """From edges of the table's grid to columns: only edges that some cell has count."""
    edges = sorted({edge for cell in cells for edge in (cell.start, cell.stop)})
    places = {edge: index for index, edge in enumerate(edges)}
    widths = [column.get(qn("w:w")) or "" for column in table.iterfind(f"{qn('w:tblGrid')}/*")]
    if edges and len(widths) >= edges[-1] and all(map(str.isdecimal, widths)):
        lines = [sum(map(int, widths[:edge])) for edge in edges]
        near = [0, *(b - a < _SAME_EDGE for a, b in pairwise(lines))]
        joined = {edge: index - sum(near[: index + 1]) for index, edge in enumerate(edges)}
        if all(joined[cell.start] < joined[cell.stop] for cell in cells):
            places = joined
    return places.__getitem__


def _number(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = "" if found is None else found.get(qn("w:val")) or ""
    return min(int(value), 1000) if value.isdecimal() else default


def _merge(cell: Element, name: str) -> str:
    """`restart`, `continue` or nothing."""
    found = cell.find(f"{qn('w:tcPr')}/{qn(name)}")
    return "" if found is None else found.get(qn("w:val")) or "continue"
