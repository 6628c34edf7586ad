"""What scanners, faxes, copiers and telephones make of a page: three clean sets, ten conditions.

A condition takes the printed page in RGB and gives the picture that an office would receive. The
same seed gives the same bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from making.ink import press, seal, signature
from making.paper import Paper, Typeface
from making.sheet import Place, printed

Levels: TypeAlias = NDArray[np.float32]
"""Gray or RGB, 0 (black) to 255."""

SEAL = "ОТДЕЛ ПО ВОПРОСАМ СЕМЬИ * РАЙОННАЯ АДМИНИСТРАЦИЯ *"
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Condition:
    """`spoil` takes the printed page at `dpi`; files of `suffix` hold the picture.

    `states_dpi` is False where the file says nothing of its resolution.
    """

    name: str
    meaning: str
    dpi: int
    spoil: Callable[[Levels, int, np.random.Generator], Levels]
    suffix: str = ".png"
    quality: int = 85
    states_dpi: bool = True
    typeface: Typeface | None = None

    def picture(self, paper: Paper, seed: int) -> bytes:
        """The file of the paper's only page."""
        rng = np.random.default_rng(seed)
        picture = _image(self.spoil(_printed(self._set_in_type(paper), self.dpi), self.dpi, rng))
        options: dict[str, object] = {"dpi": (self.dpi, self.dpi)} if self.states_dpi else {}
        if self.suffix == ".tif":
            picture, options["compression"] = picture.convert("1", dither=0), "group4"
        elif self.suffix == ".jpg":
            options["quality"] = self.quality
        written = io.BytesIO()
        picture.save(
            written, {".tif": "TIFF", ".jpg": "JPEG", ".png": "PNG"}[self.suffix], **options
        )
        return written.getvalue()

    def _set_in_type(self, paper: Paper) -> Paper:
        """A typewriter's letters are wider: smaller ones keep the text on its page."""
        if self.typeface in (None, paper.typeface):
            return paper
        return replace(paper, typeface=self.typeface, size=0.8 * paper.size)


