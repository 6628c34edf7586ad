"""From words with places to blocks of lines in reading order; the same for PDF and for OCR.

The steps: words -> runs (pieces of a printed line without a wide gap) -> rows (runs beside each
other) -> bands of rows that share a gutter, read column by column -> blocks. Distances are in
the caller's unit (points or pixels), y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extractors.page_text import Token
from papers.geometry import Box

#: A gap this wide (in heights of the text) separates cells of a row.
_CELL_GAP = 1.6
#: A gutter this wide separates columns when it runs through several rows.
_GUTTER = 1.0
_COLUMN_ROWS = 3
#: A stretched line has at least so many gaps, all alike.
_STRETCHED_GAPS, _EVEN = 3, 1.3
_BLOCK_GAP = 1.0
_COLUMN_BREAK = 1.3
_LABEL = re.compile(r"[:№]$")
_SIGNATURE = re.compile(r"_{3,}|[А-ЯЁ]\.\s?[А-ЯЁ]\.|\(подпись\)|/")


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with its rectangle."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    underlined: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def moved(self, right: float) -> Placed:
        return replace(self, x0=self.x0 + right, x1=self.x1 + right)

    def token(self, width: float, height: float) -> Token:
        """The word for a page of `width` x `height`."""
        box = Box.from_pixels(self.x0, self.top, self.x1, self.bottom, width, height)
        return Token(self.text, box, self.confidence, self.underlined)


class Run:
    """Words that follow each other on a printed line."""

    __slots__ = ("bottom", "top", "words", "x0", "x1")

    def __init__(self, words: Sequence[Placed]) -> None:
        self.words = tuple(words)
        self.x0 = min(word.x0 for word in words)
        self.x1 = max(word.x1 for word in words)
        self.top = min(word.top for word in words)
        self.bottom = max(word.bottom for word in words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Row:
    """Runs beside each other, from left to right."""

    runs: list[Run]
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.runs.sort(key=lambda run: run.x0)
        self.top = min(run.top for run in self.runs)
        self.bottom = max(run.bottom for run in self.runs)


#: A laid out block: lines of cells of words.
Lines = list[list[list[Placed]]]


def arrange(words: Sequence[Placed]) -> list[Lines]:
    """The blocks of a page without ruled tables, in reading order."""
    if not words:
        return []
    height = text_height(words)
    rows = rows_of(runs_of(words, height))
    blocks: list[Lines] = []
    start = 0
    while start < len(rows):
        band = _band(rows, start, height)
        if band is None:
            stop = start + 1
            while stop < len(rows) and _band(rows, stop, height) is None:
                stop += 1
            blocks += _flowing(rows[start:stop], height)
        else:
            stop, gutter = band
            blocks += _columns(rows[start:stop], gutter)
        start = stop
    return blocks


def text_height(words: Sequence[Placed]) -> float:
    """The usual height of a word that has letters or digits."""
    heights = [word.height for word in words if any(map(str.isalnum, word.text))]
    return max(1e-6, median(heights or [word.height for word in words]))


def runs_of(words: Sequence[Placed], height: float) -> list[Run]:
    """Words joined from left to right while they share a line and no gutter lies between."""
    lines: list[list[Placed]] = []
    for word in sorted(words, key=lambda word: word.middle):
        for line in reversed(lines[-6:]):
            if _beside(line, word):
                line.append(word)
                break
        else:
            lines.append([word])
    runs: list[Run] = []
    for line in lines:
        line.sort(key=lambda word: word.x0)
        piece = [line[0]]
        for word in line[1:]:
            if word.x0 - max(p.x1 for p in piece[-2:]) > _GUTTER * height:
                runs.append(Run(piece))
                piece = []
            piece.append(word)
        runs.append(Run(piece))
    return runs


def _beside(line: list[Placed], word: Placed) -> bool:
    """Whether a word stands on the line: its middle is inside a neighbour's inner part."""
    nearest = min(line, key=lambda other: abs(other.middle - word.middle))
    taller, lower = (nearest, word) if nearest.height >= word.height else (word, nearest)
    if lower.height < 0.5 * taller.height:  # a dash, a dot, an underline
        return (
            taller.top - 0.1 * taller.height
            <= lower.middle
            <= taller.bottom + (0.25 * taller.height)
        )
    return abs(taller.middle - lower.middle) < 0.35 * taller.height


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """Runs that overlap by half of the lower one's height stand in one row."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom) / 2):
        if rows:
            last = rows[-1]
            top = sum(other.top for other in last) / len(last)
            bottom = sum(other.bottom for other in last) / len(last)
            shared = min(bottom, run.bottom) - max(top, run.top)
            clear = all(run.x0 >= other.x1 or run.x1 <= other.x0 for other in last)
            if clear and shared > 0.5 * min(bottom - top, run.bottom - run.top):
                last.append(run)
                continue
        rows.append([run])
    return [Row(row) for row in rows]


def _band(rows: list[Row], start: int, height: float) -> tuple[int, float] | None:
    """Where the rows from `start` that share a gutter end, and the gutter's middle.

    None when they are too few, or are better read line by line.
    """
    best: tuple[int, float] | None = None
    for gap in _gaps(rows[start : start + _COLUMN_ROWS]):
        stop, gutter = _follow(rows, start, gap, height)
        if _are_columns(rows[start:stop], gutter, height) and (best is None or stop > best[0]):
            best = stop, gutter
    return best


def _gaps(rows: list[Row]) -> list[tuple[float, float]]:
    """Gaps between runs that stand beside each other, be it a little higher or lower."""
    runs = [run for row in rows for run in row.runs]
    return [
        (left.x1, right.x0)
        for left in runs
        for right in runs
        if left.x1 < right.x0 and _overlap(left, right)
    ]


def _overlap(one: Run, other: Run) -> bool:
    return min(one.bottom, other.bottom) > max(one.top, other.top)


def _follow(
    rows: list[Row], start: int, gap: tuple[float, float], height: float
) -> tuple[int, float]:
    """Follow a gap downwards while it stays open and the rows stay close together."""
    left, right = gap
    stop = start
    for index in range(start, len(rows)):
        row = rows[index]
        if index > start and row.top - rows[index - 1].bottom > _COLUMN_BREAK * height:
            break
        inner_left = max([left, *(run.x1 for run in row.runs if run.x0 < (left + right) / 2)])
        inner_right = min([right, *(run.x0 for run in row.runs if run.x0 >= (left + right) / 2)])
        if inner_right - inner_left < _GUTTER * height:
            break
        left, right = inner_left, inner_right
        stop = index + 1
    return stop, (left + right) / 2


def _are_columns(rows: list[Row], gutter: float, height: float) -> bool:
    """Whether two texts stand beside each other, rather than cells that belong together."""
    lefts = [[run for run in row.runs if run.x1 <= gutter] for row in rows]
    rights = [[run for run in row.runs if run.x0 >= gutter] for row in rows]
    left, right = [runs[-1] for runs in lefts if runs], [runs[-1] for runs in rights if runs]
    paired = sum(any(_overlap(run, other) for other in right) for run in left)
    if len(rows) < _COLUMN_ROWS or not paired or min(len(left), len(right)) < 2:
        return False
    if any(len(runs) > 2 for runs in (*lefts, *rights)):
        return False
    labels = sum(_LABEL.search(run.text) is not None for run in left)
    signatures = sum(_SIGNATURE.search(run.text) is not None for run in right)
    loose = median(below.top - above.top for above, below in pairwise(rows)) > 2.2 * height
    return not loose and labels < 0.5 * paired and signatures < 0.6 * len(right)


def _columns(rows: list[Row], gutter: float) -> list[Lines]:
    left = [run for row in rows for run in row.runs if run.x1 <= gutter]
    right = [run for row in rows for run in row.runs if run.x0 >= gutter]
    return [
        block
        for side in (left, right)
        for block in arrange([word for run in side for word in run.words])
    ]


def _flowing(rows: list[Row], height: float) -> list[Lines]:
    """Rows from top to bottom; a wide space between rows begins a new block."""
    blocks: list[Lines] = []
    gaps = [max(0.0, below.top - above.bottom) for above, below in pairwise(rows)]
    usual = median(gaps) if gaps else 0.0
    for index, row in enumerate(rows):
        if index == 0 or gaps[index - 1] > max(_BLOCK_GAP * height, 1.8 * usual):
            blocks.append([])
        blocks[-1].append(_cells(row, height))
    return blocks


def _cells(row: Row, height: float) -> list[list[Placed]]:
    """Split a row at its wide gaps, unless it is a line stretched to the margins."""
    words = [word for run in row.runs for word in run.words]
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    if len(gaps) >= _STRETCHED_GAPS and max(gaps) < _EVEN * max(min(gaps), 0.5 * height):
        return [words]
    cells = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap > _CELL_GAP * height:
            cells.append([])
        cells[-1].append(word)
    return cells
