"""A picture of a page to its reading: upright, prepared, recognised, laid out."""

from __future__ import annotations

import cv2

from extractors.image_prep import prepare
from extractors.ocr import Recognised, Tesseract
from extractors.page_text import PageText
from extractors.pages import page_blocks
from extractors.pictures import save_picture
from extractors.protocol import Bench, PageReading
from extractors.scan_types import Pixels
from papers.document import Method
from papers.outcome import ReadingWarning, WarningCode

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_LOW_QUALITY = 0.7


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """Turn clockwise by a multiple of 90 degrees."""
    return cv2.rotate(pixels, _TURNS[degrees]) if degrees % 360 else pixels  # type: ignore[return-value]


def read_picture(
    pixels: Pixels, dpi: int, number: int, bench: Bench, warnings: tuple[WarningCode, ...] = ()
) -> PageReading:
    """Read one page's picture of `dpi`, with the warnings that are already known of it."""
    page = prepare(pixels, dpi)
    tesseract = Tesseract(bench.scratch, bench.limits.page_cpu_seconds * 2)
    recognised = tesseract.read(page.gray, dpi)
    height, width = page.gray.shape[:2]
    text = PageText(number)
    for kind, lines in page_blocks(recognised.words):
        text.add(kind, [[[w.token(width, height) for w in c] for c in row] for row in lines])
    if bench.pictures:
        save_picture(page.shown, bench.pictures, number)
    codes = (*warnings, *_quality(recognised))
    return PageReading(
        number=number,
        text=text.finish(),
        words=tuple(text.words),
        blocks=tuple(text.blocks),
        method=Method.OCR,
        width=width,
        height=height,
        dpi=dpi,
        rotation=page.rotation,
        confidence=round(recognised.confidence, 4),
        warnings=tuple(ReadingWarning(code, number) for code in codes),
    )


def _quality(recognised: Recognised) -> list[WarningCode]:
    if not recognised.words:
        return [WarningCode.NO_TEXT_FOUND]
    return [WarningCode.LOW_OCR_QUALITY] if recognised.confidence < _LOW_QUALITY else []
