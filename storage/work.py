"""The machine's half of a paper's way: registered, claimed, finished, refused or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.deadlines import Urgency, survey_due
from casework.draft import Row
from casework.findings import Findings
from casework.queue import FailureCode, HistoryEntry, State
from papers.document import Document
from papers.outcome import ReadingWarning, RefusalCode
from papers.source import SourceFile
from storage import containers
from storage.audit import MACHINE, move, note
from storage.codec import DOCUMENT, FINDINGS, ROWS, warnings_to_text
from storage.containers import Unpacked
from storage.tables import ArrivalRow, BlobRow, DraftRow, PaperRow, ReadingRow

#: After so many bad ends of the program itself a paper is no longer tried.
MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A paper that one worker holds, alone, until it says how that ended.

    `depth` is in how many containers its file lay.
    """

    document_id: int
    worker: str
    source: SourceFile
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """One paper of a file: what was found on its pages, what is proposed, how urgent it is."""

    findings: Findings
    rows: tuple[Row, ...]
    urgency: Urgency


def register(
    session: Session,
    source: SourceFile,
    at: datetime,
    by: str,
    container: ArrivalRow | None = None,
    warnings: tuple[ReadingWarning, ...] = (),
) -> int:
    """Note that the kept bytes of `source` were brought; the id of the arrival.

    New bytes make a document that waits, with the `warnings` of the `container` in which they
    lay. Known bytes make none; a paper that could not be read or processed the first time is
    tried again.
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
        container_id=container.id if container else None,
        sender=source.sender,
    )
    session.add(arrival)
    session.flush()
    if first is None:
        paper = _first_paper(session, arrival, source, at, by)
        paper.warnings = warnings_to_text(warnings)
        if container is not None:
            origin = HistoryEntry(at, by, "unpacked_from", None, container.source)
            note(session, paper.id, origin)
    else:
        _again(session, first, arrival, at, by)
    return arrival.id


def _first_paper(
    session: Session, arrival: ArrivalRow, source: SourceFile, at: datetime, by: str
) -> PaperRow:
    paper = PaperRow(
        arrival_id=arrival.id,
        number=1,
        state=State.RECEIVED,
        due_on=survey_due(source.received_at, channel=source.channel),
        threat=False,
        warnings=warnings_to_text(()),
        attempts=0,
    )
    session.add(paper)
    session.flush()
    note(session, paper.id, HistoryEntry(at, by, "state", None, State.RECEIVED))
    return paper


def _again(session: Session, first: ArrivalRow, arrival: ArrivalRow, at: datetime, by: str) -> None:
    """Also what lay in a container that comes again is tried again, where it failed."""
    inside = select(containers.below([first.id]).c.file)
    papers = session.scalars(
        select(PaperRow).where(PaperRow.arrival_id.in_(inside)).with_for_update()
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


def unpack(session: Session, claim: Claim, unpacked: Unpacked, at: datetime) -> bool:
    """Register what lay in a container that is no paper itself; False when too late."""
    paper = held(session, claim)
    if paper is None:
        return False
    register_members(session, paper, unpacked, at)
    containers.end(session, paper, unpacked.refused, at)
    return True


def register_members(session: Session, paper: PaperRow, unpacked: Unpacked, at: datetime) -> None:
    """Make papers of all members; those of an earlier unpacking are there already."""
    warnings = containers.warnings_before(paper)
    containers.believe_head(session, paper, unpacked.arrival, at)
    container = session.get_one(ArrivalRow, paper.arrival_id)
    known = containers.known_members(session, container.id)
    for member in unpacked.members:
        if (member.source.name, member.source.sha256) not in known:
            given = (*warnings, *member.warnings)
            register(session, member.source, at, MACHINE, container, given)


def held(session: Session, claim: Claim) -> PaperRow | None:
    """The paper of a claim, locked; None when the claim was lost or ended already."""
    paper = session.get(PaperRow, claim.document_id, with_for_update=True)
    return paper if paper and paper.claimed_by == claim.worker else None


def finish(
    session: Session,
    claim: Claim,
    document: Document,
    papers: Sequence[Understood],
    at: datetime,
    unpacked: Unpacked | None = None,
) -> tuple[int, ...]:
    """Put what was read and understood before the reviewer, all in one.

    The ids of the file's papers in order, none when too late. A letter is a paper itself, and
    what lay in it are others.
    """
    paper = held(session, claim)
    if paper is None:
        return ()
    if unpacked is not None:
        register_members(session, paper, unpacked, at)
    reading = ReadingRow(sha256=claim.source.sha256, made_at=at, content=DOCUMENT.pack(document))
    session.add(reading)
    session.flush()
    first, *others = papers
    told = containers.warnings_before(paper)
    move(session, paper, State.REVIEW, at, MACHINE)
    put(session, paper, reading.id, first, _warnings(told, document, first))
    ids = [paper.id]
    for number, other in enumerate(others, start=2):
        warnings = _warnings(told, document, other)
        ids.append(add_paper(session, paper, number, other, warnings, at, MACHINE).id)
    return tuple(ids)


def _warnings(
    told: tuple[ReadingWarning, ...], document: Document, paper: Understood
) -> tuple[ReadingWarning, ...]:
    """What was said of the whole file, and of the pages of this paper."""
    given = (*told, *document.warnings, *paper.findings.warnings)
    pages = paper.findings.pages
    return tuple(dict.fromkeys(w for w in given if w.page is None or w.page in pages))


def add_paper(
    session: Session,
    beside: PaperRow,
    number: int,
    understood: Understood,
    warnings: tuple[ReadingWarning, ...],
    at: datetime,
    by: str,
) -> PaperRow:
    """One more paper of a file that was read, which shares the reading; it waits for review."""
    paper = PaperRow(
        arrival_id=beside.arrival_id,
        number=number,
        state=State.REVIEW,
        due_on=understood.urgency.due_on,
        threat=understood.urgency.threat,
        warnings=warnings_to_text(warnings),
        attempts=0,
    )
    session.add(paper)
    session.flush()
    note(session, paper.id, HistoryEntry(at, by, "state", None, State.REVIEW))
    put(session, paper, beside.reading_id, understood, warnings)
    return paper


def put(
    session: Session,
    paper: PaperRow,
    reading_id: int | None,
    understood: Understood,
    warnings: tuple[ReadingWarning, ...],
) -> None:
    """The draft of a paper that has none yet, and what the queue shows of it."""
    session.add(
        DraftRow(
            document_id=paper.id,
            findings=FINDINGS.pack(understood.findings),
            proposed=ROWS.pack(understood.rows),
            decided=None,
        )
    )
    paper.reading_id = reading_id
    paper.kind = understood.findings.kind.value
    paper.threat = understood.urgency.threat
    paper.due_on = understood.urgency.due_on
    paper.warnings = warnings_to_text(warnings)


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
