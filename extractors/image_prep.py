"""Make a page's picture ready for OCR: of the named steps in `STEPS` only those it needs.

Everything that can be measured on a small copy is; the full picture is touched once by every
step that is taken. `opis text --steps` writes the picture after each. The thresholds are those
of docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np

from extractors.page_shape import Shape, as_it_lies, find_shape
from extractors.pictures import NOT_SHOWN, StepPictures
from extractors.scan_types import Pixels

_SMALL_DPI = 75
_GROUND_LIGHT = 215
_GROUND_SPREAD = 30
_NOISY = 9.0
_DOT = 1.3  # deviation of the smoothing in pixels
_PALE = 100
_SHOWN_DPI = 150
_TINT = 24  # levels between a pixel's channels that paper and JPEG make
_COLOURED = (0.0005, 0.2)  # of the page: less is dust, more is a coloured ground


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """`gray` for OCR, `shown` for people and `coloured`, of the same upright page.

    `rotation` is how many degrees clockwise the picture was turned, the skew included;
    `coloured` holds the ink of stamps and pens, dark on white, where there is any; `steps` are
    the names of the steps that were taken, `shape` how the page lay in its picture.
    """

    gray: Pixels
    shown: Pixels
    rotation: float
    was_on_its_side: bool = False
    coloured: Pixels | None = None
    steps: tuple[str, ...] = ()
    shape: Shape | None = None
    turned_over: bool = False

    def upright(self, pixels: Pixels) -> Pixels:
        """The page as it came, in all its dots and colours, upright."""
        shaped = self.shape.apply(pixels) if self.shape else pixels
        return np.asarray(cv2.rotate(shaped, cv2.ROTATE_180)) if self.turned_over else shaped


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's picture on its way: `gray` is what the steps have made of it so far.

    `colours` is the picture as it came, where it has any.
    """

    gray: Pixels
    dpi: int
    colours: Pixels | None = None
    coloured: Pixels | None = None
    shape: Shape | None = None


class Step(NamedTuple):
    """A named step; `take` gives None where the page doesn't need it."""

    name: str
    take: Callable[[Sheet], Sheet | None]


def prepare(pixels: Pixels, dpi: int, steps: StepPictures = NOT_SHOWN) -> PreparedPage:
    """Take the steps of `STEPS` that the picture needs, in their order."""
    sheet = Sheet(pixels, dpi)
    taken: list[str] = []
    for name, take in STEPS:
        changed = take(sheet)
        if changed is not None:
            sheet = changed
            taken.append(name)
            steps.show(name, sheet.gray)
    shape = sheet.shape or as_it_lies(pixels)
    return PreparedPage(
        gray=sheet.gray,
        shown=shape.apply(pixels, _SHOWN_DPI / max(dpi, _SHOWN_DPI)),
        rotation=shape.rotation,
        was_on_its_side=shape.was_on_its_side,
        coloured=sheet.coloured,
        steps=tuple(taken),
        shape=sheet.shape,
    )


def _black_ink(sheet: Sheet) -> Sheet | None:
    if sheet.gray.ndim == 2:
        return None
    black, coloured = part_inks(sheet.gray)
    return replace(sheet, gray=black, coloured=coloured, colours=sheet.gray)


def _dots(sheet: Sheet) -> Sheet | None:
    """Turn the dots of a 1-bit picture into grays."""
    if not is_bilevel(sheet.gray):
        return None
    width = min(_DOT, _DOT * sheet.dpi / 200)
    return replace(sheet, gray=np.asarray(cv2.GaussianBlur(sheet.gray, (0, 0), width)))


def _noise(sheet: Sheet) -> Sheet | None:
    if noise(sheet.gray) <= _NOISY:
        return None
    calmed = cv2.GaussianBlur(cv2.medianBlur(sheet.gray, 3), (0, 0), 1.2)
    return replace(sheet, gray=np.asarray(calmed))


def _upright(sheet: Sheet) -> Sheet | None:
    """Cut the sheet out of its ground, turn it, take the skew out: one resampling."""
    gray, coloured = sheet.gray, sheet.coloured
    small = shrink(gray, sheet.dpi, _SMALL_DPI)
    shape = find_shape(small, gray.shape[1], gray.shape[0], sheet.colours)
    if shape.matrix is None:
        return None
    return replace(
        sheet,
        gray=shape.apply(gray),
        coloured=None if coloured is None else shape.apply(coloured),
        shape=shape,
    )


