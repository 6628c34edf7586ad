"""Records of all forms as they are kept: entered, corrected, annulled, moved, never erased."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.draft import Cell, ChildRow, ConfirmedRecord, DecisionRefused, Row
from casework.journal import JournalRow, moved_to
from casework.queue import HistoryEntry
from storage import chronicle, journals
from storage.codec import RECORD, value_to_text
from storage.proposals import ProposalRows
from storage.register_tables import FamilyRow
from storage.session import Database
from storage.tables import RecordRow


class RecordWriter:
    """Changes of records within one transaction: all of them are kept, or none."""

    def __init__(self, session: Session, at: datetime) -> None:
        self._session = session
        self._at = at
        self.proposals = ProposalRows(session, at)

    def lock_family(self, family_id: int) -> None:
        """Nobody else changes the family's records until the transaction ends."""
        if self._session.get(FamilyRow, family_id, with_for_update=True) is None:
            raise DecisionRefused("not_found", f"Семьи с номером {family_id} нет.")

    def get(self, record_id: int) -> JournalRow:
        return journals.row(self._found(record_id))

    def of_family(self, family_id: int) -> tuple[JournalRow, ...]:
        return journals.standing_where(self._session, RecordRow.family_id == family_id)

    def enter(
        self,
        record: ConfirmedRecord,
        by: str,
        year: int | None = None,
        reason: str | None = None,
    ) -> JournalRow:
        """Keep the record under the next number of its journal and year."""
        kept = journals.enter(self._session, record, year)
        kept.by_hand = True
        self._session.flush()
        self._note(kept.id, by, "entered", None, f"№ {kept.entry_no}", reason)
        return journals.row(kept)

    def correct(
        self, record_id: int, row: Row, by: str, reason: str, version: int | None = None
    ) -> JournalRow:
        """Put a decided row in the record's place; every cell that changed is told."""
        kept = self._standing(record_id, version)
        record = RECORD.unpack(kept.content)
        before, after = (
            _addressed(record.cells, record.children),
            _addressed(row.cells, row.children),
        )
        for address in dict.fromkeys((*before, *after)):
            old = value_to_text(before[address].value) if address in before else None
            new = value_to_text(after[address].value) if address in after else None
            if old != new:
                self._note(kept.id, by, f"cell:{address}", old, new, reason)
        kept.content = RECORD.pack(replace(record, cells=row.cells, children=row.children))
        self._session.flush()
        return journals.row(kept)

    def annul(self, record_id: int, by: str, reason: str, version: int | None = None) -> JournalRow:
        """Cross the record out; it keeps its place and number."""
        kept = self._standing(record_id, version)
        kept.annulled_by, kept.annulled_at, kept.annulled_because = by, self._at, reason
        self._note(kept.id, by, "annulled", None, None, reason)
        self.proposals.drop_of_record(kept.id, by)
        self._session.flush()
        return journals.row(kept)

    def move(
        self,
        record_id: int,
        record: ConfirmedRecord,
        title: str,
        by: str,
        version: int | None = None,
    ) -> JournalRow:
        """Enter it as `record` in the journal `title`; the old row says where it went (A-02)."""
        kept = self._standing(record_id, version)
        fresh = journals.enter(self._session, record, kept.year)
        fresh.by_hand = kept.by_hand
        self._session.flush()
        self.annul(record_id, by, moved_to(title, fresh.entry_no))
        self._note(fresh.id, by, "moved", f"record:{record_id}", f"№ {fresh.entry_no}", None)
        return journals.row(fresh)

    def give_family(
        self,
        document_id: int,
        family_id: int | None,
        by: str,
        forms: Collection[int] | None = None,
    ) -> int:
        """Standing records of the paper that belong to no family become that family's.

        With None they belong to none again. How many did; of those `forms` only, where given.
        """
        query = journals.of_document(document_id)
        unowned = RecordRow.family_id.is_(None)
        query = query.where(unowned if family_id is not None else ~unowned)
        if forms is not None:
            query = query.where(RecordRow.form.in_(forms))
        found = self._session.scalars(query.with_for_update()).all()
        for kept in found:
            self._note(kept.id, by, "family", _text(kept.family_id), _text(family_id), None)
            kept.family_id = family_id
        self._session.flush()
        return len(found)

    def _found(self, record_id: int) -> RecordRow:
        row = self._session.get(RecordRow, record_id, with_for_update=True)
        if row is None:
            raise unknown_record(record_id)
        return row

    def _standing(self, record_id: int, version: int | None) -> RecordRow:
        kept = self._found(record_id)
        if kept.annulled_because is not None:
            message = f"Запись {record_id} аннулирована: её больше не меняют."
            raise DecisionRefused("not_allowed", message)
        if version is not None and version != kept.version:
            message = "Запись за это время изменили. Откройте её заново и проверьте."
            raise DecisionRefused("stale_draft", message)
        return kept

    def _note(
        self,
        record_id: int,
        by: str,
        what: str,
        old: str | None,
        new: str | None,
        reason: str | None,
    ) -> None:
        entry = HistoryEntry(self._at, by, what, old, new, reason)
        chronicle.note(self._session, _subject(record_id), entry)


