"""A term of the order for one family, as it is worked out and as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OtherDue:
    """The last day when the clause is read otherwise (records.md, A-04)."""

    due_on: date
    why: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What shows that the duty was done: `how` is Russian, with the paper if it is one."""

    on: date
    how: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A duty of one event or period. `key` tells it from others of the same rule and family.

    `event` says in Russian what happened; `basis` are the order's words under `clause`. `due_at`
    is None where the order names no term. With `immediate` it is the moment of the event itself;
    `threat` says that one stands over the family. An `approximate` day was counted without the
    calendar of its year or without a birth date. A `precondition` is nobody's task but a bar.
    """

    rule_id: str
    key: str
    event: str
    event_at: datetime
    due_at: datetime | None
    action: str
    clause: str
    basis: str
    who: str
    note: str = ""
    threat: bool = False
    immediate: bool = False
    approximate: bool = False
    precondition: bool = False
    others: tuple[OtherDue, ...] = ()
    closed: Closing | None = None

    @property
    def due_on(self) -> date | None:
        return self.due_at.date() if self.due_at else None

    def days_left(self, today: date) -> int | None:
        """Whole days to the last one; negative when it has passed, None without a term."""
        return (self.due_on - today).days if self.due_on else None


@dataclass(frozen=True, slots=True)
class KeptTerm:
    """A term in the store. A closed one has a paper or a written reason and is never moved."""

    id: int
    family_id: int
    family: str
    term: Term
    done_at: datetime | None = None
    done_by: str | None = None
    done_document_id: int | None = None
    done_reason: str | None = None

    @property
    def is_open(self) -> bool:
        return self.done_at is None


def urgency_order(kept: KeptTerm) -> tuple[bool, bool, bool, datetime, int]:
    """How lists are sorted: open, under a threat, with a term, by the last day."""
    term = kept.term
    when = term.due_at or term.event_at
    return (not kept.is_open, not term.threat, term.due_at is None, when, kept.id)
