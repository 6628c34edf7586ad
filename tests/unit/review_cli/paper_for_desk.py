"""An invented letter as it would lie on the desk: its text, its page drawn, its draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from casework.draft import (
    Alternative,
    Cell,
    CellState,
    CellValue,
    ConfirmedRecord,
    Decision,
    DecisionRefused,
    Draft,
    Row,
    Subject,
)
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, KindGuess
from casework.journal import JournalRow
from casework.queue import QueueItem, State
from papers.document import Document, Method, Page, Word
from papers.evidence import cite
from papers.geometry import Box

ARRIVED = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
WIDTH, HEIGHT = 1240, 1754
LINE, LETTER = 40, 14

LETTER_LINES = (
    "МКОУ «Степная средняя школа»",
    "исх. № 214 от 11.03.2025",
    "Сообщаем о семье Бадмаевых: мать Бадмаева",
    "Айса Сергеевна, дочь Бадмаева Дана,",
    "05.06.2014 г.р. Живут по адресу:",
    "п. Степной, ул. Джангара, д. 7, кв. 2.",
    "Девочка второй месяц не ходит в школу,",
    "ночевала одна в нетопленом доме.",
)


def letter(paged: bool) -> Document:
    text = "\n".join(LETTER_LINES)
    words: list[Word] = []
    offset = 0
    for row, line in enumerate(LETTER_LINES):
        at = 0
        for piece in line.split():
            at = line.index(piece, at)
            top = 200 + row * LINE
            box = Box.from_pixels(
                120 + at * LETTER, top, 120 + (at + len(piece)) * LETTER, top + 28, WIDTH, HEIGHT
            )
            words.append(
                Word(piece, offset + at, 1, box if paged else None, 0.9 if paged else None)
            )
            at += len(piece)
        offset += len(line) + 1
    method = Method.OCR if paged else Method.FLOW
    size = (WIDTH, HEIGHT, 150) if paged else (None, None, None)
    return Document(text, (Page(1, 0, len(text), tuple(words), method, *size),))


def draw(document: Document, folder: Path) -> tuple[Path, ...]:
    """The page as a picture: black bars for words, where their boxes say."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    for word in document.pages[0].words:
        if word.box:
            b = word.box
            pen.rectangle(
                (b.left * WIDTH, b.top * HEIGHT, b.right * WIDTH, b.bottom * HEIGHT), fill="black"
            )
    path = folder / "page-0001.jpg"
    picture.save(path)
    return (path,)


def candidate(
    document: Document, name: str, value: str | bool, quote: str, confidence: float
) -> FieldCandidate:
    start = document.text.index(quote)
    evidence = cite(document, start, start + len(quote))
    return FieldCandidate(name, value, quote, confidence, (evidence,), "letter", "by hand")


def proposed(
    document: Document, cell_id: str, value: CellValue, quote: str, confidence: float
) -> Cell:
    start = document.text.index(quote)
    evidence = cite(document, start, start + len(quote))
    return Cell(cell_id, value, quote, CellState.PROPOSED, None, (evidence,), confidence)


def alternative(document: Document, value: CellValue, quote: str, confidence: float) -> Alternative:
    start = document.text.index(quote)
    return Alternative(value, quote, confidence, (cite(document, start, start + len(quote)),))


def letter_cells(document: Document) -> tuple[Cell, ...]:
    """The journal row of the letter with nothing to doubt."""
    mother = Subject("Бадмаева Айса Сергеевна", ("mother",))
    child = Subject("Бадмаева Дана", ("child",), "2014-06-05")
    people = "мать Бадмаева\nАйса Сергеевна, дочь Бадмаева Дана"
    return (
        proposed(document, "category", "tzhs", "Сообщаем о семье", 0.95),
        Cell("received_at", ARRIVED.isoformat(), None, CellState.PROPOSED),
        proposed(document, "informant_text", LETTER_LINES[0], LETTER_LINES[0], 0.97),
        proposed(document, "source_doc_no", "214", "№ 214", 0.98),
        proposed(document, "source_doc_date", "2025-03-11", "11.03.2025", 0.98),
        proposed(document, "subjects", (mother, child), people, 0.96),
        proposed(
            document, "address", "п. Степной, ул. Джангара, д. 7, кв. 2", LETTER_LINES[5], 0.95
        ),
        proposed(document, "distress_signs", ("truancy",), "не ходит в школу", 0.93),
        Cell("survey_consent"),
    )


