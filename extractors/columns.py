"""Tables without upright rules: columns by white space that runs through their rows.

Rows are told by level rules where there are some, else by the space between lines. What may as
well be a letterhead, signatures, a list or text in columns is left to the layout of lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.grid import Grid, Rect, Rule, merged_levels
from extractors.layout import Placed, rows_of, runs_of
from extractors.tables import are_signatures

#: All in heights of the text.
_GUTTER, _WIDE_GUTTER = 0.7, 1.5
_BEFORE = 0.15  # of a gutter
_SAME_ENDS = 2.0
_MOST_BAND = 14.0
_BREAK = 3.0
_LEAST_ROWS, _LEAST_PAIRS, _LEAST_LEVELS = 3, 4, 3
_FILLED = 0.6  # of the rows
_ROW_GAP = 1.35  # times the gap between the lines of a cell
_PROSE, _PROSE_WORDS = 0.85, 3  # of a column's width, filled by most lines; words of a line
_SURE = 0.8
_ITEM = re.compile(r"(?:\d{1,2}|[а-я])[.)]|[-–—•*]")
_LABEL = re.compile(r"[:№]$")

#: A gutter: from, to.
Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Band:
    """Words of one row of a table, between `top` and `bottom`."""

    words: tuple[Placed, ...]
    top: float
    bottom: float

    def filled(self, gutters: Sequence[Gap]) -> int:
        """In how many columns it has words."""
        return len({_column(word, gutters) for word in self.words})


def open_grids(words: Sequence[Placed], rules: Sequence[Rule], height: float) -> list[Grid]:
    """Tables whose columns no rules part; `height` is that of the text."""
    grids = level_grids(words, rules, height)
    bounds = [grid.bounds for grid in grids]
    rest = [
        word
        for word in words
        if not any(b.holds((word.x0 + word.x1) / 2, word.middle) for b in bounds)
    ]
    return grids + white_grids(rest, height)


# --- rows between level rules -----------------------------------------------------------------


def level_grids(words: Sequence[Placed], rules: Sequence[Rule], height: float) -> list[Grid]:
    """Tables ruled between their rows only."""
    grids: list[Grid] = []
    if sum(rule.level for rule in rules) < _LEAST_LEVELS:
        return grids
    for levels in _alike(merged_levels(rules, 0.3 * height), height):
        bands = _bands(words, levels, height)
        gutters = _gutters(bands, height)
        under_head = _gutters(bands[1:], height)
        if len(bands) > _LEAST_ROWS and len(under_head) > len(gutters):
            gutters = under_head
        paired = sum(band.filled(gutters) > 1 for band in bands)
        if not gutters or len(bands) < _LEAST_ROWS or paired < _FILLED * len(bands):
            continue
        if not are_signatures(_texts(bands, gutters)):
            grids.append(_grid(bands, gutters))
    return grids


def _alike(levels: list[Rule], height: float) -> list[list[Rule]]:
    """Level rules of the same extent under each other, three at least."""
    groups: list[list[Rule]] = []
    for rule in sorted(levels, key=lambda rule: rule.top):
        for group in reversed(groups):
            last = group[-1]
            same = max(abs(last.x0 - rule.x0), abs(last.x1 - rule.x1)) < _SAME_ENDS * height
            if same and rule.top - last.top < _MOST_BAND * height:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= _LEAST_ROWS]


def _bands(words: Sequence[Placed], levels: list[Rule], height: float) -> list[Band]:
    """The rows between the rules, and those above and below where the outer rules lack."""
    x0, x1 = min(rule.x0 for rule in levels), max(rule.x1 for rule in levels)
    inside = [word for word in words if x0 - height <= (word.x0 + word.x1) / 2 <= x1 + height]
    edges = [(rule.top + rule.bottom) / 2 for rule in levels]
    between = [_band(inside, top, bottom) for top, bottom in pairwise(edges)]
    usual = median(bottom - top for top, bottom in pairwise(edges))
    bands = [band for band in between if band.words]
    gutters = _gutters(bands, height)
    outer = []
    for top, bottom in ((edges[0] - 2 * usual, edges[0]), (edges[-1], edges[-1] + 2 * usual)):
        near = _nearest(_band(inside, top, bottom), height, upwards=bottom == edges[0])
        fits = near.words and len(_gutters([*bands, near], height)) == len(gutters)
        outer.append([near] if fits and near.filled(gutters) > 1 else [])
    return [*outer[0], *bands, *outer[1]]


def _band(words: Sequence[Placed], top: float, bottom: float) -> Band:
    return Band(tuple(word for word in words if top < word.middle < bottom), top, bottom)


def _nearest(band: Band, height: float, upwards: bool) -> Band:
    """The lines next to the rule, up to the first wide space."""
    lines = rows_of(runs_of(band.words, height)) if band.words else []
    if upwards:
        lines.reverse()
    kept = lines[:1]
    for line in lines[1:]:
        gap = kept[-1].top - line.bottom if upwards else line.top - kept[-1].bottom
        if gap > 0.8 * height:
            break
        kept.append(line)
    words = tuple(word for line in kept for run in line.runs for word in run.words)
    if not words:
        return Band((), band.top, band.bottom)
    if upwards:
        return Band(words, min(word.top for word in words) - 0.3 * height, band.bottom)
    return Band(words, band.top, max(word.bottom for word in words) + 0.3 * height)


# --- rows between spaces ----------------------------------------------------------------------


def white_grids(words: Sequence[Placed], height: float) -> list[Grid]:
    """Tables without any rules, from top to bottom."""
    if not words:
        return []
    lines = [
        Band(tuple(word for run in row.runs for word in run.words), row.top, row.bottom)
        for row in rows_of(runs_of(words, height))
    ]
    grids: list[Grid] = []
    start = 0
    while start < len(lines):
        found = _table_from(lines, start, height)
        if found is None:
            start += 1
            continue
        start, bands, gutters = found
        if bands:
            grids.append(_grid(bands, gutters))
    return grids


def _table_from(
    lines: list[Band], start: int, height: float
) -> tuple[int, list[Band], list[Gap]] | None:
    """What stands in columns from a line on: where it ends, its rows (none: no table), gutters."""
    best: tuple[int, int, list[Gap]] | None = None
    gutters: list[Gap] | None = None
    for stop in range(start + 1, len(lines) + 1):
        line = lines[stop - 1]
        if stop > start + 1 and line.top - lines[stop - 2].bottom > _BREAK * height:
            break
        gutters = _open(gutters, line, height)
        inner = _inner(gutters, lines[start:stop])
        if not inner:
            break
        if stop == start + 1 and line.filled(inner) < 2:
            return None
        score = len(inner) * sum(other.filled(inner) > 1 for other in lines[start:stop])
        if best is None or score >= best[0]:
            best = score, stop, inner
    if best is None:
        return None
    _, stop, inner = best
    bands = _rows(lines[start:stop], inner, height)
    prose = _is_prose(lines[start:stop], inner)
    if prose or not _is_table(bands, inner, lines[:start], height):
        return stop, [], inner
    return stop, bands, inner


def _open(gutters: list[Gap] | None, line: Band, height: float) -> list[Gap]:
    """What a further line leaves of the white space (None: all of it)."""
    free = [(float("-inf"), float("inf"))] if gutters is None else gutters
    for word in filter(_is_ink, line.words):
        free = [
            piece
            for left, right in free
            for piece in ((left, min(right, word.x0)), (max(left, word.x1), right))
            if piece[1] - piece[0] >= _GUTTER * height
        ]
    return free


def _is_ink(word: Placed) -> bool:
    """Whether a word is there for sure: a doubtful dash may be a speck."""
    return word.confidence is None or word.confidence > _SURE or any(map(str.isalnum, word.text))


def _inner(gutters: Sequence[Gap], bands: Sequence[Band]) -> list[Gap]:
    """The gutters that have words on both sides."""
    left = min((word.x0 for band in bands for word in band.words), default=0.0)
    right = max((word.x1 for band in bands for word in band.words), default=0.0)
    return [gap for gap in gutters if gap[0] > left and gap[1] < right]


def _gutters(bands: Sequence[Band], height: float) -> list[Gap]:
    gutters: list[Gap] | None = None
    for band in bands:
        gutters = _open(gutters, band, height)
    return _inner(gutters or [], bands)


def _rows(lines: list[Band], gutters: list[Gap], height: float) -> list[Band]:
    """Lines joined to rows: by the wider spaces between them, else by how they begin."""
    columns = len(gutters) + 1
    if all(line.filled(gutters) >= _FILLED * columns for line in lines):
        return lines
    gaps = [max(0.0, below.top - above.bottom) for above, below in pairwise(lines)]
    jump, narrow, wide = max(((b - a, a, b) for a, b in pairwise(sorted(gaps))), default=(0, 0, 0))
    by_space = _joined(lines, [gap >= wide for gap in gaps])
    clear = jump > (_ROW_GAP - 1) * max(narrow, 0.5 * height)
    if clear and all(row.filled(gutters) > 1 for row in by_space):
        return by_space
    return _joined(lines, [_begins(line, gutters) for line in lines[1:]])


def _begins(line: Band, gutters: list[Gap]) -> bool:
    """Whether a line begins a row rather than goes on with the one above."""
    first = next((word.text for word in line.words if not _column(word, gutters)), "")
    full = line.filled(gutters) >= _FILLED * (len(gutters) + 1)
    return full or not (first[:1] or "а").islower()


def _joined(lines: list[Band], begins: list[bool]) -> list[Band]:
    rows = [lines[0]]
    for line, new in zip(lines[1:], begins, strict=True):
        if new:
            rows.append(line)
        else:
            rows[-1] = Band(
                rows[-1].words + line.words, rows[-1].top, max(rows[-1].bottom, line.bottom)
            )
    return rows


def _is_table(rows: list[Band], gutters: list[Gap], above: list[Band], height: float) -> bool:
    """Whether rows are values in columns for sure."""
    columns = [_texts_of_column(rows, gutters, index) for index in range(len(gutters) + 1)]
    shares = sorted(sum(map(bool, column)) / len(rows) for column in columns)
    if len(rows) < _LEAST_ROWS or shares[-2] < _FILLED:
        return False
    if are_signatures(_texts(rows, gutters)):
        return False
    has_heads = len(columns) > 2 and all(column[0] for column in columns)
    if has_heads or sum(share >= _FILLED for share in shares) > 2:
        return True
    first = [text for text in columns[0] if text]
    return (
        len(rows) >= _LEAST_PAIRS
        and _is_prose_above(above, gutters)  # else it may be a letterhead
        and max(right - left for left, right in gutters) >= _WIDE_GUTTER * height
        and not all(_ITEM.fullmatch(text) for text in first)
        and 2 * sum(_LABEL.search(text) is not None for text in first) < len(first)
    )


def _is_prose_above(above: list[Band], gutters: list[Gap]) -> bool:
    """Whether running text goes over the gutters, and a sentence ends, somewhere above."""
    crossing = any(
        all(any(w.x0 < right and w.x1 > left for w in line.words) for left, right in gutters)
        for line in above
    )
    return crossing and any(line.words[-1].text.endswith((".", ":", ";")) for line in above)


def _is_prose(lines: list[Band], gutters: list[Gap]) -> bool:
    """Whether the lines of every column are many words that fill it, as in running text."""
    for index in range(len(gutters) + 1):
        parts = [[w for w in line.words if _column(w, gutters) == index] for line in lines]
        widths = [part[-1].x1 - part[0].x0 for part in parts if part]
        if (
            not widths
            or median(widths) < _PROSE * max(widths)
            or median(len(part) for part in parts if part) < _PROSE_WORDS
        ):
            return False
    return True


# --- cells ------------------------------------------------------------------------------------


def _column(word: Placed, gutters: Sequence[Gap]) -> int:
    centre = (word.x0 + word.x1) / 2
    return sum(centre > _edge(gap) for gap in gutters)


def _edge(gap: Gap) -> float:
    """The line between two columns: near the right one, which begins alike on every page."""
    left, right = gap
    return right - _BEFORE * (right - left)


def _texts(rows: Sequence[Band], gutters: Sequence[Gap]) -> list[list[str]]:
    columns = [_texts_of_column(rows, gutters, index) for index in range(len(gutters) + 1)]
    return [list(cells) for cells in zip(*columns, strict=True)]


def _texts_of_column(rows: Sequence[Band], gutters: Sequence[Gap], index: int) -> list[str]:
    return [
        " ".join(word.text for word in row.words if _column(word, gutters) == index) for row in rows
    ]


def _grid(rows: Sequence[Band], gutters: Sequence[Gap]) -> Grid:
    """Cells with the space before the next; one that crosses a gutter is merged."""
    words = [word for row in rows for word in row.words]
    edges = [
        min(word.x0 for word in words),
        *(_edge(gap) for gap in gutters),
        max(word.x1 for word in words),
    ]
    levels = [
        min(rows[0].top, *(word.top for word in rows[0].words)),
        *((above.bottom + below.top) / 2 for above, below in pairwise(rows)),
        max(rows[-1].bottom, *(word.bottom for word in rows[-1].words)),
    ]
    cells = []
    for row, top, bottom in zip(rows, levels, levels[1:], strict=False):
        crossed = {
            _edge(gap)
            for gap in gutters
            if any(word.x0 < _edge(gap) < word.x1 for word in row.words)
        }
        kept = [edge for edge in edges if edge not in crossed]
        cells.append(tuple(Rect(x0, top, x1, bottom) for x0, x1 in pairwise(kept)))
    return Grid(tuple(cells), ruled=False)
