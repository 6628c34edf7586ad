"""What a person does with terms; the commands and the desk call nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path

from casework.admission import Ground, grounds
from casework.calendar import Calendar
from casework.family_case import FamilyCase
from casework.form_spec import Region
from casework.queue import HistoryEntry
from casework.status import Status, form_numbers, status
from casework.term_rules import TermRules
from casework.terms.compute import terms_of
from casework.terms.routes import Route, routes
from casework.terms.term import KeptTerm, Term
from pipeline.term_files import CALENDAR, RULES, office_calendar
from storage.audit import MACHINE
from storage.case_rows import family_case
from storage.families import Families
from storage.store import Store
from storage.terms import Terms

#: Told how many families were worked out since the last time.
Progress = Callable[[int], None]


def _silent(_done: int) -> None: ...


class TermDesk:
    """Every verb may raise DecisionRefused with a stable code and a Russian message.

    `region` has the institution's own rules; `folder` may hold its calendar.toml.
    """

    def __init__(self, store: Store, region: Region, folder: Path) -> None:
        self._database = store.database
        self._families = Families(store.database, store.clock)
        self._terms = Terms(store.database, store.clock)
        self._clock = store.clock
        self._region = region
        self._folder = folder

    @property
    def rules(self) -> TermRules:
        """The region's rules with the institution's own."""
        return self._region.terms

    @cached_property
    def calendar(self) -> Calendar:
        """The production calendar with the institution's own years."""
        return office_calendar(self._folder)

    @property
    def today(self) -> date:
        return self._clock().date()

    def worked_out(self, family_id: int) -> tuple[Term, ...]:
        """The family's terms as they follow from all that is kept of it; nothing is stored."""
        case, numbers = self._gather(family_id), form_numbers(self._region)
        return terms_of(case, self.rules, numbers, self.calendar, self._clock())

    def recompute(self, family_id: int, by: str = MACHINE) -> int:
        """Keep the family's terms as they are now worked out; how many changed."""
        return self._terms.recompute(family_id, lambda: self.worked_out(family_id), by)

    def outdated(self) -> int:
        """How many families `refresh` would work out anew."""
        return 0 if self._terms.worked_out() == self._mark() else self._families.count()

    def refresh(self, progress: Progress = _silent) -> int:
        """Once a day, and when rules or calendar were edited, all families; how many changed."""
        mark = self._mark()
        if self._terms.worked_out() == mark:
            return 0
        changed, last = 0, 0
        while families := self._families.all(after=last):
            last = families[-1].id
            for family in families:
                changed += self.recompute(family.id) > 0
                progress(1)
        self._terms.note_worked_out(mark)
        return changed

    def _mark(self) -> str:
        return f"{self.today}:{self._settings_mark()}"

    def _gather(self, family_id: int) -> FamilyCase:
        return family_case(self._database, family_id)

    def _settings_mark(self) -> str:
        """Tells two states of the institution's own files apart."""
        digest = hashlib.sha256(self._region.version.encode())
        for name in (RULES, CALENDAR):
            path = self._folder / name
            digest.update(path.read_bytes() if path.is_file() else b"-")
        return digest.hexdigest()[:16]

    def list(
        self, family_id: int | None = None, closed: bool = False, days: int | None = None
    ) -> tuple[KeptTerm, ...]:
        """Terms, most urgent first: open ones or all; of `days`, those due by then or undated."""
        if family_id is not None:
            family_id = self._families.resolve(family_id)
        found = self._terms.list(family_id, closed)
        if days is None:
            return found
        left = ((kept, kept.term.days_left(self.today)) for kept in found)
        return tuple(kept for kept, until in left if until is not None and until <= days)

    def get(self, term_id: int) -> KeptTerm:
        return self._terms.get(term_id)

    def history(self, term_id: int) -> tuple[HistoryEntry, ...]:
        return self._terms.history(term_id)

    def close(
        self, term_id: int, by: str, reason: str | None = None, document_id: int | None = None
    ) -> KeptTerm:
        """Done: by a paper of the family, or for a written reason."""
        return self._terms.close(term_id, by, reason, document_id)

    def reopen(self, term_id: int, by: str, reason: str) -> KeptTerm:
        """Not done after all; the program will not close it by itself again."""
        return self._terms.reopen(term_id, by, reason)

    def status(self, family_id: int) -> Status:
        """Where the family stands by its records."""
        return status(self._gather(family_id), self._region)

    def grounds(self, family_id: int) -> tuple[Ground, ...]:
        """On what grounds of section 4 the family may be taken on, by its confirmed papers."""
        return grounds(self._gather(family_id), self._region)

    def routes(self, family_id: int) -> tuple[Route, ...]:
        """What must be sent where next, with what is there of it and what is missing."""
        case = self._gather(family_id)
        numbers = form_numbers(self._region)
        terms = terms_of(case, self.rules, numbers, self.calendar, self._clock())
        return routes(case, terms, self.rules, numbers)
