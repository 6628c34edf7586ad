"""Turns printed sheets into what a scanner, a fax or a telephone makes of them."""

from __future__ import annotations

import io
import zlib

import cv2
import numpy as np
import pypdfium2
from fpdf import FPDF
from numpy.typing import NDArray
from PIL import Image

from making.ink import press, registration, seal, signature
from making.paper import Condition, Paper
from making.sheet import MADE_ON, Place, printed

SKEW_DEGREES = 2.6
PHOTO_SIZE = (1900, 2580)


def scan(paper: Paper) -> bytes:
    """The file that the office receives; the same bytes on every run."""
    rng = np.random.default_rng(zlib.crc32(paper.name.encode()))
    return DEVICES[paper.condition](paper, rng)


def sheets(paper: Paper, dpi: int, rng: np.random.Generator) -> list[Image.Image]:
    """Printed, signed, sealed and registered pages, RGB at `dpi`."""
    pdf, signatures = printed(paper)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    for place in signatures:
        at = Place(place.page, place.x + 6, place.y - 1)
        press(pages[place.page], signature(dpi, rng), at, dpi, rng.uniform(-4, 4))
    if paper.seal:
        first = signatures[0]
        at = Place(first.page, first.x - 12, first.y + 3)
        press(pages[first.page], seal(paper.seal, dpi), at, dpi, rng.uniform(-25, 25))
    if paper.stamp:
        stamp = registration(paper.stamp, dpi)
        at = Place(0, paper.stamp.left + paper.stamp.width / 2, paper.stamp.top + 11)
        press(pages[0], stamp, at, dpi, rng.uniform(-2.5, 2.5))
    return pages


def clean(paper: Paper, rng: np.random.Generator) -> bytes:
    """Grey, 300 dpi: a PDF, or one PNG of 16 greys when the file is so named."""
    greys = [_scanned(page.convert("L"), rng, 1.5) for page in sheets(paper, 300, rng)]
    if paper.filename.endswith(".png"):
        levels = (greys[0].astype(np.uint16) + 8) // 17 * 17
        # A scanner's own levels: paper to white, so that the PNG stays small.
        levels[levels >= 221] = 255
        return _file(Image.fromarray(levels.astype(np.uint8)), "PNG", dpi=(300, 300), optimize=True)
    return _pdf([Image.fromarray(grey) for grey in greys], quality=55)


def stamped(paper: Paper, rng: np.random.Generator) -> bytes:
    """Colour, 200 dpi: ink of seal and signature crosses the text."""
    pages = [_scanned(page, rng, 2.0) for page in sheets(paper, 200, rng)]
    return _pdf([Image.fromarray(page) for page in pages], quality=62)


def skewed(paper: Paper, rng: np.random.Generator) -> bytes:
    """Grey, 200 dpi, laid on the glass askew: the lid's shadow shows at the edges."""
    turned = []
    for page in sheets(paper, 200, rng):
        grey = _scanned(page.convert("L"), rng, 2.5)
        height, width = grey.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), SKEW_DEGREES, 0.985)
        turned.append(cv2.warpAffine(grey, matrix, (width, height), borderValue=(196.0,)))
    return _pdf([Image.fromarray(page) for page in turned], quality=60)


def turned(paper: Paper, rng: np.random.Generator) -> bytes:
    """Grey, 200 dpi, fed sideways."""
    pages = [np.rot90(_scanned(page.convert("L"), rng, 2.0)) for page in sheets(paper, 200, rng)]
    return _pdf([Image.fromarray(page) for page in pages], quality=60)


def fax(paper: Paper, rng: np.random.Generator) -> bytes:
    """Black and white, 200 dpi, with specks, CCITT Group 4."""
    frames = []
    for page in sheets(paper, 200, rng):
        grey = _scanned(page.convert("L"), rng, 6.0)
        black = (grey < 168) | (rng.random(grey.shape) < 0.0004)
        frames.append(Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1"))
    return _file(
        frames[0],
        "TIFF",
        compression="group4",
        dpi=(200, 200),
        save_all=True,
        append_images=frames[1:],
    )


def photograph(paper: Paper, rng: np.random.Generator) -> bytes:
    """A telephone's picture of the sheet on a desk: perspective, shadow, warm light."""
    sheet = np.asarray(sheets(paper, 250, rng)[0])
    height, width = sheet.shape[:2]
    across, down = PHOTO_SIZE
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [
            [across * 0.075, down * 0.045],
            [across * 0.945, down * 0.03],
            [across * 0.975, down * 0.965],
            [across * 0.03, down * 0.95],
        ],
        np.float32,
    )
    matrix = cv2.getPerspectiveTransform(corners, seen)
    desk = _desk(across, down, rng)
    view = cv2.warpPerspective(sheet, matrix, (across, down), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (across, down))
    photo = desk * (1 - mask[:, :, None]) + view * mask[:, :, None]
    photo *= _light(across, down)[:, :, None] * np.array([1.0, 0.965, 0.89])
    photo = cv2.GaussianBlur(photo, (0, 0), 0.7) + rng.normal(0, 3.0, photo.shape)
    return _file(_image(photo), "JPEG", quality=74, subsampling=2)


def _light(width: int, height: int) -> NDArray[np.floating]:
    """Light falls from the upper left; the hand with the telephone shades the lower right."""
    y, x = np.mgrid[0:height, 0:width]
    slope = 1.0 - 0.22 * (x / width) - 0.1 * (y / height)
    hand = ((x / width - 1.0) / 0.55) ** 2 + ((y / height - 0.92) / 0.42) ** 2
    return np.asarray(slope * (1 - 0.33 / (1 + np.exp((hand - 1) * 7))))


def _desk(width: int, height: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Brown wood: grain is noise stretched along the board."""
    grain = cv2.GaussianBlur(rng.normal(0, 60, (height, width)), (0, 0), sigmaX=60, sigmaY=1.5)
    return np.asarray(np.array([126.0, 92.0, 62.0]) + 9 * grain[:, :, None])


def _scanned(page: Image.Image, rng: np.random.Generator, noise: float) -> NDArray[np.uint8]:
    """Paper is not quite white, optics not quite sharp, sensors not quite silent."""
    light = cv2.GaussianBlur(np.asarray(page, np.float32), (0, 0), 0.6) * (246 / 255)
    grain = rng.normal(0, noise, light.shape[:2])
    return np.asarray(_image(light + (grain if light.ndim == 2 else grain[:, :, None])))


def _image(levels: NDArray[np.floating]) -> Image.Image:
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def _file(picture: Image.Image, form: str, **options: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def _pdf(pages: list[Image.Image], quality: int) -> bytes:
    """A page of A4 a picture, turned as the picture is; no text layer."""
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_creation_date(MADE_ON)
    for page in pages:
        wide = page.width > page.height
        pdf.add_page(orientation="landscape" if wide else "portrait")
        jpeg = io.BytesIO(_file(page, "JPEG", quality=quality))
        pdf.image(jpeg, x=0, y=0, w=pdf.w, h=pdf.h)
    return bytes(pdf.output())


DEVICES = {
    Condition.CLEAN_SCAN: clean,
    Condition.STAMPED_SCAN: stamped,
    Condition.SKEWED_SCAN: skewed,
    Condition.TURNED_SCAN: turned,
    Condition.FAX: fax,
    Condition.PHONE_PHOTO: photograph,
}
