"""What waits for whom: reading the queue, one paper, the fate of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta, timezone

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from casework.arrival import Arrival
from casework.draft import DecisionRefused
from casework.queue import FINAL, FileStatus, QueueItem, State
from storage.codec import warnings_from_text
from storage.tables import ArrivalRow, PaperRow

#: Databases bind only so many values in one statement.
_AT_ONCE = 5000


def _listed() -> Select[PaperRow, ArrivalRow]:
    return select(PaperRow, ArrivalRow).join(ArrivalRow, PaperRow.arrival_id == ArrivalRow.id)


def received_at(arrival: ArrivalRow) -> datetime:
    """The moment of arrival in the zone in which it was noted."""
    return arrival.received_at.astimezone(timezone(timedelta(minutes=arrival.utc_offset)))


def items(session: Session, states: Collection[State]) -> tuple[QueueItem, ...]:
    """Documents in these states, most urgent first: threat, then due day, then arrival."""
    query = (
        _listed()
        .where(PaperRow.state.in_(states))
        .order_by(PaperRow.threat.desc(), PaperRow.due_on, ArrivalRow.received_at, PaperRow.id)
    )
    return tuple(_item(paper, arrival) for paper, arrival in session.execute(query))


def item(session: Session, document_id: int) -> QueueItem:
    """One document; DecisionRefused `not_found`."""
    found = session.execute(_listed().where(PaperRow.id == document_id)).one_or_none()
    if found is None:
        raise not_found(document_id)
    return _item(*found)


def arrival(session: Session, document_id: int) -> Arrival:
    """When and how a document came; DecisionRefused `not_found`."""
    query = select(ArrivalRow).join(PaperRow, PaperRow.arrival_id == ArrivalRow.id)
    found = session.scalar(query.where(PaperRow.id == document_id))
    if found is None:
        raise not_found(document_id)
    return Arrival(received_at(found), found.channel)


def not_found(document_id: int) -> DecisionRefused:
    return DecisionRefused("not_found", f"Бумаги с номером {document_id} нет.")


def _item(paper: PaperRow, arrival: ArrivalRow) -> QueueItem:
    return QueueItem(
        id=paper.id,
        file_id=arrival.id,
        source=arrival.source,
        index=paper.number,
        sha256=arrival.sha256,
        state=paper.state,
        kind=paper.kind,
        threat_to_life=paper.threat,
        due_on=paper.due_on,
        received_at=received_at(arrival),
        version=paper.version,
        error=paper.error,
        warnings=warnings_from_text(paper.warnings),
    )


def _of_files(file_ids: Sequence[int]) -> Iterator[Select[ArrivalRow, PaperRow]]:
    """Queries for files with their papers; a repeated file has those of its first arrival."""
    first = func.coalesce(ArrivalRow.duplicate_of, ArrivalRow.id)
    for start in range(0, len(file_ids), _AT_ONCE):
        yield (
            select(ArrivalRow, PaperRow)
            .join(PaperRow, PaperRow.arrival_id == first)
            .where(ArrivalRow.id.in_(file_ids[start : start + _AT_ONCE]))
            .order_by(ArrivalRow.id, PaperRow.number)
        )


def unfinished(session: Session, file_ids: Sequence[int]) -> int:
    """How many of these files still have a paper that a machine will move."""
    waiting: set[int] = set()
    for query in _of_files(file_ids):
        open_ids = query.where(PaperRow.state.not_in(FINAL)).with_only_columns(ArrivalRow.id)
        waiting.update(session.scalars(open_ids))
    return len(waiting)


def unfinished_files(session: Session) -> tuple[int, ...]:
    """Ids of all files that still have a paper that a machine will move, oldest first."""
    query = (
        select(PaperRow.arrival_id)
        .where(PaperRow.state.not_in(FINAL))
        .distinct()
        .order_by(PaperRow.arrival_id)
    )
    return tuple(session.scalars(query))


def waiting(session: Session) -> int:
    """How many documents nobody has claimed yet."""
    query = select(func.count(PaperRow.id)).where(PaperRow.state == State.RECEIVED)
    return session.scalar(query) or 0


def file_statuses(session: Session, file_ids: Sequence[int]) -> tuple[FileStatus, ...]:
    """The fate of each file by its first paper, in the order of their ids."""
    found: dict[int, FileStatus] = {}
    for query in _of_files(file_ids):
        for arrival, paper in session.execute(query):
            status = FileStatus(
                file_id=arrival.id,
                source=arrival.source,
                sha256=arrival.sha256,
                state=paper.state,
                duplicate_of=arrival.duplicate_of,
                error=paper.error,
            )
            found.setdefault(arrival.id, status)
    return tuple(found.values())
