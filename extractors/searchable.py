"""A searchable PDF/A-2b of a scan: the upright pages, the words that were read behind them.

Built from the pictures that the reading child left and from the words of the document, so it
says what everything else says and needs no second recognition. The same document makes the
same bytes: nothing of the day, the machine or the person goes into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from extractors.protocol import Searchable
from extractors.searchable_text import InvisibleFont, text_layer
from papers.document import Document, Page

_POINTS = 72
_A4 = (595.0, 842.0)
_SIDES = (3.0, 14_400.0)  # of a page, in points: ISO 19005-2, 6.1.13
#: Pages whose pictures are in memory at once.
_PART = 16
_ICC_DATE = slice(24, 36)
_STRIP, _STRIP_BYTES, _PHOTOMETRIC, _BLACK_IS_ZERO = 273, 279, 262, 1
_PRODUCER = "Opis"
_PLACES = ("sheets/page-{:04}.tif", "sheets/page-{:04}.jpg", "pictures/page-{:04}.jpg")
_NO_PICTURE = (UnidentifiedImageError, Image.DecompressionBombError, KeyError, SyntaxError)


def write_searchable(document: Document, scratch: Path, searchable: Searchable) -> None:
    """Write the PDF/A, working in the folder `scratch`, where the child left its pictures.

    A page that OCR read stands there with all its dots in sheets/, one whose text layer was
    believed as the reviewer sees it in pictures/. A page that could not be read is blank.
    """
    font = InvisibleFont({letter for page in document.pages for letter in _letters(page)})
    with ExitStack() as opened, Pdf.new() as pdf:
        shared = font.embed(pdf)
        parts = Path(mkdtemp(dir=scratch))  # where no child can have laid a link
        for first in range(0, len(document.pages), _PART):
            part = parts / f"part-{first:04}.pdf"
            _write_part(document.pages[first : first + _PART], document.text, scratch, part, font)
            drawn = opened.enter_context(Pdf.open(part, access_mode=pikepdf.AccessMode.stream))
            pdf.pages.extend(drawn.pages)
        for page in pdf.pages:
            page.obj.Resources.Font = Dictionary(F=shared)
        _declare(pdf, searchable.title)
        pdf.save(searchable.path, min_version="1.7", deterministic_id=True)


def _letters(page: Page) -> Iterator[str]:
    for word in page.words:
        yield from word.text


def _write_part(
    pages: Iterable[Page], text: str, scratch: Path, part: Path, font: InvisibleFont
) -> None:
    with Pdf.new() as pdf:
        for page in pages:
            width, height = _size(page)
            pdf.add_blank_page(page_size=(width, height))
            program = text_layer(page, text, width, height, font)
            resources = Dictionary()
            picture = _found_picture(pdf, scratch, page.number)
            if picture is not None:
                resources.XObject = Dictionary(P=picture)
                program = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q\n" % (width, height) + program
            pdf.pages[-1].obj.Resources = resources
            pdf.pages[-1].obj.Contents = pdf.make_stream(program)
        pdf.save(part)


def _size(page: Page) -> tuple[float, float]:
    """Width and height of the page on paper, in points."""
    if not (page.width and page.height and page.dpi):
        return _A4
    least, most = _SIDES
    longest = max(page.width, page.height) * _POINTS / page.dpi
    scale = _POINTS / page.dpi * min(1.0, most / longest)
    return max(least, page.width * scale), max(least, page.height * scale)


def _found_picture(pdf: Pdf, scratch: Path, number: int) -> Stream | None:
    """The best picture of the page that there is; what is no picture is none."""
    for place in _PLACES:
        path = scratch / place.format(number)
        if path.is_file() and not path.is_symlink() and not path.parent.is_symlink():
            with suppress(*_NO_PICTURE):
                return _picture(pdf, path)
    return None


def _picture(pdf: Pdf, sheet: Path) -> Stream:
    """The picture as the child encoded it: only its head is looked at."""
    with Image.open(sheet, formats=("JPEG", "TIFF")) as image:
        if isinstance(image, TiffImageFile):
            start, length = image.tag_v2[_STRIP][0], image.tag_v2[_STRIP_BYTES][0]
            data = sheet.read_bytes()[start : start + length]
            white_is_1 = image.tag_v2[_PHOTOMETRIC] == _BLACK_IS_ZERO
            coding = _fax(image.width, image.height, white_is_1)
        else:
            data = sheet.read_bytes()
            coding = _jpeg(gray=image.mode == "L")
        coding.Type, coding.Subtype = Name.XObject, Name.Image
        coding.Width, coding.Height = image.size
    return Stream(pdf, data, coding)


def _jpeg(gray: bool) -> Dictionary:
    return Dictionary(
        ColorSpace=Name.DeviceGray if gray else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def _fax(width: int, height: int, white_is_1: bool) -> Dictionary:
    """CCITT G4, whose white runs are the 0 bits of what was encoded."""
    return Dictionary(
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=white_is_1),
    )


def _declare(pdf: Pdf, title: str) -> None:
    """Say what the file is: PDF/A-2b in sRGB, with its title, in XMP and in the old table."""
    profile = pdf.make_stream(_srgb(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB",
                Info="sRGB IEC61966-2.1",
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.Root.Lang = "ru-RU"
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    said = _sayable(title)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"
        metadata["dc:title"] = said
        metadata["pdf:Producer"] = _PRODUCER
    pdf.docinfo["/Title"] = said
    pdf.docinfo["/Producer"] = _PRODUCER


def _sayable(title: str) -> str:
    """Without what XML can't hold: control characters, halves of characters."""
    whole = title.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter for letter in whole if letter.isprintable()) or "Скан"


def _srgb() -> bytes:
    """The sRGB profile of Little CMS, without the day on which it was asked for it."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    profile = bytearray(made.tobytes())
    profile[_ICC_DATE] = bytes.fromhex("07cf 0001 0001 0000 0000 0000")
    return bytes(profile)
