"""Ruling lines of a scanned page: long thin strokes, level or upright."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.grid import Rule
from extractors.scan_types import Pixels

_DPI = 150
#: Inches.
_LONG = 0.45  # of a rule, gaps mended
_PIECE = 0.16  # of unbroken stroke: longer than the strokes of letters
_SCRAP, _NEAR = 0.07, 0.3  # of a worn line, beside its pieces
_GAP = 0.12  # that a worn line may have
_DOUBLE = 0.04  # between the strokes of a double line
_THICK = 0.05
_CONTRAST = 25


def find_rules(gray: Pixels, dpi: int) -> list[Rule]:
    """The ruling lines of an upright page, in its pixels."""
    scale = min(1.0, _DPI / dpi)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    around = cv2.blur(small, (25, 25)).astype(np.int16)
    dark = (small < around - _CONTRAST).astype(np.uint8)
    across = _strokes(dark, dpi * scale)
    down = [
        (y, x, tall, wide)
        for x, y, wide, tall in _strokes(np.ascontiguousarray(dark.T), dpi * scale)
    ]
    return [
        Rule(left / scale, top / scale, (left + width) / scale, (top + height) / scale)
        for left, top, width, height in (*across, *down)
    ]


def _strokes(dark: Pixels, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes of the long thin level strokes of a mask: x, y, width, height."""
    # A slightly sloping line is broken into steps; thickening the mask mends them.
    thicker = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    pieces = cv2.morphologyEx(thicker, cv2.MORPH_OPEN, _bar(1, max(8, _PIECE * dpi)))
    if not pieces.any():
        return []
    scraps = cv2.morphologyEx(thicker, cv2.MORPH_OPEN, _bar(1, _SCRAP * dpi))
    worn = cv2.bitwise_and(scraps, cv2.dilate(pieces, _bar(1, 2 * _NEAR * dpi)))
    mended = cv2.morphologyEx(worn, cv2.MORPH_CLOSE, _bar(1, _GAP * dpi))
    merged = cv2.morphologyEx(mended, cv2.MORPH_CLOSE, _bar(_DOUBLE * dpi, 1))
    _, _, stats, _ = cv2.connectedComponentsWithStats(merged, connectivity=8)
    return [
        (int(x), int(y), int(wide), int(tall))
        for x, y, wide, tall, area in stats[1:]
        if wide >= _LONG * dpi and area <= (_THICK * dpi + 2) * wide
    ]


def _bar(height: float, width: float) -> Pixels:
    return np.ones((max(1, round(height)), max(1, round(width))), np.uint8)
