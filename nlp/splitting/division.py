"""The papers of a thick scan: a chance at every border, then the likeliest division as a whole.

The pages are a chain. At each border the signs (nlp.splitting.signs) add up to the log-odds that
a paper begins; what only a run of pages shows (printed numbers that count up from its first
page, one case throughout) weighs each possible paper. Dynamic programming finds the division
whose sum is greatest. Blank pages and separators are taken out of the chain before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from casework.division import Division, PageRange, PageStory
from casework.field import Step
from nlp.kinds.lexicon import KindLexicon
from nlp.splitting.look import PageLook, Role, look_at_page
from nlp.splitting.signs import Border, signs_of
from nlp.splitting.weights import Weights
from papers.document import Document

#: No paper of an office is longer; it bounds the work on a file of a thousand pages.
_LONGEST = 120


@dataclass(frozen=True)
class Splitter:
    """Divides files by fitted weights; `kinds` tell the titles of papers."""

    kinds: KindLexicon
    weights: Weights = field(default_factory=Weights.load)

    def divide(self, document: Document) -> Division:
        """The papers of a document; one of all its pages where nothing says otherwise.

        Flowing text has no pages and is never divided. A single paper keeps its blank pages.
        """
        numbers = [page.number for page in document.pages]
        whole = (PageRange(numbers[0], numbers[-1]),) if numbers else ()
        if document.flowing or len(numbers) < 2:
            return Division(whole)
        looks = [look_at_page(document, page, self.kinds) for page in document.pages]
        chain = Chain.of(document, looks, self.weights)
        starts = chain.starts()
        papers = tuple(_ranges(looks, chain.pages, starts)) if len(starts) > 1 else whole
        return Division(papers, tuple(_stories(looks, chain)))


@dataclass(frozen=True)
class Chain:
    """The pages with something on them, and the border before each but the first."""

    pages: Sequence[PageLook]
    borders: Sequence[Border]
    weights: Weights

    @classmethod
    def of(cls, document: Document, looks: Sequence[PageLook], weights: Weights) -> Chain:
        at = [i for i, look in enumerate(looks) if look.role is Role.PAGE]
        borders = [
            Border(document, looks[a], looks[b], tuple(looks[a + 1 : b])) for a, b in pairwise(at)
        ]
        return cls([looks[i] for i in at], borders, weights)

    @cached_property
    def trails(self) -> tuple[tuple[Step, ...], ...]:
        """For each border how the chance came to be, sign by sign."""
        return tuple(tuple(self._trail(border)) for border in self.borders)

    @cached_property
    def odds(self) -> tuple[float, ...]:
        """For each border the log-odds that a paper begins behind it."""
        return tuple(self._odds(border) for border in self.borders)

    def _odds(self, border: Border) -> float:
        signs = sum(self.weights.signs.get(name, 0.0) for name, _ in signs_of(border))
        return self.weights.bias - self.weights.caution + signs

    def _trail(self, border: Border) -> Iterator[Step]:
        odds = self.weights.bias - self.weights.caution
        yield Step("before", chance(odds))
        for name, words in signs_of(border):
            if weight := self.weights.signs.get(name, 0.0):
                odds += weight
                yield Step(name, chance(odds), words)

    def starts(self) -> list[int]:
        """Indexes of the pages with which papers begin, in the division of the greatest sum."""
        if not self.pages:
            return []
        best, begun = [0.0], [0]
        for stop in range(1, len(self.pages) + 1):
            options = (
                (best[start] + self._begins(start) + run, start) for start, run in self._runs(stop)
            )
            most, start = max(options, key=lambda option: option[0])
            best.append(most)
            begun.append(start)
        starts, at = [], len(self.pages)
        while at:
            at = begun[at]
            starts.append(at)
        return starts[::-1]

    def _begins(self, start: int) -> float:
        """What speaks for a paper that begins with this page."""
        misnumbered = (self.pages[start].number or 1) > 1
        score = self.weights.run["first_misnumbered"] * misnumbered
        return score + (self.odds[start - 1] / 2 if start else 0.0)

    def _runs(self, stop: int) -> Iterator[tuple[int, float]]:
        """For every paper that could end before `stop`, its start and what its pages say."""
        inside = 0.0
        for start in range(stop - 1, max(-1, stop - 1 - _LONGEST), -1):
            yield start, inside + self._whole(start, stop)
            if start:
                inside -= self.odds[start - 1] / 2

    def _whole(self, start: int, stop: int) -> float:
        """What a run of pages shows that no border does."""
        fits = sum(self.pages[k].number == k - start + 1 for k in range(start + 1, stop))
        return self.weights.run["number_fits"] * fits


def chance(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _ranges(
    looks: Sequence[PageLook], pages: Sequence[PageLook], starts: Sequence[int]
) -> Iterator[PageRange]:
    """From its first page to the last before the next paper or the separator in front of it.

    What seems blank stays with the paper before: it is the back of its last sheet, or holds
    something that could not be read.
    """
    for start, stop in zip(starts, [*starts[1:], len(pages)], strict=True):
        last = pages[stop - 1].page.number
        for look in looks[looks.index(pages[stop - 1]) + 1 :]:
            if look.role is not Role.BLANK:
                break
            last = look.page.number
        yield PageRange(pages[start].page.number, last)


def _stories(looks: Sequence[PageLook], chain: Chain) -> Iterator[PageStory]:
    """Every page with its chance; the first with something on it begins a paper for sure."""
    trails = iter(chain.trails)
    begun = False
    for look in looks:
        shown = look.first.shown if look.first else ""
        if look.role is not Role.PAGE:
            yield PageStory(look.page.number, look.role.value, shown, 0.0)
        elif not begun:
            begun = True
            yield PageStory(look.page.number, look.role.value, shown, 1.0)
        else:
            trail = next(trails)
            yield PageStory(look.page.number, look.role.value, shown, trail[-1].confidence, trail)
