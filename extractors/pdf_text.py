"""Words of a PDF page from its text layer, in the coordinates of the page as it is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page
from pdfplumber.utils.text import extract_words

from extractors.grid import Rule
from extractors.layout import Placed
from extractors.printable import clean

Char = dict[str, Any]
_LEAST_SLOPE = 1.5  # points that an oblique line rises


@dataclass(frozen=True, slots=True)
class LayerPage:
    """The visible characters of a page, upright: `turned` degrees clockwise, sizes in points."""

    chars: list[Char]
    width: float
    height: float
    turned: int


def upright(page: Page, chars: list[Char]) -> LayerPage:
    """Turn the characters so that most of them are read from left to right."""
    left, top, right, bottom = page.bbox
    width, height = float(right - left), float(bottom - top)
    turned = _turn(chars)
    moved = [_upright(char, _move(char, left, top, width, height, turned)) for char in chars]
    if turned in (90, 270):
        width, height = height, width
    return LayerPage(moved, width, height, turned)


def placed_words(layer: LayerPage) -> list[Placed]:
    """The words of the layer in the upright page's points, cleaned."""
    words = extract_words(layer.chars, x_tolerance_ratio=0.2, y_tolerance=2, keep_blank_chars=False)
    placed: list[Placed] = []
    for word in words:
        for text in clean(word["text"]).split():
            placed.append(Placed(text, word["x0"], word["top"], word["x1"], word["bottom"]))
    return placed


def turned_words(words: list[Placed], layer: LayerPage) -> list[Placed]:
    """Words in points of the page as it is shown, turned as the layer was."""
    width, height = layer.width, layer.height
    if layer.turned in (90, 270):
        width, height = height, width
    moved: list[Placed] = []
    for word in words:
        shape = {"x0": word.x0, "x1": word.x1, "top": word.top, "bottom": word.bottom}
        moved.append(Placed(word.text, *_move(shape, 0, 0, width, height, layer.turned)))
    return moved


def rules_of(page: Page, layer: LayerPage) -> list[Rule]:
    """The ruling lines of the page, in the layer's coordinates."""
    left, top = page.bbox[:2]
    width, height = page.bbox[2] - left, page.bbox[3] - top
    moved = (_move(edge, left, top, width, height, layer.turned) for edge in page.edges)
    return [Rule(*map(float, place)) for place in moved]


def has_strokes(page: Page) -> bool:
    """Whether something is drawn that is no ruling line: a tick, perhaps."""
    return bool(page.curves) or any(
        min(line["x1"] - line["x0"], line["bottom"] - line["top"]) > _LEAST_SLOPE
        for line in page.lines
    )


def _turn(chars: list[Char]) -> int:
    """How far the page must be turned clockwise: the writing direction of most characters."""
    directions: Counter[int] = Counter()
    for char in chars:
        a, b = char["matrix"][:2]
        directions[(0 if a > 0 else 180) if abs(a) >= abs(b) else (90 if b > 0 else 270)] += 1
    return directions.most_common(1)[0][0] if directions else 0


def _upright(char: Char, place: tuple[float, float, float, float]) -> Char:
    """What pdfplumber needs of a character to join words."""
    x0, top, x1, bottom = place
    return {
        "text": char["text"],
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "size": char["size"],
        "upright": True,
    }


def _move(
    shape: Char, left: float, top: float, width: float, height: float, turned: int
) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom of a character or a line after the page was turned."""
    x0, x1 = shape["x0"] - left, shape["x1"] - left
    y0, y1 = shape["top"] - top, shape["bottom"] - top
    match turned:
        case 90:
            return height - y1, x0, height - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, width - x1, y1, width - x0
    return x0, y0, x1, y1
