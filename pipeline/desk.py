"""What a person does with papers; the review desk and the commands call nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from casework.confirm import Confirmation, decide
from casework.deadlines import urgency
from casework.draft import Decision, DecisionRefused, Draft
from casework.findings import KindGuess
from casework.form_spec import Region
from casework.journal import JournalRow
from casework.kinds import KINDS
from casework.prefill import propose
from casework.queue import HistoryEntry, QueueItem, explain
from casework.rejection import check_reason
from papers.document import Document
from storage.fsck import Check
from storage.store import Store


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A paper on the desk, with its own pages alone of the file. `pictures` are its upright pages
    in order, none for flowing text; `searchable` is the PDF of the file's scan.
    """

    item: QueueItem
    draft: Draft
    document: Document
    pictures: tuple[Path, ...]
    searchable: Path | None = None


def _nothing(_document_id: int, _by: str) -> None: ...


class Desk:
    """Every verb may raise DecisionRefused with a stable code and a Russian message.

    `changed` is called after every decision on a paper that its families' records rest on.
    """

    def __init__(
        self,
        store: Store,
        region: Region,
        clock: Callable[[], datetime],
        changed: Callable[[int, str], None] = _nothing,
    ) -> None:
        self._store = store
        self._region = region
        self._clock = clock
        self._changed = changed

    def queue(self) -> tuple[QueueItem, ...]:
        """What asks for attention, most urgent first."""
        return self._store.queue()

    def item(self, document_id: int) -> QueueItem:
        """Where the paper stands, whatever its state."""
        return self._store.item(document_id)

    def open(self, document_id: int) -> OpenPaper:
        """A paper with its draft; `not_allowed` while it was not read."""
        item = self._store.item(document_id)
        draft = self._store.draft(document_id)
        document = self._store.document(document_id)
        if draft is None or document is None:
            why = explain(item.error) if item.error else "Бумага ещё обрабатывается."
            raise DecisionRefused("not_allowed", why)
        pictures = self._store.pictures
        drawn = (pictures.picture(item.sha256, page) for page in draft.findings.pages)
        pages, searchable = tuple(filter(None, drawn)), pictures.searchable(item.sha256)
        return OpenPaper(item, draft, document, pages, searchable)

    def confirm(
        self, document_id: int, decisions: Sequence[Decision], by: str, version: int | None = None
    ) -> tuple[JournalRow, ...]:
        """Make the paper official; its journal rows with their numbers."""

        def decided(draft: Draft) -> Confirmation:
            return decide(draft, decisions, by, self._clock(), self._region)

        rows = self._store.confirm(document_id, decided, by, version)
        self._changed(document_id, by)
        return rows

    def reject(
        self,
        document_id: int,
        reason: str,
        note: str | None,
        by: str,
        version: int | None = None,
    ) -> None:
        """Send the paper away for a reason of casework.rejection."""
        self._store.reject(document_id, check_reason(reason, note), note, by, version)

    def reopen(self, document_id: int, reason: str, by: str) -> None:
        """Undo a confirmation (its rows stay, annulled, with the reason) or a rejection."""
        self._store.reopen(document_id, reason, by)
        self._changed(document_id, by)

    def change_kind(
        self, document_id: int, kind: str, by: str, version: int | None = None
    ) -> Draft:
        """Propose anew as a paper of another kind; what was found in it stays."""
        if kind not in KINDS:
            raise DecisionRefused("invalid_value", f"Нет такого вида бумаг: {kind}.", "kind")
        paper = self.open(document_id)
        guess = paper.draft.findings.kind
        chosen = KindGuess(kind, 1.0, alternatives=((guess.value, guess.confidence),))
        findings = replace(paper.draft.findings, kind=chosen)
        arrival = self._store.arrival(document_id)
        rows = propose(findings, arrival, self._region)
        terms = self._region.terms
        haste = urgency(findings, rows, arrival.received_at, terms, arrival.channel)
        seen = paper.item.version if version is None else version
        return self._store.replace_draft(document_id, findings, rows, haste, by, seen)

    def history(self, document_id: int) -> tuple[HistoryEntry, ...]:
        return self._store.history(document_id)

    def journal(
        self, form: int, category: str, year: int, scope: str = ""
    ) -> tuple[JournalRow, ...]:
        """All rows of a journal, annulled ones too, in the order of their numbers.

        `scope` is whose journal it is, where someone keeps it alone (form 7: the specialist).
        """
        self._refuse_unknown(form, category)
        return self._store.journal(form, category, year, scope)

    def _refuse_unknown(self, number: int, category: str) -> None:
        try:
            self._region.form(number).journal(category)
        except KeyError:
            message = f"Журнала «{category}» по форме № {number} нет."
            raise DecisionRefused("invalid_value", message) from None

    def fsck(self, full: bool = False) -> tuple[Check, ...]:
        """Look for anything lost, damaged or stuck; `full` reads every stored byte."""
        return self._store.fsck(full)
