"""PDF: every page by its text layer where that can be believed, else by OCR of its picture."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as LayerSource

from extractors.page_text import PageText
from extractors.pages import page_blocks
from extractors.pdf_text import LayerPage, placed_words, upright
from extractors.pictures import save_picture
from extractors.protocol import Bench, PageReading
from extractors.scan import read_picture, turn
from extractors.scan_types import Pixels
from extractors.text_layer import Judgement, Verdict, judge
from papers.document import Method
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

_POINTS = 72
_LAYER_DPI = 150
_LEAST_DPI, _SCAN_DPI = 150, 300
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia)\b")
_START = re.compile(rb"startxref\s+(\d+)")
_INVISIBLE = 3
_XFA = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)


class PdfFile:
    """Pages by PDFium (pictures) and pdfplumber (words)."""

    def __init__(self, path: Path, bench: Bench) -> None:
        self._bench = bench
        self._path = path
        try:
            self._pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            locked = "assword" in str(error)
            code = RefusalCode.PASSWORD_PROTECTED if locked else RefusalCode.CORRUPT_PDF
            raise Refused(code) from error
        self.page_count = len(self._pdf)
        if not self.page_count:
            raise Refused(RefusalCode.NO_PAGES)
        if self.page_count > bench.limits.pages:
            raise Refused(RefusalCode.TOO_MANY_PAGES)
        self.warnings = tuple(map(ReadingWarning, _file_warnings(self._pdf, path)))
        self._layers: list[LayerSource] | None = None

    def read_page(self, number: int) -> PageReading:
        page = self._pdf[number - 1]
        layer = self._layer(number)
        if layer is None:
            return self._scan(page, number, WarningCode.TEXT_LAYER_UNTRUSTED)
        judgement = judge(
            layer.chars,
            _is_invisible(page),
            _picture_share(page),
            self._bench.limits.page_characters,
        )
        match judgement.verdict:
            case Verdict.TRUSTED:
                return self._by_layer(page, layer, judgement, number)
            case Verdict.MISSING:
                return self._scan(page, number)
            case Verdict.BROKEN:
                return self._scan(page, number, WarningCode.TEXT_LAYER_UNTRUSTED)
            case Verdict.TOO_COMPLEX:
                return self._scan(page, number, WarningCode.PAGE_TOO_COMPLEX)

    def _layer(self, number: int) -> LayerSource | None:
        """pdfplumber's page; None where its stricter parser finds none."""
        try:
            if self._layers is None:
                self._layers = pdfplumber.open(self._path).pages
            page = self._layers[number - 1]
            page.chars  # noqa: B018 - parses the page, here and not in the middle of judging
        except (PDFException, IndexError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return page

    def _by_layer(
        self, page: Any, layer: LayerSource, judgement: Judgement, number: int
    ) -> PageReading:
        shown = upright(layer, judgement.visible)
        warnings = [WarningCode.HIDDEN_TEXT] if judgement.hidden else []
        text = PageText(number)
        for kind, lines in page_blocks(placed_words(shown), _rules(layer, shown)):
            text.add(
                kind,
                [[[w.token(shown.width, shown.height) for w in c] for c in row] for row in lines],
            )
        if self._bench.pictures:
            picture = turn(self._render(page, _LAYER_DPI / _POINTS), shown.turned)
            save_picture(picture, self._bench.pictures, number)
        layer.close()
        scale = _LAYER_DPI / _POINTS
        return PageReading(
            number=number,
            text=text.finish(),
            words=tuple(text.words),
            blocks=tuple(text.blocks),
            method=Method.TEXT_LAYER,
            width=round(shown.width * scale),
            height=round(shown.height * scale),
            dpi=_LAYER_DPI,
            rotation=float(shown.turned),
            confidence=1.0,
            warnings=tuple(ReadingWarning(code, number) for code in warnings),
        )

    def _scan(self, page: Any, number: int, *codes: WarningCode) -> PageReading:
        """Read the page's picture, as dense as its own images are."""
        dpi = _native_dpi(page)
        width, height = page.get_size()
        most = self._bench.limits.page_pixels
        pixels = width * height * (dpi / _POINTS) ** 2
        warnings = list(codes)
        if pixels > most:
            dpi = max(1, int(dpi * (most / pixels) ** 0.5))
            warnings.append(WarningCode.PAGE_DOWNSCALED)
        picture = self._render(page, dpi / _POINTS)
        return read_picture(picture, dpi, number, self._bench, tuple(warnings))

    def _render(self, page: Any, scale: float) -> Pixels:
        bitmap = page.render(scale=scale, grayscale=_is_gray(page), may_draw_forms=False)
        pixels: Pixels = bitmap.to_numpy()
        return pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., :3])


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
    """Whether the file says where its cross-reference table is, and it is there."""
    starts = _START.findall(data[-2048:])
    if not starts:
        return False
    there = data[int(starts[-1]) :][:32].lstrip()
    return there.startswith(b"xref") or re.match(rb"\d+\s+\d+\s+obj", there) is not None


def _images(page: Any) -> list[Any]:
    return list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _is_invisible(page: Any) -> bool:
    """Whether all text of the page is drawn without ink (render mode 3)."""
    modes = [
        pdfium_c.FPDFTextObj_GetTextRenderMode(text.raw)
        for text in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=3)
    ]
    return bool(modes) and all(mode == _INVISIBLE for mode in modes)


def _picture_share(page: Any) -> float:
    """The part of the page that its largest picture covers, 0..1."""
    width, height = page.get_size()
    shares = []
    for image in _images(page):
        left, bottom, right, top = image.get_bounds()
        shares.append(abs((right - left) * (top - bottom)) / max(1.0, width * height))
    return min(1.0, max(shares, default=0.0))


def _native_dpi(page: Any) -> int:
    """The resolution of the page's largest picture within bounds; drawings get 300."""
    densities = []
    for image in _images(page):
        left, _, right, _ = image.get_bounds()
        if right - left > 0.5 * page.get_size()[0]:
            across, _ = image.get_px_size()
            densities.append(across / (right - left) * _POINTS)
    return round(min(_SCAN_DPI, max(_LEAST_DPI, max(densities, default=_SCAN_DPI))))


def _is_gray(page: Any) -> bool:
    """Whether the page is nothing but gray or 1-bit pictures."""
    objects = list(page.get_objects(max_depth=3))
    return bool(objects) and all(
        one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and one.get_metadata().bits_per_pixel in (1, 8)
        for one in objects
    )


def _rules(layer: LayerSource, shown: LayerPage) -> list[dict[str, Any]]:
    """The ruling lines of the page; a page that was turned is read without them."""
    return [] if shown.turned else list(layer.edges)
