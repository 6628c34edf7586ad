"""PDF: every page by its text layer where that can be believed, else by OCR of its picture."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page as LayerSource

from extractors.grid import Rule, merged_levels
from extractors.ink import Ink, ink_of
from extractors.layer_check import agrees
from extractors.layout import Placed
from extractors.look_again import look_again
from extractors.ocr import ONE_BLOCK, Tesseract
from extractors.page_text import PageText
from extractors.pages import lay_out
from extractors.pdf_annotations import Place, read_annotations
from extractors.pdf_objects import PageObjects
from extractors.pdf_text import (
    LayerPage,
    has_strokes,
    placed_words,
    rules_of,
    turned_words,
    upright,
)
from extractors.pictures import save_picture
from extractors.protocol import Bench, PageQuestions, PageReading
from extractors.scan import read_picture, turn
from extractors.scan_types import Pixels
from extractors.text_layer import Verdict, judge
from extractors.ticks import with_ticks
from extractors.underlines import underlined
from papers.document import Method
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

_POINTS = 72
_SHOWN_DPI = 150
_SAME_LINE = 1.0  # points that the pieces of one line may be apart
_COMPARED_DPI = 200
_MOST_STAMPS, _SURE = 8, 0.5
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia)\b")
_START = re.compile(rb"startxref\s+(\d+)")
_TABLE = re.compile(rb"xref|\d+\s+\d+\s+obj")
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_XFA = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)

#: What is to be said of a page when OCR reads it instead of its layer.
_BY_OCR: dict[Verdict, tuple[WarningCode, ...]] = {
    Verdict.MISSING: (),
    Verdict.BROKEN: (WarningCode.TEXT_LAYER_UNTRUSTED,),
    Verdict.TOO_COMPLEX: (WarningCode.PAGE_TOO_COMPLEX,),
}


class PdfFile:
    """Pages by PDFium (pictures) and pdfplumber (words)."""

    def __init__(self, path: Path, bench: Bench) -> None:
        self._bench = bench
        self._path = path
        try:
            self._pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise Refused(_refusal(error, path)) from error
        _show_forms(self._pdf)
        self.page_count = len(self._pdf)
        if not self.page_count:
            raise Refused(RefusalCode.NO_PAGES)
        if self.page_count > bench.limits.pages:
            raise Refused(RefusalCode.TOO_MANY_PAGES)
        self.warnings = tuple(map(ReadingWarning, _file_warnings(self._pdf, path)))
        self._layers: list[LayerSource] | None = None

    def read_page(self, number: int) -> PageReading:
        page = self._pdf[number - 1]
        try:
            return self._read(page, number)
        finally:
            page.close()
            if self._layers is not None and number <= len(self._layers):
                self._layers[number - 1].close()

    def look_again(self, asked: PageQuestions) -> tuple[tuple[str, ...], ...]:
        page = self._pdf[asked.number - 1]
        try:
            picture, dpi, _ = self._picture(page, PageObjects(page))
        finally:
            page.close()
        return look_again(picture, dpi, asked, self._bench)

    def _read(self, page: Any, number: int) -> PageReading:
        objects = PageObjects(page)
        limits = self._bench.limits
        added = read_annotations(page, objects.width, objects.height, limits.page_objects)
        scan = partial(self._scan, page, objects, number, *sorted(added.seen))
        if objects.count > limits.page_objects:
            return scan(*_BY_OCR[Verdict.TOO_COMPLEX])
        layer = self._layer(number)
        if layer is None:
            return scan(WarningCode.TEXT_LAYER_UNTRUSTED)
        judgement = judge(
            layer.chars,
            layer.rects,
            objects.has_invisible_text,
            objects.picture_share,
            limits.page_characters,
        )
        if judgement.verdict is not Verdict.TRUSTED:
            return scan(*_BY_OCR[judgement.verdict])
        shown = upright(layer, judgement.visible)
        words = placed_words(shown)
        if judgement.over_picture and not self._agrees(page, shown, words):
            return scan(WarningCode.TEXT_LAYER_UNTRUSTED)
        words += turned_words(added.words + self._stamps(page, added.drawn), shown)
        seen = added.seen | ({WarningCode.HIDDEN_TEXT} if judgement.hidden else set())
        rules = rules_of(layer, shown)
        words = underlined(words, merged_levels(rules, _SAME_LINE))
        if rules and has_strokes(layer):
            words = with_ticks(words, rules, self._ink(page, shown))
        return self._by_layer(page, shown, words, rules, number, *sorted(seen))

    def _layer(self, number: int) -> LayerSource | None:
        """pdfplumber's page; None where its stricter parser finds none."""
        try:
            if self._layers is None:
                self._layers = pdfplumber.open(self._path).pages
            layer = self._layers[number - 1]
            _check_contents(layer, self._bench.limits.member_bytes)
            layer.chars  # noqa: B018 - parses the page here, not in the middle of judging
        except (PDFException, IndexError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return layer

    def _by_layer(
        self,
        page: Any,
        shown: LayerPage,
        words: list[Placed],
        rules: list[Rule],
        number: int,
        *warnings: WarningCode,
    ) -> PageReading:
        text = PageText(number)
        tables = lay_out(text, words, rules, shown.width, shown.height)
        dpi, downscaled = self._bounded(shown.width, shown.height, _SHOWN_DPI)
        if self._bench.pictures:
            picture = self._render(page, dpi, gray=False)
            save_picture(turn(picture, shown.turned), self._bench.pictures, number)
        return PageReading(
            number=number,
            text=text.finish(),
            words=tuple(text.words),
            blocks=tuple(text.blocks),
            method=Method.TEXT_LAYER,
            width=round(shown.width * dpi / _POINTS),
            height=round(shown.height * dpi / _POINTS),
            dpi=dpi,
            rotation=float(shown.turned),
            confidence=1.0,
            warnings=tuple(ReadingWarning(code, number) for code in (*warnings, *downscaled)),
            tables=tables,
            underlines=tuple(text.underlines),
        )

    def _ink(self, page: Any, shown: LayerPage) -> Ink:
        """The ink of the page, measured in its points."""
        dpi, _ = self._bounded(shown.width, shown.height, _SHOWN_DPI)
        ink = ink_of(turn(self._render(page, dpi, gray=True), shown.turned), dpi)
        return Ink(ink.mask, ink.scale * dpi / _POINTS)

    def _agrees(self, page: Any, shown: LayerPage, words: list[Placed]) -> bool:
        dpi, _ = self._bounded(shown.width, shown.height, _COMPARED_DPI)
        gray = turn(self._render(page, dpi, gray=True), shown.turned)
        tesseract = Tesseract(self._bench.scratch, self._bench.limits.page_cpu_seconds)
        return agrees(words, gray, dpi / _POINTS, dpi, tesseract)

    def _stamps(self, page: Any, places: list[Place]) -> list[Placed]:
        """The words of stamps that were laid over a page with a text layer, read by OCR."""
        if not places:
            return []
        width, height = page.get_size()
        dpi, _ = self._bounded(width, height, _COMPARED_DPI)
        gray, scale = self._render(page, dpi, gray=True), dpi / _POINTS
        tesseract = Tesseract(self._bench.scratch, self._bench.limits.page_cpu_seconds)
        found: list[Placed] = []
        for place in places[:_MOST_STAMPS]:
            left, top, right, bottom = (round(edge * scale) for edge in place)
            inside = np.ascontiguousarray(gray[top:bottom, left:right])
            if min(inside.shape) >= self._bench.limits.smallest_side:
                words = tesseract.read(inside, dpi, ONE_BLOCK).words
                sure = (word for word in words if (word.confidence or 0) >= _SURE)
                found += (_in_points(word, left, top, scale) for word in sure)
        return found

    def _scan(
        self, page: Any, objects: PageObjects, number: int, *warnings: WarningCode
    ) -> PageReading:
        """Read the page's picture, as dense as its own images are."""
        picture, dpi, downscaled = self._picture(page, objects)
        return read_picture(
            picture,
            dpi,
            number,
            self._bench,
            (*warnings, *downscaled),
            bilevel=objects.is_bilevel,
        )

    def _picture(
        self, page: Any, objects: PageObjects
    ) -> tuple[Pixels, int, tuple[WarningCode, ...]]:
        """The page's picture with its dots per inch, and what is to be said of it."""
        dpi, downscaled = self._bounded(objects.width, objects.height, objects.native_dpi)
        return self._render(page, dpi, gray=objects.is_gray), dpi, downscaled

    def _bounded(
        self, width: float, height: float, dpi: int
    ) -> tuple[int, tuple[WarningCode, ...]]:
        """The wanted resolution, or what `page_pixels` leave of it for a page in points."""
        pixels = width * height * (dpi / _POINTS) ** 2
        most = self._bench.limits.page_pixels
        if pixels <= most:
            return dpi, ()
        return max(1, int(dpi * (most / pixels) ** 0.5)), (WarningCode.PAGE_DOWNSCALED,)

    def _render(self, page: Any, dpi: int, gray: bool) -> Pixels:
        bitmap = page.render(scale=dpi / _POINTS, grayscale=gray)
        pixels: Pixels = bitmap.to_numpy()
        return pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., :3])


