"""The ink of a page as a mask, coarse enough to be cheap: what ticks and underlines are seen in."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.scan_types import Pixels

_DPI = 200
_CONTRAST = 35
_AROUND = 41


@dataclass(frozen=True, slots=True)
class Ink:
    """`mask` is 1 where the page is dark; a pixel of the page is `scale` pixels of the mask."""

    mask: Pixels
    scale: float


def ink_of(gray: Pixels, dpi: int) -> Ink:
    """The ink of an upright page."""
    scale = min(1.0, _DPI / dpi)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    around = cv2.blur(small, (_AROUND, _AROUND)).astype(np.int16)
    return Ink((small < around - _CONTRAST).astype(np.uint8), scale)
