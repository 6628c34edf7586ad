"""Two facing pages in one picture: an open book, or two sheets side by side on the glass.

Both are read as one page of the file, the left one first, so that evidence stands on the picture
that is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.grid import Rule
from extractors.layout import Placed
from extractors.ocr import Recognised, Tesseract
from extractors.scan_types import Pixels

_LANDSCAPE = 1.2  # width in heights
_DPI = 75
_CONTRAST = 25
_MIDDLE = (0.4, 0.6)  # of the width: where the gutter may run
_LEAST_WHITE = 0.03  # of the width
_LEAST_LINES = 10
_FULL = 0.55  # of a text's width: lines of a page, not cells of a table
_MOSTLY = 0.5  # of the lines are that long
_BEND = 0.4  # of the height: a stroke this tall is the fold or a sheet's edge


def find_gutter(gray: Pixels, dpi: int) -> float | None:
    """Where the left page ends, in pixels; None unless both sides hold a page of text.

    A table has short lines in its columns, or rules across its middle; a letter's own lines
    run across it.
    """
    height, width = gray.shape
    if width < _LANDSCAPE * height:
        return None
    scale = min(1.0, _DPI / dpi)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    ink = (small < cv2.blur(small, (31, 31)).astype(np.int16) - _CONTRAST).astype(np.uint8)
    tall = np.ones((max(3, round(_BEND * small.shape[0])), 1), np.uint8)
    ink[cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, tall), np.ones((3, 5), np.uint8)) > 0] = 0
    white = _widest_white(ink)
    if white is None:
        return None
    left, right = white
    if not (_is_page(ink[:, :left]) and _is_page(ink[:, right:])):
        return None
    return (left + right) / 2 / scale


def read_sides(gray: Pixels, dpi: int, tesseract: Tesseract) -> Recognised:
    """Read a page; two facing ones each by itself."""
    gutter = find_gutter(gray, dpi)
    if gutter is None:
        return tesseract.read(gray, dpi)
    middle = round(gutter)
    left = tesseract.read(np.ascontiguousarray(gray[:, :middle]), dpi)
    right = tesseract.read(np.ascontiguousarray(gray[:, middle:]), dpi)
    words = [*left.words, *(word.moved(middle) for word in right.words)]
    letters = [sum(len(word.text) for word in side.words) for side in (left, right)]
    sure = left.confidence * letters[0] + right.confidence * letters[1]
    return Recognised(words, sure / sum(letters) if words else 0.0)


def sides(
    words: Sequence[Placed], rules: Sequence[Rule], gutter: float | None
) -> list[tuple[list[Placed], list[Rule]]]:
    """Words and rules of the left page and of the right one; of the only page without a gutter."""
    if gutter is None:
        return [(list(words), list(rules))]
    return [
        (
            [word for word in words if ((word.x0 + word.x1) / 2 < gutter) == is_left],
            [rule for rule in rules if ((rule.x0 + rule.x1) / 2 < gutter) == is_left],
        )
        for is_left in (True, False)
    ]


def _widest_white(ink: Pixels) -> tuple[int, int] | None:
    """The widest run of columns without ink about the middle, if it is wide enough."""
    width = ink.shape[1]
    first, last = (round(part * width) for part in _MIDDLE)
    # A few specks are not yet print.
    inked = np.flatnonzero(ink[:, first:last].sum(axis=0) > 2) + first
    edges = np.concatenate([[first - 1], inked, [last]])
    gaps = np.diff(edges)
    widest = int(np.argmax(gaps))
    left, right = int(edges[widest]) + 1, int(edges[widest + 1])
    return (left, right) if right - left >= _LEAST_WHITE * width else None


def _is_page(ink: Pixels) -> bool:
    """Whether most lines of this side run over most of its text's width."""
    columns = np.flatnonzero(ink.sum(axis=0) > 2)
    if not columns.size:
        return False
    text = ink[:, columns[0] : columns[-1] + 1]
    rows = (text.sum(axis=1) > 0).astype(np.int8)
    starts = np.flatnonzero(np.diff(rows, prepend=0) == 1)
    stops = np.flatnonzero(np.diff(rows, append=0) == -1) + 1
    reach = []
    for top, bottom in zip(starts, stops, strict=True):
        inked = np.flatnonzero(text[top:bottom].any(axis=0))
        gaps = np.diff(inked)
        lone = gaps.max(initial=0) > 0.15 * text.shape[1]
        reach.append(0.0 if lone else (inked[-1] - inked[0]) / text.shape[1])
    full = sum(part > _FULL for part in reach)
    wide_enough = text.shape[1] > 0.5 * ink.shape[1]
    return wide_enough and len(reach) >= _LEAST_LINES and full >= _MOSTLY * len(reach)
