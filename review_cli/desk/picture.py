"""The page itself around a value: crops and whole pages with the evidence marked. PIL only."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from papers.geometry import Box, hull

#: Room around the evidence, as fractions of the page: a word beside, a line above and below.
ROOM_X, ROOM_Y = 0.03, 0.02
#: A crop is never narrower than this part of the page: larger letters help nobody.
LEAST_WIDTH = 0.2
MARKER = (255, 240, 130)
OUTLINE = (200, 30, 30)
PAPER = (255, 255, 255)


def around(picture: Path, evidence: Iterable[Box], shape: float) -> Image.Image:
    """The part of the page around `evidence`; `shape` is the wanted width divided by height."""
    boxes = tuple(evidence)
    page = _marked(picture, boxes)
    near = hull(boxes).padded(ROOM_X, ROOM_Y)
    width = max(near.width, LEAST_WIDTH) * page.width
    height = near.height * page.height
    width, height = max(width, height * shape), max(height, width / shape)
    return _framed(_cut(page, near, width, height), shape)


def whole(picture: Path, evidence: Iterable[Box], shape: float) -> Image.Image:
    """The whole page in a frame of `shape`, with `evidence` marked."""
    return _framed(_marked(picture, tuple(evidence)), shape)


def _cut(page: Image.Image, near: Box, width: float, height: float) -> Image.Image:
    """A rectangle of `width` x `height` pixels around `near`, moved and cut to the page."""
    width, height = min(width, page.width), min(height, page.height)
    left = (near.left + near.right) / 2 * page.width - width / 2
    top = (near.top + near.bottom) / 2 * page.height - height / 2
    left = min(max(0.0, left), page.width - width)
    top = min(max(0.0, top), page.height - height)
    return page.crop((round(left), round(top), round(left + width), round(top + height)))


def _framed(picture: Image.Image, shape: float) -> Image.Image:
    """`picture` on white ground of that shape, so that no terminal stretches it."""
    width = max(picture.width, round(picture.height * shape))
    height = max(picture.height, round(picture.width / shape))
    ground = Image.new("RGB", (width, height), PAPER)
    ground.paste(picture, ((width - picture.width) // 2, (height - picture.height) // 2))
    return ground


@lru_cache(maxsize=8)
def _marked(picture: Path, evidence: tuple[Box, ...]) -> Image.Image:
    """The page with a text marker drawn over the evidence: ink stays ink, white turns yellow."""
    with Image.open(picture) as opened:
        page = opened.convert("RGB")
    marker = Image.new("RGB", page.size, PAPER)
    draw = ImageDraw.Draw(marker)
    thickness = max(2, page.width // 500)
    for box in evidence:
        roomy = box.padded(0.004, 0.003)
        edges = (
            roomy.left * page.width,
            roomy.top * page.height,
            roomy.right * page.width,
            roomy.bottom * page.height,
        )
        draw.rectangle(edges, fill=MARKER, outline=OUTLINE, width=thickness)
    return ImageChops.multiply(page, marker)
