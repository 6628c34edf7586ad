"""Who did what to which document; written in the transaction that does it, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.queue import MOVES, HistoryEntry, State
from storage.tables import HistoryRow, PaperRow

#: How the program names itself where a person would stand.
MACHINE = "opis"
#: Why a paper was put aside whose file was divided otherwise: no person's rejection.
PUT_ASIDE = "файл разделён на бумаги иначе"


def note(
    session: Session,
    document_id: int,
    entry: HistoryEntry,
) -> None:
    session.add(
        HistoryRow(
            document_id=document_id,
            at=entry.at,
            who=entry.who,
            what=entry.what,
            old=entry.old,
            new=entry.new,
            reason=entry.reason,
        )
    )


def move(
    session: Session, paper: PaperRow, to: State, at: datetime, who: str, reason: str | None = None
) -> None:
    """Change the state of a paper and say so; ValueError when there is no such move.

    The UPDATE names the version that was read, so that of two who try at once one fails.
    """
    if to not in MOVES[paper.state]:
        raise ValueError(f"document {paper.id}: no way from {paper.state} to {to}")
    note(session, paper.id, HistoryEntry(at, who, "state", paper.state, to, reason))
    paper.state = to
    if to is not State.PROCESSING:
        paper.claimed_by = None


def history(session: Session, document_id: int) -> tuple[HistoryEntry, ...]:
    rows = session.scalars(
        select(HistoryRow).where(HistoryRow.document_id == document_id).order_by(HistoryRow.id)
    )
    return tuple(
        HistoryEntry(row.at, row.who, row.what, row.old, row.new, row.reason) for row in rows
    )


def put_aside(session: Session, document_id: int) -> bool:
    """Whether a paper was last rejected because its file was divided otherwise."""
    query = (
        select(HistoryRow.reason)
        .where(HistoryRow.document_id == document_id, HistoryRow.what == "state")
        .order_by(HistoryRow.id.desc())
        .limit(1)
    )
    return session.scalar(query) == PUT_ASIDE
