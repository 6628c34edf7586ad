"""Marks of a form that are ink, no letters: ticks, crosses and dashes in cells, boxes to tick.

Recognition makes «У», «№» or nothing of them; the shape of the ink says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from extractors.grid import Rect, Rule, find_grids
from extractors.ink import Ink
from extractors.layout import Placed, text_height
from extractors.scan_types import Pixels
from papers.document import CROSS, EMPTY_BOX, TICK, TICKED_BOX

_TOLERANCE = 0.3  # heights of the text, as for the tables of the page
_INSET = 0.16  # of the text's height, within the rules of a cell
_WORDS = frozenset({"да", "не", "ед"})
_MOST_CELLS = 1500
_SURE, _LIKELY = 0.93, 0.85
_GRID = 24  # the ink's shape is judged on so many squares a side


def with_ticks(words: Sequence[Placed], rules: Sequence[Rule], ink: Ink) -> list[Placed]:
    """The words, with the marks in the cells of ruled tables and the boxes beside labels."""
    if not words:
        return list(words)
    height = text_height(words)
    cells = [
        cell
        for grid in find_grids(rules, _TOLERANCE * height)
        if not grid.is_frame
        for row in grid.rows
        for cell in row
    ]
    marked = _in_cells(list(words), cells[:_MOST_CELLS], ink, height)
    return _with_boxes(marked, ink, height)


# --- marks in cells --------------------------------------------------------------------------


def _in_cells(words: list[Placed], cells: Sequence[Rect], ink: Ink, height: float) -> list[Placed]:
    """Words of cells that hold a mark's shape give way to the mark."""
    held: dict[int, list[Placed]] = {index: [] for index in range(len(cells))}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        for index, cell in enumerate(cells):
            if cell.holds(x, y):
                held[index].append(word)
                break
    gone: set[int] = set()
    marks: list[Placed] = []
    for index, cell in enumerate(cells):
        inside = held[index]
        if _is_text(inside):
            continue
        if mark := _mark(cell, ink, height):
            gone.update(map(id, inside))
            marks.append(mark)
    return [word for word in words if id(word) not in gone] + marks


def _is_text(words: Sequence[Placed]) -> bool:
    """Whether what was recognised in a cell is an answer rather than a misread mark."""
    text = "".join(word.text for word in words).strip(".,;:'\"_|").lower()
    return len(text) > 2 or text in _WORDS or any(map(str.isdigit, text))


def _mark(cell: Rect, ink: Ink, height: float) -> Placed | None:
    inset = _INSET * height
    left, top = round((cell.x0 + inset) * ink.scale), round((cell.top + inset) * ink.scale)
    right, bottom = round((cell.x1 - inset) * ink.scale), round((cell.bottom - inset) * ink.scale)
    inner = ink.mask[max(0, top) : bottom, max(0, left) : right]
    if inner.shape[0] < 4 or inner.shape[1] < 4:
        return None
    shape = _main_ink(np.asarray(inner), height * ink.scale)
    if shape is None:
        return None
    x, y, pixels = shape
    told = classify(pixels, height * ink.scale)
    if told is None:
        return None
    tall, wide = pixels.shape
    x0, y0 = (max(0, left) + x) / ink.scale, (max(0, top) + y) / ink.scale
    text, confidence = told
    return Placed(text, x0, y0, x0 + wide / ink.scale, y0 + tall / ink.scale, confidence)


