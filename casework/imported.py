"""A journal that an office has kept in a spreadsheet, understood row by row; pure, no clock."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rapidfuzz import fuzz

from casework.cell_checks import BLOCKING
from casework.confirm import CATEGORY
from casework.draft import Cell, CellState, CellValue, ConfirmedRecord, EmptyReason, Row
from casework.form_rules import check_record
from casework.form_spec import CellSpec, ColumnSpec, FormSpec, Need
from casework.import_columns import NotUnderstood, Values, parse_column
from casework.journal import ANNULLED, MOVED, is_number
from casework.record_entry import journal_year
from papers.workbook import BookRow, BookSheet

#: Rows from the top among which the titles of the columns are looked for.
_TOP = 60
#: How alike a title must be (per cent), and how many of them make a header (share).
_ALIKE, _SHARE = 86.0, 0.6
_MARK = re.compile(rf"(?:^|\n)(?:{ANNULLED}: (?P<why>.+)|(?P<moved>{MOVED} .+))\Z", re.DOTALL)
_FORMULA = "в ячейке формула: вставьте вместо неё значение"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in the sheet's row `row` (0: the whole sheet), in `column` where it is one's."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row of the office's journal as a record; `old_no` is the number that it had there."""

    row: int
    old_no: int | None
    year: int
    record: ConfirmedRecord
    annulled: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """`problems` stop the import, `remarks` are for the person to see."""

    sheet: str = ""
    rows: tuple[ImportedRow, ...] = ()
    problems: tuple[Trouble, ...] = ()
    remarks: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The journal that the rows are to go to, and who says so, when, from which file."""

    form: FormSpec
    category: str
    scope: str
    by: str
    at: datetime


@dataclass(slots=True)
class _Notes:
    problems: list[Trouble] = field(default_factory=list)
    remarks: list[Trouble] = field(default_factory=list)


def understand(sheets: Sequence[BookSheet], target: Target) -> Understood:
    """The rows of the first sheet that has the titles of the form's columns."""
    for sheet in sheets:
        header = _find_header(sheet, target.form)
        if header is not None:
            return _understood(sheet, *header, target)
    titles = ", ".join(f"«{column.title}»" for column in target.form.columns)
    return Understood(problems=(Trouble(0, "", f"нет строки с заголовками граф: {titles}"),))


def in_order(
    rows: Sequence[ImportedRow], empty_years: Collection[int]
) -> tuple[tuple[ImportedRow, ...], frozenset[int]]:
    """The rows as they are to be numbered, and the years that keep the office's numbers.

    They are kept where the journal of the year is empty and they run from 1 without a gap.
    """
    by_year: defaultdict[int, list[ImportedRow]] = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    kept = frozenset(
        year
        for year, of_year in by_year.items()
        if year in empty_years
        and sorted(row.old_no or 0 for row in of_year) == list(range(1, len(of_year) + 1))
    )
    for year in kept:
        by_year[year].sort(key=lambda row: row.old_no or 0)
    return tuple(row for of_year in by_year.values() for row in of_year), kept


# --- the header --------------------------------------------------------------------------------


def _find_header(sheet: BookSheet, form: FormSpec) -> tuple[int, Mapping[ColumnSpec, int]] | None:
    """The place among the sheet's rows of the one with the most titles, and what stands where."""
    found = ((place, _titles(row, form)) for place, row in enumerate(sheet.rows[:_TOP]))
    place, columns = max(found, key=lambda one: len(one[1]), default=(0, {}))
    return (place, columns) if len(columns) >= _SHARE * len(form.columns) else None


def _titles(row: BookRow, form: FormSpec) -> dict[ColumnSpec, int]:
    """Which cell of the row is the title of which column, the likest first."""
    pairs = [
        (fuzz.ratio(_folded(text), _folded(column.title)), column, place)
        for place, text in enumerate(row.texts)
        if text
        for column in form.columns
    ]
    taken: dict[ColumnSpec, int] = {}
    for alike, column, place in sorted(pairs, key=lambda pair: -pair[0]):
        if alike >= _ALIKE and column not in taken and place not in taken.values():
            taken[column] = place
    return taken


def _folded(text: str) -> str:
    """Letters alone: a title may be hyphenated, broken into lines, numbered with № or N."""
    plain = text.casefold().replace("ё", "е").replace("№", "n")
    return "".join(char for char in plain if char.isalnum())


# --- the rows ----------------------------------------------------------------------------------


def _understood(
    sheet: BookSheet, place: int, columns: Mapping[ColumnSpec, int], target: Target
) -> Understood:
    notes = _Notes()
    _look_at_head(sheet, place, columns, target, notes)
    rows: list[ImportedRow] = []
    for row in sheet.rows[place + 1 :]:
        if not _blank(row, columns) and not _is_number_row(row, columns):
            found = _row(row, columns, target, notes)
            rows += [found] if found else []
    numbers = Counter((row.year, row.old_no) for row in rows if row.old_no is not None)
    twice = sorted(f"{number} ({year})" for (year, number), times in numbers.items() if times > 1)
    if twice:
        message = f"номера повторяются, записи получат новые: {', '.join(twice)}"
        notes.remarks.append(Trouble(0, "", message))
    return Understood(sheet.title, tuple(rows), tuple(notes.problems), tuple(notes.remarks))


