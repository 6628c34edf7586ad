"""What a person does with a личное дело; the commands and the desk call nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casework.case_file import CaseFile, FileItem, ItemDecision, categories, check_code, contents
from casework.draft import DecisionRefused
from casework.form_spec import Region
from pipeline.family_case import gather
from pipeline.file_printing import FilePrinter, nothing
from storage.case_files import CaseFiles
from storage.store import Store


class FileDesk:
    """Every verb may raise DecisionRefused with a stable code and a Russian message.

    `category` names one of the family's files; without it, the open one, else the last.
    """

    def __init__(
        self,
        store: Store,
        region: Region,
        institution: str,
        changed: Callable[[int, str], None],
    ) -> None:
        self._store = store
        self._region = region
        self._changed = changed
        self._files = CaseFiles(store.database, store.clock)
        self._printer = FilePrinter(store, region, institution)

    def show(self, family_id: int, category: str | None = None) -> CaseFile:
        """The file as it stands today."""
        case = gather(self._store, family_id)
        chosen = category or self._category(family_id)
        said = self._files.decisions(case.family.id)
        return contents(case, said, self._region, chosen, self._store.clock().date())

    def _category(self, family_id: int) -> str:
        found = categories(gather(self._store, family_id), self._region)
        if found:
            return found[0]
        known = [spec.category for spec in self._region.contents.files]
        if len(known) == 1:
            return known[0]
        message = f"Семья на учёт не поставлена. Чьё дело показать: {', '.join(known)}?"
        raise DecisionRefused("category_required", message)

    def attach(
        self, family_id: int, code: str, document_id: int, by: str, category: str | None = None
    ) -> FileItem:
        """The paper of the family is that item; `code` may name a period: CF-11:2025-03."""
        chosen = category or self._category(family_id)
        return self._decide(family_id, ItemDecision(chosen, code, document_id), by)

    def skip(
        self, family_id: int, code: str, reason: str, by: str, category: str | None = None
    ) -> FileItem:
        """The item is not needed in this file, for a written reason."""
        if not reason.strip():
            raise DecisionRefused("value_required", "Нужна причина, почему пункт не применим.")
        chosen = category or self._category(family_id)
        decision = ItemDecision(chosen, code, not_applicable_because=reason.strip())
        return self._decide(family_id, decision, by)

    def _decide(self, family_id: int, decision: ItemDecision, by: str) -> FileItem:
        check_code(self._region, decision.category, decision.code)
        self._check_period(family_id, decision)
        self._files.decide(family_id, decision, by)
        self._changed(family_id, by)
        return self._item(family_id, decision)

    def _check_period(self, family_id: int, decision: ItemDecision) -> None:
        """A periodic item is left out for a period, never for good."""
        name, _, period = decision.code.partition(":")
        items = self.show(family_id, decision.category).items
        known = [item.period for item in items if item.spec.code == name and item.period]
        periodic = any(item.spec.code == name and item.spec.when.unit for item in items)
        if period and period not in known:
            message = (
                f"У пункта {name} нет периода {period}. Есть: {', '.join(known) or 'ни одного'}."
            )
            raise DecisionRefused("invalid_value", message)
        if periodic and not period and decision.document_id is None:
            message = f"Пункт {name} — за каждый период. Укажите, за какой: {', '.join(known)}."
            raise DecisionRefused("invalid_value", message)

    def _item(self, family_id: int, decision: ItemDecision) -> FileItem:
        items = self.show(family_id, decision.category).items
        name = decision.code.partition(":")[0]
        same = [item for item in items if item.spec.code == name]
        held = (
            item
            for item in same
            if item.code == decision.code
            or any(e.paper and e.paper.document_id == decision.document_id for e in item.entries)
        )
        found = next(held, same[0] if same else None)
        if found is None:
            message = f"Пункт {name} в этом деле пока не требуется."
            raise DecisionRefused("invalid_value", message)
        return found

    def undo(self, family_id: int, code: str, by: str, category: str | None = None) -> ItemDecision:
        """Take the last word on the item back."""
        chosen = category or self._category(family_id)
        decision = self._files.undo(family_id, chosen, code, by)
        self._changed(family_id, by)
        return decision

    def inventory(
        self,
        family_id: int,
        out: Path,
        by: str,
        category: str | None = None,
        step: Callable[[], object] = nothing,
    ) -> int:
        """Write the опись дела as .docx or .pdf; how many documents are in it."""
        if out.suffix.lower() not in (".docx", ".pdf"):
            raise DecisionRefused("invalid_value", "Опись дела сохраняется в .docx или .pdf.")
        return self._printer.inventory(self.show(family_id, category), out, by, step)

    def print(
        self,
        family_id: int,
        out: Path,
        by: str,
        category: str | None = None,
        step: Callable[[], object] = nothing,
    ) -> int:
        """Write the whole file as one .pdf, or as a .zip of originals; how many documents."""
        file = self.show(family_id, category)
        if out.suffix.lower() == ".pdf":
            return self._printer.whole(file, out, by, step)
        if out.suffix.lower() == ".zip":
            return self._printer.originals(file, out, by, step)
        raise DecisionRefused("invalid_value", "Дело печатается в .pdf или .zip.")