def _main_ink(inner: Pixels, height: float) -> tuple[int, int, Pixels] | None:
    """The ink of a cell cut out, without specks and what is left of ruling lines."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    rows, columns = inner.shape
    kept = []
    for label in range(1, count):
        x, y, wide, tall, area = (int(value) for value in stats[label])
        flat = tall <= 0.25 * height and (y == 0 or y + tall == rows)
        steep = wide <= 0.25 * height and (x == 0 or x + wide == columns)
        if flat or steep or max(wide, tall) < 0.15 * height or area < 4:
            continue
        kept.append(label)
    if not kept:
        return None
    largest = max(int(stats[label][4]) for label in kept)
    kept = [label for label in kept if stats[label][4] >= 0.12 * largest]
    if len(kept) > 3:
        return None
    pixels = np.isin(labels, kept).astype(np.uint8)
    x, y, wide, tall = cv2.boundingRect(pixels)
    return x, y, pixels[y : y + tall, x : x + wide]


def classify(pixels: Pixels, height: float) -> tuple[str, float] | None:
    """The mark that the ink has the shape of, and how surely; `height` is that of the text."""
    tall, wide = pixels.shape
    if max(tall, wide) > 6 * height or max(tall, wide) < 0.2 * height:
        return None
    if tall <= 0.4 * wide and tall <= 0.45 * height:
        level = wide <= 3 * height and pixels.mean() > 0.4
        return ("-", _SURE) if level else None
    if wide < 0.3 * tall or tall < 0.35 * height or wide > 4 * tall or _has_hole(pixels):
        return None
    shape = _normal(pixels)
    if shape.mean() > 0.72 and 0.6 < wide / tall < 1.6:
        return TICKED_BOX, _LIKELY
    if _is_plus(shape):
        return "+", _SURE
    if _is_cross(shape):
        return CROSS, _SURE
    return (TICK, _LIKELY) if _is_tick(shape) else None


def _normal(pixels: Pixels) -> Pixels:
    return np.asarray(
        cv2.resize(pixels * 255, (_GRID, _GRID), interpolation=cv2.INTER_AREA) > 70
    ).astype(np.uint8)


def _has_hole(pixels: Pixels) -> bool:
    padded = cv2.copyMakeBorder(pixels, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    contours, tree = cv2.findContours(padded, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return False
    least = max(4.0, 0.015 * pixels.size)
    return any(
        entry[3] >= 0 and cv2.contourArea(contour) > least
        for contour, entry in zip(contours, tree[0], strict=True)
    )


def _is_plus(shape: Pixels) -> bool:
    """A level and an upright bar that cross in the middle, the corners empty."""
    third = _GRID // 3
    middle = slice(third - 1, 2 * third + 1)
    across, down = shape.mean(axis=1), shape.mean(axis=0)
    corners = [shape[a, b].mean() for a in _ENDS for b in _ENDS]
    return bool(across[middle].max() > 0.8 and down[middle].max() > 0.8 and max(corners) < 0.25)


_CORNER = _GRID // 4
_ENDS = (slice(0, _CORNER), slice(_GRID - _CORNER, _GRID))


def _is_cross(shape: Pixels) -> bool:
    """Ink along both diagonals and in all four corners."""
    rows, columns = np.nonzero(shape)
    falling = np.abs(rows - columns) <= _GRID / 5
    rising = np.abs(rows + columns - (_GRID - 1)) <= _GRID / 5
    corners = [shape[a, b].mean() for a in _ENDS for b in _ENDS]
    sides = (
        shape[8:16, :4].mean(), shape[8:16, -4:].mean(),
        shape[:4, 8:16].mean(), shape[-4:, 8:16].mean(),
    )  # fmt: skip
    return bool(
        (falling | rising).mean() > 0.85
        and min(falling.mean(), rising.mean()) > 0.35
        and min(corners) > 0.08
        and max(sides) < 0.35
    )


def _is_tick(shape: Pixels) -> bool:
    """Two arms that rise from a foot: V, a check mark, a «У» as V is drawn by hand."""
    foot = np.flatnonzero(shape[-3:].any(axis=0))
    if not len(foot) or np.ptp(foot) > 0.55 * _GRID:
        return False
    at = float(foot.mean()) / _GRID
    right = [int(np.flatnonzero(row).max()) for row in shape if row.any()]
    rising = sum(above >= below - 1 for above, below in pairwise(right))
    reaches = max(right[: _GRID // 3]) >= 0.75 * _GRID
    oblique = right[len(right) // 2] >= (at + 0.12) * _GRID
    left_arm = shape[: _GRID - 5, : int((at - 0.06) * _GRID)].any() if at > 0.1 else False
    open_top = _runs(shape[: _GRID // 2]) >= 2 or at < 0.5
    return bool(
        at < 0.75
        and reaches
        and oblique
        and rising >= 0.85 * (len(right) - 1)
        and left_arm
        and open_top
        and shape.mean() < 0.6
    )


def _runs(rows: Pixels) -> int:
    """The most separate pieces of ink that a row of them has."""
    edges = np.diff(np.pad(rows, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    return int((edges == 1).sum(axis=1).max(initial=0))


# --- boxes to tick ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    left: int
    top: int
    right: int
    bottom: int
    filled: float  # the share of ink inside its sides
    enclosed: float  # the share of it that the sides go round

    @property
    def side(self) -> float:
        return (self.right - self.left + self.bottom - self.top) / 2

    def holds(self, other: _Box) -> bool:
        inside = self.left <= other.left and other.right <= self.right
        return inside and self.top <= other.top and other.bottom <= self.bottom


_SIDES = (0.8, 2.4)  # of a box, in heights of the text
_SIDE_DRAWN, _EDGE = 0.85, 5
_HOLE = 0.4  # what its sides enclose, of its area
_TICKED, _SAME_SIDE = 0.07, 0.12
_MOST_BOXES = 150
_READ = 0.8  # a letter read so surely is no box, unless the page has
_A_FORM = 4  # of them
_SPACED = 3.5  # sides of a box between the middles of spaced letters


def _with_boxes(words: list[Placed], ink: Ink, height: float) -> list[Placed]:
    boxes = _alike(list(_boxes(ink.mask, height * ink.scale)))
    if not 0 < len(boxes) <= _MOST_BOXES:
        return words
    scale = ink.scale
    marks = [
        Placed(
            TICKED_BOX if box.filled > _TICKED else EMPTY_BOX,
            box.left / scale, box.top / scale, box.right / scale, box.bottom / scale, _SURE,
        )
        for box in boxes
    ]  # fmt: skip
    sure = _READ if len(boxes) < _A_FORM else 1.1
    marks = [
        mark
        for mark in marks
        if not _is_spaced(mark, words) and not any(_is_letter(mark, w, sure) for w in words)
    ]
    return [word for word in words if not any(_is_box(word, mark) for mark in marks)] + marks


def _alike(found: list[_Box]) -> list[_Box]:
    """Squares that are plainly boxes, and those of their size in which a mark is drawn."""
    plain = [box for box in found if box.enclosed >= _HOLE]
    sizes = [box.side for box in plain]
    like = [
        box
        for box in found
        if len(plain) > 1 and any(abs(box.side / size - 1) < _SAME_SIDE for size in sizes)
    ]
    boxes = list(dict.fromkeys([*plain, *like]))
    return [box for box in boxes if not any(box is not o and o.holds(box) for o in boxes)]


def _is_letter(mark: Placed, word: Placed, read: float) -> bool:
    """Whether the square is a part of a word that was read, or a letter surely read."""
    x, y = (mark.x0 + mark.x1) / 2, mark.middle
    wide = word.x1 - word.x0 > 1.6 * (mark.x1 - mark.x0)
    sure = word.text.isalpha() and (word.confidence or 0.0) >= read
    return (wide or sure) and word.x0 <= x <= word.x1 and word.top <= y <= word.bottom


def _is_spaced(mark: Placed, words: Sequence[Placed]) -> bool:
    """Whether the square stands among single letters, as one of a title in spaced letters does."""
    near = _SPACED * (mark.x1 - mark.x0)
    letters = [
        word
        for word in words
        if len(word.text) == 1
        and word.text.isalpha()
        and word.top <= mark.middle <= word.bottom
        and 0 < abs(word.x0 + word.x1 - mark.x0 - mark.x1) / 2 <= near
        and not mark.x0 <= (word.x0 + word.x1) / 2 <= mark.x1
    ]
    return len(letters) > 1


def _is_box(word: Placed, mark: Placed) -> bool:
    """Whether the word is what recognition made of the box."""
    x, y = (word.x0 + word.x1) / 2, word.middle
    slack = 0.3 * mark.height
    return mark.x0 - slack <= x <= mark.x1 + slack and mark.top <= y <= mark.bottom


def _boxes(mask: Pixels, height: float) -> Iterator[_Box]:
    """Small squares of four drawn sides, or of ink throughout, that stand for themselves."""
    least, most = (side * height for side in _SIDES)
    length = max(5, round(0.7 * least))
    level = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    sides = cv2.bitwise_or(level, upright).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(sides, connectivity=8)
    for x, y, wide, tall, _ in stats[1:].tolist():
        if not (least <= wide <= most and least <= tall <= most and 0.75 < wide / tall < 1.33):
            continue
        window = slice(y, y + tall), slice(x, x + wide)
        across, down = level[window], upright[window]
        drawn = (
            across[:_EDGE].sum(axis=1).max() / wide, across[-_EDGE:].sum(axis=1).max() / wide,
            down[:, :_EDGE].sum(axis=0).max() / tall, down[:, -_EDGE:].sum(axis=0).max() / tall,
        )  # fmt: skip
        if min(drawn) < _SIDE_DRAWN:
            continue
        edge = max(4, round(0.2 * min(wide, tall)))
        filled = float(mask[y + edge : y + tall - edge, x + edge : x + wide - edge].mean())
        yield _Box(x, y, x + wide, y + tall, filled, _enclosed(sides[window]))


def _enclosed(sides: Pixels) -> float:
    """The share of the largest area that the sides go round."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - sides, connectivity=4)
    rim = set(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]).tolist())
    areas = [int(row[4]) for label, row in enumerate(stats) if label and label not in rim]
    return max(areas, default=0) / sides.size