def clean(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Gray: paper not quite white, optics not quite sharp, a sensor not quite silent."""
    return _sensed(_gray(page), rng, 1.5)


def skewed(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Laid on the glass four degrees askew, to either side."""
    return _turned(_sensed(_gray(page), rng, 2.0), 4.0 * rng.choice((-1, 1)))


def on_its_side(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Fed sideways, either way."""
    return np.rot90(_sensed(_gray(page), rng, 2.0), rng.choice((1, 3)))


def upside_down(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    return np.rot90(_sensed(_gray(page), rng, 2.0), 2)


def unevenly_lit(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Dark towards one side and the gutter, as under an open lid."""
    x, y = _unit_grid(page)
    light = 1.0 - 0.55 * x**1.5 - 0.12 * y - 0.25 * np.exp(-(((x - 0.35) / 0.12) ** 2))
    return _sensed(_gray(page) * light, rng, 2.5)


def photographed(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """On a wooden desk by a telephone: perspective, warm light, the shadow of a hand."""
    height, width = page.shape[:2]
    across, down = round(1.12 * width), round(1.1 * height)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32) * (width, height)
    ideal = np.array([[0.08, 0.05], [0.93, 0.04], [0.97, 0.96], [0.03, 0.95]])
    seen = (ideal + rng.uniform(-0.02, 0.02, (4, 2))) * (across, down)
    lens = cv2.getPerspectiveTransform(corners.astype(np.float32), seen.astype(np.float32))
    sheet = cv2.warpPerspective(page, lens, (across, down), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), lens, (across, down))[
        ..., None
    ]
    grain = cv2.GaussianBlur(rng.normal(0, 60, (down, across)), (0, 0), sigmaX=60, sigmaY=1.5)
    desk = np.array([118.0, 86.0, 58.0]) + 9 * grain[..., None]
    view = (desk * (1 - mask) + sheet * mask) * np.array([1.0, 0.96, 0.88])
    return _sensed(view * _hand_shadow(view)[..., None], rng, 4.0, blur=0.8)


def stamped(page: Levels, dpi: int, rng: np.random.Generator) -> Levels:
    """Colour: a blue round stamp and a signature lie over the text."""
    return _sensed(_inked(page, dpi, rng), rng, 2.0)


def faxed(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Grayish paper dithered to black dots on white, with specks of the line."""
    gray = _image(_sensed(_gray(page) * 0.97, rng, 3.0))
    dots = np.asarray(gray.convert("1", dither=Image.Dither.FLOYDSTEINBERG))
    return np.where(dots ^ (rng.random(dots.shape) < 0.001), 255, 0).astype(np.float32)


def typewritten(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """A worn ribbon on yellowed paper: pale letters, each struck more or less strongly."""
    ink = (255 - cv2.GaussianBlur(_gray(page), (0, 0), 0.6)) / 255
    strength = 0.5 + 0.5 * _clouds(ink, rng, 12) + 0.4 * _clouds(ink, rng, 150)
    worn = ink * np.clip(strength, 0.2, 0.75) * np.clip(1 + 0.6 * _clouds(ink, rng, 1.5), 0.4, 1.0)
    paper = 212 + 16 * _clouds(ink, rng, 200)
    return _sensed(paper * (1 - worn), rng, 5.0)


def photocopied(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Thin paper under an open lid: black edges, and the back of the sheet shows through."""
    gray = _gray(page)
    height, width = gray.shape
    back = cv2.GaussianBlur(np.roll(gray[:, ::-1], height // 90, axis=0), (0, 0), 1.6)
    sheet = np.minimum(gray, 255 - 0.3 * (255 - back)) * 0.95
    edges = [round(rng.uniform(0.02, 0.05) * side) for side in (height, height, width, width)]
    copy = cv2.copyMakeBorder(sheet, *edges, cv2.BORDER_CONSTANT, value=18.0)
    return _sensed(_turned(copy, float(rng.uniform(-0.8, 0.8)), 18.0), rng, 3.0)


def all_at_once(page: Levels, dpi: int, rng: np.random.Generator) -> Levels:
    """Askew, stamped, unsharp, noisy; saved as a poor JPEG."""
    turned = _turned(_inked(page, dpi, rng), float(rng.uniform(1.5, 3.0)) * rng.choice((-1, 1)))
    return _sensed(turned, rng, 12.0, blur=1.0)


CLEAN = (
    Condition("clean300", "clean, 300 dpi", 300, clean),
    Condition("clean200", "clean, 200 dpi", 200, clean),
    Condition("clean150", "clean, 150 dpi", 150, clean),
)
SPOILT = (
    Condition("skew", "skew of 4°", 200, skewed),
    Condition("sideways", "turned by 90°", 200, on_its_side),
    Condition("upside_down", "turned by 180°", 200, upside_down),
    Condition("uneven", "uneven light", 200, unevenly_lit, ".jpg"),
    Condition("photo", "photograph, perspective, shadow", 200, photographed, ".jpg", 75, False),
    Condition("stamp", "blue stamp and signature over text", 200, stamped, ".jpg"),
    Condition("fax", "fax, 1 bit, dithered", 200, faxed, ".tif"),
    Condition("typewriter", "faded typewriter", 200, typewritten, ".jpg", typeface="mono"),
    Condition("copy", "photocopy, black edges, show-through", 200, photocopied),
    Condition("combined", "skew, stamp, noise, blur, JPEG 35", 200, all_at_once, ".jpg", 35),
)


def _printed(paper: Paper, dpi: int) -> Levels:
    """The paper's only page in RGB."""
    pdf, _ = printed(paper)
    with pypdfium2.PdfDocument(pdf) as document:
        if len(document) != 1:
            raise ValueError(f"{paper.name} takes {len(document)} pages")
        page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    return np.asarray(page, np.float32)


def _inked(page: Levels, dpi: int, rng: np.random.Generator) -> Levels:
    """A seal and two signatures pressed where there is text."""
    image = _image(page)
    at = Place(0, rng.uniform(60, 150), rng.uniform(95, 165))
    press(image, seal(SEAL, dpi), at, dpi, rng.uniform(-25, 25))
    for down in (-12, 14):
        at_side = Place(0, at.x + rng.uniform(-25, 25), at.y + down)
        press(image, signature(dpi, rng), at_side, dpi, rng.uniform(-8, 8))
    return np.asarray(image, np.float32)


def _gray(page: Levels) -> Levels:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))


def _sensed(light: Levels, rng: np.random.Generator, noise: float, blur: float = 0.6) -> Levels:
    """Through a lens with `blur` and a sensor with `noise` in levels."""
    sharp = cv2.GaussianBlur(np.ascontiguousarray(light, np.float32), (0, 0), blur) * (247 / 255)
    return np.asarray(sharp + rng.normal(0, noise, sharp.shape), np.float32)


def _turned(page: Levels, degrees: float, ground: float = 247.0) -> Levels:
    """Turned about the centre by less than a quarter, on a larger ground."""
    height, width = page.shape[:2]
    lean = abs(np.sin(np.radians(degrees)))
    size = (round(width + lean * height), round(height + lean * width))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(
        cv2.warpAffine(page, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(ground,) * 3)
    )


def _unit_grid(page: Levels) -> tuple[Levels, Levels]:
    """x and y from 0 to 1 over the page."""
    height, width = page.shape[:2]
    return (
        np.linspace(0, 1, width, dtype=np.float32)[None, :],
        np.linspace(0, 1, height, dtype=np.float32)[:, None],
    )


def _hand_shadow(page: Levels) -> Levels:
    """Light falls from the upper left; the hand with the telephone shades the lower right."""
    x, y = _unit_grid(page)
    hand = ((x - 1.0) / 0.6) ** 2 + ((y - 0.85) / 0.45) ** 2
    shadow = 1 - 0.42 / (1 + np.exp(np.clip((hand - 1) * 8, -50, 50)))
    return np.asarray((1.0 - 0.2 * x - 0.1 * y) * shadow)


def _clouds(like: Levels, rng: np.random.Generator, size: float) -> Levels:
    """Soft noise of deviation 0.25 whose clouds measure about `size` pixels."""
    height, width = like.shape
    coarse = rng.normal(0, 0.25, (round(height / size) + 2, round(width / size) + 2))
    wide = cv2.resize(coarse.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(wide)


def _image(levels: Levels) -> Image.Image:
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
