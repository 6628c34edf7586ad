"""Lay words out as a page's text, so that every word knows its offset.

The conventions are those of papers/document.py: cells are separated by a tab, lines end in a
line feed, an empty line separates blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.printable import clean
from papers.arrangement import Underline
from papers.document import Block, BlockKind, Word
from papers.geometry import Box

#: Around underlined text of a flowing format. XML can't hold these controls: they come from us.
_UNDERLINED, _PLAIN = "\x0e", "\x0f"


@dataclass(frozen=True, slots=True)
class Token:
    """A word that has no offset yet."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    underlined: bool = False


Cell = Sequence[Token]
Line = Sequence[Cell]
#: Where something stands in the page's text: from, to.
Span = tuple[int, int]


def underline(text: str) -> str:
    """`text` as underlined text of a flowing format, for `cell`."""
    return f"{_UNDERLINED}{text}{_PLAIN}" if text.strip() else text


def without_underlines(text: str) -> str:
    """What `underline` was given."""
    return text.replace(_UNDERLINED, "").replace(_PLAIN, "")


def cell(text: str) -> list[Token]:
    """The tokens of flowing text, without boxes."""
    if _UNDERLINED not in text:
        return [Token(part) for part in clean(text).split()]
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    """A word counts as underlined when most of its characters are."""
    on = False
    for part in text.split():
        lined = 0
        for character in part:
            on = character == _UNDERLINED or (on and character != _PLAIN)
            lined += on and character != _UNDERLINED
        word = without_underlines(part)
        for piece in clean(word).split():
            yield Token(piece, underlined=2 * lined > len(word))


def line(text: str) -> list[list[Token]]:
    """A line of flowing text whose tabs separate cells; tabs that only indent are dropped."""
    cells = [cell(part) for part in clean(text).strip("\t \n").split("\t")]
    return cells if any(cells) else []


@dataclass(slots=True)
class PageText:
    """Grows block by block; `text`, `words` and `blocks` always agree."""

    page: int
    text: str = ""
    words: list[Word] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    underlines: list[Underline] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def here(self) -> Span:
        """The empty span at the end of what is written."""
        return self._length, self._length

    def add(self, kind: BlockKind, lines: Iterable[Line]) -> list[list[Span]]:
        """Append a block; blank lines inside it are left out, an empty block altogether.

        Tells where every cell of every line stands; those of a line left out stand where it
        would have been.
        """
        start: int | None = None
        spans: list[list[Span]] = []
        for current in lines:
            if not any(current):
                spans.append([self.here for _ in current])
                continue
            if start is None:
                if self._length:
                    self._put("\n")
                start = self._length
            spans.append(self._put_line(current))
            self._put("\n")
        if start is not None:
            self.blocks.append(Block(kind, start, self._length, self.page))
        return spans

    def finish(self) -> str:
        """The page's text."""
        self.text = "".join(self._pieces)
        return self.text

    def _put_line(self, cells: Line) -> list[Span]:
        spans: list[Span] = []
        for number, words in enumerate(cells):
            if number:
                self._put("\t")
            start, first = self._length, len(self.words)
            for place, token in enumerate(words):
                if place:
                    self._put(" ")
                self.words.append(
                    Word(token.text, self._length, self.page, token.box, token.confidence)
                )
                self._put(token.text)
            spans.append((start, self._length))
            self._underline(zip(words, self.words[first:], strict=True))
        return spans

    def _underline(self, written: Iterable[tuple[Token, Word]]) -> None:
        for lined, run in groupby(written, key=lambda pair: pair[0].underlined):
            if lined:
                words = [word for _, word in run]
                self.underlines.append(Underline(words[0].start, words[-1].stop, self.page))

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
