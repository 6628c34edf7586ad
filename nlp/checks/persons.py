"""People held against the paper that names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casework.field import FieldReading
from casework.findings import FoundPerson
from nlp.checks.weighing import fails

_FIRM = 0.8


def born_before(
    people: Iterable[FoundPerson], readings: Sequence[FieldReading]
) -> tuple[FoundPerson, ...]:
    """The people, less sure of births on days after the paper's own."""
    days = [r.best for r in readings if r.field == "doc_date" and r.best]
    written = next((str(day.value) for day in days if day.confidence >= _FIRM), "")
    return tuple(_born(person, written) for person in people)


def _born(person: FoundPerson, written: str) -> FoundPerson:
    birth = person.birth_date
    if not written or birth is None or str(birth.value) <= written:
        return person
    return replace(person, birth_date=fails(birth, "родился позже, чем написана бумага", 0.4))
