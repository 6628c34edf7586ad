"""Candidates to readings: same values merged, best first, contradictions told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from casework.field import SURE, FieldCandidate, FieldReading, Value
from casework.findings import FoundPerson
from nlp.confidence import agreed, contested, recognised
from papers.document import Document
from papers.outcome import ReadingWarning, WarningCode

#: How many readings of one field a reviewer is shown at most.
_SHOWN = 6
_PLACES = frozenset({"address", "registration_address"})
_LETTERS = re.compile(r"[а-яa-z\d]+")
#: Rules that read the rows of a table: of several families each has a value of its own.
_ROWS = frozenset({"address-column"})


def choose(
    document: Document, candidates: Iterable[FieldCandidate]
) -> tuple[tuple[FieldReading, ...], tuple[ReadingWarning, ...]]:
    """One reading a field in the order the fields were found, and the contradictions."""
    by_field: dict[str, list[FieldCandidate]] = defaultdict(list)
    for candidate in candidates:
        by_field[candidate.field].append(recognised(document, candidate))
    readings = tuple(
        FieldReading(field, _weighed(_by_value(found))) for field, found in by_field.items()
    )
    return readings, tuple(_contradictions(reading.candidates for reading in readings))


def contradictory(people: Iterable[FoundPerson]) -> tuple[ReadingWarning, ...]:
    """A warning for every person to whom the paper gives several sure birth dates."""
    born = ((p.birth_date, *p.birth_alternatives) for p in people if p.birth_date)
    return tuple(_contradictions(born))


def _by_value(found: list[FieldCandidate]) -> list[FieldCandidate]:
    """One candidate a value, surest first; equally sure ones in the paper's order."""
    longer = _longer_addresses(found)
    by_value: dict[Value, list[FieldCandidate]] = defaultdict(list)
    for candidate in found:
        by_value[longer.get(candidate.value, candidate.value)].append(candidate)
    merged = [_merged(same) for same in by_value.values()]
    return sorted(merged, key=lambda c: (-c.confidence, c.evidence[0].start))


def _longer_addresses(found: list[FieldCandidate]) -> dict[Value, Value]:
    """Of each address the longest of those that end in it: it is the same without its region."""
    values = {str(c.value) for c in found if c.field in _PLACES}
    longest: dict[tuple[str, ...], str] = {}
    for value in sorted(values, key=len, reverse=True):
        parts = _address_parts(value)
        for first in range(len(parts) - 1):
            longest.setdefault(parts[first:], value)
    return {value: longest.get(_address_parts(value), value) for value in values}


def _address_parts(value: str) -> tuple[str, ...]:
    folded = value.casefold().replace("ё", "е")
    return tuple("".join(_LETTERS.findall(part)) for part in folded.split(","))


def _merged(same: list[FieldCandidate]) -> FieldCandidate:
    """One candidate for a value that several rules or places give."""
    best, *others = sorted(same, key=lambda candidate: -candidate.confidence)
    known = {(evidence.start, evidence.stop) for evidence in best.evidence}
    further = {(e.start, e.stop): e for other in others for e in other.evidence}
    first, *rest = best.evidence
    rest += [evidence for span, evidence in further.items() if span not in known]
    ways = _independent([best, *others])
    sure = agreed([way.confidence for way in ways])
    agreeing = ", ".join(way.rule for way in ways[1:])
    return replace(best, evidence=(first, *rest)).weighed("agreed", sure, agreeing)


def _independent(same: list[FieldCandidate]) -> list[FieldCandidate]:
    """The surest of each rule, but for those that read words which a surer one has read."""
    ways: dict[tuple[str, str], FieldCandidate] = {}
    read: set[int] = set()
    for candidate in same:
        own = {at for e in candidate.evidence for at in range(e.start, e.stop)}
        if (candidate.finder, candidate.rule) not in ways and own.isdisjoint(read):
            ways[candidate.finder, candidate.rule] = candidate
            read |= own
    return list(ways.values())


def _weighed(merged: list[FieldCandidate]) -> tuple[FieldCandidate, ...]:
    """The candidates, each less sure by the surest that can't be true beside it."""
    singles = [candidate for candidate in merged if candidate.rule not in _ROWS]
    weighed = []
    for candidate in merged:
        rivals = singles if candidate.rule in _ROWS else merged
        rival = [other.confidence for other in rivals[:2] if other is not candidate]
        weighed.append(candidate.weighed("contested", contested(candidate.confidence, rival)))
    return tuple(sorted(weighed, key=lambda c: -c.confidence)[:_SHOWN])


def _contradictions(
    readings: Iterable[tuple[FieldCandidate, ...]],
) -> Iterator[ReadingWarning]:
    """A warning where two values would each have been sure without the other."""
    for candidates in readings:
        sure = [one for one in candidates if _uncontested(one) >= SURE]
        rows = sum(one.rule in _ROWS for one in sure)
        if len(sure) - max(0, rows - 1) > 1:
            boxes = sure[0].evidence[0].boxes
            yield ReadingWarning(WarningCode.CONTRADICTION, boxes[0].page if boxes else None)


def _uncontested(candidate: FieldCandidate) -> float:
    """How sure the candidate was before its rivals were weighed."""
    trail = candidate.trail
    met_rivals = trail and trail[-1].what == "contested"
    return trail[-2].confidence if met_rivals else candidate.confidence
