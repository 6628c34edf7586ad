"""A second look at the lines that Tesseract was unsure of, in another preparation.

The doubtful lines alone are put on an empty page: larger, in black and white by the ink around
each dot (Sauvola and Pietikäinen, 2000), which is as far from the first picture as can be. Word by
word the better reading stays. A court's number is read once more in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.known_words import is_known
from extractors.layout import Placed, Run, runs_of, text_height
from extractors.ocr import LATIN, ONE_LINE, Tesseract
from extractors.scan_types import Pixels

_DOUBTFUL = 0.7
_MOST = 0.5  # of the width of all lines: a page that is bad throughout is not read twice
_LEAST = 0.015  # of the page's letters: it is not read again for a comma
_PAD = 0.3  # heights of the text
_LARGE_DPI = 300
_WINDOW = 0.15  # inches
_SAUVOLA = 0.2
_MARGIN = 0.1  # by so much must a reading be surer where the dictionary can't tell
_PLAUSIBLE = 0.3
#: УИД: 08RS0001-01-2025-000123-45, whose letters Tesseract takes for Cyrillic ones and figures.
_COURT_NUMBER = re.compile(r"\S{5,11}-\d\d-20\d\d-\d{5,6}-\d\d\W?")
_LATIN_COURT_NUMBER = re.compile(r"\d\d[A-Z]{2}\d{4}-\d\d-20\d\d-\d{6}-\d\d")


def read_again(
    words: Sequence[Placed], gray: Pixels, dpi: int, tesseract: Tesseract
) -> list[Placed]:
    """The words of the page, the doubtful ones by the better of two readings."""
    lines = doubtful_lines(words)
    if lines:
        scale = max(1.0, min(1.5, _LARGE_DPI / dpi))
        page = black_on_white(_lines_alone(gray, lines), dpi, scale)
        again = tesseract.read(page, round(dpi * scale), reduce=False).words
        words = better_of(words, [_shrunk(word, scale) for word in again])
    return [_court_number(word, gray, dpi, tesseract) for word in words]


def doubtful_lines(words: Sequence[Placed]) -> list[Run]:
    """The lines with doubtful words, worst first, up to `_MOST` of the page."""
    letters = sum(len(word.text) for word in words)
    doubtful = sum(len(word.text) for word in words if _is_doubtful(word))
    if not doubtful or doubtful < _LEAST * letters:
        return []
    runs = runs_of(words, text_height(words))
    room = _MOST * sum(run.x1 - run.x0 for run in runs)
    chosen = []
    for run in sorted(runs, key=_doubts, reverse=True):
        room -= run.x1 - run.x0
        if room < 0 or not _doubts(run):
            break
        chosen.append(run)
    return chosen


def better_of(words: Sequence[Placed], again: Sequence[Placed]) -> list[Placed]:
    """Put second readings where the first was doubtful and they are better.

    One that Russian knows beats one that it does not; where the dictionary can't tell (numbers,
    dates, names) the surer reading stays. What was sure at first is never touched.
    """
    chosen: list[Placed] = []
    for word in words:
        over = [other for other in again if _same_place(word, other)]
        if _is_doubtful(word) and len(over) == 1 and _is_better(over[0], word):
            chosen.append(replace(word, text=over[0].text, confidence=over[0].confidence))
        else:
            chosen.append(word)
    return chosen


def _is_better(new: Placed, old: Placed) -> bool:
    if new.text.lower() == old.text.lower():  # small print is easily taken for capitals
        return False
    gain = (new.confidence or 0.0) - (old.confidence or 0.0)
    if is_known(new.text) and not is_known(old.text) and not any(map(str.isdigit, old.text)):
        return (new.confidence or 0.0) > _PLAUSIBLE
    if is_known(old.text) and not is_known(new.text):
        return False
    # A name that has lost a letter is often read surely.
    return gain > _MARGIN and len(new.text) >= len(old.text)


def _is_doubtful(word: Placed) -> bool:
    return (word.confidence or 0.0) < _DOUBTFUL and any(map(str.isalnum, word.text))


def _doubts(run: Run) -> int:
    return sum(len(word.text) for word in run.words if _is_doubtful(word))


def _same_place(word: Placed, other: Placed) -> bool:
    """Whether both boxes share most of the larger one's width, on one line."""
    shared = min(word.x1, other.x1) - max(word.x0, other.x0)
    wider = max(word.x1 - word.x0, other.x1 - other.x0)
    return shared > 0.6 * wider and word.top < other.middle < word.bottom


def _lines_alone(gray: Pixels, lines: Sequence[Run]) -> Pixels:
    """A white page with these lines only."""
    page = np.full_like(gray, 255)
    for line in lines:
        pad = _PAD * (line.bottom - line.top)
        top, bottom = max(0, int(line.top - pad)), int(line.bottom + pad)
        left, right = max(0, int(line.x0 - pad)), int(line.x1 + pad)
        page[top:bottom, left:right] = gray[top:bottom, left:right]
    return page


def black_on_white(gray: Pixels, dpi: int, scale: float) -> Pixels:
    """A picture of `dpi`, `scale` times as large, by the ink around each dot."""
    if scale > 1:
        gray = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))
    side = round(_WINDOW * dpi * scale) | 1
    level = gray.astype(np.float32)
    mean = cv2.boxFilter(level, -1, (side, side))
    spread = np.sqrt(np.maximum(cv2.boxFilter(level * level, -1, (side, side)) - mean * mean, 0))
    white = level > mean * (1 + _SAUVOLA * (spread / 128 - 1))
    return np.asarray(cv2.GaussianBlur(np.where(white, 255, 0).astype(np.uint8), (0, 0), 0.8))


def _shrunk(word: Placed, scale: float) -> Placed:
    return replace(
        word,
        x0=word.x0 / scale,
        top=word.top / scale,
        x1=word.x1 / scale,
        bottom=word.bottom / scale,
    )


def _court_number(word: Placed, gray: Pixels, dpi: int, tesseract: Tesseract) -> Placed:
    """A court's number by its Latin letters, where they can be read."""
    if not _COURT_NUMBER.fullmatch(word.text) or _LATIN_COURT_NUMBER.match(word.text):
        return word
    pad = round(_PAD * word.height)
    top, left = max(0, int(word.top) - pad), max(0, int(word.x0) - pad)
    crop = gray[top : int(word.bottom) + pad, left : int(word.x1) + pad]
    framed = cv2.copyMakeBorder(crop, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(255.0,))
    read = tesseract.read(np.asarray(framed), dpi, ONE_LINE, reduce=False, language=LATIN)
    found = _LATIN_COURT_NUMBER.search("".join(other.text for other in read.words))
    return replace(word, text=found.group(), confidence=read.confidence) if found else word
