"""The JSON Lines that commands print: pure functions from our types to plain data.

What `extract` and `text` say of a file; `contract_records` adds what is kept in a store.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, FoundTable, KindGuess
from papers.arrangement import Table, TableCell
from papers.document import Document, Page, Word
from papers.evidence import Evidence
from papers.outcome import ReadingWarning

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

SCHEMA = 1


def line(value: Json) -> bytes:
    """One compact JSON object on one line, in UTF-8 with Cyrillic as it is.

    Halves of surrogate pairs, by which Python carries file names that are no UTF-8, become
    JSON escapes: the line stays JSON whatever a file is called.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


# --- evidence and values ---------------------------------------------------------------------


def evidence_json(evidence: Iterable[Evidence]) -> list[Json]:
    """Boxes for pages that can be seen (one a printed line), spans for flowing formats."""
    places: list[Json] = []
    for piece in evidence:
        if piece.boxes:
            places += [{"page": at.page, "box": at.box.as_list()} for at in piece.boxes]
        else:
            places.append({"span": [piece.start, piece.stop]})
    return places


def _value(candidate: FieldCandidate) -> dict[str, Json]:
    return {
        "value": candidate.value,
        "raw": candidate.raw,
        "confidence": probability(candidate.confidence),
        "evidence": evidence_json(candidate.evidence),
    }


def _reading(best: FieldCandidate | None, others: Iterable[FieldCandidate]) -> dict[str, Json]:
    """A value with its alternatives; without a value likelier than not, alternatives only."""
    nothing: dict[str, Json] = {"value": None, "raw": None, "confidence": None, "evidence": []}
    given = _value(best) if best else nothing
    return given | {"alternatives": [_value(other) for other in others]}


def _offer(first: FieldCandidate, others: Sequence[FieldCandidate] = ()) -> dict[str, Json]:
    reading = FieldReading(first.field, (first, *others))
    return _reading(reading.best, reading.alternatives)


def probability(value: float) -> float:
    return round(value, 4)


# --- extract ---------------------------------------------------------------------------------


def extract_json(source: str, index: int, document: Document, findings: Findings) -> Json:
    """The line of one document found in the file called `source`."""
    return {
        "schema": SCHEMA,
        "source": source,
        "index": index,
        "pages": list(findings.pages),
        **findings_json(findings),
        "warnings": warnings_json(_own_warnings(document, findings)),
    }


def findings_json(findings: Findings) -> dict[str, Json]:
    """Everything understood of one document, from `kind` to `texts`."""
    return {
        "kind": _kind(findings.kind),
        "subtype": findings.kind.subtype,
        "fields": {
            reading.field: _reading(reading.best, reading.alternatives)
            for reading in findings.fields
            if reading.candidates
        },
        "people": [_person(person) for person in findings.people],
        "distress_signs": [_sign(sign) for sign in findings.signs if sign.confidence >= OFFERED],
        "marks": [_mark(mark) for mark in findings.marks if mark.confidence >= OFFERED],
        "tables": [_found_table(table) for table in findings.tables],
        "texts": {
            reading.field: _reading(reading.best, reading.alternatives)
            for reading in findings.texts
            if reading.candidates
        },
    }


def _found_table(table: FoundTable) -> dict[str, Json]:
    rows: list[Json] = [{"cells": {cell.field: _offer(cell) for cell in row}} for row in table.rows]
    return {"name": table.name, "family": table.family, "rows": rows}


def unread_json(source: str, code: str, message: str) -> Json:
    """The line of a file that gave no document."""
    return {"schema": SCHEMA, "source": source, "error": error_json(code, message)}


def error_json(code: str, message: str, **more: Json) -> dict[str, Json]:
    return {"code": str(code), "message": message, **more}


def warnings_json(warnings: Iterable[ReadingWarning]) -> list[Json]:
    return [
        {"code": warning.code.value, "page": warning.page, "message": warning.message}
        for warning in warnings
    ]


