"""What the desk asks of the program behind it; `pipeline.desk.Desk` is the real one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from casework.draft import Decision, Draft
from casework.journal import JournalRow
from casework.queue import QueueItem
from papers.document import Document
from storage.splits import SplitFile


class OpenPaper(Protocol):
    """A paper on the desk: its draft, its text, a picture of every page that has one."""

    @property
    def item(self) -> QueueItem: ...
    @property
    def draft(self) -> Draft: ...
    @property
    def document(self) -> Document: ...
    @property
    def pictures(self) -> tuple[Path, ...]: ...
    @property
    def searchable(self) -> Path | None: ...


class BordersPort(Protocol):
    """Moving the borders of papers in a thick scan; `pipeline.split_desk.SplitDesk`."""

    def cut(self, document_id: int, page: int, by: str) -> SplitFile: ...
    def join(self, document_id: int, by: str) -> SplitFile: ...
    def undo(self, file_id: int, by: str) -> SplitFile: ...


class DeskPort(Protocol):
    """What a person does with papers. Every verb may raise `DecisionRefused`."""

    def queue(self) -> tuple[QueueItem, ...]: ...
    def open(self, document_id: int) -> OpenPaper: ...
    def confirm(
        self, document_id: int, decisions: Sequence[Decision], by: str, version: int | None = None
    ) -> tuple[JournalRow, ...]: ...
    def reject(self, document_id: int, reason: str, note: str | None, by: str) -> None: ...
    def reopen(self, document_id: int, reason: str, by: str) -> None: ...
    def change_kind(self, document_id: int, kind: str, by: str) -> Draft: ...
