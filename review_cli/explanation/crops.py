"""Pictures inside the page: the places that values come from, and whole pages, as data: URIs."""

from __future__ import annotations

import base64
from collections import OrderedDict
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from papers.geometry import Box, hull

#: Room around the words of a crop, as fractions of the page.
_ROOM_X, _ROOM_Y = 0.015, 0.006
_CROP_WIDTH = 900
_PAGE_SIZE = (1000, 1400)
_QUALITY = 60
#: All pictures of a page together, in bytes: what a browser opens without thinking.
MOST_BYTES = 24 * 2**20
#: Decoded pages that are kept for the next crop: 26 MB each at 300 dpi.
_KEPT = 3


class Gallery:
    """Hands out pictures while there is room for them; then nothing, and `full` says so."""

    def __init__(self, room: int = MOST_BYTES) -> None:
        self._room = room
        self._pages: OrderedDict[Path, Image.Image] = OrderedDict()
        self.full = False

    def crop(self, picture: Path, boxes: Sequence[Box]) -> str:
        """The part of the page around `boxes`; empty when there is no room."""
        page = self._opened(picture)
        near = hull(boxes).padded(_ROOM_X, _ROOM_Y)
        left, right = (round(side * page.width) for side in (near.left, near.right))
        top, bottom = (round(side * page.height) for side in (near.top, near.bottom))
        cut = page.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        return self._uri(cut, (_CROP_WIDTH, page.height))

    def whole(self, picture: Path) -> str:
        """The whole page at modest size; empty when there is no room."""
        return self._uri(self._opened(picture).copy(), _PAGE_SIZE)

    def _opened(self, picture: Path) -> Image.Image:
        if picture not in self._pages:
            with Image.open(picture) as opened:
                self._pages[picture] = opened.convert("RGB")
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(picture)
        return self._pages[picture]

    def _uri(self, image: Image.Image, size: tuple[int, int]) -> str:
        image.thumbnail(size)
        written = BytesIO()
        image.save(written, "JPEG", quality=_QUALITY, optimize=True)
        uri = "data:image/jpeg;base64," + base64.b64encode(written.getvalue()).decode("ascii")
        if len(uri) > self._room:
            self.full = True
            return ""
        self._room -= len(uri)
        return uri
