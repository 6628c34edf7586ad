"""A family with papers, records and letters in a real store, as people would have decided them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from casework_cases import ELISTA, cells

from casework.confirm import Confirmation
from casework.deadlines import Urgency
from casework.draft import Cell, CellState, CellValue, ConfirmedRecord, Draft, Row
from casework.family import Family, FamilyLink, Member, Person, Role
from casework.findings import Findings, KindGuess
from papers.document import Document, Method, Page
from papers.source import Channel
from pipeline.build import Opis
from storage.families import Families
from storage.records import Records
from storage.work import Understood

FAMILY = Family(
    "Юдина Вера Олеговна",
    (
        Member(Person("Юдина", "Вера", "Олеговна", date(1985, 3, 12)), Role.MOTHER),
        Member(Person("Юдин", "Марк", "", date(2016, 5, 1)), Role.CHILD),
    ),
    "п. Ковыльный, ул. Садовая, д. 9",
)


def moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(9), ELISTA)


@dataclass(frozen=True)
class FiledFamily:
    """`id` is the family's; papers come as texts, read and confirmed without a machine."""

    built: Opis
    folder: Path
    id: int

    @classmethod
    def create(cls, built: Opis, folder: Path) -> FiledFamily:
        families = Families(built.store.database, built.store.clock)
        return cls(built, folder, families.create(FAMILY, "petrova").id)

    def paper(
        self,
        kind: str,
        day: str,
        text: str,
        linked: bool = True,
        pages: tuple[str, ...] = (),
        **values: CellValue,
    ) -> int:
        """A confirmed paper; with `pages` (texts) it is one of so many upright pages."""
        store = self.built.store
        path = self.folder / f"{kind}-{day}.txt"
        path.write_text(text, "utf-8")
        store.receive(path, path.name, moment(day), Channel.SCAN, "petrova")
        claim = store.claim("worker")
        assert claim is not None
        own = {"doc_date": day, **values}
        rows = (Row(0, tuple(replace(c, state=CellState.PROPOSED) for c in cells(own))),)
        document = read(text, pages)
        findings = Findings(
            KindGuess(kind, 1.0), pages=tuple(page.number for page in document.pages)
        )
        urgency = Urgency(False, date.fromisoformat(day))
        store.finish(claim, document, [Understood(findings, rows, urgency)])
        store.confirm(claim.document_id, signed, "petrova")
        if linked:
            families = Families(store.database, store.clock)
            families.link(FamilyLink(claim.document_id, 1, self.id, "petrova"))
        return claim.document_id

    def record(self, form: int, category: str = "", **values: CellValue) -> int:
        named = {name.replace("__", "."): value for name, value in values.items()}
        record = ConfirmedRecord(
            None, form, category, cells(named), "petrova", self.built.store.clock(),
            family_id=self.id,
        )  # fmt: skip
        records = Records(self.built.store.database, self.built.store.clock)
        return records.enter(record, "petrova").id


def read(text: str, pages: tuple[str, ...] = ()) -> Document:
    if not pages:
        return Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    whole, made = "", []
    for number, said in enumerate(pages, 1):
        start = len(whole)
        whole += said
        made.append(Page(number, start, len(whole), (), Method.OCR, 620, 877, 75))
        whole += "\n\n"
    return Document(whole, tuple(made))


def signed(draft: Draft) -> Confirmation:
    def own(cell: Cell) -> Cell:
        return replace(cell, state=CellState.CONFIRMED, decided_by="petrova")

    rows = tuple(replace(row, cells=tuple(map(own, row.cells))) for row in draft.rows)
    return Confirmation(rows, ())
