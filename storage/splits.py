"""How files are divided into papers, as it is kept: looked at, changed, undone.

A paper whose pages change is put aside, rejected with a reason of its own and with its draft
untouched; the new paper stands beside it. So nothing is lost, and undoing brings the very same
papers back. What pages a file was divided into before stands in the chronicle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.division import PageRange, ranges_to_text
from casework.draft import DecisionRefused
from casework.findings import Findings
from casework.queue import HistoryEntry, State
from papers.document import Document
from papers.outcome import ReadingWarning
from storage import chronicle
from storage.audit import PUT_ASIDE, move, put_aside
from storage.codec import DOCUMENT, FINDINGS
from storage.session import Database
from storage.store import Clock
from storage.tables import ArrivalRow, DraftRow, PaperRow, ReadingRow
from storage.work import Understood, add_paper

#: Why a paper came back that an earlier division had put aside.
_BROUGHT_BACK = "файл снова разделён так"
_SPLIT, _UNDONE = "split", "split_undone"


@dataclass(frozen=True, slots=True)
class SplitPaper:
    """A paper of a file: its pages, and where it stands; `aside` while another division holds."""

    document_id: int
    number: int
    pages: PageRange
    state: State
    kind: str | None
    aside: bool


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A file that was read, and its papers. `version` grows with every change of any of them.

    `before` is the division that undoing brings back, None when nothing was changed.
    """

    file_id: int
    source: str
    sha256: str
    version: int
    document: Document
    papers: tuple[SplitPaper, ...]
    before: str | None

    @property
    def standing(self) -> tuple[SplitPaper, ...]:
        """The papers of the division that holds, by their pages."""
        return tuple(sorted((p for p in self.papers if not p.aside), key=lambda p: p.pages))

    def paper_of(self, pages: PageRange) -> SplitPaper | None:
        """The paper of exactly these pages, of an earlier division too."""
        return next((paper for paper in self.papers if paper.pages == pages), None)


class Splits:
    """Divisions of the files of a store; raises DecisionRefused."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def file(self, file_id: int) -> SplitFile:
        """`not_found`, or `not_allowed` while it was not read."""
        with self._database.reading() as session:
            return _file(session, _first(session, file_id))

    def divide(
        self,
        file_id: int,
        wanted: Sequence[PageRange],
        understood: Mapping[PageRange, Understood],
        by: str,
        version: int,
        undoing: bool = False,
    ) -> SplitFile:
        """Other papers of the file, all or nothing; those of the same pages stay what they are.

        `understood` has every paper that was never there. Refuses `stale_draft` when the file is
        no longer of that version, `already_confirmed` and `not_allowed` when a paper that would
        change is decided.
        """
        with self._database.writing() as session:
            arrival = _first(session, file_id)
            rows = _rows(session, arrival.id, lock=True)
            file = _file(session, arrival)
            if file.version != version:
                raise DecisionRefused(
                    "stale_draft", "Бумаги файла за это время изменили. Посмотрите его заново."
                )
            self._change(session, file, {row.id: row for row in rows}, wanted, understood, by)
            old, new = ranges_to_text(p.pages for p in file.standing), ranges_to_text(wanted)
            what = _UNDONE if undoing else _SPLIT
            entry = HistoryEntry(self._clock(), by, what, old, new)
            chronicle.note(session, _subject(arrival.id), entry)
            session.flush()
            return _file(session, arrival)

    def _change(
        self,
        session: Session,
        file: SplitFile,
        rows: Mapping[int, PaperRow],
        wanted: Sequence[PageRange],
        understood: Mapping[PageRange, Understood],
        by: str,
    ) -> None:
        at = self._clock()
        for paper in file.standing:
            if paper.pages not in wanted:
                _check_open(paper)
                move(session, rows[paper.document_id], State.REJECTED, at, by, PUT_ASIDE)
        number = max(paper.number for paper in file.papers)
        for pages in wanted:
            known = file.paper_of(pages)
            if known is None:
                number += 1
                one = understood[pages]
                add_paper(
                    session, rows[file.papers[0].document_id], number, one,
                    _warnings(file.document, one.findings), at, by,
                )  # fmt: skip
            elif known.aside:
                move(session, rows[known.document_id], State.REVIEW, at, by, _BROUGHT_BACK)


def _check_open(paper: SplitPaper) -> None:
    if paper.state is State.CONFIRMED:
        message = (
            f"Бумага {paper.document_id} (страницы {paper.pages}) уже подтверждена. Чтобы изменить "
            f"её страницы, сначала верните её: opis reopen {paper.document_id}."
        )
        raise DecisionRefused("already_confirmed", message)
    if paper.state is not State.REVIEW:
        message = (
            f"Страницы бумаги {paper.document_id} сейчас нельзя изменить: её состояние — "
            f"{paper.state}."
        )
        raise DecisionRefused("not_allowed", message)


def _warnings(document: Document, findings: Findings) -> tuple[ReadingWarning, ...]:
    given = (*document.warnings, *findings.warnings)
    own = (w for w in given if w.page is None or w.page in findings.pages)
    return tuple(dict.fromkeys(own))


def _subject(file_id: int) -> str:
    return f"file:{file_id}"


def _first(session: Session, file_id: int) -> ArrivalRow:
    """The arrival that has the papers: of a file that came again, the first."""
    arrival = session.get(ArrivalRow, file_id)
    if arrival is None:
        raise DecisionRefused("not_found", f"Файла с номером {file_id} нет.")
    if arrival.duplicate_of is None:
        return arrival
    return session.get_one(ArrivalRow, arrival.duplicate_of)


def _rows(session: Session, file_id: int, lock: bool = False) -> Sequence[PaperRow]:
    query = select(PaperRow).where(PaperRow.arrival_id == file_id).order_by(PaperRow.number)
    return session.scalars(query.with_for_update() if lock else query).all()


def _file(session: Session, arrival: ArrivalRow) -> SplitFile:
    rows = _rows(session, arrival.id)
    reading = next((row.reading_id for row in rows if row.reading_id), None)
    if reading is None:
        raise DecisionRefused(
            "not_allowed", "Файл ещё не прочитан или прочитать его не удалось: делить нечего."
        )
    content = session.get_one(ReadingRow, reading).content
    return SplitFile(
        file_id=arrival.id,
        source=arrival.source,
        sha256=arrival.sha256,
        version=sum(row.version for row in rows),
        document=DOCUMENT.unpack(content),
        papers=tuple(_paper(session, row) for row in rows if row.reading_id),
        before=_before(session, arrival.id),
    )


def _paper(session: Session, row: PaperRow) -> SplitPaper:
    pages = FINDINGS.unpack(session.get_one(DraftRow, row.id).findings).pages
    aside = row.state is State.REJECTED and put_aside(session, row.id)
    return SplitPaper(
        row.id, row.number, PageRange(pages[0], pages[-1]), row.state, row.kind, aside
    )


def _before(session: Session, file_id: int) -> str | None:
    """The division before the newest change that was not undone yet."""
    stack: list[str | None] = []
    for entry in chronicle.entries(session, _subject(file_id)):
        if entry.what == _SPLIT:
            stack.append(entry.old)
        elif entry.what == _UNDONE:
            stack.pop()
    return stack[-1] if stack else None