def _look_at_head(
    sheet: BookSheet,
    place: int,
    columns: Mapping[ColumnSpec, int],
    target: Target,
    notes: _Notes,
) -> None:
    """Columns that are missing or nobody knows; a title of the form's other journal."""
    header = sheet.rows[place]
    for column in target.form.columns:
        if column not in columns and not _numbers(target.form, column):
            notes.problems.append(Trouble(header.number, column.title, "такой графы в файле нет"))
    for strange, text in enumerate(header.texts):
        if text and strange not in columns.values():
            notes.remarks.append(Trouble(header.number, text, "графа не переносится"))
    above = {_folded(text) for row in sheet.rows[:place] for text in row.texts if text}
    for journal in target.form.journals:
        if journal.category != target.category and _folded(journal.title) in above:
            message = f"в файле другой журнал: «{journal.title}»"
            notes.problems.append(Trouble(0, "", message))


def _blank(row: BookRow, columns: Mapping[ColumnSpec, int]) -> bool:
    return not any(_text(row, place) for place in columns.values())


def _is_number_row(row: BookRow, columns: Mapping[ColumnSpec, int]) -> bool:
    """The row of the columns' numbers, 1 to the last, also where a page repeats it."""
    texts = [_text(row, place) for _, place in sorted(columns.items(), key=lambda one: one[1])]
    wanted = [str(number) for number in range(1, len(texts) + 1)]
    return len(texts) > 1 and [text.rstrip("*") for text in texts] == wanted


def _row(
    row: BookRow, columns: Mapping[ColumnSpec, int], target: Target, notes: _Notes
) -> ImportedRow | None:
    """None where something in the row is not understood; every such place is told."""
    form, before = target.form, len(notes.problems)
    annulled = _annulled(row, columns, form)
    values: Values = {}
    raws: dict[str, str] = {}
    for column, place in columns.items():
        if place in row.formulas:
            notes.problems.append(Trouble(row.number, column.title, _FORMULA))
            continue
        text = _text(row, place)
        if column is form.columns[-1]:
            text = _MARK.sub("", text)
        specs = [form.cell(cell) for cell in column.cells]
        try:
            found = parse_column(specs, text)
        except NotUnderstood as why:
            notes.problems.append(Trouble(row.number, column.title, why.message))
            continue
        values |= found
        raws |= dict.fromkeys(found or (specs[0].id,), text)
        if not found and any(_required(spec) for spec in specs):
            notes.remarks.append(Trouble(row.number, column.title, "пусто"))
    if form.year_cell and form.year_cell not in values:
        title = form.cell(form.year_cell).title
        notes.problems.append(Trouble(row.number, title, "без этой даты неизвестен год журнала"))
    if len(notes.problems) > before:
        return None
    record = _record(values, raws, target)
    _told_checks(record, columns, target, row.number, notes)
    old_no = _old_number(row, columns, form)
    return ImportedRow(row.number, old_no, journal_year(form, record), record, annulled)


def _required(spec: CellSpec) -> bool:
    return spec.need is Need.REQUIRED


def _numbers(form: FormSpec, column: ColumnSpec) -> bool:
    return any(is_number(form.cell(cell)) for cell in column.cells)


def _text(row: BookRow, place: int) -> str:
    return row.texts[place] if place < len(row.texts) else ""


def _annulled(row: BookRow, columns: Mapping[ColumnSpec, int], form: FormSpec) -> str | None:
    last = form.columns[-1]
    found = _MARK.search(_text(row, columns[last])) if last in columns else None
    return (found["why"] or found["moved"]) if found else None


def _old_number(row: BookRow, columns: Mapping[ColumnSpec, int], form: FormSpec) -> int | None:
    for column, place in columns.items():
        text = _text(row, place).rstrip(".")
        if _numbers(form, column) and text.isdecimal():
            return int(text)
    return None


def _record(values: Values, raws: Mapping[str, str], target: Target) -> ConfirmedRecord:
    """All cells of the form; what the journal does not say is empty, and said to be so."""
    chosen: dict[str, CellValue] = {CATEGORY: target.category}
    if target.form.scope_cell:
        chosen[target.form.scope_cell] = target.scope
    cells = tuple(
        _cell(spec, values.get(spec.id, chosen.get(spec.id)), raws.get(spec.id), target)
        for spec in target.form.cells
    )
    row = check_record(target.form, Row(target.form.number, cells), target.at.date())
    return ConfirmedRecord(
        document_id=None,
        form=target.form.number,
        category=target.category,
        cells=row.cells,
        confirmed_by=target.by,
        confirmed_at=target.at,
        scope=target.scope,
    )


def _cell(spec: CellSpec, value: CellValue | None, raw: str | None, target: Target) -> Cell:
    cell = Cell(spec.id, value, raw or None, decided_by=target.by, decided_at=target.at)
    if value is not None:
        return replace(cell, state=CellState.ENTERED)
    return replace(cell, empty_reason=EmptyReason.NOT_IN_DOCUMENT)


def _told_checks(
    record: ConfirmedRecord,
    columns: Mapping[ColumnSpec, int],
    target: Target,
    row: int,
    notes: _Notes,
) -> None:
    """What can't be confirmed stops the import; what is only odd is remarked."""
    for column in columns:
        for cell_id in column.cells:
            cell = record.cell(cell_id)
            for message, blocks in _failed(cell, target.form) if cell else ():
                notes_of = notes.problems if blocks else notes.remarks
                notes_of.append(Trouble(row, column.title, message))


def _failed(cell: Cell, form: FormSpec) -> Iterator[tuple[str, bool]]:
    for check in cell.checks:
        if not check.passed:
            yield check.message, check.id in BLOCKING or form.blocks(check.id)
