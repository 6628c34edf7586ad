"""A picture of a page to its reading: prepared, set upright, recognised, laid out."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractors.cells import with_cells
from extractors.gutter import find_gutter, read_sides, sides
from extractors.handwriting import Written, find_handwriting, without_handwriting
from extractors.image_prep import PreparedPage, is_bilevel, prepare
from extractors.ink import ink_of
from extractors.layout import Placed
from extractors.leftovers import believable, leftover_page
from extractors.letterspacing import take_apart
from extractors.ocr import ONE_BLOCK, SPARSE, Recognised, Tesseract
from extractors.page_text import PageText
from extractors.pages import lay_out
from extractors.pictures import NOT_SHOWN, StepPictures, save_picture, save_sheet
from extractors.protocol import Bench, PageReading
from extractors.rulings import find_rules
from extractors.scan_types import Pixels
from extractors.second_reading import read_again
from extractors.show_through import without_show_through
from extractors.ticks import with_ticks
from extractors.underlines import strokes_under, underlined
from papers.document import Method
from papers.outcome import ReadingWarning, WarningCode

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_LOW_QUALITY = 0.7
_DOUBTFUL = 0.65  # below it a page may stand on its head
_UNSURE = 0.9  # below it the back of the sheet may be in the way
_SURE, _LIKELY = 0.8, 0.5
_STRIP = 0.12  # of the page's height


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """Turn clockwise by a multiple of 90 degrees."""
    return np.asarray(cv2.rotate(pixels, _TURNS[degrees])) if degrees % 360 else pixels


def read_picture(
    pixels: Pixels,
    dpi: int,
    number: int,
    bench: Bench,
    warnings: tuple[WarningCode, ...] = (),
    bilevel: bool = False,
) -> PageReading:
    """Read one page's picture of `dpi`, with the warnings that are already known of it.

    `bilevel` says that it was 1-bit before it was rendered.
    """
    tesseract = Tesseract(bench.scratch, 2 * bench.limits.page_cpu_seconds)
    steps = StepPictures(bench.steps, number)
    page, recognised = recognise(prepare(pixels, dpi, steps), dpi, tesseract, steps)
    height, width = page.gray.shape[:2]
    words = with_leftovers(recognised.words, page, dpi, tesseract)
    words = take_apart(read_again(words, page.gray, dpi, tesseract), page.gray)
    rules, ink = find_rules(page.gray, dpi), ink_of(page.gray, dpi)
    words = with_cells(words, page.gray, rules, dpi, tesseract)
    written = find_handwriting(page.gray, page.coloured, words, rules, dpi)
    words = without_handwriting(words, written)
    words = with_ticks(underlined(words, strokes_under(words, ink)), rules, ink)
    text = PageText(number)
    tables = tuple(
        table
        for side, its_rules in sides(words, rules, find_gutter(page.gray, dpi))
        for table in lay_out(text, side, its_rules, width, height)
    )
    if bench.pictures:
        save_picture(page.shown, bench.pictures, number)
    if bench.sheets:
        save_sheet(page.upright(pixels), bench.sheets, number, bilevel or is_bilevel(pixels))
    codes = (*warnings, *_quality(recognised), *_by_hand(written))
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
        tables=tables,
        handwriting=tuple(place.on_page(number, width, height) for place in written),
        underlines=tuple(text.underlines),
    )


def recognise(
    page: PreparedPage, dpi: int, tesseract: Tesseract, steps: StepPictures = NOT_SHOWN
) -> tuple[PreparedPage, Recognised]:
    """Read the page; one that was turned, or reads badly, is tried upside down too.

    One that reads badly and shows its back is tried without.
    """
    if page.was_on_its_side and stands_on_head(page.gray, dpi, tesseract):
        page = upside_down(page)
        steps.show("upside-down", page.gray)
    recognised = read_sides(page.gray, dpi, tesseract)
    if recognised.confidence < _UNSURE:
        page, recognised = _front_alone(page, recognised, dpi, tesseract, steps)
    untried = not page.was_on_its_side
    if untried and recognised.confidence < _DOUBTFUL and stands_on_head(page.gray, dpi, tesseract):
        page = upside_down(page)
        steps.show("upside-down", page.gray)
        recognised = read_sides(page.gray, dpi, tesseract)
    return page, recognised


def _front_alone(
    page: PreparedPage,
    recognised: Recognised,
    dpi: int,
    tesseract: Tesseract,
    steps: StepPictures,
) -> tuple[PreparedPage, Recognised]:
    """The page without the print of its back, if that reads better."""
    front = without_show_through(page.gray)
    if front is None:
        return page, recognised
    again = read_sides(front, dpi, tesseract)
    if again.confidence < recognised.confidence:
        return page, recognised
    steps.show("show-through", front)
    return replace(page, gray=front), again


def with_leftovers(
    words: list[Placed], page: PreparedPage, dpi: int, tesseract: Tesseract
) -> list[Placed]:
    """Add the lines that the first reading passed over, and those in coloured ink."""
    for ink in (page.gray, page.coloured):
        rest = None if ink is None else leftover_page(ink, words)
        if rest is not None:
            words = words + believable(tesseract.read(rest, dpi, SPARSE).words, words)
    return words


def stands_on_head(gray: Pixels, dpi: int, tesseract: Tesseract) -> bool:
    """Whether the strip with the most ink reads better upside down."""
    strip = _inkiest_strip(gray)
    as_it_is = tesseract.read(strip, dpi, ONE_BLOCK)
    if as_it_is.confidence > _SURE:
        return False
    turned = tesseract.read(turn(strip, 180), dpi, ONE_BLOCK)
    return turned.confidence > max(_LIKELY, as_it_is.confidence)


def upside_down(page: PreparedPage) -> PreparedPage:
    return replace(
        page,
        gray=turn(page.gray, 180),
        shown=turn(page.shown, 180),
        coloured=None if page.coloured is None else turn(page.coloured, 180),
        rotation=(page.rotation + 180) % 360,
        turned_over=not page.turned_over,
    )


def _inkiest_strip(gray: Pixels) -> Pixels:
    height = gray.shape[0]
    tall = max(1, round(_STRIP * height))
    darkness = np.cumsum(255 - gray[:, ::8].mean(axis=1))
    top = int(np.argmax(darkness[tall:] - darkness[:-tall])) if height > tall else 0
    return np.ascontiguousarray(gray[top : top + tall])


def _quality(recognised: Recognised) -> list[WarningCode]:
    if not recognised.words:
        return [WarningCode.NO_TEXT_FOUND]
    return [WarningCode.LOW_OCR_QUALITY] if recognised.confidence < _LOW_QUALITY else []


def _by_hand(written: list[Written]) -> list[WarningCode]:
    """Signatures stand on every letter and hold nothing to be read."""
    return [WarningCode.HANDWRITING] if any(place.is_text for place in written) else []
