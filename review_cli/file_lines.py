"""A личное дело as a checklist in the terminal and as JSON."""

from __future__ import annotations

from rich.console import RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from casework.case_file import CaseFile, FileEntry, FileItem, ItemStatus
from casework.file_contents import When
from review_cli.contract import Json

#: Sign and word, so that no colour is needed to tell them apart.
SIGNS: dict[ItemStatus, tuple[str, str, str]] = {
    ItemStatus.PRESENT: ("✓", "есть", "green"),
    ItemStatus.MISSING: ("✗", "нет", "red"),
    ItemStatus.OVERDUE: ("!", "просрочено", "bold red"),
    ItemStatus.DUE: ("○", "ещё не требуется", "yellow"),
    ItemStatus.NOT_APPLICABLE: ("—", "не применимо", "dim"),
}


def checklist(file: CaseFile) -> tuple[RenderableType, ...]:
    """Title, items with their documents, and how complete the file is."""
    head = f"{file.spec.title}\n{file.family}"
    if file.since:
        head += f"\nоткрыто {file.since:%d.%m.%Y}"
    if file.until:
        head += f", закрыто {file.until:%d.%m.%Y}"
    table = Table(box=None, pad_edge=False, show_header=False)
    for ratio in (None, None, 3, 2):
        table.add_column(ratio=ratio)
    for item in file.items:
        sign, word, style = SIGNS[item.status]
        title = item.spec.title + (" (по обычаю)" if item.spec.derived else "")
        table.add_row(
            Text(sign, style=style), item.code, Text(title), Text(_state(item, word), style=style)
        )
        for entry in item.entries:
            table.add_row("", "", Text(f"  {_entry(entry)}", style="dim"), "")
    return Text(head), table, _bar(file)


def item_line(item: FileItem) -> Text:
    sign, word, style = SIGNS[item.status]
    return Text(f"{sign} {item.code} {item.spec.title}: {_state(item, word)}", style=style)


def _state(item: FileItem, word: str) -> str:
    told = word
    if item.due_on and item.status in (ItemStatus.DUE, ItemStatus.OVERDUE):
        told = f"до {item.due_on:%d.%m.%Y}"
        told = f"просрочено: {told}" if item.status is ItemStatus.OVERDUE else told
    elif item.status is ItemStatus.DUE:
        told = _waits(item)
    return f"{told}; {item.note}" if item.note else told


def _waits(item: FileItem) -> str:
    """When an item without a day is asked for."""
    if item.spec.optional:
        return "при необходимости"
    return "после снятия с учёта" if item.spec.when is When.REMOVED else "по мере появления"


def _entry(entry: FileEntry) -> str:
    where = ""
    if entry.paper:
        where = f" (бумага {entry.paper.document_id})"
    elif entry.record:
        where = f" (форма № {entry.record.record.form}, запись {entry.record.entry_no})"
    return " ".join(filter(None, (entry.title, entry.requisites))) + where


def _bar(file: CaseFile) -> RenderableType:
    required = file.required
    done = sum(item.done for item in required)
    told = f"Полнота: {done} из {len(required)}, {file.completeness:.0%}"
    bar = ProgressBar(total=max(1, len(required)), completed=done if required else 1, width=40)
    line = Table.grid(padding=(0, 1))
    line.add_row(bar, Text(told))
    return line


def file_json(file: CaseFile) -> dict[str, Json]:
    return {
        "category": file.spec.category,
        "title": file.spec.title,
        "family": file.family,
        "since": file.since.isoformat() if file.since else None,
        "until": file.until.isoformat() if file.until else None,
        "completeness": round(file.completeness, 4),
        "required": len(file.required),
        "done": sum(item.done for item in file.required),
        "items": [item_json(item) for item in file.items],
    }


def item_json(item: FileItem) -> dict[str, Json]:
    return {
        "code": item.code,
        "title": item.spec.title,
        "status": item.status.value,
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "required": item.required,
        "derived": item.spec.derived,
        "clause": item.spec.clause or None,
        "note": item.note or None,
        "documents": [_entry_json(entry) for entry in item.entries],
    }


def _entry_json(entry: FileEntry) -> dict[str, Json]:
    return {
        "title": entry.title,
        "requisites": entry.requisites or None,
        "on": entry.on.isoformat(),
        "document_id": entry.paper.document_id if entry.paper else None,
        "record_id": entry.record.id if entry.record else None,
        "letter_id": entry.letter.id if entry.letter else None,
        "attached": entry.attached,
    }
