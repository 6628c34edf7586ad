"""The print of the sheet's back that shines through: paler than the print of the front."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.scan_types import Pixels

_SMALL_HEIGHT = 1100
_SEEN = 0.15  # of the paper's brightness: what is fainter is no ink
_FRONT = 0.6  # of the darkness of ink
_BLACK_INK = 0.5
_MUCH = 0.15  # of the front's ink
_BACK, _INK = 0.55, 0.85  # of the darkness of ink: paler is paper, darker is black


def without_show_through(gray: Pixels) -> Pixels | None:
    """The page with its pale ink made paper; None where there is little, or all is pale.

    The edges of letters are pale too: only what lies away from dark ink counts. A page whose
    own print is partly pale would lose it, so the caller weighs both readings.
    """
    scale = min(1.0, _SMALL_HEIGHT / gray.shape[0])
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    lifted = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = np.maximum(cv2.medianBlur(np.asarray(lifted, dtype=np.uint8), 21), 1)
    darkness = 1 - small / paper.astype(np.float32)
    seen = darkness > _SEEN
    if not seen.any():
        return None
    ink = float(np.percentile(darkness[seen], 90))
    front = (darkness > _FRONT * ink).astype(np.uint8)
    near = cv2.dilate(front, np.ones((5, 5), np.uint8)) > 0
    pale = cv2.erode((seen & (front == 0)).astype(np.uint8), np.ones((2, 2), np.uint8)) > 0
    if ink < _BLACK_INK or np.sum(pale & ~near) < _MUCH * np.sum(front):
        return None
    white = float(np.median(paper))
    back, black = white * (1 - _BACK * ink), white * (1 - _INK * ink)
    levels = np.clip((np.arange(256) - black) * 255 / (back - black), 0, 255)
    return np.asarray(cv2.LUT(gray, levels.astype(np.uint8)))
