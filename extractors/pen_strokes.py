"""Strokes of ink on a small copy of a page, freed from rules, known words, dust and seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from extractors.grid import Rule
from extractors.layout import Placed
from extractors.scan_types import Pixels

#: Dots per inch of the small copy.
DPI = 100
_CONTRAST, _DARK, _AROUND = 40, 200, (27, 27)
#: Measures in heights of the text.
_PAD = 0.15
_RULE = 2.5
_SPECK, _LARGEST = 0.35, (5.0, 25.0)
_GAP_X, _GAP_Y = 1.6, 0.35
_JOINED = 1.8
_SEAL, _MM = (11.0, 32.0), 25.4  # radius of a round stamp
_ROUND, _MOST_CIRCLES = 0.6, 20

Edges: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Strokes:
    """Strokes beside each other; whether one is longer than a letter."""

    edges: Edges
    is_joined: bool

    def on_page(self, scale: float) -> Edges:
        """The edges in pixels of the page."""
        x0, top, x1, bottom = (edge / scale for edge in self.edges)
        return x0, top, x1, bottom


def ink_of(channel: Pixels, scale: float) -> Pixels:
    """1 where a copy, `scale` times as large, is darker than its surroundings."""
    small = np.asarray(cv2.resize(channel, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    around = cv2.blur(small, _AROUND).astype(np.int16)
    return ((small < around - _CONTRAST) & (small < _DARK)).astype(np.uint8)


def without_rules(ink: Pixels, rules: Sequence[Rule], height: float, scale: float) -> Pixels:
    """Without ruling lines and underscores."""
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel(_RULE * height * scale, 1))
    ink[cv2.dilate(long, np.ones((3, 3), np.uint8)) > 0] = 0
    for rule in rules:
        _clear(ink, (rule.x0 - 2, rule.top - 2, rule.x1 + 2, rule.bottom + 2), scale)
    return ink


def without_words(ink: Pixels, sure: Sequence[Placed], height: float, scale: float) -> Pixels:
    rest, pad = ink.copy(), _PAD * height
    for word in sure:
        _clear(rest, (word.x0 - pad, word.top - pad, word.x1 + pad, word.bottom + pad), scale)
    return rest


def _clear(ink: Pixels, edges: Edges, scale: float) -> None:
    cut(ink, edges, scale)[:] = 0


def cut(ink: Pixels, edges: Edges, scale: float) -> Pixels:
    x0, top, x1, bottom = (max(0, int(edge * scale)) for edge in edges)
    return ink[top : bottom + 1, x0 : x1 + 1]


def find_seals(ink: Pixels) -> list[Edges]:
    """Round stamps, in pixels of the small copy: circles most of whose line is ink."""
    if not ink.any():
        return []
    small = np.asarray(cv2.resize(ink * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    least, most = (round(size * DPI / 2 / _MM) for size in _SEAL)
    circles = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 2, least, param1=100, param2=40, minRadius=least, maxRadius=most
    )
    if circles is None:
        return []
    near = cv2.dilate(small, np.ones((3, 3), np.uint8)) > 0
    turns = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    found: list[Edges] = []
    for x, y, radius in circles[0][:_MOST_CIRCLES]:
        columns = np.clip(x + radius * np.cos(turns), 0, near.shape[1] - 1).astype(int)
        rows = np.clip(y + radius * np.sin(turns), 0, near.shape[0] - 1).astype(int)
        if near[rows, columns].mean() >= _ROUND:
            reach = 1.1 * radius
            found.append((2 * (x - reach), 2 * (y - reach), 2 * (x + reach), 2 * (y + reach)))
    return found


def neighbouring_strokes(ink: Pixels, seals: Sequence[Edges], height: float) -> Iterator[Strokes]:
    """Strokes that stand beside each other, without dust, drawings and what is in a seal."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y, wide, tall = (stats[:, column] for column in range(4))
    kept = (np.maximum(wide, tall) >= _SPECK * height) & (tall <= _LARGEST[0] * height)
    kept &= wide <= _LARGEST[1] * height
    for x0, top, x1, bottom in seals:
        middle_x, middle_y = x + wide / 2, y + tall / 2
        kept &= (middle_x < x0) | (middle_x > x1) | (middle_y < top) | (middle_y > bottom)
    kept &= (x > 0) & (y > 0) & (x + wide < ink.shape[1]) & (y + tall < ink.shape[0])
    if not kept.any():
        return
    mask = kept[labels].astype(np.uint8)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel(_GAP_X * height, _GAP_Y * height))
    _, groups, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(joined), connectivity=8)
    longest = np.zeros(len(boxes))
    inside = mask > 0
    pairs = np.unique(np.stack([groups[inside], labels[inside]]), axis=1)
    np.maximum.at(longest, pairs[0], wide[pairs[1]])
    for (left, upper, w, h, _), stroke in zip(boxes[1:].tolist(), longest[1:], strict=True):
        yield Strokes((left, upper, left + w, upper + h), stroke >= _JOINED * height)


def kernel(wide: float, tall: float) -> Pixels:
    """Of odd sides: those of even ones shift what they close."""
    return np.ones((2 * int(tall / 2) + 1, 2 * int(wide / 2) + 1), np.uint8)
