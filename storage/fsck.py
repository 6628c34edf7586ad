"""Is everything still there, whole, and where it belongs? One function a check."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from casework.division import own_pages
from casework.queue import State
from papers.document import Document
from papers.evidence import Evidence
from storage.codec import DOCUMENT, FINDINGS, RECORD, ROWS, StoredDamaged
from storage.originals import Originals, Pictures
from storage.register_tables import FamilyLinkRow, FamilyRow, LetterRow, ProposalRow
from storage.scratch import Scratch
from storage.session import append_only_tables, damage
from storage.tables import (
    ArrivalRow,
    BlobRow,
    CounterRow,
    DraftRow,
    HistoryRow,
    PaperRow,
    ReadingRow,
    RecordRow,
)

#: A younger original may still be on its way into the database, in seconds.
_FRESH = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: a stable code, with the row or the file where it is."""

    code: str
    id: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how much of it, and what is wrong."""

    check: str
    checked: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to look at; whether someone works on it; `full` reads every stored byte."""

    session: Session
    originals: Originals
    pictures: Pictures
    scratch: Scratch
    working: bool
    full: bool


def fsck(site: Site) -> tuple[Check, ...]:
    return tuple(check(site) for check in CHECKS)


def database(site: Site) -> Check:
    """The database file is whole by its own account."""
    problems = [Problem("database_damaged", path=text) for text in damage(site.session)]
    return Check("database", 1, tuple(problems))


def originals(site: Site) -> Check:
    """Every file that came is on the disk, of its size, and with `full` of its digest."""
    problems = []
    blobs = site.session.scalars(select(BlobRow).order_by(BlobRow.sha256)).all()
    for blob in blobs:
        path = site.originals.path(blob.sha256)
        if not path.is_file():
            problems.append(Problem("original_missing", path=str(path)))
        elif path.stat().st_size != blob.size or (
            site.full and not site.originals.whole(blob.sha256)
        ):
            problems.append(Problem("original_damaged", path=str(path)))
    known = {blob.sha256 for blob in blobs}
    for sha256 in site.originals.all():
        path = site.originals.path(sha256)
        if sha256 not in known and time.time() - path.stat().st_mtime > _FRESH:
            problems.append(Problem("original_unregistered", path=str(path)))
    return Check("originals", len(blobs), tuple(problems))


def temporary_files(site: Site) -> Check:
    """Nothing half-written was left by those who died."""
    litter = site.scratch.litter()
    return Check(
        "temporary_files",
        len(litter),
        tuple(Problem("temporary_file_left", path=str(path)) for path in litter),
    )


def arrivals(site: Site) -> Check:
    """Every first arrival has a document; every repetition names one with the same bytes.

    What was unpacked has members, which came after it.
    """
    first = aliased(ArrivalRow)
    orphans = select(ArrivalRow.id).where(
        ArrivalRow.duplicate_of.is_(None),
        ~select(PaperRow.id).where(PaperRow.arrival_id == ArrivalRow.id).exists(),
    )
    strangers = (
        select(ArrivalRow.id)
        .join(first, ArrivalRow.duplicate_of == first.id)
        .where((first.sha256 != ArrivalRow.sha256) | first.duplicate_of.is_not(None))
    )
    problems = [Problem("document_missing", id) for id in site.session.scalars(orphans)]
    problems += [Problem("not_a_duplicate", id) for id in site.session.scalars(strangers)]
    member = aliased(ArrivalRow)
    inside = member.container_id == PaperRow.arrival_id
    emptied = select(PaperRow.arrival_id).where(
        PaperRow.state == State.UNPACKED,
        ~select(member.id).where(inside, member.id > PaperRow.arrival_id).exists(),
    )
    problems += [Problem("members_missing", id) for id in site.session.scalars(emptied)]
    return Check("arrivals", _count(site, ArrivalRow.id), tuple(problems))


#: (has a draft, draft is decided) as each state demands; None where both may be.
_SHAPE: dict[State, tuple[bool | None, bool]] = {
    State.RECEIVED: (False, False),
    State.PROCESSING: (False, False),
    State.QUARANTINED: (False, False),
    State.FAILED: (False, False),
    State.REVIEW: (True, False),
    State.REJECTED: (None, False),
    State.CONFIRMED: (True, True),
    State.UNPACKED: (False, False),
}


