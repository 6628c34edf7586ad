"""Ruling lines of a scanned page: long thin strokes, level or upright."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.grid import Rule
from extractors.scan_types import Pixels

_DPI = 150
_LONG = 0.45  # inches of unbroken stroke
_THICK = 0.05
_CONTRAST = 25


def find_rules(gray: Pixels, dpi: int) -> list[Rule]:
    """The ruling lines of an upright page, in its pixels."""
    scale = min(1.0, _DPI / dpi)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    around = cv2.blur(small, (25, 25)).astype(np.int16)
    dark = (small < around - _CONTRAST).astype(np.uint8)
    length = max(8, round(_LONG * dpi * scale))
    # A slightly sloping line is broken into steps; closing the mask across it mends them.
    level = cv2.morphologyEx(
        cv2.dilate(dark, np.ones((3, 1), np.uint8)),
        cv2.MORPH_OPEN,
        np.ones((1, length), np.uint8),
    )
    upright = cv2.morphologyEx(
        cv2.dilate(dark, np.ones((1, 3), np.uint8)),
        cv2.MORPH_OPEN,
        np.ones((length, 1), np.uint8),
    )
    thick = _THICK * dpi * scale + 2
    return [
        Rule(left / scale, top / scale, (left + width) / scale, (top + height) / scale)
        for mask, across in ((level, 1), (upright, 0))
        for left, top, width, height in _boxes(np.asarray(mask))
        if (height if across else width) <= thick
    ]


def _boxes(mask: Pixels) -> list[tuple[int, int, int, int]]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:]]