def _own_warnings(document: Document, findings: Findings) -> list[ReadingWarning]:
    """Warnings of the whole file or of this document's pages, each once, in order."""
    given = (*document.warnings, *findings.warnings)
    own = (w for w in given if w.page is None or w.page in findings.pages)
    return list(dict.fromkeys(own))


def _kind(guess: KindGuess) -> dict[str, Json]:
    ranked = [(guess.value, guess.confidence), *guess.alternatives]
    offered = guess.confidence >= OFFERED
    return {
        "value": guess.value if offered else None,
        "confidence": probability(guess.confidence) if offered else None,
        "alternatives": [
            {"value": value, "confidence": probability(confidence)}
            for value, confidence in ranked[offered:]
        ],
    }


def _person(person: FoundPerson) -> dict[str, Json]:
    named = _offer(person.full_name, person.name_alternatives) | {"partial": person.partial}
    described: dict[str, Json] = {
        "roles": list(person.roles),
        "family": person.family,
        "full_name": named,
    }
    if person.birth_date:
        described["birth_date"] = _offer(person.birth_date, person.birth_alternatives)
    return described | _parts(person.parts)


def _parts(parts: Iterable[FieldCandidate]) -> dict[str, Json]:
    """Further parts by name; `identity.series` and its like go together under `identity`."""
    flat: dict[str, Json] = {}
    identity: dict[str, Json] = {}
    for part in parts:
        group, dot, name = part.field.partition(".")
        if dot and group == "identity":
            identity[name] = _offer(part)
        else:
            flat[part.field] = _offer(part)
    return flat | ({"identity": identity} if identity else {})


def _sign(sign: FieldCandidate) -> dict[str, Json]:
    return {
        "value": sign.value,
        "confidence": probability(sign.confidence),
        "quote": sign.quote,
        "evidence": evidence_json(sign.evidence),
    }


def _mark(mark: FieldCandidate) -> dict[str, Json]:
    """A filled mark of a form; its field is called `section.item`."""
    section, _, item = mark.field.partition(".")
    return {
        "section": section,
        "item": item,
        "value": mark.value,
        "confidence": probability(mark.confidence),
        "evidence": evidence_json(mark.evidence),
    }


# --- text ------------------------------------------------------------------------------------


def text_json(source: str, document: Document, words: bool, tables: bool = False) -> Json:
    """The text of a file and how each page was read.

    With `words`, the place of each word and of what is written by hand; with `tables`, the cells
    of every table.
    """
    read: dict[str, Json] = {
        "source": source,
        "text": document.text,
        "pages": [_page(page, document, words) for page in document.pages],
        "warnings": warnings_json(document.warnings),
    }
    return read | ({"tables": [_table(t, document) for t in document.tables]} if tables else {})


def _table(table: Table, document: Document) -> dict[str, Json]:
    """A table row by row; a merged cell stands in its first row, with its spans."""
    rows: list[list[Json]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(_table_cell(cell, document))
    return {
        "pages": sorted({cell.page for cell in table.cells}),
        "ruled": table.ruled,
        "header_rows": table.header_rows,
        "rows": rows,
    }


def _table_cell(cell: TableCell, document: Document) -> dict[str, Json]:
    place: dict[str, Json] = {"span": [cell.start, cell.stop]}
    if cell.box is not None:
        place = {"page": cell.page, "box": cell.box.as_list()}
    return {
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": document.text[cell.start : cell.stop],
        **place,
    }


def _page(page: Page, document: Document, words: bool) -> dict[str, Json]:
    read: dict[str, Json] = {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "method": page.method.value,
        "confidence": None if page.confidence is None else probability(page.confidence),
    }
    if words:
        read["words"] = [_word(word) for word in page.words]
        by_hand = (place for place in document.handwriting if place.page == page.number)
        read["handwriting"] = [place.box.as_list() for place in by_hand]
    return read


def _word(word: Word) -> dict[str, Json]:
    return {
        "text": word.text,
        "box": word.box.as_list() if word.box else None,
        "confidence": None if word.confidence is None else probability(word.confidence),
        "start": word.start,
    }
