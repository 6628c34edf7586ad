"""Where a value stands in the paper. Evidence can only be cited from a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from papers.document import Document, Word
from papers.geometry import Box, hull


class Place(StrEnum):
    """In which part of the paper the value stands (records.md, section 1.3)."""

    REG = "REG"
    HEAD = "HEAD"
    ADDR = "ADDR"
    TITLE = "TITLE"
    SUBJ = "SUBJ"
    PERS = "PERS"
    PLACE = "PLACE"
    FACTS = "FACTS"
    OPER = "OPER"
    FORM = "FORM"
    ROW = "ROW"
    SIGN = "SIGN"
    RESOL = "RESOL"
    META = "META"
    REC = "REC"
    CTX = "CTX"


@dataclass(frozen=True, slots=True)
class PageBox:
    """One line's worth of evidence: a box on a page (pages count from 1)."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation with its place: `document.text[start:stop] == quote`, never empty.

    `boxes` holds one box a printed line, and is empty for flowing formats.
    """

    start: int
    stop: int
    quote: str
    boxes: tuple[PageBox, ...] = ()
    place: Place | None = None

    def __post_init__(self) -> None:
        if not self.quote.strip() or self.stop - self.start != len(self.quote):
            raise ValueError("evidence must quote the text that stands at its span")


if TYPE_CHECKING:
    #: A value needs at least one piece of evidence; the type says so.
    SomeEvidence = tuple[Evidence, *tuple[Evidence, ...]]
else:
    # Decoders of stored JSON know no unpacked tuples; FieldCandidate refuses an empty one itself.
    SomeEvidence = tuple[Evidence, ...]


def cite(document: Document, start: int, stop: int, place: Place | None = None) -> Evidence:
    """Quote `document.text[start:stop]`; ValueError when that is outside the text or blank."""
    if not 0 <= start < stop <= len(document.text):
        raise ValueError(f"span {start}:{stop} is outside the text")
    words = document.words_between(start, stop)
    return Evidence(start, stop, document.text[start:stop], _line_boxes(words), place)


def _line_boxes(words: tuple[Word, ...]) -> tuple[PageBox, ...]:
    """One box for every printed line that `words` run over."""
    lines: list[list[PageBox]] = []
    placed = (PageBox(word.page, word.box) for word in words if word.box)
    for _, on_page in groupby(placed, key=lambda placed: placed.page):
        fresh = True
        for piece in on_page:
            if not fresh and lines[-1][-1].box.same_line(piece.box):
                lines[-1].append(piece)
            else:
                lines.append([piece])
            fresh = False
    return tuple(PageBox(line[0].page, hull(piece.box for piece in line)) for line in lines)
