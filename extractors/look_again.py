"""Single regions of a page read once more, in two ways that are unlike the first and each other.

The region alone in black and white (Sauvola), by figures alone where nothing else should stand
there; and its whole printed line in gray, larger, of which the region's words are taken. Neither
is better than the first reading (bench/read_again.py): it is their agreement that tells.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.image_prep import prepare
from extractors.layout import Placed
from extractors.ocr import Tesseract
from extractors.protocol import Bench, PageQuestions
from extractors.scan import upside_down
from extractors.scan_types import Pixels
from extractors.second_reading import black_on_white
from papers.geometry import Box
from papers.second_look import Expected, Region

_FIGURES = "0123456789.,-/:;()"
_PAD = 0.35  # heights of the region
_FRAME = 20  # pixels of white around what is read
_LARGE_DPI = 300
_LARGER = 1.5
_OVERLAP = 0.5  # of the smaller width


def look_again(
    pixels: Pixels, dpi: int, asked: PageQuestions, bench: Bench
) -> tuple[tuple[str, ...], ...]:
    """What stands at each region of the page's picture, a text for each way of reading."""
    page = prepare(pixels, dpi)
    if _is_on_its_head(page.rotation, asked.rotation):
        page = upside_down(page)
    tesseract = Tesseract(bench.scratch, bench.limits.page_cpu_seconds)
    alone = _alone(page.gray, dpi, asked.regions, tesseract)
    in_line = _in_line(page.gray, dpi, asked.regions, tesseract)
    return tuple(zip(alone, in_line, strict=True))


def _is_on_its_head(rotation: float, first: float) -> bool:
    """Whether the first reading found the page the other way up."""
    return abs((rotation - first + 180) % 360 - 180) > 90


def _alone(gray: Pixels, dpi: int, regions: Sequence[Region], tesseract: Tesseract) -> list[str]:
    """Each region by itself, in black and white."""
    scale = max(1.0, _LARGE_DPI / dpi)
    texts = [""] * len(regions)
    for expected in Expected:
        chosen = [i for i, region in enumerate(regions) if region.expected is expected]
        pictures = []
        for i in chosen:
            cut, _ = _cut(gray, regions[i].box)
            pictures.append(_framed(black_on_white(cut, dpi, scale)))
        only = _FIGURES if expected is Expected.FIGURES else ""
        found = tesseract.read_lines(pictures, round(dpi * scale), only)
        for i, words in zip(chosen, found, strict=True):
            texts[i] = _text(words)
    return texts


def _in_line(gray: Pixels, dpi: int, regions: Sequence[Region], tesseract: Tesseract) -> list[str]:
    """Each region as its words stand in their printed line, in gray."""
    scale = _LARGER * max(1.0, _LARGE_DPI / dpi)
    width = gray.shape[1]
    pictures, spans = [], []
    for region in regions:
        cut, left = _cut(gray, region.line)
        large = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        pictures.append(_framed(np.asarray(large)))
        edges = (region.box.left * width, region.box.right * width)
        spans.append(tuple((edge - left) * scale + _FRAME for edge in edges))
    found = tesseract.read_lines(pictures, round(dpi * scale))
    return [
        _text([word for word in words if _overlaps(word, first, last)])
        for words, (first, last) in zip(found, spans, strict=True)
    ]


def _cut(gray: Pixels, box: Box) -> tuple[Pixels, int]:
    """The part of the page with some room around it, and where its left edge is."""
    height, width = gray.shape[:2]
    pad = _PAD * box.height * height
    top, bottom = max(0, int(box.top * height - pad)), int(box.bottom * height + pad) + 1
    left, right = max(0, int(box.left * width - pad)), int(box.right * width + pad) + 1
    return np.ascontiguousarray(gray[top:bottom, left:right]), left


def _framed(picture: Pixels) -> Pixels:
    edges = (_FRAME,) * 4
    return np.asarray(cv2.copyMakeBorder(picture, *edges, cv2.BORDER_CONSTANT, value=(255.0,)))


def _overlaps(word: Placed, first: float, last: float) -> bool:
    shared = min(word.x1, last) - max(word.x0, first)
    return shared > _OVERLAP * min(word.x1 - word.x0, last - first)


def _text(words: Sequence[Placed]) -> str:
    return " ".join(word.text for word in words)