def documents(site: Site) -> Check:
    """State, draft, reading, records and history of each document tell the same story."""
    said = _said_states(site.session)
    annulled = RecordRow.annulled_because
    made = select(RecordRow.document_id).where(annulled.is_(None), RecordRow.by_hand.is_(False))
    standing = set(site.session.scalars(made))
    query = (
        select(PaperRow, DraftRow.document_id, DraftRow.decided.is_not(None))
        .outerjoin(DraftRow, DraftRow.document_id == PaperRow.id)
        .order_by(PaperRow.id)
    )
    rows = site.session.execute(query).all()
    problems = []
    for paper, draft_of, decided in rows:
        wants_draft, wants_decision = _SHAPE[paper.state]
        drafted = draft_of is not None
        if wants_draft not in (None, drafted) or drafted != (paper.reading_id is not None):
            problems.append(Problem("draft_inconsistent", paper.id))
        signed = paper.state is State.CONFIRMED
        if decided != wants_decision or (paper.id in standing and not signed):
            problems.append(Problem("decision_inconsistent", paper.id))
        if said.get(paper.id) != paper.state:
            problems.append(Problem("history_inconsistent", paper.id))
    papers = sum(paper.state is not State.UNPACKED for paper, _, _ in rows)
    return Check("documents", papers, tuple(problems))


def _said_states(session: Session) -> dict[int, str | None]:
    """The last state of each document by its history."""
    newest = (select(func.max(HistoryRow.id)).where(HistoryRow.what == "state")).group_by(
        HistoryRow.document_id
    )
    query = select(HistoryRow.document_id, HistoryRow.new).where(HistoryRow.id.in_(newest))
    return {row.document_id: row.new for row in session.execute(query)}


def workers(site: Site) -> Check:
    """No paper waits for a worker that is dead."""
    held = site.session.scalars(
        select(PaperRow.id).where(PaperRow.state == State.PROCESSING).order_by(PaperRow.id)
    ).all()
    stuck = () if site.working else held
    return Check("workers", len(held), tuple(Problem("document_stuck", id) for id in stuck))


def entry_numbers(site: Site) -> Check:
    """The numbers of each journal and year run from 1 without gaps up to its counter."""
    given: dict[tuple[int, str, str, int], list[int]] = defaultdict(list)
    own = RecordRow
    columns = (own.form, own.category, own.scope, own.year, own.entry_no)
    query = select(*columns).order_by(*columns)
    for form, category, scope, year, number in site.session.execute(query):
        given[form, category, scope, year].append(number)
    counters = {
        (row.form, row.category, row.scope, row.year): row.last
        for row in site.session.scalars(select(CounterRow))
    }
    problems = [
        Problem("entry_numbers_broken", path="/".join(map(str, journal)))
        for journal in sorted(given.keys() | counters.keys())
        if given[journal] != list(range(1, counters.get(journal, 0) + 1))
    ]
    return Check("entry_numbers", sum(map(len, given.values())), tuple(problems))


def families(site: Site) -> Check:
    """Records, links and open proposals are of families that stand, and of records that do."""
    gone = select(FamilyRow.id).where(FamilyRow.merged_into.is_not(None))
    standing_links = FamilyLinkRow.undone_at.is_(None)
    open_proposals = ProposalRow.state == "open"
    owned = {
        "record": select(RecordRow.id).where(RecordRow.family_id.in_(gone)),
        "link": select(FamilyLinkRow.id).where(FamilyLinkRow.family_id.in_(gone), standing_links),
        "proposal": select(ProposalRow.id).where(ProposalRow.family_id.in_(gone), open_proposals),
    }
    problems = [
        Problem("family_gone", id, path=f"{name}/{id}")
        for name, query in owned.items()
        for id in site.session.scalars(query)
    ]
    annulled = (
        select(ProposalRow.id)
        .join(RecordRow, RecordRow.id == ProposalRow.record_id)
        .where(RecordRow.annulled_because.is_not(None), open_proposals)
    )
    problems += [
        Problem("proposal_astray", id, path=f"proposal/{id}")
        for id in site.session.scalars(annulled)
    ]
    return Check("families", _count(site, FamilyRow.id), tuple(problems))


