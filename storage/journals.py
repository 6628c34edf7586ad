"""Journals: numbers without gaps, rows that stay, only what a person confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
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
    kept = RecordRow(
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
    session.add(kept)
    return kept


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
    """Cross out the records that the document's confirmation made; their numbers stay.

    What a person entered or accepted besides is that person's own decision, and stands.
    """
    made = of_document(document_id).where(RecordRow.by_hand.is_(False))
    for kept in session.scalars(made.with_for_update()):
        kept.annulled_by = by
        kept.annulled_at = at
        kept.annulled_because = reason


def standing(session: Session, document_id: int) -> tuple[JournalRow, ...]:
    """The journal rows that the document's confirmation made and nobody annulled."""
    made = of_document(document_id).where(RecordRow.by_hand.is_(False))
    return _rows(session.scalars(made))


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


def standing_where(session: Session, *where: ColumnElement[bool]) -> tuple[JournalRow, ...]:
    """Records that are not annulled, in order of confirmation."""
    query = select(RecordRow).where(RecordRow.annulled_because.is_(None), *where)
    return _rows(session.scalars(query.order_by(RecordRow.confirmed_at, RecordRow.id)))


def of_document(document_id: int) -> Select[RecordRow]:
    """The query of a paper's records that are not annulled."""
    return (
        select(RecordRow)
        .where(RecordRow.document_id == document_id, RecordRow.annulled_because.is_(None))
        .order_by(RecordRow.id)
    )


def row(kept: RecordRow) -> JournalRow:
    # Families are merged and split row by row: whose the record is, the column knows.
    record = replace(RECORD.unpack(kept.content), family_id=kept.family_id)
    return JournalRow(
        kept.entry_no,
        kept.category,
        record,
        kept.annulled_because,
        kept.id,
        kept.version,
    )


def _rows(found: Iterable[RecordRow]) -> tuple[JournalRow, ...]:
    return tuple(row(kept) for kept in found)
