"""Ink that a hand has left: what is neither read for sure, nor a rule, nor a stamp.

It is never guessed at. Its place is told, and what Tesseract made of it leaves the words. A mere
signature has a place too, but there is nothing in it to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.grid import Rule
from extractors.known_words import is_known
from extractors.layout import Placed, text_height
from extractors.pen_strokes import (
    DPI,
    Edges,
    Strokes,
    cut,
    find_seals,
    ink_of,
    kernel,
    neighbouring_strokes,
    without_rules,
    without_words,
)
from extractors.scan_types import Pixels
from papers.arrangement import Handwriting
from papers.geometry import Box

_SURE = 0.75  # a word read like that explains its ink
_PRINT = 0.85  # so are most words of print read
_LEAST_PRINT, _PRINT_SHARE = 5, 0.25  # of words; a page without them was not read at all
_CERTAIN = 0.95
_DOUBTFUL_ON_RULE = 0.65  # where a line asks to be written on
_HARDLY = 0.35  # words of the size of print are read better, even over a line
_DOUBTFUL, _UNREAD = 0.5, 0.3  # ink of which no word was made counts like such words
_SHAKY = 0.04  # of the words, each among sure ones, doubtful: then only joined letters tell a hand
#: Measures in heights of the text.
_CUT, _NEAR = 0.4, 0.5
_WIDE, _LOW, _TALL = 3.0, 0.65, 5.0
_PRINT_SIZE = (0.6, 1.6)
_SIGNATURE, _BESIDE = (14.0, 1.3), 15.0
_LINE_GAP = 3.0
_WORD_GAP = 1.2
_BESIDE_SEAL = 3.0
_STAIN = 0.05  # of its own ink
#: What recognition makes of no handwriting by chance: a whole date, the series of a certificate,
#: a long word that Russian has.
_PRINTED = re.compile(r"\d{2}\.\d{2}\.(?:19|20)\d{2}\W?|\W?[IVXLl1]{0,5}-[А-ЯЁ]{2}")
_LONG_WORD = 6
_PRINT_TOLD = 0.6  # of the letters
_SIGNED = re.compile(r"^[А-ЯЁ]\.([А-ЯЁ]\.?)?,?$|подпис", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A place in pixels of the page; `is_text` is False for a signature."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_text: bool

    def on_page(self, number: int, width: float, height: float) -> Handwriting:
        """The place on page `number` of `width` x `height` pixels."""
        box = Box.from_pixels(self.x0, self.top, self.x1, self.bottom, width, height)
        return Handwriting(number, box)

    def holds(self, word: Placed) -> bool:
        x = (word.x0 + word.x1) / 2
        return self.x0 <= x <= self.x1 and self.top <= word.middle <= self.bottom


@dataclass(frozen=True, slots=True)
class _Look:
    """The page, as a place on it is judged; ink is of the small copy, the rest of the page."""

    words: Sequence[Placed]
    printed: Sequence[Placed]
    rules: Sequence[Rule]
    height: float
    scale: float
    black: Pixels
    pens: Pixels
    is_shaky: bool

    def is_hand(self, place: Written, is_joined: bool, in_colour: bool) -> bool:
        """Whether it has the size of writing, is read badly or not at all, and is no print."""
        wide, tall = self._size(place)
        if wide < max(_WIDE, tall) or not _LOW <= tall <= _TALL:
            return False
        inside = [word for word in self.words if place.holds(word)]
        read = sum(word.x1 - word.x0 for word in inside)
        told = sum((word.confidence or 0.0) * (word.x1 - word.x0) for word in inside)
        told += _UNREAD * max(0.0, place.x1 - place.x0 - read)
        on_rule = self._is_on_rule(place)
        most = _DOUBTFUL_ON_RULE if on_rule else _DOUBTFUL
        if told >= most * max(read, place.x1 - place.x0):
            return False
        if in_colour:
            return True
        if self._is_stained(place) or (self.is_shaky and not is_joined and not on_rule):
            return False
        doubtful = [word for word in inside if (word.confidence or 0.0) < _SURE]
        if _make_sense(doubtful):
            return False
        if doubtful and all(map(self._is_like_print, doubtful)):
            return on_rule and told < _HARDLY * max(read, place.x1 - place.x0)
        return on_rule or not self._is_flanked(place)

    def is_signature(self, place: Written) -> bool:
        """Whether it lies over the print, or stands by itself beside initials."""
        if any(place.holds(word) for word in self.printed):
            return True
        wide, tall = self._size(place)
        if wide > _SIGNATURE[0] or tall < _SIGNATURE[1]:
            return False
        room = Written(
            place.x0 - _BESIDE * self.height,
            place.top - self.height,
            place.x1 + _BESIDE * self.height,
            place.bottom + 2 * self.height,
            False,
        )
        return any(_SIGNED.search(word.text) for word in self.printed if room.holds(word))

    def _size(self, place: Written) -> tuple[float, float]:
        return (place.x1 - place.x0) / self.height, (place.bottom - place.top) / self.height

    def _is_stained(self, place: Written) -> bool:
        """Whether a stamp or a pen has gone over it: print is doubtful there."""
        pad = _NEAR * self.height
        edges = (place.x0 - pad, place.top - pad, place.x1 + pad, place.bottom + pad)
        own, over = (int(cut(ink, edges, self.scale).sum()) for ink in (self.black, self.pens))
        return over > _STAIN * own

    def _is_on_rule(self, place: Written) -> bool:
        """Whether a line to be written on runs under it, not the edge of a table's cell."""
        return any(
            rule.x0 - self.height < place.x0
            and place.x1 < rule.x1 + self.height
            and (place.top + place.bottom) / 2 < rule.top < place.bottom + self.height
            and not any(_touch(rule, other) for other in self.rules if not other.level)
            for rule in self.rules
        )

    def _is_flanked(self, place: Written) -> bool:
        """Whether it is a piece of a printed line."""
        beside = [word for word in self.printed if place.top < word.middle < place.bottom]
        gap = _WORD_GAP * self.height
        return any(0 <= place.x0 - word.x1 < gap for word in beside) and any(
            0 <= word.x0 - place.x1 < gap for word in beside
        )

    def _is_like_print(self, word: Placed) -> bool:
        return _PRINT_SIZE[0] < word.height / self.height < _PRINT_SIZE[1]


