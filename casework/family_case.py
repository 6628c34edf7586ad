"""Everything kept of one family, as terms, files and letters are worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.draft import Cell, CellValue
from casework.family import Family
from casework.journal import JournalRow
from papers.source import Channel


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """A paper that a person linked to the family. `cells` are those of all its rows, as decided
    when `confirmed`, else as proposed.
    """

    document_id: int
    kind: str
    source: str
    channel: Channel
    received_at: datetime
    confirmed: bool
    cells: tuple[Cell, ...] = ()

    def value(self, cell_id: str) -> CellValue | None:
        return next((cell.value for cell in self.cells if cell.id == cell_id), None)

    @property
    def archived(self) -> bool:
        """From a paper archive: it starts no terms."""
        return self.channel is Channel.ARCHIVE

    @property
    def number(self) -> str:
        """The paper's own number; a row of the journal holds it under its own name."""
        return str(self.value("doc_number") or self.value("source_doc_no") or "")

    @property
    def own_day(self) -> date | None:
        """The date that the paper itself bears."""
        own = self.value("doc_date") or self.value("source_doc_date")
        return date.fromisoformat(str(own)[:10]) if own else None

    @property
    def day(self) -> date:
        """The paper's own date, else the day it came."""
        return self.own_day or self.received_at.date()


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter out; `number` counts within its year. `rule_id` is the duty that it answers."""

    id: int
    year: int
    number: int
    sent_on: date
    template: str
    rule_id: str
    addressee: str
    subject: str
    sha256: str
    reply_document_id: int | None = None
    cancelled: str | None = None


@dataclass(frozen=True, slots=True)
class FamilyCase:
    """Standing records of all forms in order of confirmation, papers in order of arrival."""

    family: Family
    records: tuple[JournalRow, ...] = ()
    papers: tuple[LinkedPaper, ...] = ()
    letters: tuple[SentLetter, ...] = ()

    def of_form(self, number: int) -> tuple[JournalRow, ...]:
        return tuple(row for row in self.records if row.record.form == number)
