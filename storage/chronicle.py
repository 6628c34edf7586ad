"""Who did what to a family, a record, a term, a letter; written with the change, never altered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.queue import HistoryEntry
from storage.register_tables import ChronicleRow


def note(session: Session, subject: str, entry: HistoryEntry) -> None:
    """`subject` names the thing: "family:3", "record:12"."""
    session.add(
        ChronicleRow(
            subject=subject,
            at=entry.at,
            who=entry.who,
            what=entry.what,
            old=entry.old,
            new=entry.new,
            reason=entry.reason,
        )
    )


def entries(session: Session, subject: str) -> tuple[HistoryEntry, ...]:
    """What happened to the thing, oldest first."""
    rows = session.scalars(
        select(ChronicleRow).where(ChronicleRow.subject == subject).order_by(ChronicleRow.id)
    )
    return tuple(
        HistoryEntry(row.at, row.who, row.what, row.old, row.new, row.reason) for row in rows
    )
