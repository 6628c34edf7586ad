"""Scans that need more than one reading, through the real child and real Tesseract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from paper_files import LETTER, SERIF, page_picture
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from extractors.reader import Reader
from papers.document import Document
from papers.source import MediaKind

BOOK = (
    "В начале учебного года классный руководитель составил список",
    "семей, которые нуждаются в помощи, и передал его в центр. По",
    "каждому адресу специалисты выехали вместе с представителем",
    "школы, осмотрели жильё, поговорили со взрослыми и с детьми.",
    "По итогам посещений составлены акты, в которых описаны условия",
    "жизни, питание, отношения в семье, успеваемость и здоровье.",
    "Где помощь требовалась сразу, её оказали в тот же день; прочие",
    "вопросы вынесены на заседание рабочей группы следующей недели.",
    "Решения группы направлены в школы, поликлинику и в комиссию по",
    "делам несовершеннолетних, ответы ожидаются до конца месяца.",
    "Отчёт о проделанной работе хранится в деле каждой семьи вместе",
    "с копиями документов, которые семья предоставила добровольно.",
)


def read(path: Path, steps: Path | None = None) -> Document:
    return Reader().read(path, MediaKind.IMAGE, steps=steps)


@pytest.mark.e2e
def test_facing_pages_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = page_picture(BOOK, 11), page_picture(tuple(reversed(BOOK)), 11)
    both = Image.new("L", (2 * left.width, left.height), 250)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 40))
    both.save(tmp_path / "a.png", dpi=(150, 150))
    document = read(tmp_path / "a.png")
    starts = [document.text.index("В начале учебного"), document.text.rindex("В начале учебного")]
    half = document.text.rindex("с копиями документов")  # the right page begins with it
    assert starts[0] < document.text.index("с копиями документов") < half < starts[1]
    assert len(document.pages) == 1
    first = document.words_between(half, half + 1)[0]
    assert first.box is not None
    assert first.box.left > 0.5


@pytest.mark.e2e
def test_print_that_shines_through_from_the_back_is_taken_away(tmp_path: Path) -> None:
    front = np.asarray(page_picture(BOOK, 13), np.int16)
    back = ImageOps.mirror(page_picture(tuple(reversed(BOOK)), 13))
    shine = np.asarray(back.filter(ImageFilter.GaussianBlur(0.5)), np.int16)
    page = np.minimum(front, 250 - (250 - np.roll(shine, 9, axis=0)) // 2)
    Image.fromarray(page.astype(np.uint8)).save(tmp_path / "a.png", dpi=(150, 150))
    steps = tmp_path / "steps"
    steps.mkdir()
    words = read(tmp_path / "a.png", steps).text.split()
    wanted = [word for line in BOOK for word in line.split()]
    assert sum(word in words for word in wanted) >= 0.9 * len(wanted)
    assert any(step.name.endswith("-show-through.png") for step in steps.iterdir())


@pytest.mark.e2e
def test_the_latin_letters_of_a_court_number_are_read(tmp_path: Path) -> None:
    page = page_picture((*LETTER, "УИД 36RS0004-01-2025-000417-52"))
    page.save(tmp_path / "a.png", dpi=(150, 150))
    assert "36RS0004-01-2025-000417-52" in read(tmp_path / "a.png").text.split()


@pytest.mark.e2e
def test_a_one_bit_picture_of_few_dots_is_read(tmp_path: Path) -> None:
    page = Image.new("L", (827, 1169), 255)
    font = ImageFont.truetype(SERIF, 20)
    for row, line in enumerate(LETTER):
        ImageDraw.Draw(page).text((60, 100 + 40 * row), line, font=font, fill=0)
    page.convert("1", dither=Image.Dither.NONE).save(tmp_path / "a.png", dpi=(100, 100))
    words = read(tmp_path / "a.png").text.split()
    wanted = [word for line in LETTER for word in line.split()]
    assert sum(word in words for word in wanted) >= 0.8 * len(wanted)
