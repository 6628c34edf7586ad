"""What was understood of one document: the machine's proposals, nothing decided."""

from __future__ import annotations

from dataclasses import dataclass

from casework.field import FieldCandidate, FieldReading
from papers.outcome import ReadingWarning


@dataclass(frozen=True, slots=True)
class KindGuess:
    """Kind of the paper (an id of records.md 1.2) with the other kinds it might be."""

    value: str
    confidence: float
    subtype: str | None = None
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person of the family, never an official.

    `roles`: child, mother, father, guardian, applicant, debtor, claimant, other_adult.
    `full_name.value` is nominative «Фамилия Имя Отчество»; `partial` is true for initials.
    `parts` holds further printed parts by name: birth_year, snils, workplace, study_place,
    identity.doc_type, identity.series, identity.number, identity.issued_by, identity.issued_on.
    """

    roles: tuple[str, ...]
    full_name: FieldCandidate
    family: int = 1
    partial: bool = False
    birth_date: FieldCandidate | None = None
    parts: tuple[FieldCandidate, ...] = ()
    name_alternatives: tuple[FieldCandidate, ...] = ()
    birth_alternatives: tuple[FieldCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """Rows of a known table of the forms; `name` is its id in records.md §§4–10, 15.

    A row holds its filled cells, each with the id of its column as `field`.
    """

    name: str
    rows: tuple[tuple[FieldCandidate, ...], ...]
    family: int = 1


@dataclass(frozen=True, slots=True)
class Findings:
    """Proposals for one document of a file, on `pages` (from 1).

    `texts` are the free parts of acts and passports (records.md §§4.1, 10).
    """

    kind: KindGuess
    fields: tuple[FieldReading, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    signs: tuple[FieldCandidate, ...] = ()
    marks: tuple[FieldCandidate, ...] = ()
    tables: tuple[FoundTable, ...] = ()
    texts: tuple[FieldReading, ...] = ()
    pages: tuple[int, ...] = (1,)
    warnings: tuple[ReadingWarning, ...] = ()

    def reading(self, name: str) -> FieldReading | None:
        return next((reading for reading in self.fields if reading.field == name), None)

    def best(self, name: str) -> FieldCandidate | None:
        reading = self.reading(name)
        return reading.best if reading else None
