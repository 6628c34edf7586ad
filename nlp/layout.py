"""Printed lines and table cells of a paper: the units in which heads and stamps are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.aligned import AlignedText

#: Cells of a row, and texts set far apart on one line («14 марта 2025 г.        г. Элиста»).
_GAP = re.compile(r"\t| {3,}")
#: «СУДЕБНЫЙ   ПРИКАЗ»: words of a letter-spaced title stand apart, and yet together.
_TITLE = re.compile(r" *[А-ЯЁ]+(?: {1,5}[А-ЯЁ]+){1,3} *")
_ZERO = re.compile(r"(?<=[а-я])0(?=[а-я])")
_NOT_LETTER = re.compile(r"[^а-яa-z]+")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands together on one printed line: `view.text[start:stop]` without outer blanks.

    `text` is folded; `shown` keeps the case; texts of one printed line share `row`; `opens` is
    true below an empty line, `first` for the leftmost text of its row.
    """

    start: int
    stop: int
    text: str
    shown: str
    row: int
    opens: bool
    first: bool

    @property
    def letters(self) -> str:
        """Folded letters alone: letter spacing, numbers and marks do not matter to a title."""
        return letters_of(self.text)

    @property
    def capitals(self) -> bool:
        """Whether the line is set in capitals."""
        letters = [char for char in self.shown if char.isalpha()]
        return len(letters) > 2 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def letters_of(text: str) -> str:
    """The letters of folded text, a zero among letters read as the letter О."""
    return _NOT_LETTER.sub("", _ZERO.sub("о", text))


def printed_lines(view: AlignedText) -> tuple[Line, ...]:
    """Every text of the lines view that is set apart by a line's end, a tab or a wide gap."""
    found: list[Line] = []
    at, opens = 0, True
    for row, printed in enumerate(view.text.split("\n")):
        start, first = at, True
        for piece in _pieces(printed):
            begin, end = start + piece[0], start + piece[1]
            found.append(
                Line(begin, end, view.folded[begin:end], view.text[begin:end], row, opens, first)
            )
            first = False
        opens = first
        at += len(printed) + 1
    return tuple(found)


def _pieces(printed: str) -> list[tuple[int, int]]:
    """Spans of the non-blank texts of one printed line."""
    spans, at = [], 0
    gaps = [] if _TITLE.fullmatch(printed) else _GAP.finditer(printed)
    for gap in (*gaps, None):
        stop = gap.start() if gap else len(printed)
        text = printed[at:stop]
        if text.strip():
            spans.append((at + len(text) - len(text.lstrip()), at + len(text.rstrip())))
        at = gap.end() if gap else stop
    return spans
