"""Sentences of the prose view, by razdel, which knows initials and abbreviations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from razdel import sentenize

from nlp.aligned import AlignedText

#: A cell or a line; a monstrous one in pieces, so that no judge of a sentence sees more.
_ROW = re.compile(r"[^\n\t]{1,2000}")
#: Shortened words of offices that razdel takes for the end of a sentence.
_SHORTENED = re.compile(
    r"\b(?:рег|вх|исх|прож|зарег|несоверш|гр|зам|отв|род|урож|адм)\.$", re.IGNORECASE
)
#: A line that opens a list, and the items that may follow it.
_OPENS = re.compile(r":\s*$")
_ITEM = re.compile(r"\s*(?:[-•*]|\d{1,2}[.)]|[а-я]\))\s*|.*;\s*$")


@dataclass(frozen=True)
class Sentences:
    """The sentences of `view` as spans, in order; none runs over a line of the view."""

    view: AlignedText
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, view: AlignedText) -> Sentences:
        found: list[tuple[int, int]] = []
        for row in _ROW.finditer(view.text):
            joined = False
            for sentence in sentenize(row.group()):
                start, stop = row.start() + sentence.start, row.start() + sentence.stop
                if joined:
                    start = found.pop()[0]
                if sentence.text.strip():
                    found.append((start, stop))
                    joined = bool(_SHORTENED.search(sentence.text))
        return cls(view, tuple(found))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.spans)

    def index(self, place: int) -> int:
        """The number of the sentence that holds `view[place]`."""
        return max(0, bisect_right(self._starts, place) - 1)

    def at(self, place: int) -> tuple[int, int]:
        """The span of the sentence that holds `view[place]`; the empty view has (0, 0)."""
        return self.spans[self.index(place)] if self.spans else (0, 0)

    def matches(
        self, pattern: re.Pattern[str], start: int = 0, stop: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Matches of `pattern`, none longer than a sentence, between two places of the view."""
        for begin, end in self.spans[self.index(start) :]:
            if stop is not None and begin >= stop:
                return
            if end > start:
                limit = end if stop is None else min(end, stop)
                yield from pattern.finditer(self.view.folded, max(begin, start), limit)

    def folded(self, index: int) -> str:
        """The folded text of a sentence; empty when there is none of that number."""
        if not 0 <= index < len(self.spans):
            return ""
        start, stop = self.spans[index]
        return self.view.folded[start:stop]

    def lead(self, index: int, reach: int = 12) -> str:
        """The folded sentence ending in «:» whose list the sentence is an item of, or empty."""
        for before in range(index - 1, max(-1, index - 1 - reach), -1):
            text = self.folded(before)
            if _OPENS.search(text):
                return text
            if not _ITEM.match(text):
                return ""
        return ""
