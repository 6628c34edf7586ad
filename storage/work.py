"""The machine's half of a paper's way: registered, claimed, finished, refused or given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.deadlines import Urgency, survey_due
from casework.draft import Row
from casework.findings import Findings
from casework.queue import FailureCode, HistoryEntry, State
from papers.document import Document
from papers.outcome import RefusalCode
from papers.source import SourceFile
from storage.audit import MACHINE, move, note
from storage.codec import DOCUMENT, FINDINGS, ROWS, warnings_to_text
from storage.tables import ArrivalRow, BlobRow, DraftRow, PaperRow, ReadingRow

#: After so many bad ends of the program itself a paper is no longer tried.
MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A paper that one worker holds, alone, until it says how that ended."""

    document_id: int
    worker: str
    source: SourceFile


def register(session: Session, source: SourceFile, at: datetime, by: str) -> int:
    """Note that the kept bytes of `source` were brought; the id of the arrival.

    New bytes make a document that waits. Known bytes make none; a paper that could not be
    read or processed the first time is tried again.
    """
    first = session.scalar(
        select(ArrivalRow)
        .where(ArrivalRow.sha256 == source.sha256, ArrivalRow.duplicate_of.is_(None))
        .with_for_update()
    )
    if first is None:
        session.add(BlobRow(sha256=source.sha256, size=source.size, stored_at=at))
        session.flush()
    offset = source.received_at.utcoffset()
    arrival = ArrivalRow(
        source=source.name,
        sha256=source.sha256,
        channel=source.channel,
        received_at=source.received_at,
        utc_offset=int(offset.total_seconds()) // 60 if offset else 0,
        duplicate_of=first.id if first else None,
    )
    session.add(arrival)
    session.flush()
    if first is None:
        _first_paper(session, arrival, source, at, by)
    else:
        _again(session, first, arrival, at, by)
    return arrival.id


def _first_paper(
    session: Session, arrival: ArrivalRow, source: SourceFile, at: datetime, by: str
) -> None:
    paper = PaperRow(
        arrival_id=arrival.id,
        number=1,
        state=State.RECEIVED,
        due_on=survey_due(source.received_at),
        threat=False,
        warnings=warnings_to_text(()),
        attempts=0,
    )
    session.add(paper)
    session.flush()
    note(session, paper.id, HistoryEntry(at, by, "state", None, State.RECEIVED))


def _again(session: Session, first: ArrivalRow, arrival: ArrivalRow, at: datetime, by: str) -> None:
    papers = session.scalars(
        select(PaperRow).where(PaperRow.arrival_id == first.id).with_for_update()
    )
    for paper in papers:
        note(session, paper.id, HistoryEntry(at, by, "arrived_again", None, str(arrival.id)))
        if paper.state in (State.QUARANTINED, State.FAILED):
            move(session, paper, State.RECEIVED, at, by, "файл пришёл ещё раз")
            paper.error = None
            paper.attempts = 0


def claim(
    session: Session, worker: str, at: datetime
) -> tuple[PaperRow, ArrivalRow, BlobRow] | None:
    """Take the waiting paper that is due first; None when nothing waits."""
    found = session.execute(
        select(PaperRow, ArrivalRow, BlobRow)
        .join(ArrivalRow, PaperRow.arrival_id == ArrivalRow.id)
        .join(BlobRow, ArrivalRow.sha256 == BlobRow.sha256)
        .where(PaperRow.state == State.RECEIVED)
        .order_by(PaperRow.due_on, PaperRow.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=PaperRow)
    ).one_or_none()
    if found is None:
        return None
    paper, arrival, blob = found
    move(session, paper, State.PROCESSING, at, MACHINE)
    paper.claimed_by = worker
    return paper, arrival, blob


def held(session: Session, claim: Claim) -> PaperRow | None:
    """The paper of a claim, locked; None when the claim was lost or ended already."""
    paper = session.get(PaperRow, claim.document_id, with_for_update=True)
    return paper if paper and paper.claimed_by == claim.worker else None


def finish(
    session: Session,
    claim: Claim,
    document: Document,
    findings: Findings,
    rows: tuple[Row, ...],
    urgency: Urgency,
    at: datetime,
) -> bool:
    """Put what was read and understood before the reviewer, all in one; False when too late."""
    paper = held(session, claim)
    if paper is None:
        return False
    reading = ReadingRow(sha256=claim.source.sha256, made_at=at, content=DOCUMENT.pack(document))
    session.add(reading)
    session.flush()
    session.add(
        DraftRow(
            document_id=paper.id,
            findings=FINDINGS.pack(findings),
            proposed=ROWS.pack(rows),
            decided=None,
        )
    )
    move(session, paper, State.REVIEW, at, MACHINE)
    paper.reading_id = reading.id
    paper.kind = findings.kind.value
    paper.threat = urgency.threat
    paper.due_on = urgency.due_on
    paper.warnings = warnings_to_text(
        tuple(dict.fromkeys((*document.warnings, *findings.warnings)))
    )
    return True


def refuse(session: Session, claim: Claim, code: RefusalCode, at: datetime) -> bool:
    """The file can't be read: it waits for a person, with its code; False when too late."""
    paper = held(session, claim)
    if paper is None:
        return False
    paper.error = code
    move(session, paper, State.QUARANTINED, at, MACHINE, code)
    return True


def fail(session: Session, paper: PaperRow, code: FailureCode, reason: str, at: datetime) -> None:
    """The program broke on this paper: once more, or never again after MAX_ATTEMPTS."""
    paper.attempts += 1
    if paper.attempts < MAX_ATTEMPTS:
        move(session, paper, State.RECEIVED, at, MACHINE, reason)
    else:
        paper.error = code
        move(session, paper, State.FAILED, at, MACHINE, reason)


def abandoned(session: Session, worker: str | None) -> list[PaperRow]:
    """Papers in the hands of that worker, or of anyone, locked."""
    query = select(PaperRow).where(PaperRow.state == State.PROCESSING).with_for_update()
    if worker is not None:
        query = query.where(PaperRow.claimed_by == worker)
    return list(session.scalars(query))
