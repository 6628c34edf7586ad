"""Letters and archives in the store: what lay in them, and what became of it.

Members are registered in the transaction that ends the container's own work, so that a kill
leaves either a container that waits or all of its papers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, func, select
from sqlalchemy.orm import Session, aliased

from casework.queue import HistoryEntry, State
from papers.outcome import ReadingWarning, RefusalCode
from papers.source import SourceFile
from storage.audit import MACHINE, move, note
from storage.codec import warnings_from_text
from storage.tables import ArrivalRow, PaperRow


@dataclass(frozen=True, slots=True)
class Inner:
    """A file that lay in a container; its bytes are kept already."""

    source: SourceFile
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a container came to.

    `arrival` is the container's own, as far as a letter's head tells more of it; `refused` says
    why some of its members could not be taken out.
    """

    arrival: SourceFile
    members: tuple[Inner, ...]
    refused: RefusalCode | None = None


def below(file_ids: Sequence[int]) -> CTE:
    """Rows (root, file): each file asked for, with itself and all that lay in it.

    `file` is the first arrival of those bytes, the one that has papers. UNION, not UNION ALL:
    it ends also where an archive holds itself.
    """
    first = func.coalesce(ArrivalRow.duplicate_of, ArrivalRow.id)
    top = (
        select(ArrivalRow.id.label("root"), first.label("file"))
        .where(ArrivalRow.id.in_(file_ids))
        .cte("below", recursive=True)
    )
    inner = aliased(ArrivalRow)
    inside = func.coalesce(inner.duplicate_of, inner.id)
    return top.union(select(top.c.root, inside).join(inner, inner.container_id == top.c.file))


def members(session: Session, file_id: int) -> tuple[int, ...]:
    """Ids of the files that lay in a container, each followed by what lay in it."""
    found: list[int] = []
    query = select(ArrivalRow.id).where(ArrivalRow.container_id == file_id)
    for inner in session.scalars(query.order_by(ArrivalRow.id)).all():
        found += (inner, *members(session, inner))
    return tuple(found)


def depth(session: Session, arrival: ArrivalRow) -> int:
    """In how many containers a file lay; 0 for one that was brought as it is."""
    around, inner = 0, arrival
    while inner.container_id is not None:
        inner = session.get_one(ArrivalRow, inner.container_id)
        around += 1
    return around


def known_members(session: Session, container_id: int) -> set[tuple[str, str]]:
    """(source, sha256) of what an earlier unpacking has registered already."""
    query = select(ArrivalRow.source, ArrivalRow.sha256)
    rows = session.execute(query.where(ArrivalRow.container_id == container_id))
    return {(row.source, row.sha256) for row in rows}


def warnings_before(paper: PaperRow) -> tuple[ReadingWarning, ...]:
    """What the containers around a paper that is not read yet had to say."""
    return warnings_from_text(paper.warnings)


def end(session: Session, paper: PaperRow, refused: RefusalCode | None, at: datetime) -> None:
    """The container is no paper itself: done with, or a person's who has to get the rest."""
    if refused is None:
        move(session, paper, State.UNPACKED, at, MACHINE)
    else:
        paper.error = refused
        move(session, paper, State.QUARANTINED, at, MACHINE, refused)


def believe_head(session: Session, paper: PaperRow, source: SourceFile, at: datetime) -> None:
    """Note of the container's own arrival what the letter's head says."""
    arrival = session.get_one(ArrivalRow, paper.arrival_id)
    if arrival.received_at != source.received_at:
        old, new = arrival.received_at.isoformat(), source.received_at.isoformat()
        reason = "дата из заголовка письма"
        note(session, paper.id, HistoryEntry(at, MACHINE, "received_at", old, new, reason))
        arrival.received_at = source.received_at
    arrival.sender = source.sender
    arrival.channel = source.channel
