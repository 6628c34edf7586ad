"""The vote on a paper's kind: clues add up, the runners-up are the alternatives."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rapidfuzz import fuzz

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

    @classmethod
    def load(cls) -> Recogniser:
        return cls(KindLexicon.load())

    def recognise(self, paper: Paper) -> KindGuess:
        page = look_at(paper, self.lexicon.titles)
        sums = {kind.id: _sum(kind, page) for kind in self.lexicon.kinds.values()}
        sums[OTHER] = max(sums.get(OTHER, 0.0), self.lexicon.threshold)
        (first, best), *rest = sorted(sums.items(), key=lambda item: -item[1])
        alternatives = tuple(
            (kind, round(_share(total, best), 3))
            for kind, total in rest[:_ALTERNATIVES]
            if total > 0
        )
        confidence = round(1 - _share(rest[0][1], best), 3)
        return KindGuess(first, confidence, self._subtype(first, page), alternatives)

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


def _sum(kind: KindRules, page: KindPage) -> float:
    """What speaks for `kind`, less what speaks against it."""
    titles = [
        max((clue.weight for clue in kind.titles if _begins(letters, clue)), default=0.0)
        for letters in page.titles
    ]
    title = max(
        (weight * (_LATER_TITLE if i else 1.0) for i, weight in enumerate(titles)), default=0.0
    )
    clues = sum(clue.weight for clue in kind.clues if clue.pattern.search(page.zones[clue.zone]))
    return title + clues + sum(kind.layout.get(mark, 0.0) for mark in page.marks)


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
