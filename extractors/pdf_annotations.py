"""What lies on a PDF page besides its own drawing: filled form fields, typed notes, attachments.

The values of fields and the text of FreeText notes are on the paper as it is printed, so they are
read where they stand. The text behind an icon is not, and is only told of.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from extractors.layout import Placed
from extractors.printable import clean
from papers.document import EMPTY_BOX, TICKED_BOX
from papers.outcome import WarningCode

#: left, top, right, bottom of the page as it is shown: fractions of it, or points.
Place = tuple[float, float, float, float]

_UNSEEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_BOXES = (pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON)
_WRITTEN = (
    pdfium_c.FPDF_FORMFIELD_TEXTFIELD,
    pdfium_c.FPDF_FORMFIELD_COMBOBOX,
    pdfium_c.FPDF_FORMFIELD_LISTBOX,
)
_SECRET = 1 << 13  # a password field
_FONT_SIZE = re.compile(r"([\d.]+)\s+Tf")
_USUAL_SIZE, _SMALLEST_SIZE = 11.0, 4.0
_LETTER, _LINE = 0.5, 1.2  # of the size of the type
_FINE = 1 << 20  # PDFium tells places in whole dots of an imagined screen


@dataclass(slots=True)
class Annotations:
    """What annotations add to a page of `width` by `height` points, as it is shown.

    `drawn` are the places of stamps, whose text is only to be seen in the page's picture.
    """

    words: list[Placed] = field(default_factory=list)
    drawn: list[Place] = field(default_factory=list)
    seen: set[WarningCode] = field(default_factory=set)


def read_annotations(page: Any, width: float, height: float, most: int) -> Annotations:
    """Read at most `most` annotations of a pypdfium2 page whose document has `init_forms`."""
    found = Annotations()
    for place, annotation in _shown(page, most):
        box = (place[0] * width, place[1] * height, place[2] * width, place[3] * height)
        match pdfium_c.FPDFAnnot_GetSubtype(annotation):
            case pdfium_c.FPDF_ANNOT_WIDGET:
                found.words += _field_words(page.formenv, annotation, box)
            case pdfium_c.FPDF_ANNOT_FREETEXT:
                size = _FONT_SIZE.search(_string(annotation, b"DA"))
                found.words += _set(
                    _string(annotation, b"Contents"), box, float(size[1]) if size else 0
                )
            case pdfium_c.FPDF_ANNOT_STAMP:
                found.drawn.append(box)
            case pdfium_c.FPDF_ANNOT_TEXT if _string(annotation, b"Contents").strip():
                found.seen.add(WarningCode.HIDDEN_TEXT)
            case pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                found.seen.add(WarningCode.ATTACHMENTS_NOT_READ)
    return found


def _shown(page: Any, most: int) -> Iterator[tuple[Place, Any]]:
    for index in range(min(most, pdfium_c.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            place = _place(page, annotation)
            if place and not pdfium_c.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                yield place, annotation
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _place(page: Any, annotation: Any) -> Place | None:
    rect = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFAnnot_GetRect(annotation, rect):
        return None
    corners = []
    for x, y in ((rect.left, rect.top), (rect.right, rect.bottom)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        corners.append((across.value / _FINE, down.value / _FINE))
    (x0, x1), (y0, y1) = (sorted(edge) for edge in zip(*corners, strict=True))
    x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in (x0, y0, x1, y1))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _field_words(form: Any, annotation: Any, box: Place) -> list[Placed]:
    if form is None:
        return []
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _BOXES:
        ticked = pdfium_c.FPDFAnnot_IsChecked(form, annotation)
        return [Placed(TICKED_BOX if ticked else EMPTY_BOX, *box)]
    if kind not in _WRITTEN or (pdfium_c.FPDFAnnot_GetFormFieldFlags(form, annotation) & _SECRET):
        return []
    size = ctypes.c_float()
    pdfium_c.FPDFAnnot_GetFontSize(form, annotation, size)
    value = _wide(
        lambda buffer, room: pdfium_c.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, room)
    )
    return _set(value, box, size.value)


def _set(text: str, box: Place, size: float) -> list[Placed]:
    """Lay a text into its box line by line, about as wide as such type is; `size` 0 is unknown."""
    left, top, right, bottom = box
    size = min(size or _USUAL_SIZE, max(_SMALLEST_SIZE, bottom - top))
    lines = _wrapped(clean(text.replace("\r\n", "\n").replace("\r", "\n")), (right - left) / size)
    if not lines:
        return []
    tall = min(_LINE * size, (bottom - top) / len(lines))
    start = top if len(lines) > 1 else (top + bottom - tall) / 2
    widest = max(sum(map(len, line)) + len(line) - 1 for line in lines)
    letter = min(_LETTER * size, (right - left) / widest)
    placed: list[Placed] = []
    for row, line in enumerate(lines):
        x, y = left, start + row * tall
        for word in line:
            placed.append(Placed(word, x, y, x + letter * len(word), y + tall))
            x += letter * (len(word) + 1)
    return placed


def _wrapped(text: str, ems: float) -> list[list[str]]:
    """The words of the lines that a box of `ems` widths of its type's size holds."""
    room = max(1, int(ems / _LETTER))
    lines: list[list[str]] = []
    for paragraph in text.split("\n"):
        used = room + 1
        for word in paragraph.split():
            used += 1 + len(word)
            if used > room:
                lines.append([])
                used = len(word)
            lines[-1].append(word)
    return lines


def _string(annotation: Any, key: bytes) -> str:
    return _wide(
        lambda buffer, room: pdfium_c.FPDFAnnot_GetStringValue(annotation, key, buffer, room)
    )


def _wide(ask: Callable[[Any, int], int]) -> str:
    """What a function of PDFium writes as UTF-16, asked first for its size in bytes."""
    room = ask(None, 0)
    buffer = ctypes.create_string_buffer(room)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), room)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
