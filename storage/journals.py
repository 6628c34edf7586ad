"""Journals: numbers without gaps, rows that stay, only what a person confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.draft import ConfirmedRecord
from casework.journal import JournalRow
from storage.codec import RECORD
from storage.tables import CounterRow, RecordRow

#: What parts one journal from another; numbers count within it.
_JOURNAL = ("form", "category", "scope", "year")


def enter(session: Session, record: ConfirmedRecord, year: int | None = None) -> RecordRow:
    """Keep a confirmed record under the next number of its journal and year.

    The year is that of the row's own date, where the caller doesn't know better.
    """
    year = _year(record) if year is None else year
    row = RecordRow(
        document_id=record.document_id,
        family_id=record.family_id,
        form=record.form,
        category=record.category,
        scope=record.scope,
        year=year,
        entry_no=_next_number(session, record, year),
        content=RECORD.pack(record),
        confirmed_by=record.confirmed_by,
        confirmed_at=record.confirmed_at,
    )
    session.add(row)
    return row


def _year(record: ConfirmedRecord) -> int:
    """The year of the row's own date (form 1: `received_at`), else of its confirmation."""
    own = next((cell.value for cell in record.cells if cell.id == "received_at"), None)
    return int(own[:4]) if isinstance(own, str) else record.confirmed_at.year


def _next_number(session: Session, record: ConfirmedRecord, year: int) -> int:
    """Given inside the confirming transaction: undone with it, so that no number is lost."""
    journal = (record.form, record.category, record.scope, year)
    counter = session.get(CounterRow, journal, with_for_update=True)
    if counter is None:
        try:
            with session.begin_nested():
                session.add(CounterRow(**dict(zip(_JOURNAL, journal, strict=True)), last=0))
        except IntegrityError:
            pass  # someone else opened this journal at the same moment
        counter = session.get_one(CounterRow, journal, with_for_update=True)
    counter.last += 1
    return counter.last


def annul(session: Session, document_id: int, by: str, at: datetime, reason: str) -> None:
    """Cross out the standing records of a document; they keep their place and number."""
    for row in session.scalars(_of(document_id).with_for_update()):
        row.annulled_by = by
        row.annulled_at = at
        row.annulled_because = reason


def standing(session: Session, document_id: int) -> tuple[JournalRow, ...]:
    """The journal rows of a document that are not annulled."""
    return _rows(session.scalars(_of(document_id)))


def journal(
    session: Session, form: int, category: str, year: int, scope: str = ""
) -> tuple[JournalRow, ...]:
    """Every row of one journal in the order of numbers, annulled ones with their reason."""
    query = select(RecordRow).where(
        RecordRow.form == form,
        RecordRow.category == category,
        RecordRow.scope == scope,
        RecordRow.year == year,
    )
    return _rows(session.scalars(query.order_by(RecordRow.entry_no)))


def _of(document_id: int) -> Select[RecordRow]:
    return (
        select(RecordRow)
        .where(RecordRow.document_id == document_id, RecordRow.annulled_because.is_(None))
        .order_by(RecordRow.id)
    )


def _rows(found: Iterable[RecordRow]) -> tuple[JournalRow, ...]:
    return tuple(
        JournalRow(
            row.entry_no,
            row.category,
            RECORD.unpack(row.content),
            row.annulled_because,
            row.id,
            row.version,
        )
        for row in found
    )
