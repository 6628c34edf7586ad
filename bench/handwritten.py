"""Printed forms that were filled in by hand, and where: a font that looks like a hand, and a pen.

Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import fontpkg_caveat
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from papers.geometry import Box

DPI = 200
SIZE = (1654, 2339)
PRINT = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
HAND = next((Path(fontpkg_caveat.__file__).parent / "files").glob("*.ttf"))
INKS = ((32, 48, 150), (40, 40, 46), (86, 44, 140), (20, 20, 30))
Writer: TypeAlias = Callable[..., None]
LABELS = (
    "Фамилия, имя, отчество заявителя", "Адрес места жительства", "Контактный телефон",
    "Место работы, должность", "Состав семьи", "Причина обращения", "Доход семьи в месяц",
    "Кем выдан документ", "Дата посещения", "Замечания специалиста",
)  # fmt: skip
WRITTEN = (
    "Гриценко Лариса Олеговна", "п. Песчаный, ул. Садовая, дом 7", "сведений не имею",
    "швея, ателье на рынке", "муж и трое детей", "нужна помощь с дровами", "около 14 тысяч",
    "не помню, паспорт у мужа", "в пятницу после обеда", "в доме чисто, печь дымит",
    "прошу помочь одеждой", "живём у бабушки", "дети ходят в школу",
)  # fmt: skip
PRINTED = (
    "Сведения вносятся со слов заявителя и сверяются с представленными документами.",
    "Специалист разъясняет порядок предоставления срочных социальных услуг семье.",
    "Обработка сведений ведётся в пределах, которые установлены порядком ведения учёта.",
    "Копии документов прикладываются к карточке и хранятся вместе с ней три года.",
)


@dataclass(slots=True)
class Filled:
    """A page in RGB and the places that were written by hand."""

    picture: Image.Image
    hand: list[Box] = field(default_factory=list)


def blank_form(rng: np.random.Generator) -> Filled:
    """Labels with lines to write on, nobody has written."""
    return _form(rng, share=0.0)


def filled_form(rng: np.random.Generator) -> Filled:
    """Labels with lines, two thirds of them filled in."""
    return _form(rng, share=0.66)


def written_statement(rng: np.random.Generator) -> Filled:
    """A printed head, then a statement by hand on ruled lines."""
    page = _page(rng)
    _print(page, 160, 220, "Директору районного центра помощи семье и детям", 40)
    _print(page, 680, 420, "ЗАЯВЛЕНИЕ", 46)
    ink = INKS[rng.integers(len(INKS))]
    for row in range(9):
        top = 560 + 110 * row
        ImageDraw.Draw(page.picture).line((160, top + 62, 1500, top + 62), (90, 90, 90), 2)
        _write(page, rng, 175, top - 18, " ".join(rng.choice(WRITTEN, 2)), 1320, ink)
    _print(page, 160, 1640, PRINTED[0], 36)
    return page


def scribbled_form(rng: np.random.Generator) -> Filled:
    """A form whose lines hold joined strokes of a pen that no font has."""
    return _form(rng, share=0.66, writer=_scribble)


def _form(rng: np.random.Generator, share: float, writer: Writer | None = None) -> Filled:
    page = _page(rng)
    _print(page, 520, 180, "КАРТОЧКА ПЕРВИЧНОГО ПРИЁМА", 44)
    for row, text in enumerate(PRINTED):
        _print(page, 160, 300 + 56 * row, text, 36)
    ink = INKS[rng.integers(len(INKS))]
    for row, label in enumerate(LABELS):
        top = 640 + 130 * row
        right = _print(page, 160, top, f"{label}:", 36)
        ImageDraw.Draw(page.picture).line((right + 15, top + 42, 1500, top + 42), (60, 60, 60), 2)
        if rng.random() < share:
            (writer or _write)(page, rng, right + 40, top - 40, WRITTEN[row], 1440 - right, ink)
    for row, text in enumerate(PRINTED[:2]):
        _print(page, 160, 2000 + 56 * row, text, 36)
    return page


def _page(rng: np.random.Generator) -> Filled:
    white = int(rng.integers(238, 256))
    return Filled(Image.new("RGB", SIZE, (white, white, white - int(rng.integers(0, 6)))))


def _print(page: Filled, left: int, top: int, text: str, size: int) -> int:
    """Print a line; how far it reaches."""
    font = ImageFont.truetype(PRINT, size)
    ImageDraw.Draw(page.picture).text((left, top), text, font=font, fill=(25, 25, 25))
    return round(left + font.getlength(text))


def _write(
    page: Filled,
    rng: np.random.Generator,
    left: int,
    top: int,
    text: str,
    width: int,
    ink: tuple[int, int, int],
) -> None:
    """Write a line that wanders a little, slants and swells."""
    font = ImageFont.truetype(str(HAND), int(rng.integers(52, 68)))
    font.set_variation_by_axes([int(rng.integers(420, 650))])
    line = Image.new("L", (width + 80, 130), 0)
    pen, x = ImageDraw.Draw(line), 10.0
    for word in text.split():
        y = 20 + rng.normal(0, 3)
        if x + font.getlength(word) > width - 30:
            break
        pen.text((x, y), word, font=font, fill=255)
        x += font.getlength(word + " ") + rng.normal(4, 5)
    slant = float(rng.uniform(0.0, 0.3))
    line = line.transform(
        line.size,
        Image.Transform.AFFINE,
        (1, slant, -20 * slant, 0, 1, 0),
        Image.Resampling.BICUBIC,
    ).rotate(float(rng.normal(0, 0.7)), Image.Resampling.BICUBIC)
    _lay(page, line, left, top, ink)


def _scribble(
    page: Filled,
    rng: np.random.Generator,
    left: int,
    top: int,
    text: str,
    width: int,
    ink: tuple[int, int, int],
) -> None:
    """Joined loops and strokes, a word for a word of `text`."""
    line = Image.new("L", (width + 80, 130), 0)
    pen, x = ImageDraw.Draw(line), 15.0
    for word in text.split():
        step, points = float(rng.uniform(16, 22)), []
        if x + step * len(word) > width - 30:
            break
        for number in range(2 * len(word)):
            high = rng.choice((8, 34, 34, 34)) if number % 2 else rng.choice((66, 66, 66, 95))
            points.append((x + step * number / 2 + rng.normal(0, 2), high + rng.normal(0, 3)))
        pen.line(_smooth(points), fill=255, width=int(rng.integers(4, 7)), joint="curve")
        x += step * len(word) + float(rng.uniform(20, 34))
    _lay(page, line, left, top, ink)


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A curve through `points` that leans on the next and the last one."""
    places = np.asarray(points)
    made = []
    for before, start, stop, after in zip(
        places[[0, *range(len(places) - 2)]],
        places[:-1],
        places[1:],
        places[[*range(2, len(places)), -1]],
        strict=True,
    ):
        for t in np.linspace(0, 1, 8, endpoint=False):
            made.append(
                0.5
                * (
                    2 * start
                    + (stop - before) * t
                    + (2 * before - 5 * start + 4 * stop - after) * t**2
                    + (3 * start - before - 3 * stop + after) * t**3
                )
            )
    return [(float(x), float(y)) for x, y in made]


def _lay(page: Filled, line: Image.Image, left: int, top: int, ink: tuple[int, int, int]) -> None:
    box = line.getbbox()
    if box is None:
        return
    page.picture.paste(Image.new("RGB", line.size, ink), (left, top), line)
    x0, y0, x1, y1 = box
    page.hand.append(Box.from_pixels(left + x0, top + y0, left + x1, top + y1, *SIZE))
