"""A document read otherwise in places, and the way back to what was read first.

The document itself is never edited: this makes another one beside it, whose spans are led back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from papers.arrangement import Table
from papers.document import Document, Page, Word
from papers.geometry import Box, hull


@dataclass(frozen=True, slots=True)
class Replaced:
    """`text` in place of `document.text[start:stop]`: words with single blanks, for whole words."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class _Way:
    """From the offsets of one text to those of another; `edges` of replaced spans in both."""

    edges: tuple[int, ...]
    there: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Where a span that begins at `offset` begins there: inside a replaced one, with it."""
        i = bisect_right(self.edges, offset)
        return self.there[i - 1] if i % 2 else self._beside(offset, i)

    def stop(self, offset: int) -> int:
        i = bisect_left(self.edges, offset)
        return self.there[i] if i % 2 else self._beside(offset, i)

    def _beside(self, offset: int, passed: int) -> int:
        return offset + (self.there[passed - 1] - self.edges[passed - 1] if passed else 0)


@dataclass(frozen=True, slots=True)
class OtherReading:
    """`document` is the first one with other words in some places."""

    document: Document
    _way: _Way

    def first(self, start: int, stop: int) -> tuple[int, int]:
        """The span of the first document behind a span of this one; what was replaced is whole."""
        return self._way.start(start), self._way.stop(stop)


def read_otherwise(document: Document, replaced: Iterable[Replaced]) -> OtherReading:
    """The document with other texts at spans that do not overlap."""
    ordered = sorted(replaced, key=lambda one: one.start)
    text, last = "", 0
    edges: list[int] = []
    there: list[int] = []
    for one in ordered:
        text += document.text[last : one.start]
        edges += one.start, one.stop
        there += len(text), len(text) + len(one.text)
        text += one.text
        last = one.stop
    text += document.text[last:]
    way = _Way(tuple(edges), tuple(there))
    other = replace(
        document,
        text=text,
        pages=tuple(_page(page, way, ordered) for page in document.pages),
        blocks=tuple(
            replace(block, start=way.start(block.start), stop=way.stop(block.stop))
            for block in document.blocks
        ),
        tables=tuple(_table(table, way) for table in document.tables),
        underlines=tuple(
            replace(line, start=way.start(line.start), stop=way.stop(line.stop))
            for line in document.underlines
        ),
    )
    return OtherReading(other, _Way(way.there, way.edges))


def _page(page: Page, way: _Way, ordered: Sequence[Replaced]) -> Page:
    words = [
        replace(word, start=way.start(word.start))
        for word in page.words
        if not any(one.start <= word.start < one.stop for one in ordered)
    ]
    for one in ordered:
        words += _words(page, one, way.start(one.start))
    words.sort(key=lambda word: word.start)
    start, stop = way.start(page.start), way.stop(page.stop)
    return replace(page, start=start, stop=stop, words=tuple(words))


def _words(page: Page, one: Replaced, start: int) -> Iterator[Word]:
    """The other words, all in the box of those they stand for."""
    old = [word for word in page.words if one.start <= word.start < one.stop]
    boxes = [word.box for word in old if word.box]
    box: Box | None = hull(boxes) if boxes else None
    for text in one.text.split() if old else ():
        yield Word(text, start, page.number, box)
        start += len(text) + 1


def _table(table: Table, way: _Way) -> Table:
    cells = (
        replace(cell, start=way.start(cell.start), stop=_end(cell.start, cell.stop, way))
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def _end(start: int, stop: int, way: _Way) -> int:
    """An empty cell stays empty."""
    return way.stop(stop) if stop > start else way.start(start)
