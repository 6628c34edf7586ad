"""The rows of a form as they stand in the text, cut where a mark may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GAP = re.compile(r"\t|_{2,}")
_BOX = re.compile(r"[☐☑☒✓✔✗✘□■]|\[[ xхv+✓*]?\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """`document.text[start:stop]`, a cell or a part of one; `column` counts the row's tabs."""

    start: int
    stop: int
    column: int
    text: str


def form_rows(text: str) -> list[tuple[Piece, ...]]:
    """The rows of a text with their pieces that are not blank."""
    rows: list[tuple[Piece, ...]] = []
    place = 0
    for row in text.split("\n"):
        pieces = tuple(_pieces(row, place))
        if pieces:
            rows.append(pieces)
        place += len(row) + 1
    return rows


def _pieces(row: str, place: int) -> Iterator[Piece]:
    column = at = 0
    for gap in (*_GAP.finditer(row), None):
        stop = gap.start() if gap else len(row)
        for start, end in _boxed(row, at, stop):
            part = row[start:end]
            if part.strip():
                start += len(part) - len(part.lstrip())
                end -= len(part) - len(part.rstrip())
                yield Piece(place + start, place + end, column, row[start:end])
        if gap:
            at = gap.end()
            column += gap.group() == "\t"


def _boxed(row: str, start: int, stop: int) -> list[tuple[int, int]]:
    """«☑ Газ ☐ Туалет» in two; the boxes of «☑ да ☐ нет» stay together."""
    boxes = list(_BOX.finditer(row, start, stop))
    words = re.sub(r"[^а-яё]+", "", _BOX.sub("", row[start:stop]).lower())
    if len(boxes) < 2 or words in ("", "данет"):
        return [(start, stop)]
    if row[start : boxes[0].start()].strip():
        cuts = [box.end() for box in boxes]
    else:
        cuts = [box.start() for box in boxes[1:]]
    return list(zip([start, *cuts], [*cuts, stop], strict=True))
