"""Candidates to readings: same values merged, best first, contradictions told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from casework.field import SURE, FieldCandidate, FieldReading, Value
from nlp.confidence import agreed, contested, read_quality
from papers.document import Document
from papers.outcome import ReadingWarning, WarningCode

#: How many readings of one field a reviewer is shown at most.
_SHOWN = 6


def choose(
    document: Document, candidates: Iterable[FieldCandidate]
) -> tuple[tuple[FieldReading, ...], tuple[ReadingWarning, ...]]:
    """One reading a field in the order the fields were found, and the contradictions."""
    by_field: dict[str, list[FieldCandidate]] = defaultdict(list)
    for candidate in candidates:
        sure = candidate.confidence * read_quality(document, candidate)
        by_field[candidate.field].append(candidate.weighed("recognised", sure))
    merged = {field: _by_value(found) for field, found in by_field.items()}
    readings = tuple(FieldReading(field, _weighed(found)) for field, found in merged.items())
    return readings, tuple(w for found in merged.values() for w in _contradiction(found))


def _by_value(found: list[FieldCandidate]) -> list[FieldCandidate]:
    """One candidate a value, surest first; equally sure ones in the paper's order."""
    by_value: dict[Value, list[FieldCandidate]] = defaultdict(list)
    for candidate in found:
        by_value[candidate.value].append(candidate)
    merged = [_merged(same) for same in by_value.values()]
    return sorted(merged, key=lambda c: (-c.confidence, c.evidence[0].start))


def _merged(same: list[FieldCandidate]) -> FieldCandidate:
    """One candidate for a value that several rules or places give."""
    best, *others = sorted(same, key=lambda candidate: -candidate.confidence)
    by_rule: dict[tuple[str, str], float] = defaultdict(float)
    for candidate in same:
        rule = candidate.finder, candidate.rule
        by_rule[rule] = max(by_rule[rule], candidate.confidence)
    known = {(evidence.start, evidence.stop) for evidence in best.evidence}
    further = {(e.start, e.stop): e for other in others for e in other.evidence}
    first, *rest = best.evidence
    rest += [evidence for span, evidence in further.items() if span not in known]
    sure = agreed(list(by_rule.values()))
    agreeing = ", ".join(rule for _, rule in by_rule if rule != best.rule)
    return replace(best, evidence=(first, *rest)).weighed("agreed", sure, agreeing)


def _weighed(merged: list[FieldCandidate]) -> tuple[FieldCandidate, ...]:
    """The candidates, each less sure by the others."""
    sure = [candidate.confidence for candidate in merged]
    weighed = [
        candidate.weighed("contested", contested(candidate.confidence, sure[:i] + sure[i + 1 :]))
        for i, candidate in enumerate(merged)
    ]
    return tuple(sorted(weighed, key=lambda c: -c.confidence)[:_SHOWN])


def _contradiction(merged: list[FieldCandidate]) -> Iterator[ReadingWarning]:
    """A warning where two values would each have been sure without the other."""
    if sum(candidate.confidence >= SURE for candidate in merged) > 1:
        boxes = merged[0].evidence[0].boxes
        yield ReadingWarning(WarningCode.CONTRADICTION, boxes[0].page if boxes else None)
