"""The store: one folder and one database, and every change as one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from casework.arrival import Arrival
from casework.deadlines import Urgency
from casework.division import own_pages
from casework.draft import Draft, Row
from casework.findings import Findings
from casework.journal import JournalRow
from casework.queue import OPEN, FailureCode, FileStatus, HistoryEntry, QueueItem, State
from casework.rejection import RejectionReason
from papers.document import Document
from papers.outcome import RefusalCode
from papers.source import Channel, SourceFile
from storage import audit, containers, decisions, journals, queue, work
from storage.codec import DOCUMENT, FINDINGS
from storage.containers import Unpacked
from storage.fsck import Check, Site, fsck
from storage.liveness import WorkerLock
from storage.migrate import migrate
from storage.originals import Originals, Pictures
from storage.scratch import Scratch
from storage.session import Database, open_database
from storage.tables import DraftRow, PaperRow, ReadingRow
from storage.work import Claim, Understood

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


T = TypeVar("T")


def _twice(register: Callable[[], T]) -> T:
    """Once more where the same bytes came by another way at the same moment: now they are known."""
    try:
        return register()
    except IntegrityError:
        return register()


class StoreUnavailable(Exception):
    """The folder or the database can't be opened; the message is Russian."""


class Store:
    """Everything that is kept. Threads and processes may share the folder freely.

    Decisions raise casework.draft.DecisionRefused; broken stored bytes StoredDamaged.
    """

    def __init__(self, folder: Path, database: Database, clock: Clock) -> None:
        self.folder = folder
        self.scratch = Scratch(folder / "tmp")
        self.originals = Originals(folder / "originals", self.scratch)
        self.pictures = Pictures(folder / "pages", self.scratch)
        self.worker_lock = WorkerLock(folder / "worker.lock")
        self.database = database
        self.clock = clock

    @classmethod
    def open(cls, folder: Path, url: str | None = None, clock: Clock = _now) -> Store:
        """The store of `folder`, made when missing, brought to the newest schema.

        The database is the SQLite file inside, or the one at `url`. Raises StoreUnavailable.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for room in ("tmp", "originals", "pages"):
                (folder / room).mkdir(mode=0o700, exist_ok=True)
            database = open_database(folder, url)
            migrate(database)
        except OSError as error:
            raise StoreUnavailable(f"{folder}: папка не открывается: {error.strerror}.") from error
        except (SQLAlchemyError, ImportError) as error:
            cause = str(getattr(error, "orig", error)).partition("\n")[0]
            raise StoreUnavailable(f"База данных не открывается: {cause}.") from error
        return cls(folder, database, clock)

    def close(self) -> None:
        self.database.close()

    # Bringing files

    def receive(
        self, path: Path, name: str, received_at: datetime, channel: Channel, by: str
    ) -> int:
        """Keep a file and note its arrival; the file's id. OSError when it can't be read."""
        source = self.keep(path, SourceFile(path, name, "", 0, received_at, channel))
        return _twice(lambda: self._register(source, by))

    def _register(self, source: SourceFile, by: str) -> int:
        with self.database.writing() as session:
            return work.register(session, source, self.clock(), by)

    def members(self, file_id: int) -> tuple[int, ...]:
        """Ids of the files that lay in a container, those inside each behind it."""
        with self.database.reading() as session:
            return containers.members(session, file_id)

    def file_statuses(self, file_ids: Sequence[int]) -> tuple[FileStatus, ...]:
        with self.database.reading() as session:
            return queue.file_statuses(session, file_ids)

    def unfinished(self, file_ids: Sequence[int]) -> int:
        """How many of these files still wait for a machine."""
        with self.database.reading() as session:
            return queue.unfinished(session, file_ids)

    def unfinished_files(self) -> tuple[int, ...]:
        """Every file that still waits for a machine, oldest first."""
        with self.database.reading() as session:
            return queue.unfinished_files(session)

    def waiting(self) -> int:
        """How many documents nobody has claimed yet."""
        with self.database.reading() as session:
            return queue.waiting(session)

    def in_process(self) -> int:
        """How many documents a worker has in hand."""
        with self.database.reading() as session:
            return queue.in_process(session)

    # The machine's work

    def claim(self, worker: str) -> Claim | None:
        """The next paper that waits, now in the hands of `worker`; None when none waits."""
        with self.database.writing() as session:
            found = work.claim(session, worker, self.clock())
            if found is None:
                return None
            paper, arrival, blob = found
            source = SourceFile(
                path=self.originals.path(blob.sha256),
                name=arrival.source,
                sha256=blob.sha256,
                size=blob.size,
                received_at=queue.received_at(arrival),
                channel=arrival.channel,
                sender=arrival.sender,
            )
            return Claim(paper.id, worker, source, containers.depth(session, arrival))

    def finish(
        self,
        claim: Claim,
        document: Document,
        papers: Sequence[Understood],
        unpacked: Unpacked | None = None,
    ) -> tuple[int, ...]:
        """processing → review with a draft, the other papers of the file beside it.

        The ids of all of them in order; none when the claim was lost meanwhile. What lay in the
        file (a letter) is `unpacked`, and received in the same transaction.
        """

        def finish() -> tuple[int, ...]:
            with self.database.writing() as session:
                return work.finish(session, claim, document, papers, self.clock(), unpacked)

        return _twice(finish)

    def unpack(self, claim: Claim, unpacked: Unpacked) -> bool:
        """processing → unpacked, all that lay in it received; False when the claim was lost.

        Where some of it could not be taken out, processing → quarantined instead.
        """

        def unpack() -> bool:
            with self.database.writing() as session:
                return work.unpack(session, claim, unpacked, self.clock())

        return _twice(unpack)

    def keep(self, path: Path, source: SourceFile) -> SourceFile:
        """`source` with the bytes at `path`, now safe among the originals; OSError."""
        stored = self.originals.add(path)
        kept = self.originals.path(stored.sha256)
        return replace(source, path=kept, sha256=stored.sha256, size=stored.size)

    def refuse(self, claim: Claim, code: RefusalCode, unpacked: Unpacked | None = None) -> bool:
        """processing → quarantined with a code; False when the claim was lost meanwhile.

        What lay in a letter whose own text can't be read is received all the same.
        """
        if unpacked is not None:
            return self.unpack(claim, replace(unpacked, refused=code))
        with self.database.writing() as session:
            return work.refuse(session, claim, code, self.clock())

    def fail(self, claim: Claim, reason: str) -> None:
        """The program broke on this paper: it is tried again, and failed in the end.

        `reason` names the place in the program, never the content of the paper.
        """
        with self.database.writing() as session:
            paper = work.held(session, claim)
            if paper is not None:
                work.fail(session, paper, FailureCode.INTERNAL_ERROR, reason, self.clock())

    def bury(self, worker: str) -> int:
        """A worker died of what it held: as `fail`, for its papers; how many there were."""
        with self.database.writing() as session:
            papers = work.abandoned(session, worker)
            for paper in papers:
                work.fail(
                    session,
                    paper,
                    FailureCode.WORKER_KILLED,
                    "обработка оборвалась на этой бумаге",
                    self.clock(),
                )
            return len(papers)

    def recover(self) -> int:
        """All workers are gone: their papers wait again, unblamed; how many there were."""
        with self.database.writing() as session:
            papers = work.abandoned(session, None)
            for paper in papers:
                audit.move(
                    session,
                    paper,
                    State.RECEIVED,
                    self.clock(),
                    audit.MACHINE,
                    "обработка прервана, начнётся заново",
                )
            return len(papers)

    # Looking

    def queue(self, states: Collection[State] = OPEN) -> tuple[QueueItem, ...]:
        """Documents in these states, most urgent first."""
        with self.database.reading() as session:
            return queue.items(session, states)

    def item(self, document_id: int) -> QueueItem:
        with self.database.reading() as session:
            return queue.item(session, document_id)

    def arrival(self, document_id: int) -> Arrival:
        """When and how the paper came."""
        with self.database.reading() as session:
            return queue.arrival(session, document_id)

    def draft(self, document_id: int) -> Draft | None:
        """What waits for the reviewer, or what was confirmed; None before it was read."""
        with self.database.reading() as session:
            return decisions.draft(session, document_id)

    def document(self, document_id: int) -> Document | None:
        """The text and words of the paper alone; None before it was read.

        Of a file that holds several papers these are its own pages, under the file's numbers.
        """
        with self.database.reading() as session:
            paper = session.get(PaperRow, document_id)
            if paper is None:
                raise queue.not_found(document_id)
            reading = paper.reading_id and session.get(ReadingRow, paper.reading_id)
            kept = session.get(DraftRow, document_id)
            if not reading or kept is None:
                return None
            return own_pages(DOCUMENT.unpack(reading.content), FINDINGS.unpack(kept.findings))

    def picture(self, document_id: int, page: int) -> Path | None:
        """The upright picture of a page (from 1); None when the paper has none."""
        return self.pictures.picture(self.item(document_id).sha256, page)

    def history(self, document_id: int) -> tuple[HistoryEntry, ...]:
        with self.database.reading() as session:
            return audit.history(session, document_id)

    def records(self, document_id: int) -> tuple[JournalRow, ...]:
        """The standing journal rows of a document."""
        with self.database.reading() as session:
            return journals.standing(session, document_id)

    def journal(
        self, form: int, category: str, year: int, scope: str = ""
    ) -> tuple[JournalRow, ...]:
        with self.database.reading() as session:
            return journals.journal(session, form, category, year, scope)

    # A person's decisions

    def confirm(
        self, document_id: int, decide: decisions.Decide, by: str, version: int | None = None
    ) -> tuple[JournalRow, ...]:
        """review → confirmed by what `decide` makes of the machine's draft; the journal rows."""
        with self.database.writing() as session:
            return decisions.confirm(session, document_id, decide, by, self.clock(), version)

    def reject(
        self,
        document_id: int,
        reason: RejectionReason,
        note: str | None,
        by: str,
        version: int | None = None,
    ) -> None:
        with self.database.writing() as session:
            decisions.reject(session, document_id, reason, note, by, self.clock(), version)

    def reopen(self, document_id: int, reason: str, by: str) -> None:
        with self.database.writing() as session:
            decisions.reopen(session, document_id, reason, by, self.clock())

    def replace_draft(
        self,
        document_id: int,
        findings: Findings,
        rows: tuple[Row, ...],
        urgency: Urgency,
        by: str,
        version: int | None = None,
    ) -> Draft:
        """Put other proposals in place of the draft's; the draft as it now stands."""
        with self.database.writing() as session:
            decisions.replace_draft(
                session, document_id, findings, rows, urgency, by, self.clock(), version
            )
        draft = self.draft(document_id)
        if draft is None:
            raise queue.not_found(document_id)
        return draft

    def fsck(self, full: bool = False) -> tuple[Check, ...]:
        """Look for anything lost, damaged or stuck; `full` reads every stored byte."""
        # Asked before the look at the tables: what was held then had a living worker.
        working = self.worker_lock.held()
        with self.database.reading() as session:
            return fsck(Site(session, self.originals, self.pictures, self.scratch, working, full))
