"""The filled ticks, words and underlinings of Приложения № 2, 8 and 9."""

from __future__ import annotations

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.marks.choices import chosen
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper

FINDER = "marks"


def find_marks(paper: Paper, kind: KindGuess) -> tuple[FieldCandidate, ...]:
    """One candidate a line of a form, in text order; its field is «section.item»."""
    best: dict[str, FieldCandidate] = {}
    for candidate in (*FormLines.of(paper, kind).marks(FINDER), *chosen(paper, kind, FINDER)):
        known = best.get(candidate.field)
        if known is None or candidate.confidence > known.confidence:
            best[candidate.field] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: candidate.evidence[0].start))
