"""The vote on a paper's kind: clues add up, the runners-up are the alternatives."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from casework.explanation import KindClue, KindVote
from casework.findings import KindGuess
from nlp.kinds.lexicon import KindLexicon, KindRules, TitleClue
from nlp.kinds.page import KindPage, look_at
from nlp.paper import Paper

OTHER = "other"
#: Below this likeness (of 100) letters are another title, not a damaged one.
_LIKE = 86
#: A second title on the sheet (an annex, a copy) says little of the whole.
_LATER_TITLE = 0.25
_ALTERNATIVES = 3


@dataclass(frozen=True)
class Recogniser:
    """Tells the kind of a paper by the clues of kinds.toml."""

    lexicon: KindLexicon

    def recognise(self, paper: Paper) -> KindGuess:
        page = look_at(paper, self.lexicon.titles)
        (first, best), *rest = ((vote.kind, vote.total) for vote in self._votes(page))
        alternatives = tuple(
            (kind, round(_share(total, best), 3))
            for kind, total in rest[:_ALTERNATIVES]
            if total > 0
        )
        confidence = round(1 - _share(rest[0][1], best), 3)
        return KindGuess(first, confidence, self._subtype(first, page), alternatives)

    def votes(self, paper: Paper) -> tuple[KindVote, ...]:
        """What speaks for every kind, the best first."""
        return self._votes(look_at(paper, self.lexicon.titles))

    def _votes(self, page: KindPage) -> tuple[KindVote, ...]:
        votes = {kind.id: _vote(kind, page) for kind in self.lexicon.kinds.values()}
        default = KindVote(OTHER, self.lexicon.threshold)
        votes[OTHER] = max(votes.get(OTHER, default), default, key=lambda vote: vote.total)
        return tuple(sorted(votes.values(), key=lambda vote: -vote.total))

    def fields(self, kind: str) -> frozenset[str]:
        """The fields that papers of a kind have."""
        return self.lexicon.kinds[kind].fields

    def _subtype(self, kind: str, page: KindPage) -> str | None:
        titles = [clue for clue in self.lexicon.kinds[kind].titles if clue.subtype]
        return next(
            (
                clue.subtype
                for letters in page.titles
                for clue in sorted(titles, key=lambda clue: -len(clue.letters))
                if _begins(letters, clue)
            ),
            None,
        )


def _vote(kind: KindRules, page: KindPage) -> KindVote:
    """What speaks for `kind`, less what speaks against it."""
    clues = (*_titles(kind, page), *_phrases(kind, page), *_layout(kind, page))
    return KindVote(kind.id, sum(clue.weight for clue in clues), clues)


def _titles(kind: KindRules, page: KindPage) -> Iterator[KindClue]:
    """The one title that says most."""
    told = [
        KindClue("title", letters[: len(clue.letters)], clue.weight * (_LATER_TITLE if i else 1.0))
        for i, letters in enumerate(page.titles)
        for clue in kind.titles
        if _begins(letters, clue)
    ]
    best = max(told, key=lambda clue: clue.weight, default=None)
    if best is not None and best.weight > 0:
        yield best


def _phrases(kind: KindRules, page: KindPage) -> Iterator[KindClue]:
    for clue in kind.clues:
        if match := clue.pattern.search(page.zones[clue.zone]):
            yield KindClue(clue.zone, match.group(), clue.weight)


def _layout(kind: KindRules, page: KindPage) -> Iterator[KindClue]:
    for mark in sorted(page.marks):
        if mark in kind.layout:
            yield KindClue("layout", mark, kind.layout[mark])


def _begins(letters: str, clue: TitleClue) -> bool:
    """Whether a title begins with the clue's letters, a damaged letter or two forgiven."""
    if letters.startswith(clue.letters):
        return True
    if len(clue.letters) < 6:
        return False
    length = len(clue.letters)
    return any(fuzz.ratio(letters[:n], clue.letters) >= _LIKE for n in (length, length - 1))


def _share(total: float, best: float) -> float:
    """The chance that a runner-up is right after all, by how far it is behind."""
    return 1 / (1 + math.exp(1.2 + 1.3 * (best - total)))
