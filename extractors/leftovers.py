"""Ink that looks like lines of text where Tesseract found none.

Its layout analysis now and then drops a whole letterhead or a table cell. What is left is put
on an empty page of its own and read once more.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.layout import Placed, text_height
from extractors.scan_types import Pixels

_CONTRAST = 40
_PAD = 0.25  # heights of the text around a word that is known
_LINE_HEIGHTS = (0.5, 2.2)
_LEAST_WIDTH = 2.5
_INK_SHARE = (0.12, 0.6)
_SCALE_HEIGHT = 9.0  # the text is this many pixels high on the small copy
_MARGIN = 6  # pixels of the small copy left and right of a line
_SURE = 0.5


def leftover_page(gray: Pixels, words: Sequence[Placed]) -> Pixels | None:
    """A white page with the unread lines only; None when there are none."""
    if not words:
        return None
    height = text_height(words)
    scale = min(1.0, _SCALE_HEIGHT / height)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    ink = (small < cv2.blur(small, (31, 31)).astype(np.int16) - _CONTRAST).astype(np.uint8)
    pad = _PAD * height
    for word in words:
        left, right = (word.x0 - pad) * scale, (word.x1 + pad) * scale
        top, bottom = (word.top - pad) * scale, (word.bottom + pad) * scale
        ink[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1] = 0
    lines = _lines(ink, height * scale)
    if not lines:
        return None
    page = np.full_like(gray, 255)
    for x, y, wide, tall in lines:
        left, top = max(0, int((x - _MARGIN) / scale)), max(0, int((y - 2) / scale))
        right, bottom = int((x + wide + _MARGIN) / scale), int((y + tall + 2) / scale)
        page[top:bottom, left:right] = gray[top:bottom, left:right]
    return page


def believable(found: Sequence[Placed], known: Sequence[Placed]) -> list[Placed]:
    """The words of a second reading that are sure, and not there yet."""
    return [
        word
        for word in found
        if (word.confidence or 0.0) >= _SURE
        and any(map(str.isalnum, word.text))
        and not any(_covers(other, word) for other in known)
    ]


def _lines(ink: Pixels, height: float) -> list[tuple[int, int, int, int]]:
    """Boxes of what has the size and the blackness of a line of text."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(1.5 * height)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined), connectivity=8)
    lowest, tallest = (part * height for part in _LINE_HEIGHTS)
    sparse, dense = _INK_SHARE
    found = []
    for x, y, wide, tall, _ in stats[1:]:
        black = ink[y : y + tall, x : x + wide].mean()
        if lowest <= tall <= tallest and wide >= _LEAST_WIDTH * height and sparse < black < dense:
            found.append((int(x), int(y), int(wide), int(tall)))
    return found


def _covers(known: Placed, word: Placed) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.middle
    return known.x0 <= x <= known.x1 and known.top <= y <= known.bottom
