"""The families that a paper itself speaks of: its people with their roles, where they live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from casework.draft import Cell, CellState, Draft, Subject
from casework.family import Family, Member, Person, PersonDocument, Role, head_label
from casework.field import OFFERED, FieldCandidate
from casework.findings import FoundPerson, FoundTable
from casework.resolver.names import is_initial, part, sex_of, stem
from casework.values import is_day

_DECIDED = frozenset({CellState.CONFIRMED, CellState.CORRECTED, CellState.ENTERED})
#: A decided name is that of a found person when so much of the letters agrees (0..100).
_SAME_NAME = 80
_PARENTS = {Role.MOTHER: "f", Role.FATHER: "m", Role.STEPMOTHER: "f", Role.STEPFATHER: "m"}


def families_of(draft: Draft) -> dict[int, Family]:
    """What the paper says of each family, by its number in the paper; none is kept (id 0).

    Names and births are those that a person decided in column 4, where the paper is confirmed.
    """
    found: dict[int, list[Member]] = {}
    for person in draft.findings.people:
        if person.full_name.confidence >= OFFERED:
            found.setdefault(person.family, []).append(_member(person))
    _decide(found, _subjects(draft))
    rows = {table.family: table for table in draft.findings.tables}
    alone = len(found) == 1
    return {
        number: _family(draft, members, alone, rows.get(number))
        for number, members in sorted(found.items())
        if members
    }


def _family(draft: Draft, members: list[Member], alone: bool, table: FoundTable | None) -> Family:
    """An address of the whole paper is the family's where the paper has one family only."""
    actual = _said(draft, "address") if alone else ""
    registration = _said(draft, "registration_address") if alone else ""
    if not actual and table is not None:
        cells = (cell for row in table.rows for cell in row if "address" in cell.field)
        actual = next((str(cell.value) for cell in cells if cell.confidence >= OFFERED), "")
    return Family(head_label(tuple(members)), tuple(members), actual, registration)


def _said(draft: Draft, name: str) -> str:
    """The cell as it stands in the rows, else what was found for it."""
    cell = _cell(draft, name)
    if cell is not None and isinstance(cell.value, str):
        return cell.value
    best = draft.findings.best(name)
    return str(best.value) if best and not (cell and cell.state in _DECIDED) else ""


def _cell(draft: Draft, name: str) -> Cell | None:
    return next((cell for row in draft.rows if (cell := row.cell(name))), None)


def _subjects(draft: Draft) -> tuple[Subject, ...]:
    """Column 4 as a person decided it; empty while nobody has."""
    cell = _cell(draft, "subjects")
    if cell is None or cell.state not in _DECIDED or not isinstance(cell.value, tuple):
        return ()
    return tuple(item for item in cell.value if isinstance(item, Subject))


def _decide(found: dict[int, list[Member]], subjects: Sequence[Subject]) -> None:
    """Put the decided names in place of those found; who was struck out leaves the family."""
    if not subjects:
        return
    decided = list(subjects)
    for number, members in found.items():
        kept = []
        for member in members:
            subject = _same(member.person.full_name, decided)
            if subject is not None:
                decided.remove(subject)
                kept.append(_as_decided(member, subject))
            elif member.role in (Role.OTHER_ADULT, Role.OTHER_RELATIVE):
                kept.append(member)
        found[number] = kept
    for subject in decided:
        number = _household(found, subject)
        found.setdefault(number, []).append(_from_subject(subject))


def _same(full_name: str, subjects: Iterable[Subject]) -> Subject | None:
    scored = [(fuzz.ratio(full_name, subject.full_name), subject) for subject in subjects]
    score, best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best if score >= _SAME_NAME else None


def _household(found: dict[int, list[Member]], subject: Subject) -> int:
    """The family in the paper that bears the surname, else the first."""
    own = stem(part(subject.full_name).surname)
    for number, members in found.items():
        if any(stem(member.person.last_name) == own for member in members):
            return number
    return min(found, default=1)


def _as_decided(member: Member, subject: Subject) -> Member:
    fresh = _from_subject(subject)
    person = replace(
        fresh.person,
        birth_date=fresh.person.birth_date or member.person.birth_date,
        birth_year=fresh.person.birth_year or member.person.birth_year,
        documents=member.person.documents,
    )
    role = fresh.role if subject.roles else member.role
    return replace(member, person=person, role=role)


def _from_subject(subject: Subject) -> Member:
    role = role_of(subject.roles)
    return Member(person_named(subject.full_name, role, _day(subject.birth_date)), role)


def _member(found: FoundPerson) -> Member:
    parts = _parts(found)
    work = parts.get("study_place") or parts.get("workplace") or ""
    return Member(found_person(found), role_of(found.roles), work_or_study=work)


def _parts(found: FoundPerson) -> dict[str, str]:
    return {one.field: str(one.value) for one in found.parts if one.confidence >= OFFERED}


def found_person(found: FoundPerson) -> Person:
    """A person as the finders saw it."""
    parts = _parts(found)
    year = parts.get("birth_year", "")
    person = person_named(
        str(found.full_name.value),
        role_of(found.roles),
        _born(found.birth_date),
        int(year) if year.isdecimal() else None,
    )
    return replace(person, partial=person.partial or found.partial, documents=_documents(parts))


def person_named(
    full_name: str, role: Role, birth_date: date | None = None, birth_year: int | None = None
) -> Person:
    """A person by the name as it is written; initials make it `partial`."""
    name = part(full_name)
    return Person(
        name.surname,
        name.given,
        name.patronymic,
        birth_date,
        birth_date.year if birth_date else birth_year,
        sex_of(name.patronymic) or _PARENTS.get(role),
        partial=is_initial(name.given),
    )


def role_of(roles: Iterable[str]) -> Role:
    """The family's role among those that a paper gives; a party of a case is just an adult."""
    known = set(roles)
    return next((role for role in Role if role.value in known), Role.OTHER_ADULT)


def _born(found: FieldCandidate | None) -> date | None:
    return _day(str(found.value)) if found and found.confidence >= OFFERED else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and is_day(text) else None


def _documents(parts: dict[str, str]) -> tuple[PersonDocument, ...]:
    said = {name.removeprefix("identity."): v for name, v in parts.items() if "identity." in name}
    if "doc_type" not in said:
        return ()
    return (
        PersonDocument(
            said["doc_type"],
            said.get("series"),
            said.get("number"),
            said.get("issued_by"),
            _day(said.get("issued_on")),
        ),
    )
