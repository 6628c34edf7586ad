"""Whether the text layer of a PDF page may be believed, or the page must be read by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extractors.pdf_text import Char
from extractors.printable import clean
from extractors.russian_letters import plausibility, posing_as_cyrillic

_FEW = 20
#: Printed on a scan, less than this is the mark of an electronic signature or a page number.
_FEW_ON_PICTURE = 600
_PLAUSIBLE = 0.55
_FULL_PAGE = 0.6
_UNMAPPED = "(cid:"
_WHITE = 0.98


class Verdict(StrEnum):
    """Why a page is read by its layer or by OCR."""

    TRUSTED = "trusted"
    MISSING = "missing"
    BROKEN = "broken"
    TOO_COMPLEX = "too_complex"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, with the characters that are there to be seen.

    A trusted layer `over_picture` is still to be compared with what the picture shows.
    """

    verdict: Verdict
    visible: list[Char]
    hidden: int
    over_picture: bool = False


def judge(
    chars: list[Char],
    fills: Sequence[Char],
    invisible: bool,
    picture_share: float,
    most: int,
) -> Judgement:
    """Judge a page's layer of at most `most` characters.

    `fills` are the painted rectangles of the page, `invisible` says that there is text drawn
    without ink, as OCR programs do over a scan; `picture_share` is the part of the page that
    pictures cover (0..1).
    """
    printed = [char for char in chars if char["text"].strip()]
    grounds = [fill for fill in fills if fill.get("fill") and not _is_white(fill)]
    visible = [char for char in printed if _is_seen(char, grounds)]
    hidden = len(printed) - len(visible)
    over_picture = picture_share > _FULL_PAGE
    if len(printed) > most:
        return Judgement(Verdict.TOO_COMPLEX, visible, hidden)
    if not visible or (over_picture and len(visible) < (_FEW if invisible else _FEW_ON_PICTURE)):
        return Judgement(Verdict.MISSING, visible, hidden)
    if invisible and not over_picture:
        return Judgement(Verdict.BROKEN, visible, hidden)
    if legibility(chars) < _PLAUSIBLE:
        return Judgement(Verdict.BROKEN, visible, hidden)
    seen = [char for char in chars if _is_seen(char, grounds)]
    return Judgement(Verdict.TRUSTED, seen, hidden, over_picture)


def legibility(chars: list[Char]) -> float:
    """0..1: how much of the layer reads as writing; unmapped glyphs count against it."""
    raw = "".join(char["text"] for char in chars)
    unmapped = raw.count(_UNMAPPED) + raw.count("�") + sum(map(_is_private, raw))
    text = clean(raw.replace(_UNMAPPED, " "))
    letters = sum(map(str.isalpha, text))
    if letters < _FEW:
        return 0.0 if unmapped > letters else 1.0
    if posing_as_cyrillic(text):
        return 0.0
    return plausibility(text) * max(0.0, 1 - 2 * unmapped / (letters + unmapped))


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"


def _is_seen(char: Char, grounds: Sequence[Char]) -> bool:
    """White letters are seen on a painted ground only."""
    if not _is_white(char):
        return True
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(
        ground["x0"] <= x <= ground["x1"] and ground["top"] <= y <= ground["bottom"]
        for ground in grounds
    )


def _is_white(shape: Char) -> bool:
    return is_white(shape.get("non_stroking_color"))


def is_white(color: Any) -> bool:
    if not isinstance(color, tuple | list) or not all(isinstance(c, int | float) for c in color):
        return False
    if len(color) == 4:
        return all(part <= 1 - _WHITE for part in color)
    return len(color) in (1, 3) and all(part >= _WHITE for part in color)
