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


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """`gray` for OCR and `shown` for people, of the same upright page.

    `rotation` is how many degrees clockwise the picture was turned, the skew included.
    """

    gray: Pixels
    shown: Pixels
    rotation: float
    was_on_its_side: bool = False


def prepare(pixels: Pixels, dpi: int) -> PreparedPage:
    """Fade colour, smooth, even the light, find the page's shape, make it upright."""
    gray = fade_colour(pixels)
    gray = smooth(gray)
    shape = find_shape(shrink(gray, dpi, _SMALL_DPI), gray.shape[1], gray.shape[0])
    gray = shape.apply(gray)
    shown = shape.apply(pixels, _SHOWN_DPI / max(dpi, _SHOWN_DPI))
    return PreparedPage(even_light(gray, dpi), shown, shape.rotation, shape.was_on_its_side)


def fade_colour(pixels: Pixels) -> Pixels:
    """The brightest channel of each pixel: coloured ink fades, black text stays."""
    if pixels.ndim == 2:
        return pixels
    blue, green, red = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(blue, green), red), dtype=np.uint8)


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