def _in_points(word: Placed, left: int, top: int, scale: float) -> Placed:
    """A word of a picture that was cut out of the page's at `left`, `top`."""
    return replace(
        word,
        x0=(word.x0 + left) / scale,
        x1=(word.x1 + left) / scale,
        top=(word.top + top) / scale,
        bottom=(word.bottom + top) / scale,
    )


def _refusal(error: Exception, path: Path) -> RefusalCode:
    """Why PDFium does not open the file; it calls a tree without pages damaged."""
    if "assword" in str(error):
        return RefusalCode.PASSWORD_PROTECTED
    return RefusalCode.NO_PAGES if _NO_PAGES.search(path.read_bytes()) else RefusalCode.CORRUPT_PDF


def _show_forms(pdf: Any) -> None:
    """Let the values of form fields be asked for, and drawn without a tint of their own."""
    with contextlib.suppress(pdfium.PdfiumError):  # a broken form: the paper is read without
        pdf.init_forms()
    if pdf.formenv:
        pdfium_c.FPDF_SetFormFieldHighlightAlpha(pdf.formenv, 0)


def _file_warnings(pdf: Any, path: Path) -> list[WarningCode]:
    data = path.read_bytes()
    found = {
        WarningCode.RECOVERED_DAMAGED: not _has_sound_start(data),
        WarningCode.ACTIVE_CONTENT_IGNORED: _ACTIVE.search(data) is not None,
        WarningCode.ATTACHMENTS_NOT_READ: pdf.count_attachments() > 0,
        WarningCode.XFA_NOT_SUPPORTED: pdf.get_formtype() in _XFA,
    }
    return [code for code, true in found.items() if true]


def _has_sound_start(data: bytes) -> bool:
    """Whether the file says where its cross-reference table is, and it is thereabouts."""
    starts = _START.findall(data[-2048:])
    if not starts:
        return False
    start = int(starts[-1])
    return _TABLE.search(data[max(0, start - 32) : start + 64]) is not None


def _check_contents(layer: LayerSource, most: int) -> None:
    """Refuse a page whose drawing program is a decompression bomb."""
    for stream in layer.page_obj.contents:
        program = resolve1(stream)
        if isinstance(program, PDFStream) and len(program.get_data()) > most:
            raise Refused(RefusalCode.DECOMPRESSION_LIMIT)