def _light(sheet: Sheet) -> Sheet | None:
    lit = even_light(sheet.gray, sheet.dpi)
    return None if lit is None else replace(sheet, gray=lit)


STEPS = (
    Step("black-ink", _black_ink),
    Step("dots", _dots),
    Step("noise", _noise),
    Step("upright", _upright),
    Step("light", _light),
)


def part_inks(pixels: Pixels) -> tuple[Pixels, Pixels | None]:
    """Black ink without the coloured, and the coloured ink alone (None where there is none).

    The brightest channel of a pixel fades coloured ink; what is more colourful than the paper
    is lifted further, so that a stamp doesn't count as ink beside the text under it.
    """
    if pixels.ndim == 2:
        return pixels, None
    blue, green, red = cv2.split(pixels)
    bright = cv2.max(cv2.max(blue, green), red)
    spread = cv2.subtract(bright, cv2.min(cv2.min(blue, green), red))
    tint = float(np.median(spread[::8, ::8])) + _TINT
    share = float(np.mean(spread[::4, ::4] > tint + _TINT))
    if not share:
        return np.asarray(bright, dtype=np.uint8), None
    colour = np.clip((np.arange(256) - tint) * 2, 0, 255).astype(np.uint8)
    lift = cv2.LUT(spread, colour)
    black = np.asarray(cv2.add(bright, lift), dtype=np.uint8)
    low, high = _COLOURED
    return black, np.asarray(255 - lift, dtype=np.uint8) if low < share < high else None


def shrink(gray: Pixels, dpi: int, wanted: int) -> Pixels:
    """A copy of about `wanted` dpi."""
    scale = min(1.0, wanted / dpi)
    return np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def is_bilevel(gray: Pixels) -> bool:
    sample = gray[:: max(1, gray.shape[0] // 200)]
    return gray.ndim == 2 and bool(np.mean((sample == 0) | (sample == 255)) > 0.999)


def noise(gray: Pixels) -> float:
    """Deviation of the noise in gray levels, from the flattest patches (Immerkær, 1996)."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
    side = 96
    deviations = []
    for top in np.linspace(0, max(0, gray.shape[0] - side), 6, dtype=int):
        for left in np.linspace(0, max(0, gray.shape[1] - side), 4, dtype=int):
            patch = gray[top : top + side, left : left + side].astype(np.float32)
            edges = np.abs(cv2.filter2D(patch, -1, kernel))
            deviations.append(float(np.median(edges)) / 0.6745 / 6)
    return float(np.median(deviations))


def even_light(gray: Pixels, dpi: int) -> Pixels | None:
    """Divide by the paper's own brightness, and stretch what is left between ink and paper.

    None for a scan with clean white paper.
    """
    ground = paper(shrink(gray, dpi, _SMALL_DPI // 2))
    low, high = np.percentile(ground, (2, 98))
    if low > _GROUND_LIGHT and high - low < _GROUND_SPREAD and not is_faint(gray):
        return None
    if high - low >= _GROUND_SPREAD // 2:
        size = (gray.shape[1], gray.shape[0])
        wide = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
        gray = np.asarray(cv2.divide(gray, wide, scale=255), dtype=np.uint8)
    return stretch(gray)


def paper(small: Pixels) -> Pixels:
    """The brightness of the paper under the text: ink is dilated away."""
    lifted = cv2.dilate(small, np.ones((5, 5), np.uint8))
    return np.maximum(cv2.medianBlur(np.asarray(lifted, dtype=np.uint8), 9), 1)


def is_faint(gray: Pixels) -> bool:
    """Whether even the darkest thousandth of the page, its ink, is pale."""
    return bool(np.percentile(gray[::4, ::4], 0.1) > _PALE)


def stretch(gray: Pixels) -> Pixels:
    """Spread the levels between the 1st and the 70th hundredth over the full range."""
    low, high = np.percentile(gray[::4, ::4], (1, 70))
    if high - low < 10:
        return gray
    levels = np.clip((np.arange(256) - low) * (255.0 / (high - low)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, levels), dtype=np.uint8)