def find_handwriting(
    gray: Pixels,
    coloured: Pixels | None,
    words: Sequence[Placed],
    rules: Sequence[Rule],
    dpi: int,
) -> list[Written]:
    """The places of an upright page, as OCR saw and read it, that a hand has written."""
    sure = _print(words)
    certain = sum((word.confidence or 0.0) >= _PRINT for word in sure)
    if certain < max(_LEAST_PRINT, _PRINT_SHARE * len(words)):
        return []
    height, scale = text_height(sure), min(1.0, DPI / dpi)
    black = without_rules(ink_of(gray, scale), rules, height, scale)
    pens = np.zeros_like(black)
    if coloured is not None:
        # Print and rules that a pen goes over cut its strokes.
        side = _CUT * height * scale
        pens = np.asarray(cv2.dilate(ink_of(coloured, scale), kernel(side, side)), dtype=np.uint8)
    printed, in_colour = _by_ink(sure, black, pens, scale)
    look = _Look(words, printed, rules, height, scale, black, pens, _is_shaky(words))
    seals = find_seals(pens)
    found: list[Written] = []
    for ink, known in ((black, printed), (pens, in_colour)):
        rest = without_words(ink, known, height, scale)
        seals += find_seals(rest)
        for stroke in neighbouring_strokes(rest, seals, height * scale):
            place = Written(*stroke.on_page(scale), is_text=True)
            if look.is_hand(place, stroke.is_joined, ink is pens):
                signed = look.is_signature(place) or _is_beside(stroke, seals, height * scale)
                found.append(replace(place, is_text=not signed))
    return _merged(found, height)


