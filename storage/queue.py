"""What waits for whom: reading the queue, one paper, the fate of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from casework.arrival import Arrival
from casework.draft import DecisionRefused
from casework.queue import FINAL, FileStatus, QueueItem, State, together
from storage.codec import warnings_from_text
from storage.containers import below
from storage.tables import ArrivalRow, PaperRow

#: Databases bind only so many values in one statement.
_AT_ONCE = 5000


def _listed() -> Select[PaperRow, ArrivalRow]:
    """Documents with their files; a container that was unpacked is none."""
    documents = select(PaperRow, ArrivalRow).where(PaperRow.state != State.UNPACKED)
    return documents.join(ArrivalRow, PaperRow.arrival_id == ArrivalRow.id)


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
    return Arrival(received_at(found), found.channel, found.sender)


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
        sender=arrival.sender,
    )


def _chunks(file_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(file_ids), _AT_ONCE):
        yield file_ids[start : start + _AT_ONCE]


def unfinished(session: Session, file_ids: Sequence[int]) -> int:
    """How many of these files still have a paper, or hold one, that a machine will move."""
    waiting: set[int] = set()
    for chunk in _chunks(file_ids):
        inside = below(chunk)
        query = (
            select(inside.c.root)
            .join(PaperRow, PaperRow.arrival_id == inside.c.file)
            .where(PaperRow.state.not_in(FINAL))
        )
        waiting.update(session.scalars(query))
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


def in_process(session: Session) -> int:
    """How many documents a worker has in hand."""
    query = select(func.count(PaperRow.id)).where(PaperRow.state == State.PROCESSING)
    return session.scalar(query) or 0


def file_statuses(session: Session, file_ids: Sequence[int]) -> tuple[FileStatus, ...]:
    """The fate of each file by its papers, or by those in it, in the order of their ids."""
    found: list[FileStatus] = []
    for chunk in _chunks(file_ids):
        fates = _fates(session, chunk)
        query = select(ArrivalRow).where(ArrivalRow.id.in_(chunk)).order_by(ArrivalRow.id)
        found += (_status(arrival, fates[arrival.id]) for arrival in session.scalars(query))
    return tuple(found)


@dataclass(slots=True)
class _Fates:
    """Papers of one file: of its own, and of what lay in it, each a state and an error."""

    own: list[tuple[State, str | None]] = field(default_factory=list)
    inside: list[tuple[State, str | None]] = field(default_factory=list)


def _fates(session: Session, file_ids: Sequence[int]) -> dict[int, _Fates]:
    held = below(file_ids)
    query = (
        select(ArrivalRow, PaperRow)
        .join(held, held.c.root == ArrivalRow.id)
        .join(PaperRow, PaperRow.arrival_id == held.c.file)
        .order_by(held.c.root, held.c.file, PaperRow.number)
    )
    fates: dict[int, _Fates] = defaultdict(_Fates)
    for arrival, paper in session.execute(query):
        fate = fates[arrival.id]
        own = paper.arrival_id == (arrival.duplicate_of or arrival.id)
        (fate.own if own else fate.inside).append((paper.state, paper.error))
    return fates


def _status(arrival: ArrivalRow, fates: _Fates) -> FileStatus:
    """A container that is no paper is as its papers are together, refused where all are."""
    state, error = fates.own[0]
    if len(fates.own) > 1:  # papers of one thick scan
        state = together(one for one, _ in fates.own)
    if state is State.UNPACKED:
        papers = [fate for fate in fates.inside if fate[0] is not State.UNPACKED]
        state = together(state for state, _ in papers)
        refused = state in (State.QUARANTINED, State.FAILED)
        error = next((why for _, why in papers if refused and why), None)
    return FileStatus(
        file_id=arrival.id,
        source=arrival.source,
        sha256=arrival.sha256,
        state=state,
        duplicate_of=arrival.duplicate_of,
        error=error,
    )
