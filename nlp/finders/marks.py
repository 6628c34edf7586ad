"""The filled ticks, words and underlinings of Приложения № 2, 8 and 9."""

from __future__ import annotations

from collections.abc import Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.marks.choices import chosen
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper

FINDER = "marks"


def look_at_marks(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """Every mark of every line, each by the rules that see it."""
    yield from FormLines.of(paper, kind).marks(FINDER)
    yield from chosen(paper, kind, FINDER)


def find_marks(paper: Paper, kind: KindGuess) -> tuple[FieldCandidate, ...]:
    """One candidate a line of a form, in text order; its field is «section.item»."""
    best: dict[str, FieldCandidate] = {}
    for candidate in look_at_marks(paper, kind):
        known = best.get(candidate.field)
        if known is None or candidate.confidence > known.confidence:
            best[candidate.field] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: candidate.evidence[0].start))
