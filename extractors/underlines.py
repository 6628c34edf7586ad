"""Words that a line is drawn under, neither a line to write on nor a ruling line.

An underline begins where a word begins and ends where a word ends; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.grid import Rule
from extractors.ink import Ink
from extractors.layout import Placed
from extractors.scan_types import Pixels

#: Where the line may be, in heights of the word below and above its box's bottom.
_BELOW, _ABOVE = 0.4, 0.32
#: How far its ends may miss those of the words.
_MISS = 0.7
_COVERED = 0.85
_BREAK = 3  # pixels of the mask
_THIN = 0.25  # heights of the word


def underlined(words: Sequence[Placed], lines: Sequence[Rule]) -> list[Placed]:
    """The words, those marked that one of the level `lines` underlines."""
    level = [line for line in lines if line.level]
    if not level:
        return list(words)
    marked: set[int] = set()
    for line in level:
        over = [word for word in words if _stands_on(word, line)]
        if over and _fits(over, line):
            marked.update(map(id, over))
    return [replace(word, underlined=True) if id(word) in marked else word for word in words]


def strokes_under(words: Sequence[Placed], ink: Ink) -> list[Rule]:
    """The level strokes that run under whole words of a picture, as far as they go."""
    mended = cv2.dilate(ink.mask, np.ones((3, 1), np.uint8)).astype(np.uint8)
    found: dict[tuple[int, int, int], Rule] = {}
    for word in words:
        if not any(map(str.isalpha, word.text)):
            continue
        for y, left, right in _strokes(mended, word, ink.scale):
            found[y // 3, left // 4, right // 4] = Rule(
                left / ink.scale, y / ink.scale, right / ink.scale, y / ink.scale
            )
    return list(found.values())


def _strokes(mask: Pixels, word: Placed, scale: float) -> Iterator[tuple[int, int, int]]:
    """Row, left and right end of the lowest stroke under the word."""
    top = max(0, round((word.bottom - _ABOVE * word.height) * scale))
    bottom = round((word.bottom + _BELOW * word.height) * scale) + 1
    left, right = round(word.x0 * scale), round(word.x1 * scale)
    band = mask[top:bottom, left:right]
    if band.size == 0:
        return
    covered = np.flatnonzero(band.mean(axis=1) >= _COVERED)
    if not len(covered) or len(covered) > max(5, _THIN * word.height * scale + 2):
        return
    y = top + int(covered[len(covered) // 2])
    row = mask[y]
    yield y, _reach(row, left + (right - left) // 2, -1), _reach(row, (left + right) // 2, 1)


def _reach(row: Pixels, start: int, step: int) -> int:
    """How far ink goes on from `start`, over breaks of a few pixels."""
    ahead = row[start::step]
    blank = np.flatnonzero(ahead == 0)
    if not len(blank):
        return start + step * (len(ahead) - 1)
    runs = np.split(blank, np.flatnonzero(np.diff(blank) > 1) + 1)
    end = next((run[0] for run in runs if len(run) > _BREAK), len(ahead))
    return start + step * (int(end) - 1)


def _stands_on(word: Placed, line: Rule) -> bool:
    """Whether the line lies at the foot of the word, under its middle."""
    if not any(map(str.isalnum, word.text)):
        return False
    y = (line.top + line.bottom) / 2
    at_foot = -_ABOVE * word.height <= y - word.bottom <= _BELOW * word.height
    return at_foot and line.x0 <= (word.x0 + word.x1) / 2 <= line.x1


def _fits(words: list[Placed], line: Rule) -> bool:
    left, right = min(words, key=lambda word: word.x0), max(words, key=lambda word: word.x1)
    return (
        abs(left.x0 - line.x0) <= _MISS * left.height
        and abs(right.x1 - line.x1) <= _MISS * right.height
    )
