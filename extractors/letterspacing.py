"""Words printed with space between their letters («П Р И К А З»).

Tesseract joins such letters to a word; the page, and the text layers of other formats, show
them apart. They are taken apart again, so that every format gives one and the same text.
"""

from __future__ import annotations

import numpy as np

from extractors.layout import Placed, text_height
from extractors.scan_types import Pixels

_LEAST_LETTERS = 3
_WIDE_LETTER = 0.9  # advance of a letter in heights of the text
_GAP = 0.24  # white between letters in heights of the text


def take_apart(words: list[Placed], gray: Pixels) -> list[Placed]:
    """Replace every letter-spaced word by its letters, each with its own box."""
    if not words:
        return []
    usual = text_height(words)
    return [part for word in words for part in _letters(word, gray, max(usual, word.height))]


def _letters(word: Placed, gray: Pixels, height: float) -> list[Placed]:
    count = len(word.text)
    if count < _LEAST_LETTERS or not word.text[:_LEAST_LETTERS].isalpha():
        return [word]
    if word.x1 - word.x0 < _WIDE_LETTER * count * height:
        return [word]
    pieces = _pieces(word, gray, _GAP * height)
    texts = _shared_out(word.text, len(pieces))
    if texts is None:
        return [word]
    return [
        Placed(text, x0, word.top, x1, word.bottom, word.confidence)
        for text, (x0, x1) in zip(texts, pieces, strict=True)
    ]


def _pieces(word: Placed, gray: Pixels, gap: float) -> list[tuple[float, float]]:
    """The stretches of ink that wide white gaps separate, from left to right."""
    left, right = int(word.x0), int(word.x1)
    crop = gray[int(word.top) : int(word.bottom), left:right]
    darkest = crop.min(axis=0)
    inked = darkest < (int(darkest.min()) + int(np.percentile(crop, 95))) / 2
    columns = np.flatnonzero(inked)
    if not columns.size:
        return []
    breaks = np.flatnonzero(np.diff(columns) > gap)
    starts = [int(columns[0]), *(int(columns[i + 1]) for i in breaks)]
    stops = [*(int(columns[i]) + 1 for i in breaks), int(columns[-1]) + 1]
    return [(left + a, left + b) for a, b in zip(starts, stops, strict=True)]


def _shared_out(text: str, pieces: int) -> list[str] | None:
    """One letter a piece; what follows the last letter stays with it, or stands alone."""
    letters = len(text.rstrip(":;.,"))
    if pieces == letters:
        return [*text[: letters - 1], text[letters - 1 :]]
    return list(text) if pieces == len(text) else None
