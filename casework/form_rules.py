"""The rules that a form sets for its cells, applied to one record; pure, no clock inside.

A failed rule is a check of the cells that it speaks of, by the rule's id. What a rule calls
blocking, and a required cell or line that is missing, refuses the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from casework.cell_checks import BLOCKING, CELL_RULES, Facts, check_cell
from casework.draft import Cell, Check, ChildRow, DecisionRefused, Row
from casework.form_spec import CellSpec, FormSpec, Need, Region
from casework.journal import JournalRow
from casework.rule_spec import Condition, Rule, RuleKind
from casework.values import day_of


def check_record(form: FormSpec, row: Row, today: date) -> Row:
    """The row with the result of every rule of the form on its cells and on those of its lines."""
    return check_with(form, row, Facts.of(today, row.cells, form.year_cell))


def check_with(form: FormSpec, row: Row, facts: Facts) -> Row:
    """As `check_record`, with the days of the paper that the row comes from."""
    known = CELL_RULES | {rule.id for rule in form.rules}
    failed = [(rule, ids) for rule in form.rules if (ids := set(_failed(rule, form, row)))]
    cells = []
    for cell in row.cells:
        checks = [Check(rule.id, False, rule.message) for rule, ids in failed if cell.id in ids]
        cells.append(_with(cell, known, (*check_cell(form.cell(cell.id), cell, facts), *checks)))
    children = tuple(_checked_line(form, line, facts, known, failed) for line in row.children)
    return replace(row, cells=tuple(cells), children=children)


def refuse_unfit(form: FormSpec, row: Row) -> None:
    """DecisionRefused when the record can't stand: value_required, invalid_value.

    The checks are those that `check_record` has left in the row.
    """
    _refuse_gaps(form, row)
    places = [(cell, form.cell(cell.id), "") for cell in row.cells]
    for table, line, child in _numbered(row.children):
        spec = form.table(table)
        places += [(cell, spec.cell(cell.id), f"{table}[{line}].") for cell in child.cells]
    for cell, cell_spec, where in places:
        for check in cell.checks:
            if check.id in BLOCKING and not check.passed:
                message = f"«{cell_spec.title}»: {check.message}"
                raise DecisionRefused("invalid_value", message, where + cell.id)
    for rule in form.rules:
        if form.blocks(rule.id) and (cells := list(_failed(rule, form, row))):
            title = form.cell(cells[0]).title if rule.marks is None else form.title
            message = f"«{title}»: {rule.message}"
            raise DecisionRefused(_CODES[rule.kind], message, cells[0])


def refuse_premature(form: FormSpec, region: Region, standing: Sequence[JournalRow]) -> None:
    """not_allowed where the family has no record yet that must come before one of this form.

    `standing` are the family's standing records in order of confirmation; the last of a form
    counts.
    """
    for before in form.before:
        number = next(one.number for one in region.forms if one.id == before.form)
        last = next((row.record for row in reversed(standing) if row.record.form == number), None)
        met = last and (before.when is None or holds(before.when, Row(number, last.cells)))
        if not met:
            raise DecisionRefused("not_allowed", f"{_sentence(before.message)}.")


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


_CODES = {
    RuleKind.CONFLICT: "invalid_value",
    RuleKind.ORDER: "invalid_value",
    RuleKind.REQUIRES: "value_required",
    RuleKind.EXCLUDES: "invalid_value",
}


def holds(condition: Condition | None, row: Row) -> bool:
    """Whether the row meets the condition; none is never met."""
    cell = row.cell(condition.cell) if condition else None
    if condition is None or cell is None or cell.value is None:
        return False
    if not condition.values:
        return True
    held = cell.value if isinstance(cell.value, tuple) else (cell.value,)
    return any(_same(value, wanted) for value in held for wanted in condition.values)


def _same(value: object, wanted: str | bool) -> bool:
    # 1 is True for Python, not for a record.
    return type(value) is type(wanted) and value == wanted


# --- what must be there ----------------------------------------------------------------------


def _refuse_gaps(form: FormSpec, row: Row) -> None:
    for spec in form.cells:
        if _needed(spec.need, spec.when, row) and not _settled(spec, row.cell):
            raise _gap(spec, spec.id)
    for table in form.tables:
        lines = [line for line in row.children if line.table == table.id]
        if _needed(table.need, table.when, row) and not lines:
            message = f"Заполните хотя бы одну строку: «{table.title}»."
            raise DecisionRefused("value_required", message, table.id)
        for number, line in enumerate(lines, 1):
            own = Row(form.number, line.cells)
            for spec in table.cells:
                if _needed(spec.need, spec.when, own) and not _settled(spec, line.cell):
                    raise _gap(spec, f"{table.id}[{number}].{spec.id}")


def _gap(spec: CellSpec, place: str) -> DecisionRefused:
    message = f"Заполните «{spec.title}» или укажите, почему пусто."
    return DecisionRefused("value_required", message, place)


def _needed(need: Need, when: Condition | None, row: Row) -> bool:
    return need is Need.REQUIRED or (need is Need.CONDITIONAL and holds(when, row))


def _settled(spec: CellSpec, cell_of: Callable[[str], Cell | None]) -> bool:
    """Whether the cell has a value or a reason, or its companion a value."""
    cell = cell_of(spec.id)
    said = cell is not None and (cell.value is not None or cell.empty_reason is not None)
    return said or _filled(cell_of(spec.companion))


def _filled(cell: Cell | None) -> bool:
    return cell is not None and cell.value is not None


# --- what contradicts ------------------------------------------------------------------------


def _failed(rule: Rule, form: FormSpec, row: Row) -> Iterator[str]:
    """The cells (or lines of the rule's marks) that the row has against the rule."""
    match rule.kind:
        case RuleKind.CONFLICT:
            yield from _conflicting(rule, _marked(rule, row))
        case RuleKind.ORDER:
            yield from _out_of_order(rule.cells, row)
        case RuleKind.REQUIRES if holds(rule.when, row):
            for cell_id in rule.cells:
                companion = form.cell(cell_id).companion
                if not (_filled(row.cell(cell_id)) or _filled(row.cell(companion))):
                    yield cell_id
        case RuleKind.EXCLUDES if holds(rule.when, row):
            yield from (cell_id for cell_id in rule.cells if _filled(row.cell(cell_id)))


def _marked(rule: Rule, row: Row) -> set[str]:
    marks = rule.marks
    if marks is None:
        return {cell.id for cell in row.cells if cell.value is True}
    return {
        str(named.value)
        for line in row.children
        if line.table == marks.table and (mark := line.cell(marks.mark)) and mark.value is True
        if (named := line.cell(marks.line)) and named.value is not None
    }


def _conflicting(rule: Rule, marked: set[str]) -> list[str]:
    these = [cell for cell in rule.cells if cell in marked]
    those = [cell for cell in rule.against if cell in marked]
    if rule.against:
        return [*these, *those] if these and those else []
    return these if len(these) > 1 else []


def _out_of_order(cells: Sequence[str], row: Row) -> Iterator[str]:
    """The later of every two that stand the wrong way round."""
    filled = [cell for cell_id in cells if (cell := row.cell(cell_id)) and cell.value is not None]
    for earlier, later in pairwise(filled):
        if day_of(str(later.value)) < day_of(str(earlier.value)):
            yield later.id


# --- lines of child tables -------------------------------------------------------------------


def _checked_line(
    form: FormSpec,
    line: ChildRow,
    facts: Facts,
    known: frozenset[str],
    failed: Iterable[tuple[Rule, set[str]]],
) -> ChildRow:
    spec = form.table(line.table)
    cells = []
    for cell in line.cells:
        checks = list(check_cell(spec.cell(cell.id), cell, facts))
        for rule, ids in failed:
            marks = rule.marks
            named = line.cell(marks.line) if marks and marks.table == line.table else None
            if marks and cell.id == marks.mark and named and named.value in ids:
                checks.append(Check(rule.id, False, rule.message))
        cells.append(_with(cell, known, checks))
    return replace(line, cells=tuple(cells))


def _with(cell: Cell, known: frozenset[str], checks: Iterable[Check]) -> Cell:
    others = (check for check in cell.checks if check.id not in known)
    return replace(cell, checks=(*others, *checks))


def _numbered(children: Sequence[ChildRow]) -> Iterator[tuple[str, int, ChildRow]]:
    counts: dict[str, int] = {}
    for child in children:
        counts[child.table] = counts.get(child.table, 0) + 1
        yield child.table, counts[child.table], child