@dataclass(frozen=True, slots=True)
class PaperOnDesk:
    item: QueueItem
    draft: Draft
    document: Document
    pictures: tuple[Path, ...] = ()
    searchable: Path | None = None


def paper(
    document_id: int,
    cells: Sequence[Cell] | None = None,
    *,
    changed: Sequence[Cell] = (),
    folder: Path | None = None,
    threat: bool = False,
) -> PaperOnDesk:
    """The letter as paper `document_id`; with `folder` scanned, else a Word file."""
    document = letter(paged=folder is not None)
    own = letter_cells(document) if cells is None else tuple(cells)
    new = {cell.id: cell for cell in changed}
    own = tuple(new.get(cell.id, cell) for cell in own)
    danger = candidate(document, "threat_to_life", True, "ночевала одна", 0.9)
    findings = Findings(
        KindGuess("prevention_referral", 0.98),
        fields=(FieldReading("threat_to_life", (danger,)),) if threat else (),
    )
    item = QueueItem(
        id=document_id,
        file_id=document_id,
        source=f"письмо-{document_id}.{'pdf' if folder else 'docx'}",
        index=1,
        sha256=f"{document_id:064x}",
        state=State.REVIEW,
        kind="prevention_referral",
        threat_to_life=threat,
        due_on=date(2025, 3, 15),
        received_at=ARRIVED,
        version=1,
    )
    rows = (
        Row(0, (proposed(document, "reply_due", "2025-03-20", "11.03.2025", 0.99),)),
        Row(1, own),
    )
    pictures = draw(document, folder) if folder else ()
    return PaperOnDesk(item, Draft(document_id, 1, findings, rows), document, pictures)


@dataclass
class MemoryDesk:
    """The desk's port kept in memory: the same rules of versions, states and categories."""

    papers: dict[int, PaperOnDesk]
    said: list[tuple[object, ...]] = field(default_factory=list)
    records: list[JournalRow] = field(default_factory=list)

    @classmethod
    def of(cls, *papers: PaperOnDesk) -> MemoryDesk:
        return cls({paper.item.id: paper for paper in papers})

    def queue(self) -> tuple[QueueItem, ...]:
        waiting = (paper.item for paper in self.papers.values())
        return tuple(item for item in waiting if item.state is State.REVIEW)

    def open(self, document_id: int) -> PaperOnDesk:
        return self.papers[document_id]

    def confirm(
        self, document_id: int, decisions: Sequence[Decision], by: str, version: int | None = None
    ) -> tuple[JournalRow, ...]:
        opened = self.papers[document_id]
        if version not in (None, opened.draft.version):
            raise DecisionRefused("stale_draft", "Бумагу уже изменили.")
        values = {cell.id: cell.value for row in opened.draft.rows for cell in row.cells}
        values |= {decision.cell: decision.value for decision in decisions}
        if values.get("category") not in ("tzhs", "sop"):
            raise DecisionRefused("category_required", "Решите, ТЖС или СОП.", "category")
        self.said.append(("confirm", document_id, tuple(decisions), by))
        self._move(document_id, State.CONFIRMED)
        cells = tuple(Cell(key, value, None, CellState.ENTERED) for key, value in values.items())
        category = str(values["category"])
        record = ConfirmedRecord(document_id, 1, category, cells, by, ARRIVED)
        self.records.append(JournalRow(len(self.records) + 1, category, record))
        return (self.records[-1],)

    def reject(self, document_id: int, reason: str, note: str | None, by: str) -> None:
        self.said.append(("reject", document_id, str(reason), note, by))
        self._move(document_id, State.REJECTED)

    def reopen(self, document_id: int, reason: str, by: str) -> None:
        self.said.append(("reopen", document_id, reason, by))
        self._move(document_id, State.REVIEW)

    def change_kind(self, document_id: int, kind: str, by: str) -> Draft:
        self.said.append(("change_kind", document_id, kind, by))
        opened = self.papers[document_id]
        findings = replace(opened.draft.findings, kind=KindGuess(kind, 1.0))
        draft = replace(opened.draft, version=opened.draft.version + 1, findings=findings)
        item = replace(opened.item, kind=kind, version=draft.version)
        self.papers[document_id] = replace(opened, item=item, draft=draft)
        return draft

    def _move(self, document_id: int, state: State) -> None:
        opened = self.papers[document_id]
        version = opened.draft.version + 1
        item = replace(opened.item, state=state, version=version)
        draft = replace(opened.draft, version=version)
        self.papers[document_id] = replace(opened, item=item, draft=draft)
