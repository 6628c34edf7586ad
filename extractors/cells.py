"""Cells of a table that were read badly are read again, each as lines of its own.

Tesseract follows lines across a whole table: where cells of one row have one line and two, it
takes pieces of both for one. The doubtful cells are put under each other on an empty page, and
what is read better there stands in for what was read before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from extractors.grid import Rect, Rule
from extractors.layout import Placed, text_height
from extractors.ocr import Tesseract
from extractors.pages import fill_grids
from extractors.scan_types import Pixels

_DOUBTFUL, _LIKELY, _SURE = 0.85, 0.5, 0.9
_DARK = 80  # levels below the paper
_INSET = 0.02  # inches: half a ruling line
_SPECK = 0.4  # heights of the text: what is lower is no text
_TALL = 1.8  # heights of the text: a word of two lines
_OVERLAP = 0.3  # of the smaller word
_SPACE = 0.8  # heights of the text between the cells on the page they are read from
_MOST_HEIGHT = 20_000  # pixels; Tesseract takes no more than 32,767


@dataclass(frozen=True, slots=True)
class _Piece:
    """The ink of a cell at `left`, `top` of the page; from `shown` on in the strip."""

    cell: Rect
    left: int
    top: int
    ink: Pixels
    shown: int = 0


def with_cells(
    words: list[Placed], gray: Pixels, rules: Sequence[Rule], dpi: int, tesseract: Tesseract
) -> list[Placed]:
    """The words of the page, those of doubtful cells as a second reading has them if better."""
    if not words:
        return words
    filled, _ = fill_grids(words, rules)
    known = {
        cell: held
        for grid, rows in filled
        for cells, row in zip(grid.rows, rows, strict=True)
        for cell, held in zip(cells, row, strict=True)
        if not grid.is_frame
    }
    height = text_height(words)
    doubtful = [cell for cell, held in known.items() if _is_doubtful(held, height)]
    strip, pieces = _strip([_piece(gray, cell, dpi) for cell in doubtful], height)
    if not pieces:
        return words
    found = tesseract.read(strip, dpi).words
    for piece in pieces:
        again = [_back(word, piece) for word in found if _on(piece, word)]
        if _is_better(again, known[piece.cell], height):
            old = set(map(id, known[piece.cell]))
            words = [word for word in words if id(word) not in old] + again
    return words


def _is_doubtful(words: Sequence[Placed], height: float) -> bool:
    """Whether a cell holds nothing, words read unsurely, or pieces of several lines in one."""
    return _sureness(words) < _DOUBTFUL or _is_tangled(words, height)


def _is_tangled(words: Sequence[Placed], height: float) -> bool:
    """Whether words lie over each other or reach over two lines."""
    return any(word.height > _TALL * height for word in words) or any(
        _overlap(one, other) for one, other in combinations(words, 2)
    )


def _is_better(again: Sequence[Placed], before: Sequence[Placed], height: float) -> bool:
    """Whether a second reading stands; where there was nothing, a tick must not make a letter."""
    text, was = ("".join(word.text for word in words) for words in (again, before))
    if not was:
        return _sureness(again) > (_LIKELY if len(text) > 1 else _SURE if text.isdigit() else 1.0)
    least = _LIKELY if _is_tangled(before, height) else _sureness(before)
    return _sureness(again) > least and len(text) >= _LIKELY * len(was)


def _sureness(words: Sequence[Placed]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum((word.confidence or 0.0) * len(word.text) for word in words) / max(1, letters)


def _overlap(one: Placed, other: Placed) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min((w.x1 - w.x0) * w.height for w in (one, other))
    return min(across, down) > 0 and across * down > _OVERLAP * least


def _piece(gray: Pixels, cell: Rect, dpi: int) -> _Piece | None:
    """The ink inside a cell's rules; None for an empty one."""
    inset = max(1, round(_INSET * dpi))
    left, top = max(0, int(cell.x0) + inset), max(0, int(cell.top) + inset)
    part = gray[top : int(cell.bottom) - inset, left : int(cell.x1) - inset]
    if not part.size:
        return None
    dark = part < np.percentile(part, 90) - _DARK
    across, down = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    if not across.size:
        return None
    x, y = max(0, int(across[0]) - inset), max(0, int(down[0]) - inset)
    ink = part[y : int(down[-1]) + inset, x : int(across[-1]) + inset]
    return _Piece(cell, left + x, top + y, ink)


def _strip(pieces: Iterable[_Piece | None], height: float) -> tuple[Pixels, list[_Piece]]:
    """The pieces under each other on a white page."""
    space = round(_SPACE * height)
    shown: list[_Piece] = []
    place = space
    for piece in pieces:
        if piece is None or piece.ink.shape[0] < _SPECK * height:
            continue
        if place + piece.ink.shape[0] > _MOST_HEIGHT:
            break
        shown.append(replace(piece, shown=place))
        place += piece.ink.shape[0] + space
    width = max((piece.ink.shape[1] for piece in shown), default=0) + 2 * space
    page = np.full((place, width), 255, np.uint8)
    for piece in shown:
        tall, wide = piece.ink.shape
        page[piece.shown : piece.shown + tall, space : space + wide] = piece.ink
    return page, [replace(piece, left=piece.left - space) for piece in shown]


def _on(piece: _Piece, word: Placed) -> bool:
    return 0 <= word.middle - piece.shown < len(piece.ink)


def _back(word: Placed, piece: _Piece) -> Placed:
    """The word at its place on the page."""
    down = piece.top - piece.shown
    return replace(
        word,
        x0=word.x0 + piece.left,
        x1=word.x1 + piece.left,
        top=word.top + down,
        bottom=word.bottom + down,
    )
