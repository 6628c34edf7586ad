"""Whether a text layer says what the picture beneath it shows: one strip of the page is read.

A layer over a scan may be that of another page, or what a poor reader made of this one; its
letters alone don't tell. A strip costs a sixth of reading the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from extractors.layout import Placed
from extractors.ocr import ONE_BLOCK, Tesseract
from extractors.scan_types import Pixels

_STRIP = 0.12  # of the page's height
_ALIKE = 0.5
_LONG = 3  # letters of the runs that are compared


def agrees(
    words: Sequence[Placed], gray: Pixels, scale: float, dpi: int, tesseract: Tesseract
) -> bool:
    """Compare `words` (of the upright page, `scale` pixels a unit) with the strip they fill."""
    if not words:
        return False
    held = _fullest_strip(words, gray.shape[0] / scale)
    top, bottom = min(word.top for word in held), max(word.bottom for word in held)
    margin = 0.25 * (held[0].bottom - held[0].top)
    first, last = (round(scale * edge) for edge in (max(0.0, top - margin), bottom + margin))
    strip = np.ascontiguousarray(gray[first:last])
    if not strip.size:
        return False
    read = tesseract.read(strip, dpi, ONE_BLOCK).words
    return likeness([word.text for word in held], [word.text for word in read]) >= _ALIKE


def likeness(some: Sequence[str], others: Sequence[str]) -> float:
    """0..1: how many runs of letters two readings share, whatever their order and case."""
    runs, other_runs = _runs(some), _runs(others)
    total = runs.total() + other_runs.total()
    return 2 * (runs & other_runs).total() / total if total else 0.0


def _fullest_strip(words: Sequence[Placed], height: float) -> list[Placed]:
    """The words of the strip that holds most letters."""
    ordered = sorted(words, key=lambda word: word.middle)
    best: tuple[int, int, int] = (0, 0, 1)
    first = letters = 0
    for last, word in enumerate(ordered):
        letters += len(word.text)
        while word.middle - ordered[first].middle > _STRIP * height:
            letters -= len(ordered[first].text)
            first += 1
        best = max(best, (letters, first, last + 1))
    return ordered[best[1] : best[2]]


def _runs(words: Sequence[str]) -> Counter[str]:
    return Counter(
        plain[place : place + _LONG]
        for word in words
        if (plain := "".join(filter(str.isalnum, word.lower().replace("ё", "е"))))
        for place in range(max(1, len(plain) - _LONG + 1))
    )
