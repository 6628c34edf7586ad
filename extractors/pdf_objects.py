"""What is drawn on a PDF page, asked of PDFium without rendering it."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium_c

_POINTS = 72
_DEEP = 3
_INVISIBLE = 3
_LEAST_DPI, _SCAN_DPI = 150, 300


class PageObjects:
    """The objects of a page, listed once; `page` is a pypdfium2 page."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = page.get_size()
        objects = list(page.get_objects(max_depth=_DEEP))
        self.count = len(objects)
        self._texts = [one for one in objects if one.type == pdfium_c.FPDF_PAGEOBJ_TEXT]
        self._images = [one for one in objects if one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE]
        self._only_images = bool(objects) and len(self._images) == len(objects)

    @property
    def has_invisible_text(self) -> bool:
        """Whether any text is drawn without ink (render mode 3), as OCR programs do."""
        return any(
            pdfium_c.FPDFTextObj_GetTextRenderMode(text.raw) == _INVISIBLE for text in self._texts
        )

    @property
    def picture_share(self) -> float:
        """The part of the page that pictures cover, 0..1; a scan may come in stripes."""
        area = max(1.0, float(self.width * self.height))
        return min(1.0, sum(map(_area, self._images)) / area)

    @property
    def native_dpi(self) -> int:
        """The resolution of the picture that fills the page, 150..300; drawings get 300."""
        densities = [_SCAN_DPI]
        for image in self._images:
            left, _, right, _ = image.get_bounds()
            if right - left > 0.5 * self.width:
                densities = [round(image.get_px_size()[0] / (right - left) * _POINTS)]
        return min(_SCAN_DPI, max(_LEAST_DPI, *densities))

    @property
    def is_gray(self) -> bool:
        """Whether the page is nothing but gray or 1-bit pictures."""
        return self._only_images and all(
            image.get_metadata().bits_per_pixel in (1, 8) for image in self._images
        )

    @property
    def is_bilevel(self) -> bool:
        """Whether the page is nothing but 1-bit pictures."""
        return self._only_images and all(
            image.get_metadata().bits_per_pixel == 1 for image in self._images
        )


def _area(image: Any) -> float:
    left, bottom, right, top = image.get_bounds()
    return float(abs((right - left) * (top - bottom)))
