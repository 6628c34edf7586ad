"""Records and what papers propose for them: the JSON of their commands, lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from casework.draft import Cell, CellValue, Subject
from casework.form_spec import FormSpec
from casework.journal import JournalRow
from casework.proposal import Proposal, differences
from casework.queue import HistoryEntry
from review_cli.contract import Json
from review_cli.contract_records import cell_json, cell_value_json

_STATES = {
    "open": "ждёт решения",
    "accepted": "принято",
    "declined": "отклонено",
    "superseded": "больше не действует",
}


def record_json(row: JournalRow) -> dict[str, Json]:
    """A record with its journal, number, version and every cell by its address."""
    record = row.record
    return {
        "record": row.id,
        "version": row.version,
        "form": record.form,
        "category": row.category,
        "scope": record.scope,
        "entry_no": row.entry_no,
        "family": record.family_id,
        "document": record.document_id,
        "annulled": row.annulled,
        "confirmed_by": record.confirmed_by,
        "confirmed_at": record.confirmed_at.isoformat(),
        "cells": {place: cell_json(cell) for place, cell in _addressed(row)},
    }


def proposal_json(proposal: Proposal, standing: JournalRow | None) -> dict[str, Json]:
    """A proposal; `changes` hold the standing value and the proposed envelope, both kept."""
    record = standing.record if standing else None
    return {
        "proposal": proposal.id,
        "version": proposal.version,
        "state": proposal.state,
        "document": proposal.document_id,
        "family": proposal.family_id,
        "form": proposal.form,
        "category": proposal.category,
        "record": proposal.record_id,
        "remarks": list(proposal.remarks),
        "changes": {
            place: {
                "old": cell_value_json(old.value) if old else None,
                "new": {
                    **cell_json(new),
                    "document": new.document_id,
                },
            }
            for place, old, new in differences(proposal, record)
        },
    }


def headline(form: FormSpec, row: JournalRow) -> str:
    journal = f", {row.category}" if row.category else ""
    scope = f", {row.record.scope}" if row.record.scope else ""
    family = f", семья {row.record.family_id}" if row.record.family_id else ""
    end = f" — {row.annulled}" if row.annulled else ""
    return f"{row.id}: форма № {form.number}{journal}{scope}, № {row.entry_no}{family}{end}"


def record_lines(form: FormSpec, row: JournalRow) -> Iterator[str]:
    yield headline(form, row)
    for place, cell in _addressed(row):
        if cell.value is not None:
            yield f"  {place}: {shown(cell.value)}"
        elif cell.empty_reason is not None:
            yield f"  {place}: — ({cell.empty_reason})"


def proposal_lines(proposal: Proposal, standing: JournalRow | None) -> Iterator[str]:
    """What would be written where; a standing value is shown before the proposed one."""
    what = f"изменить запись {proposal.record_id}" if proposal.record_id else "новая запись"
    yield (
        f"{proposal.id}: форма № {proposal.form}, {what}, семья {proposal.family_id}, "
        f"бумага {proposal.document_id} — {_STATES[proposal.state]}"
    )
    for remark in proposal.remarks:
        yield f"  ! {remark}"
    record = standing.record if standing else None
    for place, old, new in differences(proposal, record):
        was = f"{shown(old.value)} → " if old and old.value is not None else ""
        yield f"  {place}: {was}{shown(new.value)}"


def history_line(entry: HistoryEntry) -> str:
    change = f": {entry.old or '—'} → {entry.new or '—'}" if entry.old or entry.new else ""
    reason = f" ({entry.reason})" if entry.reason else ""
    return f"  {entry.at:%d.%m.%Y %H:%M} {entry.who} {entry.what}{change}{reason}"


def shown(value: CellValue | None) -> str:
    """A value in a line."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, tuple):
        return "; ".join(_item(one) for one in value)
    return "—" if value is None else str(value)


def _item(item: str | Subject) -> str:
    return item.full_name if isinstance(item, Subject) else item


def _addressed(row: JournalRow) -> Iterator[tuple[str, Cell]]:
    for cell in row.record.cells:
        yield cell.id, cell
    counted: dict[str, int] = {}
    for child in row.record.children:
        line = counted[child.table] = counted.get(child.table, 0) + 1
        for cell in child.cells:
            yield f"{child.table}[{line}].{cell.id}", cell
