"""What a hand has written is told from print, rules, stamps and signatures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import fontpkg_caveat
import numpy as np
import pytest
from paper_files import SERIF
from PIL import Image, ImageDraw, ImageFont

from extractors.grid import Rule
from extractors.handwriting import Written, find_handwriting, without_handwriting
from extractors.image_prep import part_inks
from extractors.layout import Placed
from extractors.reader import Reader
from papers.outcome import WarningCode
from papers.source import MediaKind

DPI = 150
HAND = next((Path(fontpkg_caveat.__file__).parent / "files").glob("*.ttf"))
BLUE = (30, 50, 160)
BLACK = (25, 25, 25)
PRINT = ("Сведения вносятся со слов заявителя", "Состав семьи и адрес проверены дважды")


@dataclass(slots=True)
class Drawn:
    """A page whose printed words are known, as OCR would tell them."""

    picture: Image.Image = field(default_factory=lambda: Image.new("RGB", (1240, 900), "white"))
    words: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.picture)

    def print(self, left: int, top: int, text: str, confidence: float = 0.95) -> int:
        font = ImageFont.truetype(SERIF, 24)
        for word in text.split():
            x0, y0, x1, y1 = self.pen.textbbox((left, top), word, font=font)
            self.pen.text((left, top), word, font=font, fill=BLACK)
            self.words.append(Placed(word, x0, y0, x1, y1, confidence))
            left = round(x1) + 12
        return left

    def scribble(self, left: int, top: int, width: int, ink: tuple[int, int, int] = BLACK) -> None:
        """Joined strokes of a pen, 40 pixels high, in words of some 100 pixels."""
        for start in range(left, left + width - 50, 130):
            steps = np.linspace(0, 1, 200)
            x = start + 100 * steps + 6 * np.sin(25 * steps)
            y = top + 20 + 18 * np.cos(20 * steps) * (0.6 + 0.4 * np.sin(9 * steps))
            points = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
            self.pen.line(points, fill=ink, width=3, joint="curve")

    def line(self, left: int, right: int, y: int) -> None:
        self.pen.line((left, y, right, y), fill=BLACK, width=2)
        self.rules.append(Rule(left, y - 1, right, y + 1))

    def found(self) -> list[Written]:
        black, coloured = part_inks(np.ascontiguousarray(np.asarray(self.picture)[..., ::-1]))
        return find_handwriting(black, coloured, self.words, self.rules, DPI)


@pytest.fixture
def page() -> Drawn:
    drawn = Drawn()
    for row, text in enumerate(PRINT * 2):
        drawn.print(100, 60 + 50 * row, text)
    return drawn


@pytest.mark.parametrize("ink", [BLACK, BLUE])
def test_a_line_that_was_filled_in_is_found(page: Drawn, ink: tuple[int, int, int]) -> None:
    after = page.print(100, 400, "Адрес:")
    page.line(after, 1000, 430)
    page.scribble(after + 30, 385, 400, ink)
    (place,) = page.found()
    assert place.is_text
    assert place.x0 == pytest.approx(after + 30, abs=20)
    assert place.x1 == pytest.approx(after + 390, abs=40)
    assert place.top < 405 < place.bottom


def test_print_rules_and_blank_lines_are_no_handwriting(page: Drawn) -> None:
    after = page.print(100, 400, "Адрес:")
    page.line(after, 1000, 430)
    page.print(100, 500, "Дата ____________ Подпись ____________")
    assert page.found() == []


def test_a_doubtful_word_of_a_printed_line_is_no_handwriting(page: Drawn) -> None:
    after = page.print(100, 400, "Семья")
    after = page.print(after, 400, "проживает", confidence=0.2)
    page.print(after, 400, "раздельно")
    assert page.found() == []


@pytest.mark.parametrize("text", ["21.09.1986", "СВИДЕТЕЛЬСТВО", "II-ДУ"])
def test_what_no_hand_gives_by_chance_is_print_though_not_trusted(page: Drawn, text: str) -> None:
    page.print(120, 480, text, confidence=0.2)
    page.line(100, 700, 512)
    assert page.found() == []


def test_a_coloured_seal_is_no_handwriting(page: Drawn) -> None:
    for inset in (0, 28):
        page.pen.ellipse(
            (500 + inset, 400 + inset, 730 - inset, 630 - inset), outline=BLUE, width=4
        )
    font = ImageFont.truetype(SERIF, 20)
    page.pen.text((560, 490), "ОТДЕЛ", font=font, fill=BLUE)
    page.pen.text((560, 520), "СЕМЬИ", font=font, fill=BLUE)
    assert [place for place in page.found() if place.is_text] == []


def test_a_signature_has_a_place_but_nothing_to_be_read(page: Drawn) -> None:
    page.print(100, 600, "Директор")
    page.scribble(420, 585, 100, BLUE)
    page.print(700, 600, "А. П. Сангаджиева")
    (place,) = page.found()
    assert not place.is_text


def test_what_tesseract_made_of_it_leaves_the_words_and_print_stays(page: Drawn) -> None:
    after = page.print(100, 400, "Адрес:")
    page.line(after, 1000, 430)
    page.scribble(after + 30, 385, 400)
    printed = list(page.words)
    guess = [Placed("ии", after + 40, 388, after + 120, 425, 0.1)]
    guess.append(Placed("7мщ", after + 150, 388, after + 330, 425, 0.4))
    page.words += guess
    assert without_handwriting(page.words, page.found()) == printed


def test_of_a_page_that_is_not_read_nothing_is_said() -> None:
    page = Drawn()
    page.scribble(100, 100, 800)
    page.words.append(Placed("ъё", 100, 100, 300, 140, 0.2))
    assert page.found() == []


def test_a_filled_in_scan_is_flagged_and_its_hand_not_guessed(tmp_path: Path) -> None:
    drawn = Drawn(Image.new("RGB", (1240, 1754), "white"))
    for row, text in enumerate(PRINT * 3):
        drawn.print(100, 200 + 60 * row, text)
    after = drawn.print(100, 700, "Причина обращения:")
    drawn.line(after, 1100, 732)
    hand = ImageFont.truetype(str(HAND), 44)
    drawn.pen.text((after + 30, 678), "нужна помощь с дровами", font=hand, fill=BLUE)
    path = tmp_path / "scan.png"
    drawn.picture.save(path, dpi=(DPI, DPI))
    document = Reader().read(path, MediaKind.IMAGE)
    (place,) = document.handwriting
    assert (place.page, document.warnings[0].code) == (1, WarningCode.HANDWRITING)
    assert place.box.left * 1240 == pytest.approx(after + 30, abs=25)
    assert "обращения:" in document.text
    assert not {"нужна", "помощь", "дровами"} & set(document.text.split())