def letter_numbers(site: Site) -> Check:
    """The numbers of letters run from 1 without gaps within each year; cancelled ones count."""
    given: dict[int, list[int]] = defaultdict(list)
    columns = (LetterRow.year, LetterRow.number)
    for year, number in site.session.execute(select(*columns).order_by(*columns)):
        given[year].append(number)
    problems = [
        Problem("letter_numbers_broken", path=str(year))
        for year, numbers in given.items()
        if numbers != list(range(1, len(numbers) + 1))
    ]
    return Check("letter_numbers", sum(map(len, given.values())), tuple(problems))


#: Tables whose lines are never changed or removed.
_APPEND_ONLY = ("history", "chronicle")


def history(site: Site) -> Check:
    """The triggers that keep history as it was written are in their place."""
    guarded = {(table, event) for table in _APPEND_ONLY for event in ("update", "delete")}
    missing = guarded - append_only_tables(site.session)
    problems = tuple(
        Problem("history_unguarded", path=f"{table}.{event}") for table, event in sorted(missing)
    )
    return Check("history", _count(site, HistoryRow.id), problems)


def contents(site: Site) -> Check:
    """With `full`: everything stored can be read, and every quotation stands in its text."""
    if not site.full:
        return Check("contents", 0)
    problems = []
    query = (
        select(PaperRow.id, ReadingRow.content, DraftRow)
        .join(ReadingRow, PaperRow.reading_id == ReadingRow.id)
        .join(DraftRow, DraftRow.document_id == PaperRow.id)
        .order_by(PaperRow.id)
    )
    checked = 0
    for id, content, draft in site.session.execute(query.execution_options(yield_per=50)):
        checked += 1
        try:
            document = own_pages(DOCUMENT.unpack(content), FINDINGS.unpack(draft.findings))
            quotations = list(_quotations(draft))
        except StoredDamaged:
            problems.append(Problem("content_damaged", id))
            continue
        if not all(_stands(document, quotation) for quotation in quotations):
            problems.append(Problem("evidence_astray", id))
    for record in site.session.scalars(select(RecordRow).order_by(RecordRow.id)):
        checked += 1
        try:
            RECORD.unpack(record.content)
        except StoredDamaged:
            problems.append(Problem("content_damaged", record.document_id))
    return Check("contents", checked, tuple(problems))


def pages(site: Site) -> Check:
    """Every searchable PDF is whole; with `full`, every scan that has pictures has one."""
    problems = []
    shown = list(site.pictures.all())
    for sha256 in shown:
        path = site.pictures.searchable(sha256)
        if path is not None and not site.pictures.whole(path):
            problems.append(Problem("searchable_damaged", path=str(path)))
    if site.full:
        lacking = {sha256 for sha256 in shown if site.pictures.searchable(sha256) is None}
        query = select(ReadingRow.sha256, ReadingRow.content).order_by(ReadingRow.id)
        for sha256, content in site.session.execute(query.execution_options(yield_per=50)):
            if sha256 in lacking and _is_scan(content):
                problems.append(
                    Problem("searchable_missing", path=str(site.pictures.root / sha256))
                )
    return Check("pages", len(shown), tuple(problems))


def _is_scan(content: bytes) -> bool:
    """Whether OCR read the document; that it can't be unpacked is told by `contents`."""
    with suppress(StoredDamaged):
        return DOCUMENT.unpack(content).scanned
    return False


def _quotations(draft: DraftRow) -> Iterator[Evidence]:
    findings = FINDINGS.unpack(draft.findings)
    for reading in findings.fields:
        for candidate in reading.candidates:
            yield from candidate.evidence
    for stored in filter(None, (draft.proposed, draft.decided)):
        for row in ROWS.unpack(stored):
            for cell in row.cells:
                yield from cell.evidence


def _stands(document: Document, quotation: Evidence) -> bool:
    return document.text[quotation.start : quotation.stop] == quotation.quote


def _count(site: Site, column: InstrumentedAttribute[int]) -> int:
    return site.session.scalar(select(func.count(column))) or 0


CHECKS: tuple[Callable[[Site], Check], ...] = (
    database,
    originals,
    temporary_files,
    arrivals,
    documents,
    workers,
    entry_numbers,
    letter_numbers,
    families,
    history,
    contents,
    pages,
)
