"""Cells that were read badly are read again, alone; the others stay as they were."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from paper_files import SERIF
from PIL import Image, ImageDraw, ImageFont

from extractors.cells import with_cells
from extractors.grid import Rule
from extractors.layout import Placed
from extractors.ocr import Tesseract
from extractors.scan_types import Pixels

DPI = 150
XS, YS = (50, 350, 650), (50, 110, 200)
RULES = [Rule(XS[0], y, XS[-1], y) for y in YS] + [Rule(x, YS[0], x, YS[-1]) for x in XS]


def page() -> Pixels:
    picture = Image.new("L", (700, 300), 250)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(SERIF, 27)
    for rule in RULES:
        draw.line((rule.x0, rule.top, rule.x1, rule.bottom), fill=0, width=2)
    for text, x, y in (
        ("Семья", 65, 60), ("Адрес", 365, 60), ("Мишины", 65, 135),
        ("улица Новая,", 365, 115), ("дом 15", 365, 155),
    ):  # fmt: skip
        draw.text((x, y), text, font=font, fill=10)
    return np.asarray(picture)


SURE = [Placed("Семья", 65, 64, 160, 88, 0.95), Placed("Мишины", 65, 139, 190, 163, 0.95)]
#: Two lines taken for one, as Tesseract does beside a cell of one line.
GARBLED = [Placed("уиимца,", 365, 120, 460, 180, 0.3), Placed("15", 420, 160, 460, 180, 0.4)]


def texts(words: list[Placed]) -> set[str]:
    return {word.text for word in words}


@pytest.mark.e2e
def test_what_was_garbled_or_passed_over_is_read_cell_by_cell(tmp_path: Path) -> None:
    words = with_cells([*SURE, *GARBLED], page(), RULES, DPI, Tesseract(tmp_path, 60))
    assert texts(words) == {"Семья", "Мишины", "Адрес", "улица", "Новая,", "дом", "15"}
    assert words[:2] == SURE
    street = next(word for word in words if word.text == "улица")
    assert (street.x0, street.top) == pytest.approx((366, 122), abs=6)
    assert street.bottom < 150


def test_cells_that_were_read_surely_and_empty_ones_stay(tmp_path: Path) -> None:
    blank = np.full((300, 700), 250, np.uint8)
    assert with_cells(SURE, blank, RULES, DPI, Tesseract(tmp_path, 60)) == SURE
    assert not list(tmp_path.glob("*.pgm")), "no picture was given to Tesseract"
