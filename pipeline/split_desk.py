"""What a person does with the borders of papers in a thick scan; nothing is read again for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from casework.arrival import Arrival
from casework.deadlines import urgency
from casework.division import Division, PageRange, PageStory, ranges_of
from casework.draft import DecisionRefused
from casework.findings import Findings
from casework.form_spec import Region
from casework.prefill import propose
from papers.document import Document
from papers.part import part
from pipeline.likenesses import remember
from storage.splits import SplitFile, SplitPaper, Splits
from storage.store import Store
from storage.work import Understood


class Divides(Protocol):
    def divide(self, document: Document) -> Division: ...
    def understand(self, document: Document) -> Findings: ...


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file with its papers as they stand, and every page with what the program sees in it."""

    file: SplitFile
    pages: tuple[PageStory, ...]

    def paper_at(self, page: int) -> SplitPaper | None:
        """The paper that holds a page; None for one that belongs to none."""
        return next((p for p in self.file.standing if page in p.pages.numbers), None)


class SplitDesk:
    """Every verb may raise DecisionRefused; models are loaded by the first that needs them."""

    def __init__(self, store: Store, region: Region, load: Callable[[], Divides]) -> None:
        self._store = store
        self._region = region
        self._load = load
        self._splits = Splits(store.database, store.clock)
        self._loaded: Divides | None = None

    def show(self, file_id: int) -> ShownFile:
        """The pages of a file, their papers, and why the program would cut where."""
        file = self._splits.file(file_id)
        return ShownFile(file, self._models().divide(file.document).pages)

    def set(self, file_id: int, pages: str, by: str, version: int | None = None) -> SplitFile:
        """Divide the file into the papers of «1-3,4,6-9»; pages left out belong to none."""
        file = self._splits.file(file_id)
        if file.document.flowing:
            raise DecisionRefused(
                "not_allowed", "В этом файле нет страниц: бумага из Word или текста не делится."
            )
        wanted = ranges_of(pages, len(file.document.pages))
        return self._divide(file, wanted, by, version)

    def undo(self, file_id: int, by: str) -> SplitFile:
        """The papers as they were before the newest change of borders."""
        file = self._splits.file(file_id)
        if file.before is None:
            raise DecisionRefused("not_allowed", "Деление этого файла не меняли: отменять нечего.")
        wanted = ranges_of(file.before, len(file.document.pages))
        return self._divide(file, wanted, by, undoing=True)

    def cut(self, document_id: int, page: int, by: str) -> SplitFile:
        """A new paper begins with `page`, which is inside this one."""
        file, paper = self._paper(document_id)
        if page not in paper.pages.numbers[1:]:
            message = "Делить нечего: бумага и так начинается с этой страницы."
            raise DecisionRefused("not_allowed", message)
        cut = (PageRange(paper.pages.first, page - 1), PageRange(page, paper.pages.last))
        others = (p.pages for p in file.standing if p is not paper)
        return self._divide(file, sorted((*others, *cut)), by)

    def join(self, document_id: int, by: str) -> SplitFile:
        """The paper goes on with the one before it; what lies between becomes theirs."""
        file, paper = self._paper(document_id)
        at = file.standing.index(paper)
        if at == 0:
            raise DecisionRefused("not_allowed", "Перед этой бумагой в файле другой нет.")
        before = file.standing[at - 1]
        joined = PageRange(before.pages.first, paper.pages.last)
        others = (p.pages for p in file.standing if p not in (before, paper))
        return self._divide(file, sorted((*others, joined)), by)

    def _paper(self, document_id: int) -> tuple[SplitFile, SplitPaper]:
        file = self._splits.file(self._store.item(document_id).file_id)
        found = (paper for paper in file.standing if paper.document_id == document_id)
        paper = next(found, None)
        if paper is None:
            raise DecisionRefused("not_allowed", "Этой бумаги в нынешнем делении файла нет.")
        return file, paper

    def _divide(
        self,
        file: SplitFile,
        wanted: Sequence[PageRange],
        by: str,
        version: int | None = None,
        undoing: bool = False,
    ) -> SplitFile:
        arrival = self._store.arrival(file.papers[0].document_id)
        new = [pages for pages in wanted if file.paper_of(pages) is None]
        understood = {pages: self._understood(file.document, pages, arrival) for pages in new}
        seen = file.version if version is None else version
        divided = self._splits.divide(file.file_id, wanted, understood, by, seen, undoing)
        for pages, one in understood.items():
            if (paper := divided.paper_of(pages)) is not None:
                text = part(file.document, pages.first, pages.last).document
                remember(self._store, paper.document_id, text, one.findings)
        return divided

    def _understood(self, document: Document, pages: PageRange, arrival: Arrival) -> Understood:
        """The paper on these pages as it was read, understood by itself."""
        own = part(document, pages.first, pages.last).document
        findings = self._models().understand(own)
        rows = propose(findings, arrival, self._region)
        terms = self._region.terms
        haste = urgency(findings, rows, arrival.received_at, terms, arrival.channel)
        return Understood(findings, rows, haste)

    def _models(self) -> Divides:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded
