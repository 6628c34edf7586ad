"""Make a page's picture ready for OCR: what is measured first, then only the steps it needs.

Everything that can be measured on a small copy is; the full picture is touched once by every
step that is taken. The thresholds are those of docs/quality.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.page_shape import find_shape
from extractors.scan_types import Pixels

_SMALL_DPI = 75
_GROUND_LIGHT = 215
_GROUND_SPREAD = 30
_NOISY = 9.0
_SHOWN_DPI = 150
_TINT = 24  # levels between a pixel's channels that paper and JPEG make
_COLOURED = (0.0005, 0.2)  # of the page: less is dust, more is a coloured ground


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """`gray` for OCR, `shown` for people and `coloured`, of the same upright page.

    `rotation` is how many degrees clockwise the picture was turned, the skew included;
    `coloured` holds the ink of stamps and pens, dark on white, where there is any.
    """

    gray: Pixels
    shown: Pixels
    rotation: float
    was_on_its_side: bool = False
    coloured: Pixels | None = None


def prepare(pixels: Pixels, dpi: int) -> PreparedPage:
    """Part the inks, smooth, even the light, find the page's shape, make it upright."""
    black, coloured = part_inks(pixels)
    gray = smooth(black)
    shape = find_shape(shrink(gray, dpi, _SMALL_DPI), gray.shape[1], gray.shape[0])
    return PreparedPage(
        gray=even_light(shape.apply(gray), dpi),
        shown=shape.apply(pixels, _SHOWN_DPI / max(dpi, _SHOWN_DPI)),
        rotation=shape.rotation,
        was_on_its_side=shape.was_on_its_side,
        coloured=None if coloured is None else shape.apply(coloured),
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


def smooth(gray: Pixels) -> Pixels:
    """Turn dots of a 1-bit picture into grays; take strong noise away."""
    if is_bilevel(gray):
        return np.asarray(cv2.GaussianBlur(gray, (0, 0), 1.3))
    if noise(gray) > _NOISY:
        return np.asarray(cv2.GaussianBlur(cv2.medianBlur(gray, 3), (0, 0), 1.2))
    return gray


def is_bilevel(gray: Pixels) -> bool:
    sample = gray[:: max(1, gray.shape[0] // 200)]
    return bool(np.mean((sample == 0) | (sample == 255)) > 0.999)


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


def even_light(gray: Pixels, dpi: int) -> Pixels:
    """Divide by the paper's own brightness, and stretch what is left between ink and paper.

    A scan with clean white paper is left as it is.
    """
    ground = paper(shrink(gray, dpi, _SMALL_DPI // 2))
    low, high = np.percentile(ground, (2, 98))
    if low > _GROUND_LIGHT and high - low < _GROUND_SPREAD and not is_faint(gray):
        return gray
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
    """Whether even the darkest hundredth of the page is pale."""
    return bool(np.percentile(gray[::8, ::8], 1) > 110)


def stretch(gray: Pixels) -> Pixels:
    """Spread the levels between the 1st and the 70th hundredth over the full range."""
    low, high = np.percentile(gray[::4, ::4], (1, 70))
    if high - low < 10:
        return gray
    levels = np.clip((np.arange(256) - low) * (255.0 / (high - low)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, levels), dtype=np.uint8)
