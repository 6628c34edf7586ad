"""Where a family stands, worked out from its records; never kept beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.draft import CellValue, ConfirmedRecord, Subject
from casework.family_case import FamilyCase
from casework.form_spec import Region
from casework.journal import JournalRow
from casework.values import day_of, is_day

#: The forms of registration by category (records.md, sections 6 and 7).
REGISTRATIONS = {"sop_registration": "sop", "tzhs_registration": "tzhs"}


class CaseRecords:
    """The standing records of a family by the ids of their forms, which regions number."""

    def __init__(self, case: FamilyCase, numbers: Mapping[str, int]) -> None:
        self._case = case
        self._numbers = numbers

    def of(self, form: str) -> tuple[JournalRow, ...]:
        """In order of confirmation; none where the region has no such form."""
        number = self._numbers.get(form)
        return () if number is None else self._case.of_form(number)


def form_numbers(region: Region) -> dict[str, int]:
    """The number of each form of the region by its id."""
    return {form.id: form.number for form in region.forms}


def day_in(record: ConfirmedRecord, cell: str) -> date | None:
    """The day in a cell of dates; None where it is empty."""
    value = record.value(cell)
    return day_of(value) if isinstance(value, str) and is_day(value[:10]) else None


def text_in(record: ConfirmedRecord, cell: str) -> str:
    value = record.value(cell)
    return value.strip() if isinstance(value, str) else ""


def chosen_in(value: CellValue | None) -> frozenset[str]:
    """The lines of a closed list that a cell holds, one or several."""
    if isinstance(value, tuple):
        return frozenset(item for item in value if not isinstance(item, Subject))
    return frozenset([value]) if isinstance(value, str) else frozenset()


@dataclass(frozen=True, slots=True)
class Registration:
    """A family in a journal of families: since when, by which protocol, until when."""

    category: str
    row: JournalRow
    since: date
    removed_on: date | None

    @property
    def record(self) -> ConfirmedRecord:
        return self.row.record

    @property
    def session(self) -> str:
        """Number and date of the protocol, as they were confirmed; empty without either."""
        number = text_in(self.record, "registration_session.protocol_no")
        day = day_in(self.record, "registration_session.session_on")
        said = (f"№ {number}" if number else "", f"от {day:%d.%m.%Y}" if day else "")
        return " ".join(filter(None, said))

    @property
    def confirmed_on(self) -> date | None:
        """When КДН и ЗП confirmed СОП."""
        return day_in(self.record, "sop_confirmed_on")

    @property
    def rejected_on(self) -> date | None:
        """When КДН и ЗП rejected it (п. 7.4)."""
        return day_in(self.record, "kdn_rejected_on")

    @property
    def responsible_body(self) -> str:
        return text_in(self.record, "responsible_body")

    @property
    def kcson_is_responsible(self) -> bool:
        return self.record.value("kcson_is_responsible") is True

    def stands_on(self, day: date) -> bool:
        return self.since <= day and (self.removed_on is None or day < self.removed_on)


def registrations(records: CaseRecords) -> tuple[Registration, ...]:
    """Every registration of the family, oldest first; one without its date is none yet."""
    found = [
        Registration(category, row, since, day_in(row.record, "removed_on"))
        for form, category in REGISTRATIONS.items()
        for row in records.of(form)
        if (since := day_in(row.record, "registered_on")) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.row.id)))


class HmaoStage(StrEnum):
    """How far the alimony route of ХМАО-Югра has come (records.md, section 15)."""

    REFERRED = "referred"
    PREPARATION = "preparation"
    REFUSED = "refused"
    MAIN = "main"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Status:
    """A family's registrations, open and removed; whether a threat to life stands over it."""

    registrations: tuple[Registration, ...]
    threat: bool
    hmao_stage: HmaoStage | None

    def open(self, category: str) -> Registration | None:
        """The registration in that journal which nothing has ended."""
        standing = (one for one in self.registrations if one.removed_on is None)
        return next((one for one in standing if one.category == category), None)

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(one.category for one in self.registrations if one.removed_on is None)

    @property
    def category(self) -> str | None:
        """The one journal in which the family is registered now; None when there is not one."""
        return self.categories[0] if len(self.categories) == 1 else None

    @property
    def removed_on(self) -> date | None:
        """The last removal of a family that is registered nowhere now."""
        if self.categories:
            return None
        days = [one.removed_on for one in self.registrations if one.removed_on]
        return max(days, default=None)

    @property
    def kcson_is_responsible(self) -> bool:
        sop = self.open("sop")
        return sop is not None and sop.kcson_is_responsible

    @property
    def responsible_body(self) -> str:
        sop = self.open("sop")
        return sop.responsible_body if sop else ""


def status(case: FamilyCase, region: Region) -> Status:
    """Where the family stands by the records of that region's forms."""
    return status_of(CaseRecords(case, form_numbers(region)))


def status_of(records: CaseRecords) -> Status:
    return Status(registrations(records), threatened(records), _hmao_stage(records))


def threatened(records: CaseRecords) -> bool:
    """Whether a standing row of received information says that a child's life is in danger."""
    return any(row.record.value("threat_to_life") is True for row in records.of("info_journal"))


def _hmao_stage(records: CaseRecords) -> HmaoStage | None:
    """The farthest stage that has a record; a prolongation returns to the main one."""
    closings, cases = records.of("hmao_closing"), records.of("hmao_case")
    if cases and len(closings) >= len(cases):
        prolonged = text_in(closings[-1].record, "outcome") == "not_closed_prolonged"
        return HmaoStage.MAIN if prolonged else HmaoStage.CLOSED
    if cases:
        return HmaoStage.MAIN
    if prepared := records.of("hmao_preparation"):
        refused = text_in(prepared[-1].record, "consent_decision") == "refusal"
        return HmaoStage.REFUSED if refused else HmaoStage.PREPARATION
    return HmaoStage.REFERRED if records.of("hmao_referral") else None


#: Cells of which any one shows that КДН и ЗП decided to remove the family: its protocol or its
#: resolution (A-06).
KDN_REMOVAL = ("kdn_removal_session.session_on", "kdn_removal_session.resolution_on")


def removal_refusal(form: str, values: Mapping[str, CellValue | None]) -> str | None:
    """Why a record of that form can't be confirmed with these cells; None when it can.

    п. 9.2: a family is removed from the journal of СОП only after a decision of КДН и ЗП.
    """
    if form != "sop_registration" or not values.get("removed_on"):
        return None
    if any(values.get(cell) for cell in KDN_REMOVAL):
        return None
    return (
        "Снять семью с учета СОП можно только после решения КДН и ЗП (п. 9.2): "
        "укажите дату её протокола или постановления о снятии."
    )
