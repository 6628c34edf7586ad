"""Make a page's picture ready for OCR. Each step is a small function, taken where needed."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from extractors.scan_types import Pixels


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """`gray` for OCR and `shown` for people, of the same upright page."""

    gray: Pixels
    shown: Pixels
    rotation: float


def prepare(pixels: Pixels, dpi: int) -> PreparedPage:
    return PreparedPage(fade_colour(pixels), pixels, 0.0)


def fade_colour(pixels: Pixels) -> Pixels:
    """The brightest channel of each pixel: coloured ink fades, black text stays."""
    if pixels.ndim == 2:
        return pixels
    blue, green, red = cv2.split(pixels)
    return cv2.max(cv2.max(blue, green), red)  # type: ignore[return-value]
