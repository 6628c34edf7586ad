"""Ruled tables: ruling lines to cells of PDF pages and scans alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product

from extractors.crossings import Line, cells_between, merged

_MOST_RULES = 800
#: Two rules each way hold a cell.
_LEAST_WAYS = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical ruling line, in the unit of the words."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rect:
    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid: its rectangle, and where it stands by the column lines of them all."""

    rect: Rect
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, row by row from left to right; a frame has one cell.

    `ruled` is False where only white space parts the columns.
    """

    rows: tuple[tuple[Rect, ...], ...]
    ruled: bool = True

    @property
    def bounds(self) -> Rect:
        cells = [cell for row in self.rows for cell in row]
        return Rect(
            min(cell.x0 for cell in cells),
            min(cell.top for cell in cells),
            max(cell.x1 for cell in cells),
            max(cell.bottom for cell in cells),
        )

    @property
    def places(self) -> tuple[tuple[Place, ...], ...]:
        """The cells of `rows` with their rows, columns and spans."""
        cells = [cell for row in self.rows for cell in row]
        across = sorted({edge for cell in cells for edge in (cell.x0, cell.x1)})
        down = sorted({edge for cell in cells for edge in (cell.top, cell.bottom)})

        def place(cell: Rect) -> Place:
            column, row = across.index(cell.x0), down.index(cell.top)
            return Place(
                cell, row, column, down.index(cell.bottom) - row, across.index(cell.x1) - column
            )

        return tuple(tuple(map(place, row)) for row in self.rows)

    @property
    def is_frame(self) -> bool:
        return len(self.rows) == 1 and len(self.rows[0]) == 1


def find_grids(rules: Sequence[Rule], tolerance: float) -> list[Grid]:
    """Tables and frames, from top to bottom; `tolerance` is how far rules may miss each other."""
    levels = sum(rule.level for rule in rules)
    if min(levels, len(rules) - levels) < _LEAST_WAYS or len(rules) > _MOST_RULES:
        return []
    cells = cells_between(
        merged([_upright(rule) for rule in rules if not rule.level], tolerance),
        merged([_level(rule) for rule in rules if rule.level], tolerance),
        tolerance,
    )
    grids = [_rows(_apart(group)) for group in _groups([Rect(*cell) for cell in cells])]
    return sorted(grids, key=lambda grid: grid.bounds.top)


def merged_levels(rules: Sequence[Rule], tolerance: float) -> list[Rule]:
    """The level rules, pieces of one line joined."""
    levels = [rule for rule in rules if rule.level]
    if not levels or len(levels) > _MOST_RULES:
        return []
    return [
        Rule(x0, y, x1, y) for y, x0, x1 in merged([_level(rule) for rule in levels], tolerance)
    ]


def _level(rule: Rule) -> Line:
    return (rule.top + rule.bottom) / 2, rule.x0, rule.x1


def _upright(rule: Rule) -> Line:
    return (rule.x0 + rule.x1) / 2, rule.top, rule.bottom


def _groups(cells: list[Rect]) -> list[list[Rect]]:
    """Cells that share a corner belong to one table."""
    groups: list[tuple[set[tuple[float, float]], list[Rect]]] = []
    for cell in cells:
        corners = {(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)}
        touching = [group for group in groups if group[0] & corners]
        groups = [group for group in groups if not group[0] & corners]
        members = [other for _, others in touching for other in others]
        groups.append((corners.union(*(group[0] for group in touching)), [*members, cell]))
    return [members for _, members in groups]


def _apart(cells: list[Rect]) -> list[Rect]:
    """The cells without those that lie over smaller ones: a half-drawn line leaves such."""
    across = sorted({edge for cell in cells for edge in (cell.x0, cell.x1)})
    down = sorted({edge for cell in cells for edge in (cell.top, cell.bottom)})
    column = {edge: place for place, edge in enumerate(across)}
    row = {edge: place for place, edge in enumerate(down)}
    taken: set[tuple[int, int]] = set()
    kept = []
    for cell in sorted(cells, key=lambda cell: (cell.x1 - cell.x0) * (cell.bottom - cell.top)):
        slots = set(
            product(range(column[cell.x0], column[cell.x1]), range(row[cell.top], row[cell.bottom]))
        )
        if taken.isdisjoint(slots):
            taken |= slots
            kept.append(cell)
    return kept


def _rows(cells: list[Rect]) -> Grid:
    ordered = sorted(cells, key=lambda cell: (cell.top, cell.x0))
    return Grid(tuple(tuple(row) for _, row in groupby(ordered, key=lambda cell: cell.top)))
