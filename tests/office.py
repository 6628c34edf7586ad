"""A small office for the tests of the store: papers to bring, and someone who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casework.confirm import Confirmation
from casework.deadlines import Urgency, survey_due
from casework.draft import Cell, CellState, ConfirmedRecord, DecisionRefused, Draft, Row, Subject
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from papers.document import Document, Method, Page, Word
from papers.evidence import Place, cite
from papers.geometry import Box
from papers.outcome import ReadingWarning, RefusalCode, WarningCode
from papers.source import Channel
from storage.containers import Inner, Unpacked
from storage.store import Store
from storage.work import Claim, Understood

MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
#: Of letters that are unpacked: when they were sent, by whom, what is told of them.
SENT = MORNING - timedelta(days=1)
SENDER = "opeka@example.org"
TOLD = (ReadingWarning(WarningCode.SYMLINK_MEMBER),)
TEXT = "Сообщаем о семье Лебедевой Анны Ильиничны, г. Элиста, ул. Ленина, д. 5"


class Clock:
    """Time that moves only when told."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **by: int) -> None:
        self.now += timedelta(**by)


def read_document(text: str = TEXT) -> Document:
    words = []
    offset = 0
    for index, piece in enumerate(text.split(" ")):
        box = Box(index / 40, 0.1, (index + 1) / 40, 0.12)
        words.append(Word(piece, offset, 1, box, 0.93))
        offset += len(piece) + 1
    page = Page(1, 0, len(text), tuple(words), Method.OCR, 1240, 1754, 150, 0.0, 0.93)
    return Document(text, (page,), warnings=(ReadingWarning(WarningCode.HANDWRITING, 1),))


def understood(document: Document, kind: str = "prevention_referral") -> Findings:
    def found(field: str, value: str, raw: str) -> FieldCandidate:
        start = document.text.index(raw)
        evidence = cite(document, start, start + len(raw), Place.FACTS)
        return FieldCandidate(field, value, raw, 0.93, (evidence,), "test", "test")

    address = found("address", "г. Элиста, ул. Ленина, д. 5", "г. Элиста, ул. Ленина, д. 5")
    name = found("full_name", "Лебедева Анна Ильинична", "Лебедевой Анны Ильиничны")
    return Findings(
        kind=KindGuess(kind, 0.97, alternatives=(("citizen_appeal", 0.02),)),
        fields=(FieldReading("address", (address,)),),
        people=(FoundPerson(("mother",), name),),
        warnings=(ReadingWarning(WarningCode.HANDWRITING, 1),),
    )


def proposed(findings: Findings, received_at: datetime) -> tuple[Row, ...]:
    address = findings.fields[0].candidates[0]
    person = findings.people[0].full_name
    cells = (
        Cell("category"),
        Cell("received_at", received_at.isoformat(), state=CellState.PROPOSED),
        Cell(
            "subjects",
            (Subject(str(person.value), ("mother",)),),
            person.raw,
            CellState.PROPOSED,
            evidence=person.evidence,
            confidence=person.confidence,
        ),
        Cell(
            "address",
            address.value,
            address.raw,
            CellState.PROPOSED,
            evidence=address.evidence,
            confidence=address.confidence,
        ),
    )
    return (Row(1, cells),)


@dataclass(frozen=True)
class Specialist:
    """Confirms what is proposed, with the category and other values given."""

    values: dict[str, str]
    by: str = "petrova"
    at: datetime = MORNING

    def __call__(self, draft: Draft) -> Confirmation:
        if "category" not in self.values:
            raise DecisionRefused("category_required", "Выберите журнал.", "category")
        rows = tuple(
            replace(row, cells=tuple(self._cell(cell) for cell in row.cells)) for row in draft.rows
        )
        record = ConfirmedRecord(
            draft.document_id, 1, self.values["category"], rows[0].cells, self.by, self.at
        )
        return Confirmation(rows, (record,))

    def _cell(self, cell: Cell) -> Cell:
        value = self.values.get(cell.id, cell.value)
        state = CellState.CONFIRMED if value == cell.value else CellState.CORRECTED
        return replace(cell, value=value, state=state, decided_by=self.by, decided_at=self.at)


class Office:
    """Brings files to a store and takes them up to review."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder

    def file(self, content: str) -> Path:
        path = self.folder / f"{abs(hash(content))}.txt"
        path.write_text(content, "utf-8")
        return path

    def bring(self, content: str, received_at: datetime = MORNING) -> int:
        path = self.file(content)
        return self.store.receive(path, path.name, received_at, Channel.SCAN, "petrova")

    def claim(self, worker: str = "worker-1") -> Claim:
        claim = self.store.claim(worker)
        assert claim is not None
        return claim

    def finish(self, claim: Claim, threat: bool = False, kind: str = "prevention_referral") -> bool:
        document = read_document()
        findings = understood(document, kind)
        received_at = claim.source.received_at
        rows = proposed(findings, received_at)
        urgency = Urgency(threat, survey_due(received_at, threat=threat))
        return bool(self.store.finish(claim, document, [Understood(findings, rows, urgency)]))

    def reviewed(self, content: str, received_at: datetime = MORNING, threat: bool = False) -> int:
        """A paper that waits for the specialist; the id of its document."""
        self.bring(content, received_at)
        claim = self.claim()
        assert self.finish(claim, threat)
        return claim.document_id

    def inside(
        self, claim: Claim, contents: Sequence[str], refused: RefusalCode | None = None
    ) -> Unpacked:
        """What a claimed container comes to when it is a letter with files of these contents."""
        arrival = replace(claim.source, received_at=SENT, sender=SENDER, channel=Channel.MAIL)
        members = (
            self.store.keep(
                self.file(content), replace(arrival, name=f"{arrival.name}!/{content}.txt")
            )
            for content in contents
        )
        return Unpacked(arrival, tuple(Inner(member, TOLD) for member in members), refused)
