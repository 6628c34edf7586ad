"""Findings weighed once more by what was read when doubtful regions were read again.

Each way of reading makes a document beside the first, which the same finders look at; what they
find is led back to the first document's characters, so that evidence stays what stands on the
page. A way of reading that agrees is worth another rule; one that can't be understood says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from casework.field import OFFERED, FieldCandidate, FieldReading, Value
from casework.findings import Findings, FoundPerson
from nlp.confidence import agreed, contested
from nlp.questions import fails_a_check
from papers.document import Document
from papers.evidence import Evidence, cite
from papers.other_reading import OtherReading, Replaced, read_otherwise
from papers.outcome import ReadingWarning, WarningCode
from papers.second_look import Answer

STEP = "read_again"
#: What is left of a value that no way of reading gives again; that gives way to another.
_UNCONFIRMED, _OUTDONE = 0.75, 0.5
#: What a value is worth that was only read again: by every way, by one where nothing had been.
_BY_ALL, _BY_ONE, _BESIDE_ANOTHER = 0.9, 0.7, 0.5

Candidates = tuple[FieldCandidate, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """What one way of reading leads to, cited from the first document."""

    fields: tuple[FieldReading, ...]
    people: tuple[FoundPerson, ...]

    def field(self, name: str) -> tuple[FieldCandidate, ...]:
        return next((one.candidates for one in self.fields if one.field == name), ())

    def person(self, first: FoundPerson) -> FoundPerson | None:
        return next((one for one in self.people if _meet(one.full_name, first.full_name)), None)


def reconsider(
    document: Document,
    findings: Findings,
    answers: Sequence[Answer],
    find: Callable[[Document], Findings],
) -> Findings:
    """The findings of a document after `answers`; `find` is how the findings were made."""
    told = [answer for answer in answers if any(map(str.strip, answer.texts))]
    if len(told) < len(answers):
        findings = replace(findings, warnings=(*findings.warnings, *_broken_off(answers)))
    if not told:
        return findings
    thoughts = _SecondThoughts(told, _ways(document, findings, told, find))
    known = {reading.field for reading in findings.fields}
    new = dict.fromkeys(
        reading.field for way in thoughts.ways for reading in way.fields
        if reading.field not in known
    )  # fmt: skip
    fields = (*findings.fields, *(FieldReading(name, ()) for name in new))
    again = (thoughts.reading(reading) for reading in fields)
    return replace(
        findings,
        fields=tuple(reading for reading in again if reading.candidates),
        people=tuple(thoughts.person(person) for person in findings.people),
    )


def _broken_off(answers: Iterable[Answer]) -> list[ReadingWarning]:
    pages = {answer.question.page: None for answer in answers if not answer.texts}
    return [ReadingWarning(WarningCode.READ_AGAIN_FAILED, page) for page in pages]


def _ways(
    document: Document,
    findings: Findings,
    told: Sequence[Answer],
    find: Callable[[Document], Findings],
) -> tuple[_Way, ...]:
    """What each way of reading leads to."""
    ways = []
    for texts in zip_longest(*(answer.texts for answer in told), fillvalue=""):
        other = read_otherwise(
            document,
            (
                Replaced(answer.question.start, answer.question.stop, text)
                for answer, text in zip(told, texts, strict=True)
                if text.strip()
            ),
        )
        same = other.document.text == document.text
        ways.append(_led_back(document, other, findings if same else find(other.document)))
    return tuple(ways)


def _led_back(document: Document, other: OtherReading, found: Findings) -> _Way:
    def one(candidate: FieldCandidate) -> FieldCandidate:
        first, *rest = (_first(document, other, piece) for piece in candidate.evidence)
        return replace(candidate, raw=first.quote, evidence=(first, *rest))

    fields = (
        FieldReading(reading.field, tuple(map(one, reading.candidates))) for reading in found.fields
    )
    people = (
        replace(
            person,
            full_name=one(person.full_name),
            birth_date=one(person.birth_date) if person.birth_date else None,
            birth_alternatives=tuple(map(one, person.birth_alternatives)),
            parts=tuple(map(one, person.parts)),
        )
        for person in found.people
    )
    return _Way(tuple(fields), tuple(people))


def _first(document: Document, other: OtherReading, piece: Evidence) -> Evidence:
    return cite(document, *other.first(piece.start, piece.stop), piece.place)


@dataclass(frozen=True, slots=True)
class _SecondThoughts:
    """The answers, and what each way of reading leads to."""

    told: Sequence[Answer]
    ways: tuple[_Way, ...]

    def reading(self, first: FieldReading) -> FieldReading:
        """A field's candidates weighed again, with those that were only read again."""
        ways = [way.field(first.field) for way in self.ways]
        ranked = self._weighed_again(first.candidates, ways)
        return FieldReading(first.field, tuple(ranked)) if ranked else first

    def person(self, first: FoundPerson) -> FoundPerson:
        """The person with the birth date and the parts weighed again."""
        same = [way.person(first) for way in self.ways]
        births = [_births(one) if one else () for one in same]
        birth, *others = self._weighed_again(_births(first), births) or _births(first) or (None,)
        return replace(
            first,
            birth_date=birth,
            birth_alternatives=tuple(one for one in others if one),
            parts=self._parts(first.parts, [one.parts if one else () for one in same]),
        )

    def _parts(self, first: Candidates, ways: Sequence[Candidates]) -> Candidates:
        """The likeliest value of each part, in the order in which they were found."""
        parts = list(first)
        for name in dict.fromkeys(part.field for way in (first, *ways) for part in way):
            known = tuple(part for part in parts if part.field == name)
            found = [tuple(part for part in way if part.field == name) for way in ways]
            if len(known) < 2 and (ranked := self._weighed_again(known, found)):
                place = parts.index(known[0]) if known else len(parts)
                parts[place : place + 1] = ranked[:1]
        return tuple(parts)

    def _weighed_again(self, known: Candidates, ways: Sequence[Candidates]) -> list[FieldCandidate]:
        """Known values and those that were only read again, best first; none if none was."""
        found = self._found(ways)
        if not found and not any(map(self._asked, known)):
            return []
        ranked = [self._weighed(one, known, ways, found.get(one.value, [])) for one in known]
        values = {one.value for one in known}
        unseen = (same for value, same in found.items() if value not in values)
        new = [self._new(same, known, len(ways)) for same in unseen]
        led = [one.confidence for one in new if all(w and w[0].value == one.value for w in ways)]
        ranked = [one.weighed("contested", contested(one.confidence, led)) for one in ranked]
        return sorted((*ranked, *new), key=lambda one: -one.confidence)

    def _found(self, ways: Sequence[Candidates]) -> dict[Value, list[FieldCandidate]]:
        """What the ways of reading give at places that were asked for, by value."""
        found: dict[Value, list[FieldCandidate]] = {}
        for way in ways:
            for one in {one.value: one for one in reversed(way) if self._asked(one)}.values():
                found.setdefault(one.value, []).append(one)
        return found

    def _weighed(
        self,
        first: FieldCandidate,
        known: Candidates,
        ways: Sequence[Candidates],
        again: Sequence[FieldCandidate],
    ) -> FieldCandidate:
        """A value by how many ways of reading give it (`again`) where it was asked for."""
        sure, by_all = first.confidence, len(again) == len(ways)
        if not self._asked(first):
            sure = max(sure, self._by_all(again) if by_all else 0.0)
            return first.weighed(STEP, sure, self._note(*again))
        instead = [{one.value for one in way if _meet(one, first)} for way in ways]
        if by_all:
            sure = agreed([sure, *(one.confidence for one in again)])
        elif not again and any(instead) and not self._stands_elsewhere(first):
            others = set.intersection(*instead)
            if any(self._outdoes(other, first, known) for other in others):
                sure *= _OUTDONE
            else:
                sure = min(sure, max(OFFERED, sure * _UNCONFIRMED))
        return first.weighed(STEP, sure, self._note(first))

    def _new(self, same: Sequence[FieldCandidate], known: Candidates, ways: int) -> FieldCandidate:
        """A value that only `same` give, of so many ways of reading."""
        one = same[0]
        beside = [first for first in known if _meet(one, first)]
        sure = self._by_all(same)
        if not all(self._outdoes(one.value, first, known) for first in beside):
            sure *= _BESIDE_ANOTHER
        elif len(same) < ways:
            sure *= _BESIDE_ANOTHER if beside else _BY_ONE
        return one.weighed(STEP, sure, self._note(one))

    def _outdoes(self, value: Value, first: FieldCandidate, known: Candidates) -> bool:
        """Whether a value that all ways give is likelier than the first one.

        Two further ways err alike as often as the first one errs alone: it takes a reason besides.
        """
        if self._stands_elsewhere(first):
            return False
        completed = len(str(value)) > len(str(first.value)) and str(first.value) in str(value)
        elsewhere = any(one.value == value and not self._asked(one) for one in known)
        return completed or elsewhere or fails_a_check(first)

    def _stands_elsewhere(self, first: FieldCandidate) -> bool:
        """Whether a value was read at another place too, for which nobody had to ask."""
        return any(
            not any(_touches(answer, piece) for answer in self.told) for piece in first.evidence
        )

    def _by_all(self, same: Sequence[FieldCandidate]) -> float:
        return _BY_ALL * min(one.confidence for one in same)

    def _asked(self, candidate: FieldCandidate) -> bool:
        return any(_touch(answer, candidate) for answer in self.told)

    def _note(self, *candidates: FieldCandidate) -> str:
        """What was read at the candidates' places, way by way."""
        asked = (one for one in self.told if any(_touch(one, here) for here in candidates))
        texts = (text for one in asked for text in one.texts if text)
        return ", ".join(f"«{text}»" for text in dict.fromkeys(texts))


def _births(person: FoundPerson) -> Candidates:
    return (person.birth_date, *person.birth_alternatives) if person.birth_date else ()


def _touch(answer: Answer, candidate: FieldCandidate) -> bool:
    return any(_touches(answer, piece) for piece in candidate.evidence)


def _touches(answer: Answer, piece: Evidence) -> bool:
    asked = answer.question
    return piece.start < asked.stop and asked.start < piece.stop


def _meet(one: FieldCandidate, other: FieldCandidate) -> bool:
    """Whether two values are read off the same words."""
    mine, theirs = one.evidence[0], other.evidence[0]
    return mine.start < theirs.stop and theirs.start < mine.stop
