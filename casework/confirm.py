"""A person's decisions turn a draft into records. Only here does a cell become confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.checks import check_rows
from casework.draft import (
    Alternative,
    Cell,
    CellState,
    CellValue,
    ConfirmedRecord,
    Decision,
    DecisionRefused,
    Draft,
    Row,
    Subject,
)
from casework.field import OFFERED
from casework.form_rules import refuse_unfit
from casework.form_spec import CellSpec, FormSpec, Region
from casework.values import InvalidValue, normalise

#: The cell that chooses the journal; never empty in a record, whatever the reason.
CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person has made of a draft: all its rows, and the records among them."""

    draft_rows: tuple[Row, ...]
    records: tuple[ConfirmedRecord, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose decisions these are, and when."""

    by: str
    at: datetime


def decide(
    draft: Draft, decisions: Sequence[Decision], by: str, at: datetime, region: Region
) -> Confirmation:
    """Apply the decisions and confirm what else the draft proposes; pure, no clock inside.

    A value equal to the proposal confirms it, another one corrects it, a value for an empty
    cell is entered; the last decision on a cell counts. `at` is timezone-aware. Raises
    DecisionRefused: unknown_cell, invalid_value, category_required, value_required.
    """
    if not by.strip() or at.tzinfo is None:
        raise ValueError("a confirmation needs a person and a moment with its time zone")
    said = {decision.cell: decision for decision in decisions}
    rows = _with_room(draft.rows, said, region)
    hand = Hand(by, at)
    rows = tuple(_decided_row(row, region.form(row.form), said, hand) for row in rows)
    rows = check_rows(rows, at, region)
    journaled = tuple(_journaled(rows, region))
    for row in rows:
        refuse_unfit(region.form(row.form), row)
    records = tuple(
        ConfirmedRecord(draft.document_id, row.form, category, row.cells, by, at)
        for row, category in journaled
    )
    return Confirmation(rows, records)


def parse_value(cell_id: str, text: str) -> CellValue:
    """The value of `--set CELL=JSON`, of whatever type; DecisionRefused when it is none.

    People are texts or objects with `full_name`, `roles`, `birth_date`.
    """
    try:
        # A number keeps its digits: 1500.50 is an amount, not a binary fraction.
        return _value_of(json.loads(text, parse_float=str))
    except (ValueError, RecursionError) as error:
        message = f"{cell_id}: не читается как значение JSON. Текст пишется в кавычках."
        raise DecisionRefused("invalid_value", message, cell_id) from error


def _value_of(parsed: object) -> CellValue:
    if isinstance(parsed, str | bool | int):
        return parsed
    if isinstance(parsed, list):
        return tuple(item if isinstance(item, str) else _subject_of(item) for item in parsed)
    raise ValueError("no cell holds such a thing")


def _subject_of(parsed: object) -> Subject:
    if not isinstance(parsed, dict) or not parsed.keys() <= {"full_name", "roles", "birth_date"}:
        raise ValueError("a person is a text or an object")
    name, roles = parsed.get("full_name"), parsed.get("roles") or []
    born = parsed.get("birth_date")
    texts = isinstance(roles, list) and all(isinstance(role, str) for role in roles)
    if not (isinstance(name, str) and texts and isinstance(born, str | None)):
        raise ValueError("a person has a name, a list of roles and a birth date")
    return Subject(name, tuple(roles), born)


# --- one cell --------------------------------------------------------------------------------


def _decided_row(row: Row, form: FormSpec, said: Mapping[str, Decision], hand: Hand) -> Row:
    cells = []
    for cell in row.cells:
        spec = form.cell(cell.id)
        try:
            cells.append(decided(cell, spec, said.get(cell.id), hand))
        except InvalidValue as error:
            raise DecisionRefused("invalid_value", str(error), cell.id) from error
    return replace(row, cells=tuple(cells))


def decided(cell: Cell, spec: CellSpec, decision: Decision | None, hand: Hand) -> Cell:
    """The cell as the person has decided, or left it; InvalidValue when it can't be so."""
    if decision is None:
        return _undecided(cell, spec, hand)
    # The machine's own doubts about its proposal are answered; rules are applied anew.
    signed = replace(cell, checks=(), decided_by=hand.by, decided_at=hand.at)
    if decision.value is None:
        return replace(
            signed, value=None, state=CellState.EMPTY, empty_reason=decision.empty_reason
        )
    value = normalise(spec, decision.value)
    return replace(
        signed,
        value=value,
        state=_state(cell, spec, value),
        empty_reason=None,
        evidence=decision.evidence or cell.evidence,
    )


def _undecided(cell: Cell, spec: CellSpec, hand: Hand) -> Cell:
    """What nobody spoke of: a proposal is confirmed with the rest, a mere guess is not."""
    if cell.state is not CellState.PROPOSED or cell.value is None:
        return cell
    if cell.confidence is not None and cell.confidence < OFFERED:
        guess = Alternative(cell.value, cell.raw or "", cell.confidence, cell.evidence)
        return replace(
            cell, value=None, state=CellState.EMPTY, alternatives=(guess, *cell.alternatives)
        )
    return replace(
        cell,
        value=normalise(spec, cell.value),
        state=CellState.CONFIRMED,
        decided_by=hand.by,
        decided_at=hand.at,
    )


def _state(cell: Cell, spec: CellSpec, value: CellValue) -> CellState:
    if cell.value is None:
        return CellState.ENTERED
    if _same(cell.value, spec, value):
        return CellState.CONFIRMED if cell.state is CellState.PROPOSED else cell.state
    return CellState.ENTERED if cell.state is CellState.ENTERED else CellState.CORRECTED


def _same(old: CellValue, spec: CellSpec, value: CellValue) -> bool:
    try:
        return normalise(spec, old) == value
    except InvalidValue:
        return False


# --- the whole paper -------------------------------------------------------------------------


def _with_room(
    rows: tuple[Row, ...], said: Mapping[str, Decision], region: Region
) -> tuple[Row, ...]:
    """The rows, with empty cells for requisites that only the person has found.

    A requisite that a journal row holds under another name gets no second cell.
    """
    present = {cell.id for row in rows for cell in row.cells}
    held = {spec.field for row in rows if row.form for spec in region.form(row.form).cells}
    missing = said.keys() - present
    grown = tuple(
        _grown(row, region.form(0), missing - held) if row.form == 0 else row for row in rows
    )
    if strange := missing - {cell.id for row in grown for cell in row.cells}:
        cell = min(strange)
        raise DecisionRefused("unknown_cell", f"У этой бумаги нет поля «{cell}».", cell)
    return grown


def _grown(row: Row, form: FormSpec, wanted: set[str]) -> Row:
    cells = (row.cell(s.id) or (Cell(s.id) if s.id in wanted else None) for s in form.cells)
    return replace(row, cells=tuple(cell for cell in cells if cell))


def category_of(row: Row, form: FormSpec) -> str:
    """Which journal the row goes to: where there are several, only the person can know.

    DecisionRefused: category_required.
    """
    if len(form.categories) == 1:
        return form.categories[0]
    cell = row.cell(CATEGORY)
    for journal in form.journals:
        if cell and cell.value == journal.category:
            return journal.category
    message = "Выберите категорию: трудная жизненная ситуация или социально опасное положение."
    raise DecisionRefused("category_required", message, CATEGORY)


def _journaled(rows: tuple[Row, ...], region: Region) -> Iterator[tuple[Row, str]]:
    for row in rows:
        form = region.form(row.form)
        if form.journals:
            yield row, category_of(row, form)
