"""The family, its members and where they live (records.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a member is in the family; the order is that of columns and lists."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    TRUSTEE = "trustee"
    ADOPTIVE_PARENT = "adoptive_parent"
    STEPMOTHER = "stepmother"
    STEPFATHER = "stepfather"
    CHILD = "child"
    OTHER_ADULT = "other_adult"
    OTHER_RELATIVE = "other_relative"


@dataclass(frozen=True, slots=True)
class PersonDocument:
    """A passport or a birth certificate; shown only where somebody asks for it."""

    doc_type: str
    series: str | None = None
    number: str | None = None
    issued_by: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Names in the nominative. With `partial` the first name and patronymic are initials, and
    the person is never taken for a fully named one without somebody's decision.

    `id` is 0 before the person is kept.
    """

    last_name: str
    first_name: str = ""
    patronymic: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str | None = None
    death_date: date | None = None
    partial: bool = False
    documents: tuple[PersonDocument, ...] = ()
    id: int = 0

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», initials as «Фамилия И.О.»."""
        full = " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))
        return full.replace(". ", ".")

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year

    def is_minor_on(self, day: date) -> bool | None:
        """Under eighteen on that day; None when the birth date is unknown."""
        born = self.birth_date
        if born is None:
            return None
        return (day.year - born.year - ((day.month, day.day) < (born.month, born.day))) < 18


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    role: Role
    kinship_text: str = ""
    lives_with_family: bool | None = None
    takes_part_in_upbringing: bool | None = None
    work_or_study: str = ""


#: Whose name a family goes by in lists: the first of these that it has.
_HEADS = (Role.MOTHER, Role.FATHER, Role.GUARDIAN, Role.TRUSTEE, Role.ADOPTIVE_PARENT)


def head_label(members: tuple[Member, ...]) -> str:
    """The display name: a parent's or guardian's full name, else the first member's."""
    for role in _HEADS:
        for member in members:
            if member.role is role:
                return member.person.full_name
    return members[0].person.full_name if members else ""


@dataclass(frozen=True, slots=True)
class Family:
    """`head_label` is how lists call it; `merged_into` the family that took it in.

    `version` grows with every change; every change names the version that it saw. `id` is 0
    before the family is kept.
    """

    head_label: str
    members: tuple[Member, ...]
    actual_address: str = ""
    registration_address: str = ""
    id: int = 0
    version: int = 0
    merged_into: int | None = None

    def of(self, *roles: Role) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.role in roles)

    @property
    def children(self) -> tuple[Member, ...]:
        return self.of(Role.CHILD)


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """A person's word that a paper (its family number `family_no`) speaks of that family."""

    document_id: int
    family_no: int
    family_id: int
    decided_by: str
