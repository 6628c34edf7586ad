"""What events are looked for in, and what an event is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from casework.draft import ConfirmedRecord
from casework.family_case import FamilyCase, LinkedPaper
from casework.journal import JournalRow
from casework.status import CaseRecords, Registration, Status, day_in
from casework.term_rules import PlannedRound


@dataclass(frozen=True, slots=True)
class Scene:
    """All that events are looked for in; `zone` is where days begin and end."""

    case: FamilyCase
    records: CaseRecords
    status: Status
    now: datetime
    rounds: tuple[PlannedRound, ...]

    @property
    def today(self) -> date:
        return self.now.date()

    def of(self, form: str) -> Iterator[ConfirmedRecord]:
        """Records of a form that may start terms: not those of papers from an archive."""
        return (row.record for row in self.rows(form))

    def rows(self, form: str) -> Iterator[JournalRow]:
        return (row for row in self.records.of(form) if not self.of_archive(row.record))

    def of_archive(self, record: ConfirmedRecord) -> bool:
        paper = self.paper(record)
        return paper is not None and paper.archived

    def paper(self, record: ConfirmedRecord) -> LinkedPaper | None:
        of = (p for p in self.case.papers if p.document_id == record.document_id)
        return next(of, None)

    def papers(self, kinds: Iterable[str], confirmed: bool = True) -> Iterator[LinkedPaper]:
        """Linked papers that may start terms, those that nobody confirmed only if wanted."""
        wanted = frozenset(kinds)
        return (
            paper
            for paper in self.case.papers
            if paper.kind in wanted and not paper.archived and (paper.confirmed or not confirmed)
        )

    def open_registrations(self, categories: frozenset[str]) -> Iterator[Registration]:
        """Registrations of these journals (of all when none is named) that start terms."""
        return (
            one
            for one in self.status.registrations
            if (not categories or one.category in categories) and not self.of_archive(one.record)
        )

    def known_before(self, day: datetime) -> bool:
        """Whether the family was surveyed or registered already when the paper came."""
        surveyed = (day_in(row.record, "survey_on") for row in self.records.of("primary_act"))
        registered = (one.since for one in self.status.registrations)
        return any(known < day.date() for known in (*surveyed, *registered) if known)

    def moment(self, day: date) -> datetime:
        """The beginning of the day, where it is known only as a day."""
        return datetime.combine(day, time.min, self.zone)

    @property
    def zone(self) -> tzinfo | None:
        return self.now.tzinfo


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event that happened. `record` or `document_id` is what tells of it.

    `later` is the later of two days that a clause may count from; `until` ends what lasts.
    """

    key: str
    at: datetime
    what: str
    record: ConfirmedRecord | None = None
    document_id: int | None = None
    later: datetime | None = None
    until: date | None = None
    approximate: bool = False
