"""The terms and duties of a region (records.md, section 13); casework.term_rule_data reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casework.calendar import Calendar


class Unit(StrEnum):
    """What a term is counted in. NONE: the order names no term; REMINDER: shown `n` days ahead."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    IMMEDIATE = "immediate"
    MONTH_END = "month_end"
    QUARTER_END = "quarter_end"
    HALF_YEAR_END = "half_year_end"
    NONE = "none"
    REMINDER = "reminder"


class CountFrom(StrEnum):
    """Which day is the first one of a term."""

    EVENT = "event"
    NEXT_DAY = "next_day"


class Threat(StrEnum):
    """What a threat to life does to the term: the clause itself says so, or it says nothing."""

    IMMEDIATE = "immediate"
    SAME = "same"


class Event(StrEnum):
    """What starts a term; casework.terms.events finds each in a family's records and papers."""

    OUTSIDE = "outside"
    PAPER_RECEIVED = "paper_received"
    INFORMATION = "information"
    ROUND_SIGNS = "round_signs"
    REGISTERED_ELSEWHERE = "registered_elsewhere"
    IDENTIFIED = "identified"
    RECOGNISED = "recognised"
    REGISTRATION_DECIDED = "registration_decided"
    SOP_DECIDED = "sop_decided"
    KDN_REJECTED = "kdn_rejected"
    CASE_OPEN = "case_open"
    CASE_RESPONSIBLE = "case_responsible"
    PLAN_CHANGE = "plan_change"
    CAUSES_REMOVED = "causes_removed"
    LAST_CHILD_18 = "last_child_18"
    ROUND_SCHEDULE = "round_schedule"
    URGENT_SERVICE = "urgent_service"
    #: The date in a cell of a form's records: `cells`.
    RECORD_DATE = "record_date"


@dataclass(frozen=True, slots=True)
class Counting:
    """How the last day is found from the day of the event; `later_event` counts from the later
    of two days where an event has two.
    """

    unit: Unit
    n: int = 0
    count_from: CountFrom = CountFrom.NEXT_DAY
    shift_weekend: bool = False
    later_event: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the same clause, shown beside the chosen one."""

    counting: Counting
    why: str


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of the records of a form, by their ids."""

    form: str
    cell: str


@dataclass(frozen=True, slots=True)
class LetterSigns:
    """By whom it is addressed and what it is about, a letter out is known to answer a duty."""

    addressee: re.Pattern[str]
    subject: re.Pattern[str] | None = None

    def fit(self, addressee: str, subject: str) -> bool:
        if not self.addressee.search(addressee):
            return False
        return self.subject is None or self.subject.search(subject) is not None


@dataclass(frozen=True, slots=True)
class ClosedBy:
    """What shows that a duty was done, dated on the day of its event or later.

    `records` are dates of forms (of the event's own paper with `same_paper`, only those that hold
    `having`), `own` cells of the record that is the event, `papers` kinds of linked papers.
    """

    records: tuple[CellRef, ...] = ()
    own: tuple[str, ...] = ()
    papers: frozenset[str] = frozenset()
    letter: LetterSigns | None = None
    same_paper: bool = False
    having: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TermRule:
    """`clause` and `text` are the order's, shown word by word; `note` what the program assumes.

    `who` is Russian, `role` an id of records.md 13.1. `categories` are the journals whose
    families it concerns, empty for all. A `precondition` is nobody's task but a bar. `send_to` is
    whom the letter goes to that the duty asks for, `enclosures` the kinds of papers with it.
    """

    id: str
    event: Event
    action: str
    clause: str
    text: str
    who: str
    counting: Counting
    role: str = ""
    threat: Threat = Threat.SAME
    note: str = ""
    readings: tuple[Reading, ...] = ()
    closed_by: ClosedBy = ClosedBy()
    categories: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    new_family_kinds: frozenset[str] = frozenset()
    cells: tuple[CellRef, ...] = ()
    precondition: bool = False
    send_to: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A line of the schedule of rounds: which addresses are visited on that day."""

    on: date
    where: str


@dataclass(frozen=True, slots=True)
class TermRules:
    """All rules; terms that ended before `since` are not asked for (the office kept them on
    paper until then). `calendar` is the one by which papers in the queue are counted.
    """

    rules: tuple[TermRule, ...] = ()
    since: date | None = None
    rounds: tuple[PlannedRound, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)

    def get(self, rule_id: str) -> TermRule:
        """KeyError when there is no such rule."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
