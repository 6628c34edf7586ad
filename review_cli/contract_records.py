"""The JSON of what is kept: documents of the queue, drafts, files brought in, journal rows.

A cell is written with its envelope (records.md, section 1.1); evidence as in `contract`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casework.draft import Alternative, Cell, CellValue, Draft, Row, Subject
from casework.duplicates import Duplicate
from casework.journal import JournalRow
from casework.queue import FileStatus, HistoryEntry, QueueItem, explain
from review_cli.contract import Json, error_json, evidence_json, findings_json, probability


def row_json(rows: Iterable[Row]) -> dict[str, Json]:
    """The proposed cells of all rows by id (unique within a draft), each with its envelope."""
    return {cell.id: cell_json(cell) for row in rows for cell in row.cells}


def cell_json(cell: Cell) -> dict[str, Json]:
    """The field envelope of records.md, section 1.1."""
    return {
        "value": cell_value_json(cell.value),
        "raw": cell.raw,
        "state": cell.state.value,
        "empty_reason": cell.empty_reason.value if cell.empty_reason else None,
        "evidence": evidence_json(cell.evidence),
        "confidence": None if cell.confidence is None else probability(cell.confidence),
        "alternatives": [_alternative(other) for other in cell.alternatives],
        "checks": [
            {"id": check.id, "passed": check.passed, "message": check.message}
            for check in cell.checks
        ],
        "decided_by": cell.decided_by,
        "decided_at": cell.decided_at.isoformat() if cell.decided_at else None,
    }


def cell_value_json(value: CellValue | None) -> Json:
    if not isinstance(value, tuple):
        return value
    return [_subject(item) if isinstance(item, Subject) else item for item in value]


def record_json(row: JournalRow) -> Json:
    """A confirmed record with the number it got in its journal."""
    return {
        "form": row.record.form,
        "category": row.category,
        "entry_no": row.entry_no,
        "annulled": row.annulled,
        "confirmed_by": row.record.confirmed_by,
        "confirmed_at": row.record.confirmed_at.isoformat(),
        "cells": {cell.id: cell_json(cell) for cell in row.record.cells},
    }


def queue_json(item: QueueItem) -> dict[str, Json]:
    """A document of the queue; `possible_duplicate` stands where it likely came before."""
    flag: dict[str, Json] = {"possible_duplicate": True} if item.came_before else {}
    return flag | {
        "id": item.id,
        "file_id": item.file_id,
        "source": item.source,
        "index": item.index,
        "sha256": item.sha256,
        "state": item.state.value,
        "kind": item.kind,
        "threat_to_life": item.threat_to_life,
        "received_at": item.received_at.isoformat(),
        "version": item.version,
    }


def show_json(
    item: QueueItem,
    draft: Draft | None,
    history: Iterable[HistoryEntry],
    searchable: Path | None = None,
    same: Iterable[Duplicate] = (),
) -> Json:
    """A document of the queue with its draft, if it has one yet, and what was done to it.

    `same` are papers that are likely the same one.
    """
    shown = queue_json(item) | {"sender": item.sender}
    if item.error:
        shown["error"] = error_json(item.error, explain(item.error))
    if draft:
        understood = findings_json(draft.findings)
        parts = ("fields", "people", "distress_signs", "tables", "texts")
        shown |= {part: understood[part] for part in parts}
    else:
        shown |= {"fields": {}, "people": [], "distress_signs": [], "tables": [], "texts": {}}
    shown["row"] = row_json(draft.rows if draft else ())
    shown["history"] = [history_json(entry) for entry in history]
    shown["searchable_pdf"] = str(searchable) if searchable else None
    shown["duplicates"] = [duplicate_json(one) for one in same]
    return shown


def duplicate_json(one: Duplicate) -> dict[str, Json]:
    """Another paper that is likely the same."""
    return {
        "id": one.document_id,
        "probability": probability(one.probability),
        "reasons": list(one.reasons),
    }


def file_json(status: FileStatus) -> Json:
    """What became of one file that was brought in."""
    return {
        "id": status.file_id,
        "source": status.source,
        "sha256": status.sha256,
        "state": status.state.value,
        "duplicate_of": status.duplicate_of,
        "error": error_json(status.error, explain(status.error)) if status.error else None,
    }


def history_json(entry: HistoryEntry) -> dict[str, Json]:
    """A line of a history or of the chronicle."""
    return {
        "at": entry.at.isoformat(),
        "who": entry.who,
        "what": entry.what,
        "old": entry.old,
        "new": entry.new,
        "reason": entry.reason,
    }


def _subject(subject: Subject) -> dict[str, Json]:
    return {
        "full_name": subject.full_name,
        "roles": list(subject.roles),
        "birth_date": subject.birth_date,
    }


def _alternative(other: Alternative) -> dict[str, Json]:
    return {
        "value": cell_value_json(other.value),
        "raw": other.raw,
        "confidence": probability(other.confidence),
        "evidence": evidence_json(other.evidence),
    }