class Records:
    """Everything may raise DecisionRefused: `not_found`, `not_allowed`, `stale_draft`."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @contextmanager
    def writing(self) -> Iterator[RecordWriter]:
        """Several changes as one: an exception undoes them all."""
        with self._database.writing() as session:
            yield RecordWriter(session, self._clock())

    def get(self, record_id: int) -> JournalRow:
        """The record, also an annulled one."""
        with self._database.reading() as session:
            kept = session.get(RecordRow, record_id)
            if kept is None:
                raise unknown_record(record_id)
            return journals.row(kept)

    def of_family(self, family_id: int, form: int | None = None) -> tuple[JournalRow, ...]:
        """The family's standing records in order of confirmation."""
        wanted = [RecordRow.family_id == family_id]
        wanted += [RecordRow.form == form] if form is not None else []
        with self._database.reading() as session:
            return journals.standing_where(session, *wanted)

    def journal(
        self, form: int, category: str, year: int, scope: str = ""
    ) -> tuple[JournalRow, ...]:
        """Every row of one journal in the order of numbers, annulled ones too."""
        with self._database.reading() as session:
            return journals.journal(session, form, category, year, scope)

    def scopes(self, form: int, category: str, year: int) -> tuple[str, ...]:
        """Whose journals of that form, category and year there are."""
        query = select(RecordRow.scope).where(
            RecordRow.form == form, RecordRow.category == category, RecordRow.year == year
        )
        with self._database.reading() as session:
            return tuple(session.scalars(query.distinct().order_by(RecordRow.scope)))

    def enter(self, record: ConfirmedRecord, by: str, year: int | None = None) -> JournalRow:
        with self.writing() as writer:
            return writer.enter(record, by, year)

    def correct(
        self, record_id: int, row: Row, by: str, reason: str, version: int | None = None
    ) -> JournalRow:
        with self.writing() as writer:
            return writer.correct(record_id, row, by, reason, version)

    def annul(self, record_id: int, by: str, reason: str, version: int | None = None) -> JournalRow:
        with self.writing() as writer:
            return writer.annul(record_id, by, reason, version)

    def give_family(self, document_id: int, family_id: int | None, by: str) -> int:
        with self.writing() as writer:
            return writer.give_family(document_id, family_id, by)

    def history(self, record_id: int) -> tuple[HistoryEntry, ...]:
        with self._database.reading() as session:
            return chronicle.entries(session, _subject(record_id))


def unknown_record(record_id: int) -> DecisionRefused:
    return DecisionRefused("not_found", f"Записи с номером {record_id} нет.")


def _addressed(cells: Iterable[Cell], children: Iterable[ChildRow]) -> dict[str, Cell]:
    """Every cell by its address; lines of child tables are counted from 1."""
    found = {cell.id: cell for cell in cells}
    counted: dict[str, int] = {}
    for child in children:
        line = counted[child.table] = counted.get(child.table, 0) + 1
        found |= {f"{child.table}[{line}].{cell.id}": cell for cell in child.cells}
    return found


def _subject(record_id: int) -> str:
    return f"record:{record_id}"


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
