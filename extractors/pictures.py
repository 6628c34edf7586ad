"""Pictures of pages: for the reviewer, for the searchable PDF, and after every step."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from extractors.scan_types import Pixels

_LONG_SIDE = 1754  # A4 at 150 dpi
_QUALITIES = (75, 55, 35)
_BYTES = 250_000
_SHEET_QUALITY = 75
_ROWS_PER_STRIP = 278  # the number of that TIFF tag
_HALF = 127


def save_picture(pixels: Pixels, folder: Path, number: int) -> None:
    """Write page-NNNN.jpg, about 150 dpi of an A4 page and at most some 250 KB."""
    height, width = pixels.shape[:2]
    scale = min(1.0, _LONG_SIDE / max(height, width))
    small = pixels
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    for quality in _QUALITIES:
        done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if done and (len(data) <= _BYTES or quality == _QUALITIES[-1]):
            (folder / f"page-{number:04}.jpg").write_bytes(data.tobytes())
            return


def save_sheet(pixels: Pixels, folder: Path, number: int, bilevel: bool) -> None:
    """Write the page with all its dots: page-NNNN.tif (CCITT G4) if it was 1-bit, else .jpg."""
    name = f"page-{number:04}"
    if bilevel:
        sheet = Image.fromarray(np.asarray(pixels > _HALF))
        one_strip = {_ROWS_PER_STRIP: sheet.height}
        sheet.save(folder / f"{name}.tif", compression="group4", tiffinfo=one_strip)
    else:
        quality = [cv2.IMWRITE_JPEG_QUALITY, _SHEET_QUALITY]
        cv2.imwrite(str(folder / f"{name}.jpg"), pixels, quality)


class StepPictures:
    """Writes the picture after every step that a page took: page-0001-01-upright.png and so on.

    Without a folder nobody looks, and nothing is written.
    """

    def __init__(self, folder: Path | None, page: int) -> None:
        self._folder = folder
        self._page = page
        self._taken = 0

    def show(self, step: str, pixels: Pixels) -> None:
        if self._folder:
            self._taken += 1
            name = f"page-{self._page:04}-{self._taken:02}-{step}.png"
            cv2.imwrite(str(self._folder / name), pixels)


NOT_SHOWN = StepPictures(None, 0)
