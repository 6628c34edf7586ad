"""What hands leave on a printed page: round seals, signatures, registration stamps, in blue."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from making.paper import Stamp
from making.sheet import FONTS, Place

MM_PER_INCH = 25.4
SEAL_MM = 38.0
SEAL_INK = (46, 70, 168, 165)
PEN_INK = (24, 36, 120, 235)
STAMP_INK = (30, 48, 150, 220)


def seal(text: str, dpi: int) -> Image.Image:
    """A round seal with `text` along its rim."""
    size = round(SEAL_MM / MM_PER_INCH * dpi)
    picture = Image.new("RGBA", (size, size))
    pen = ImageDraw.Draw(picture)
    for inset, width in ((0.01, 0.02), (0.21, 0.008)):
        edge = size * inset
        box = (edge, edge, size - edge, size - edge)
        pen.ellipse(box, outline=SEAL_INK, width=round(size * width))
    height = size * min(0.085, 3.5 / len(text))
    font = ImageFont.truetype(str(FONTS / "LiberationSans-Bold.ttf"), round(height))
    before = 0.0
    for letter in text:
        width = font.getlength(letter)
        turn = 360 * (before + width / 2) / font.getlength(text)
        before += width
        tile = Image.new("RGBA", (size, size))
        ImageDraw.Draw(tile).text((size / 2, size * 0.06), letter, SEAL_INK, font, anchor="ma")
        picture.alpha_composite(tile.rotate(-turn, resample=Image.Resampling.BICUBIC))
    middle = size / 2
    star = [
        (
            middle + size * (0.17 if point % 2 == 0 else 0.07) * math.sin(math.pi * point / 5),
            middle - size * (0.17 if point % 2 == 0 else 0.07) * math.cos(math.pi * point / 5),
        )
        for point in range(10)
    ]
    pen.polygon(star, outline=SEAL_INK, width=max(2, size // 110))
    return picture


def signature(dpi: int, rng: np.random.Generator) -> Image.Image:
    """A scribble of a pen, 32 by 15 mm."""
    width, height = (round(side / MM_PER_INCH * dpi) for side in (32, 15))
    picture = Image.new("RGBA", (width, height))
    steps = np.linspace(0, 1, 400)
    loops, slant, sway = rng.uniform(3, 7), rng.uniform(0.03, 0.09), rng.uniform(1, 3)
    phase = 2 * math.pi * loops * steps
    swing = 0.36 * (1 - rng.uniform(0.5, 0.85) * steps) * (0.7 + 0.3 * np.cos(sway * phase))
    x = 0.1 + 0.75 * steps + slant * np.sin(phase)
    y = 0.55 + swing * np.cos(phase + rng.uniform(0, 3)) - 0.12 * steps
    points = [(float(a) * width, float(b) * height) for a, b in zip(x, y, strict=True)]
    ImageDraw.Draw(picture).line(points, PEN_INK, width=max(2, dpi // 80), joint="curve")
    return picture


def registration(stamp: Stamp, dpi: int) -> Image.Image:
    """The registration stamp: a frame, the office, number and date."""
    unit = dpi / MM_PER_INCH
    width, height = round(stamp.width * unit), round((6.2 * len(stamp.lines) + 4) * unit)
    picture = Image.new("RGBA", (width, height))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((2, 2, width - 3, height - 3), outline=STAMP_INK, width=max(2, round(0.6 * unit)))
    for number, line in enumerate(stamp.lines):
        face = "LiberationSans-Regular.ttf" if number == 0 else "LiberationSans-Bold.ttf"
        font = ImageFont.truetype(str(FONTS / face), round((3.4 if number == 0 else 4.4) * unit))
        pen.text((width / 2, (5 + 6.2 * number) * unit), line, STAMP_INK, font, anchor="mm")
    return picture


def press(page: Image.Image, mark: Image.Image, centre: Place, dpi: int, turn: float) -> None:
    """Leaves `mark` on the page: ink darkens what it covers and hides nothing."""
    unit = dpi / MM_PER_INCH
    mark = mark.rotate(turn, resample=Image.Resampling.BICUBIC, expand=True)
    left = round(centre.x * unit - mark.width / 2)
    top = round(centre.y * unit - mark.height / 2)
    ground = np.asarray(page.crop((left, top, left + mark.width, top + mark.height)), np.float32)
    ink = np.asarray(mark, np.float32)
    share = ink[:, :, 3:] / 255
    mixed = ground * (1 - share) + ground * ink[:, :, :3] / 255 * share
    page.paste(Image.fromarray(mixed.astype(np.uint8)), (left, top))
