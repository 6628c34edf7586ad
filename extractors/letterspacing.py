"""Words printed with space between their letters («П Р И К А З»).

Tesseract joins such letters to a word; the page, and the text layers of other formats, show
them apart. They are taken apart again, so that every format gives one and the same text.
"""

from __future__ import annotations

import numpy as np

from extractors.layout import Placed, text_height
from extractors.scan_types import Pixels

_LEAST_CAPITALS, _LEAST_SMALL = 3, 5
_STOPS = ":;.,"
_SMALL_LETTERS = frozenset("авгежзиклмнопстхчшъыьэюя")
_SMALL_LETTER = 0.7  # height of such a letter in heights of a capital
_WIDE_LETTER = 0.8  # advance of a letter in heights of the text
_GAP = 0.3  # white between letters in heights of the text


def take_apart(words: list[Placed], gray: Pixels) -> list[Placed]:
    """Replace every letter-spaced word by its letters, each with its own box."""
    if not words:
        return []
    usual = text_height(words)
    parts: list[Placed] = []
    for word in words:
        height = max(usual, _capital_height(word))
        if _is_candidate(word, height):
            parts += _letters(word, words, gray, height)
        else:
            parts.append(word)
    return parts


def _capital_height(word: Placed) -> float:
    """How high a capital of the word would be: small letters alone are lower than that."""
    return word.height / _SMALL_LETTER if set(word.text) <= _SMALL_LETTERS else word.height


def _is_candidate(word: Placed, height: float) -> bool:
    letters = word.text.rstrip(_STOPS)
    return (
        letters.isalpha()
        and len(letters) >= (_LEAST_CAPITALS if letters.isupper() else _LEAST_SMALL)
        and word.x1 - word.x0 >= _WIDE_LETTER * len(word.text) * height
    )


def _letters(word: Placed, words: list[Placed], gray: Pixels, height: float) -> list[Placed]:
    """The word's letters, where as many are found; its box often misses the last one."""
    advance = (word.x1 - word.x0) / len(word.text)
    following = [
        other.x0
        for other in words
        if other.x0 >= word.x1 and other.top < word.middle < other.bottom
    ]
    reach = min([word.x1 + 1.5 * advance, float(gray.shape[1]), *following])
    for right in (word.x1, reach):
        pieces = _pieces(word, right, gray, _GAP * height)
        texts = _shared_out(word.text, len(pieces))
        if texts is not None:
            return [
                Placed(text, x0, word.top, x1, word.bottom, word.confidence)
                for text, (x0, x1) in zip(texts, pieces, strict=True)
            ]
    return [word]


def _pieces(word: Placed, right: float, gray: Pixels, gap: float) -> list[tuple[float, float]]:
    """The stretches of ink that wide white gaps separate, from left to right."""
    left = int(word.x0)
    crop = gray[int(word.top) : int(word.bottom), left : int(right)]
    if not crop.size:
        return []
    darkest = crop.min(axis=0)
    columns = np.flatnonzero(darkest < (int(darkest.min()) + int(np.percentile(crop, 95))) / 2)
    breaks = np.flatnonzero(np.diff(columns) > gap)
    starts = [int(columns[0]), *(int(columns[i + 1]) for i in breaks)] if columns.size else []
    stops = [*(int(columns[i]) + 1 for i in breaks), int(columns[-1]) + 1] if starts else []
    return [(left + a, left + b) for a, b in zip(starts, stops, strict=True)]


def _shared_out(text: str, pieces: int) -> list[str] | None:
    """One letter a piece; what follows the last letter stays with it, or stands alone."""
    letters = len(text.rstrip(_STOPS))
    if pieces == letters:
        return [*text[: letters - 1], text[letters - 1 :]]
    return list(text) if pieces == len(text) else None
