"""One paper beside everything that is kept of its family."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from casework.draft import Cell, CellValue, Subject
from casework.family import Family, Member, Role
from casework.family_case import FamilyCase
from casework.form_spec import CellSpec, FormSpec, Region
from casework.journal import JournalRow
from casework.matrix.papers import MatrixPaper
from casework.status import REGISTRATIONS, CaseRecords, Status, form_numbers, status_of

#: Roles of members as column 4 of Приложение № 1 names them.
_SUBJECT_ROLES = {Role.OTHER_RELATIVE: "other_adult"}


@dataclass(frozen=True, slots=True)
class Scene:
    """`paper` is the one that is looked at."""

    case: FamilyCase
    region: Region
    records: CaseRecords
    status: Status
    paper: MatrixPaper

    @property
    def kind(self) -> str:
        return self.paper.kind

    def people(self, known: Iterable[str], roles: Iterable[Role] = tuple(Role)) -> CellValue:
        """The family's members, parents before children, with roles that the cell knows."""
        names = frozenset(known)
        return tuple(
            as_subject(member, _SUBJECT_ROLES.get(member.role, member.role), names)
            for member in self.members(roles)
        )

    def members(self, roles: Iterable[Role]) -> tuple[Member, ...]:
        wanted = set(roles)
        return tuple(one for one in parents_first(self.case.family) if one.role in wanted)

    def first(self, form: str) -> JournalRow | None:
        return next(iter(self.records.of(form)), None)

    def last(self, form: str) -> JournalRow | None:
        found = self.records.of(form)
        return found[-1] if found else None

    def information(self) -> JournalRow | None:
        """The last information that had come by the day of the paper, of other papers."""
        day = self.paper.paper.day.isoformat()
        found = [
            row
            for row in self.records.of("info_journal")
            if row.record.document_id != self.paper.document_id
            and str(row.record.value("received_at"))[:10] <= day
        ]
        return max(found, key=lambda row: str(row.record.value("received_at")), default=None)

    @property
    def category(self) -> str | None:
        """The one journal in which the family is registered now; None when there is not one."""
        return self.status.category

    @property
    def meant_category(self) -> str | None:
        """The category that a person has named: in the paper, else of the information."""
        own = self.paper.value("category")
        row = self.last("info_journal")
        said = own or (row.category if row else None)
        return str(said) if said in REGISTRATIONS.values() else None

    def registration(self) -> JournalRow | None:
        """The family's open registration, else its last one."""
        found = self.status.registrations
        standing = [one for one in found if one.removed_on is None]
        chosen = (standing or list(found))[-1:]
        return chosen[0].row if chosen else None

    def open_registration(self, form: FormSpec) -> JournalRow | None:
        standing = self.status.open(REGISTRATIONS[form.id])
        return standing.row if standing else None


def parents_first(family: Family) -> tuple[Member, ...]:
    """The members in the order of their roles."""
    order = list(Role)
    return tuple(sorted(family.members, key=lambda one: order.index(one.role)))


def as_subject(member: Member, role: str, known: Collection[str]) -> Subject:
    """The member as a cell of people holds it; the role only where the cell knows it."""
    born = member.person.birth_date
    return Subject(
        member.person.full_name,
        (role,) if role in known else (),
        born.isoformat() if born else None,
    )


def scenes(case: FamilyCase, papers: Iterable[MatrixPaper], region: Region) -> tuple[Scene, ...]:
    """A scene a paper, in order of arrival."""
    numbers: Mapping[str, int] = form_numbers(region)
    records = CaseRecords(case, numbers)
    status = status_of(records)
    return tuple(Scene(case, region, records, status, paper) for paper in papers)


#: A cell that follows from a paper, or from what is kept of its family.
Rule = Callable[[Scene, CellSpec], Cell]
