"""Level and upright lines to the cells between them: the method of pdfplumber's table finder.

Its own functions would do; but its package takes a tenth of a CPU second to load, for every
picture with a rule. A test holds these to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import TypeAlias

#: Where a line runs (y of a level one, x of an upright one), from where and to where.
Line: TypeAlias = tuple[float, float, float]
#: x0, top, x1, bottom
Cell: TypeAlias = tuple[float, float, float, float]
#: The lines that meet in a point: uprights, levels.
_Meeting: TypeAlias = tuple[set[Line], set[Line]]


def merged(lines: Sequence[Line], tolerance: float) -> list[Line]:
    """Lines less than `tolerance` apart become one; pieces with a gap of twice that are joined."""
    joined: list[Line] = []
    for group in _alongside(sorted(lines), tolerance):
        at = fmean(line[0] for line in group)
        pieces = sorted((start, stop) for _, start, stop in group)
        start, stop = pieces[0]
        for next_start, next_stop in pieces[1:]:
            if next_start > stop + 2 * tolerance:
                joined.append((at, start, stop))
                start = next_start
                stop = next_stop
            stop = max(stop, next_stop)
        joined.append((at, start, stop))
    return joined


def cells_between(
    uprights: Sequence[Line], levels: Sequence[Line], tolerance: float
) -> Iterator[Cell]:
    """The smallest rectangle to the lower right of every crossing whose sides are all drawn."""
    meetings = _meetings(uprights, levels, tolerance)
    for x, y in sorted(meetings):
        below = sorted(other[1] for other in meetings if other[0] == x and other[1] > y)
        beside = sorted(other[0] for other in meetings if other[1] == y and other[0] > x)
        corner = next(
            (
                (right, bottom)
                for bottom in below
                if _share(meetings, (x, y), (x, bottom), 0)
                for right in beside
                if _share(meetings, (x, y), (right, y), 1)
                and _share(meetings, (right, bottom), (right, y), 0)
                and _share(meetings, (right, bottom), (x, bottom), 1)
            ),
            None,
        )
        if corner:
            yield (x, y, *corner)


def _alongside(lines: list[Line], tolerance: float) -> Iterator[list[Line]]:
    """Groups of lines, sorted by where they run, each at most `tolerance` from the next."""
    group: list[Line] = []
    for line in lines:
        if group and line[0] > group[-1][0] + tolerance:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _meetings(
    uprights: Sequence[Line], levels: Sequence[Line], tolerance: float
) -> dict[tuple[float, float], _Meeting]:
    """The points where lines meet, or miss each other by `tolerance`."""
    meetings: dict[tuple[float, float], _Meeting] = {}
    for upright in uprights:
        x, top, bottom = upright
        for level in levels:
            y, x0, x1 = level
            if top - tolerance <= y <= bottom + tolerance and x0 - tolerance <= x <= x1 + tolerance:
                down, across = meetings.setdefault((x, y), (set(), set()))
                down.add(upright)
                across.add(level)
    return meetings


def _share(
    meetings: dict[tuple[float, float], _Meeting],
    one: tuple[float, float],
    other: tuple[float, float],
    way: int,
) -> bool:
    """Whether a line of that way (0 upright, 1 level) runs through both points."""
    return other in meetings and one in meetings and bool(meetings[one][way] & meetings[other][way])