def without_handwriting(words: Sequence[Placed], written: Sequence[Written]) -> list[Placed]:
    """The words without those that Tesseract made of handwriting."""
    texts = [place for place in written if place.is_text]
    return [
        word
        for word in words
        if (word.confidence or 0.0) >= _PRINT or not any(place.holds(word) for place in texts)
    ]


def _make_sense(words: Sequence[Placed]) -> bool:
    """Whether they are printed words that recognition itself did not trust."""
    texts = [word.text for word in words if any(map(str.isalnum, word.text))]
    told = sum(len(text) for text in texts if _PRINTED.fullmatch(text) or _is_long_word(text))
    return told >= _PRINT_TOLD * sum(map(len, texts)) > 0


def _is_long_word(text: str) -> bool:
    return len(text) >= _LONG_WORD and is_known(text)


def _print(words: Sequence[Placed]) -> list[Placed]:
    """The words that were read for sure, but not those among doubtful ones."""
    kept = []
    for before, word, after in zip((None, *words), words, (*words[1:], None), strict=False):
        sure = (word.confidence or 0.0) >= _SURE
        doubtful = _is_beside_doubtful(word, before) and _is_beside_doubtful(word, after)
        if sure and ((word.confidence or 0.0) >= _CERTAIN or not doubtful):
            kept.append(word)
    return kept


def _touch(level: Rule, upright: Rule) -> bool:
    room = upright.x1 - upright.x0 + level.bottom - level.top
    return (
        level.x0 - room <= upright.x1
        and upright.x0 <= level.x1 + room
        and upright.top - room <= level.bottom
        and level.top <= upright.bottom + room
    )


def _is_beside_doubtful(word: Placed, other: Placed | None) -> bool:
    return (
        other is not None
        and (other.confidence or 0.0) < _SURE
        and other.top < word.middle < other.bottom
    )


def _is_shaky(words: Sequence[Placed]) -> bool:
    """Whether single words among sure ones are often doubtful: the print is poor."""
    confidences = [word.confidence or 0.0 for word in words]
    lone = sum(
        here < _DOUBTFUL and before >= _SURE and after >= _SURE
        for before, here, after in zip(confidences, confidences[1:], confidences[2:], strict=False)
    )
    return lone > _SHAKY * len(words)


def _by_ink(
    sure: Sequence[Placed], black: Pixels, pens: Pixels, scale: float
) -> tuple[list[Placed], list[Placed]]:
    """The words in black and those in colour."""
    printed: list[Placed] = []
    in_colour: list[Placed] = []
    for word in sure:
        edges = (word.x0, word.top, word.x1, word.bottom)
        dark, colour = (int(cut(ink, edges, scale).sum()) for ink in (black, pens))
        (in_colour if colour > dark else printed).append(word)
    return printed, in_colour


def _is_beside(strokes: Strokes, seals: Sequence[Edges], height: float) -> bool:
    """Whether they reach into the neighbourhood of a seal, where people sign."""
    x0, top, x1, bottom = strokes.edges
    room = _BESIDE_SEAL * height
    return any(
        x0 - room < right and left < x1 + room and top - room < lower and upper < bottom + room
        for left, upper, right, lower in seals
    )


def _merged(found: Sequence[Written], height: float) -> list[Written]:
    """Places of one line as one."""
    merged: list[Written] = []
    for place in sorted(found, key=lambda place: place.x0):
        for index, other in enumerate(merged):
            shared = min(place.bottom, other.bottom) - max(place.top, other.top)
            lower = min(place.bottom - place.top, other.bottom - other.top)
            if shared > 0.5 * lower and place.x0 - other.x1 < _LINE_GAP * height:
                merged[index] = Written(
                    other.x0,
                    min(place.top, other.top),
                    max(place.x1, other.x1),
                    max(place.bottom, other.bottom),
                    place.is_text or other.is_text,
                )
                break
        else:
            merged.append(place)
    return merged
