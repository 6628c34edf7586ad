"""Pictures in every format that telephones, scanners and faxes write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from paper_files import SERIF
from PIL import Image, ImageDraw, ImageFont

from extractors.reader import Reader
from ingest.identify import identify
from papers.document import Document, Method
from papers.outcome import WarningCode
from papers.source import MediaKind

pytestmark = pytest.mark.e2e

HEIC = Path(__file__).parents[1] / "data" / "letter.heic"
LINES = (
    "Сообщаем, что Очиров Санал Баатрович, 7 класс,",
    "с начала четверти не был на двадцати уроках.",
    "Просим посетить семью до 14.11.2025 и ответить",
)


def strip(mode: str = "L") -> Image.Image:
    picture = Image.new("L", (1240, 420), 250)
    font = ImageFont.truetype(SERIF, 30)
    for row, line in enumerate(LINES):
        ImageDraw.Draw(picture).text((90, 80 + 80 * row), line, font=font, fill=15)
    return picture.convert(mode)


def read(path: Path) -> Document:
    found = identify(path, path.name)
    assert found.media is MediaKind.IMAGE
    assert found.warnings == ()
    return Reader().read(path, found.media)


def share_found(document: Document) -> float:
    found, words = document.text.split(), " ".join(LINES).split()
    return sum(word in found for word in words) / len(words)


def clear_ground(path: Path) -> None:
    """Ink of a palette on a ground that is black where nobody looks at it: it is transparent."""
    ink = strip().point(lambda level: 1 if level < 128 else 0).convert("P")
    ink.putpalette([0, 0, 0, 25, 25, 60])
    ink.save(path, transparency=0, dpi=(150, 150))


SAVED: dict[str, Callable[[Path], None]] = {
    "a.webp": lambda path: strip().save(path, quality=60),
    "a.bmp": lambda path: strip("RGB").save(path, dpi=(150, 150)),
    "fax.tif": lambda path: strip("1").save(path, compression="group4", dpi=(150, 150)),
    "cmyk.tif": lambda path: strip("CMYK").save(path, compression="tiff_lzw", dpi=(150, 150)),
    "jpeg.tif": lambda path: strip("RGB").save(path, compression="jpeg", dpi=(150, 150)),
    "cmyk.jpg": lambda path: strip("CMYK").save(path, quality=80, dpi=(150, 150)),
    "clear.png": clear_ground,
}


@pytest.mark.parametrize("name", SAVED)
def test_every_format_of_pictures_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    SAVED[name](path)
    document = read(path)
    assert document.pages[0].method is Method.OCR
    assert share_found(document) >= 0.95
    assert document.warnings == ()


def test_a_photograph_of_a_telephone_is_read() -> None:
    document = read(HEIC)
    assert share_found(document) >= 0.95
    assert document.warnings == ()


def test_of_several_frames_the_first_is_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    blank = Image.new("L", (1240, 420), 250)
    strip("RGB").save(path, save_all=True, append_images=[blank], quality=60)
    document = read(path)
    assert len(document.pages) == 1
    assert share_found(document) >= 0.95
    assert [warning.code for warning in document.warnings] == [WarningCode.EXTRA_FRAMES]
