"""Candidates to readings: same values merged, best first, contradictions told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from casework.field import OFFERED, SURE, FieldCandidate, FieldReading, Value
from nlp.confidence import agreed, contested, read_quality
from papers.document import Document
from papers.evidence import Evidence
from papers.outcome import ReadingWarning, WarningCode

#: How many readings of one field a reviewer is shown at most.
_SHOWN = 6


def choose(
    document: Document, candidates: Iterable[FieldCandidate]
) -> tuple[tuple[FieldReading, ...], tuple[ReadingWarning, ...]]:
    """One reading a field in the order the fields were found, and the contradictions."""
    by_field: dict[str, list[FieldCandidate]] = defaultdict(list)
    for candidate in candidates:
        quality = read_quality(document, candidate)
        by_field[candidate.field].append(
            replace(candidate, confidence=candidate.confidence * quality)
        )
    readings = tuple(_reading(field, found) for field, found in by_field.items())
    return readings, tuple(warning for reading in readings for warning in _warnings(reading))


def _reading(field: str, found: list[FieldCandidate]) -> FieldReading:
    """The candidates of one field, one a value."""
    by_value: dict[Value, list[FieldCandidate]] = defaultdict(list)
    for candidate in found:
        by_value[candidate.value].append(candidate)
    merged = sorted((_merged(same) for same in by_value.values()), key=lambda c: -c.confidence)
    confidences = [candidate.confidence for candidate in merged]
    weighed = [
        replace(c, confidence=contested(c.confidence, confidences[:i] + confidences[i + 1 :]))
        for i, c in enumerate(merged)
    ]
    weighed.sort(key=lambda c: -c.confidence)
    return FieldReading(field, tuple(weighed[:_SHOWN]))


def _merged(same: list[FieldCandidate]) -> FieldCandidate:
    """One candidate for a value that several rules or places give."""
    best = max(same, key=lambda candidate: candidate.confidence)
    by_rule = {(c.finder, c.rule): 0.0 for c in same}
    for c in same:
        by_rule[c.finder, c.rule] = max(by_rule[c.finder, c.rule], c.confidence)
    others: dict[tuple[int, int], Evidence] = {
        (e.start, e.stop): e for c in same if c is not best for e in c.evidence
    }
    for evidence in best.evidence:
        others.pop((evidence.start, evidence.stop), None)
    return replace(
        best,
        confidence=agreed(list(by_rule.values())),
        evidence=(*best.evidence, *others.values()),
    )


def _warnings(reading: FieldReading) -> Iterable[ReadingWarning]:
    """A contradiction: two values, each of which would have been offered as sure alone."""
    sure = [c for c in reading.candidates if c.confidence >= SURE * 0.73 >= OFFERED]
    if len(sure) > 1:
        boxes = sure[0].evidence[0].boxes
        yield ReadingWarning(WarningCode.CONTRADICTION, boxes[0].page if boxes else None)
