"""A person's decisions on a record of any form, its child lines too; pure, no clock inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.confirm import CATEGORY, Hand, category_of, decided
from casework.draft import (
    Cell,
    CellState,
    ChildRow,
    ConfirmedRecord,
    Decision,
    DecisionRefused,
    Row,
)
from casework.form_rules import check_record, refuse_unfit
from casework.form_spec import CellSpec, ChildTable, FormSpec, Need
from casework.values import InvalidValue, day_of

_LINE = re.compile(r"(?P<table>\w+)\[(?P<line>[1-9]\d{0,3})\]\.(?P<cell>.+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose record it will be: a paper's or none's, a family's or none's."""

    by: str
    at: datetime
    document_id: int | None = None
    family_id: int | None = None


def blank(form: FormSpec) -> Row:
    """A row of the form with nothing in it."""
    return Row(form.number, tuple(Cell(spec.id) for spec in _filled_by_people(form.cells)))


def decide_row(
    form: FormSpec, row: Row, decisions: Sequence[Decision], by: str, at: datetime
) -> Row:
    """The row with every decision; what it proposes besides is confirmed, as in a paper.

    A cell of a child line is addressed `table[1].cell`, lines from 1; the number behind the
    last makes a new line. Raises DecisionRefused: unknown_cell, invalid_value, value_required.
    """
    hand = Hand(by, at)
    said = {decision.cell: decision for decision in decisions}
    row = _with_room(form, row, said)
    specs = {spec.id: spec for spec in form.cells}
    cells = tuple(_cell(cell, specs[cell.id], said.get(cell.id), hand) for cell in row.cells)
    children = tuple(
        replace(
            line,
            cells=tuple(
                _cell(cell, spec, said.get(f"{place}.{spec.id}"), hand)
                for cell, spec in _lined(line, form.table(line.table))
            ),
        )
        for place, line in _places(row.children)
    )
    row = check_record(form, Row(form.number, cells, children), at.date())
    refuse_unfit(form, row)
    return row


def record_of(form: FormSpec, row: Row, entry: Entry) -> ConfirmedRecord:
    """The decided row as a record of its journal. Raises DecisionRefused: category_required."""
    return ConfirmedRecord(
        document_id=entry.document_id,
        form=form.number,
        category=category_of(row, form),
        cells=row.cells,
        confirmed_by=entry.by,
        confirmed_at=entry.at,
        children=row.children,
        family_id=entry.family_id,
        scope=_scope(form, row),
    )


def corrected(form: FormSpec, record: ConfirmedRecord, row: Row) -> ConfirmedRecord:
    """The record with a decided row in its place."""
    return replace(
        record,
        category=category_of(row, form),
        cells=row.cells,
        children=row.children,
        scope=_scope(form, row),
    )


def journal_year(form: FormSpec, record: ConfirmedRecord) -> int:
    """The year of the record's own date, else of its confirmation."""
    own = record.value(form.year_cell) if form.year_cell else None
    return day_of(own).year if isinstance(own, str) else record.confirmed_at.year


def with_category(row: Row, category: str, by: str, at: datetime) -> Row:
    """The row as one of that journal."""
    chosen = Cell(CATEGORY, category, state=CellState.ENTERED, decided_by=by, decided_at=at)
    return replace(row, cells=tuple(chosen if cell.id == CATEGORY else cell for cell in row.cells))


def _scope(form: FormSpec, row: Row) -> str:
    """Whose journal it is, where each keeps an own one."""
    cell = row.cell(form.scope_cell) if form.scope_cell else None
    return str(cell.value) if cell and cell.value is not None else ""


def _with_room(form: FormSpec, row: Row, said: Mapping[str, Decision]) -> Row:
    """The row with a cell for every cell of the form, and a line for every line spoken of."""
    cells = tuple(row.cell(spec.id) or Cell(spec.id) for spec in _filled_by_people(form.cells))
    known = {cell.id for cell in cells}
    children = list(row.children)
    for address in said:
        if address not in known:
            _make_room(form, children, address)
    order = {table.id: place for place, table in enumerate(form.tables)}
    children.sort(key=lambda line: order[line.table])
    return Row(form.number, cells, tuple(children))


def _make_room(form: FormSpec, children: list[ChildRow], address: str) -> None:
    """A line for the addressed cell, when it is the next one; unknown_cell otherwise."""
    found = _LINE.fullmatch(address)
    tables = {table.id: table for table in form.tables}
    table = tables.get(found["table"]) if found else None
    if not found or not table or found["cell"] not in {spec.id for spec in table.cells}:
        raise DecisionRefused("unknown_cell", f"В этой форме нет поля «{address}».", address)
    lines = sum(line.table == table.id for line in children)
    number = int(found["line"])
    if number > lines + 1:
        message = f"«{table.title}»: строк {lines}, следующая — {lines + 1}, а не {number}."
        raise DecisionRefused("unknown_cell", message, address)
    if number == lines + 1:
        specs = _filled_by_people(table.cells)
        children.append(ChildRow(table.id, tuple(Cell(spec.id) for spec in specs)))


def _lined(line: ChildRow, table: ChildTable) -> Iterator[tuple[Cell, CellSpec]]:
    for spec in _filled_by_people(table.cells):
        yield line.cell(spec.id) or Cell(spec.id), spec


def _places(children: Sequence[ChildRow]) -> Iterator[tuple[str, ChildRow]]:
    counted: dict[str, int] = {}
    for line in children:
        counted[line.table] = counted.get(line.table, 0) + 1
        yield f"{line.table}[{counted[line.table]}]", line


def _cell(cell: Cell, spec: CellSpec, decision: Decision | None, hand: Hand) -> Cell:
    try:
        return decided(cell, spec, decision, hand)
    except InvalidValue as error:
        raise DecisionRefused("invalid_value", str(error), cell.id) from error


def _filled_by_people(specs: Sequence[CellSpec]) -> Iterator[CellSpec]:
    return (spec for spec in specs if spec.need is not Need.ASSIGNED)
