"""The text of a paper cut at the borders of its marks: each piece knows what was found there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from papers.evidence import Evidence
from review_cli.explanation.story import Chapter, Entry, Outcome

_ORDER = {Outcome.OFFERED: 0, Outcome.ALTERNATIVE: 1, Outcome.REJECTED: 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that an entry was taken from: `entry` and `anchor` are ids of the page."""

    entry: str
    anchor: str
    number: int
    hue: int
    outcome: Outcome
    note: str
    evidence: Evidence
    clue: bool = False

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Of two marks over the same words the lesser is shown.

        A value comes before a clue of the kind, what is offered before the rest, the shorter.
        """
        return self.clue, _ORDER[self.outcome], self.evidence.stop - self.evidence.start


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text under the same marks; without `notes` under none.

    `anchors` are of the marks that begin here; `number` (of the chapter) is 0 where the shown
    one goes on.
    """

    text: str
    entry: str = ""
    anchors: tuple[str, ...] = ()
    number: int = 0
    hue: int = 0
    outcome: str = ""
    notes: tuple[str, ...] = ()


def marks_of(
    prefix: str, chapters: Sequence[Chapter], hue: Callable[[int], int]
) -> tuple[Mark, ...]:
    """Every quotation of every entry; of the kinds of paper only those of the one chosen."""
    return tuple(
        Mark(
            f"{prefix}c{number}e{i}",
            f"{prefix}c{number}e{i}q{j}",
            number,
            hue(number),
            entry.outcome,
            _note(chapter, entry),
            quote.evidence,
            clue=chapter.id == "kind",
        )
        for number, chapter in enumerate(chapters, 1)
        for i, entry in enumerate(chapter.entries, 1)
        for j, quote in enumerate(entry.quotes, 1)
        if chapter.id != "kind" or i == 1
    )


def _note(chapter: Chapter, entry: Entry) -> str:
    label = f" ({entry.label})" if entry.label else ""
    score = f" · {entry.score}" if entry.score else ""
    return f"{chapter.title}{label}: {entry.value}{score}. {entry.why}"


def pieces(text: str, start: int, stop: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """`text[start:stop]` in pieces, in order; joined they are that text again."""
    near = [m for m in marks if m.evidence.start < stop and start < m.evidence.stop]
    inside = {edge for m in near for edge in (m.evidence.start, m.evidence.stop)}
    edges = sorted({start, stop, *(edge for edge in inside if start < edge < stop)})
    begun = set[str]()
    ahead = deque(sorted(near, key=lambda m: m.evidence.start))
    over: list[Mark] = []
    for begin, end in pairwise(edges):
        over = [mark for mark in over if mark.evidence.stop > begin]
        while ahead and ahead[0].evidence.start <= begin:
            over.append(ahead.popleft())
        yield _piece(text[begin:end], over, begun)


def _piece(text: str, over: Sequence[Mark], begun: set[str]) -> Piece:
    if not over:
        return Piece(text)
    top, *_ = ranked = sorted(over, key=lambda mark: mark.rank)
    fresh = tuple(mark.anchor for mark in over if mark.anchor not in begun)
    begun.update(fresh)
    return Piece(
        text,
        top.entry,
        fresh,
        top.number if top.anchor in fresh else 0,
        top.hue,
        top.outcome.value,
        tuple(dict.fromkeys(mark.note for mark in ranked)),
    )
