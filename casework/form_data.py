"""The forms of a region, from its TOML files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from casework.form_spec import (
    CellSpec,
    CellType,
    Checklist,
    ChildTable,
    ClosedList,
    ColumnSpec,
    FormSpec,
    JournalSpec,
    Need,
)
from casework.kinds import KINDS
from casework.rule_data import read_before, read_condition, read_rules, refuse_strange
from casework.rule_spec import Condition
from casework.toml_table import Table

_LISTED = {CellType.CHOICE, CellType.CHOICES, CellType.PEOPLE}
_SENSITIVITY = frozenset("PMDHJ")

Lists = Mapping[str, ClosedList]


def read_form(file: Table, lists: Lists, checklists: Sequence[Checklist], annex: str) -> FormSpec:
    """The form of one file; RegionDataError names the file and the place."""
    number = file.take("number", 0)
    columns = _columns(file)
    paper = _kind(file, "paper")
    marked = _sections(file, checklists, paper)
    written = _cells(file, lists, columns)
    form = FormSpec(
        number=number,
        id=file.text("id"),
        cells=(*written, *chain.from_iterable(map(_lines, marked))),
        columns=columns,
        journals=tuple(_journal(table, len(columns)) for table in file.tables("journal")),
        annex=annex.replace("{number}", str(number)),
        caption=file.take("caption", ""),
        kinds=file.kinds(),
        title=file.take("title", ""),
        tables=tuple(_child(table, lists) for table in file.tables("table")),
        checklists=marked,
        proposed_by=file.kinds("proposed_by"),
        paper=paper,
        year_cell=file.take("year_cell", ""),
        scope_cell=file.take("scope_cell", ""),
        family=file.take("family", False),
        rules=read_rules(file),
        before=read_before(file),
    )
    file.unique("журнал", (journal.category for journal in form.journals))
    file.unique("таблица", (table.id for table in form.tables))
    file.unique("ячейка", (cell.id for cell in form.cells))
    _check_cells(file, form.cells, columns, form.cells)
    known = {cell.id for cell in form.cells}
    refuse_strange(file, (form.year_cell, form.scope_cell), known)
    for table in form.tables:
        _check_condition(file, table.when, form.cells)
    _check_rules(file, form)
    file.close()
    return form


def check_order(file: Table, forms: Sequence[FormSpec]) -> None:
    """RegionDataError when a form waits for records of a form, or a cell, that isn't there."""
    by_id = {form.id: form for form in forms}
    for form in forms:
        for before in form.before:
            if before.form not in by_id:
                raise file.wrong(f"форма «{form.id}» ждет неизвестную форму «{before.form}»")
            _check_condition(file, before.when, by_id[before.form].cells)


def sensitivity(table: Table) -> frozenset[str]:
    """The letters of records.md 1.4 under «sensitivity»."""
    letters = frozenset(table.take("sensitivity", ""))
    if not letters <= _SENSITIVITY:
        raise table.wrong(f"sensitivity состоит из букв {''.join(sorted(_SENSITIVITY))}")
    return letters


# --- cells and columns -----------------------------------------------------------------------


def _columns(file: Table) -> tuple[ColumnSpec, ...]:
    columns = tuple(_column(table) for table in file.tables("column"))
    file.unique("ячейка графы", (cell for column in columns for cell in column.cells))
    return columns


def _column(table: Table) -> ColumnSpec:
    column = ColumnSpec(table.text("title"), table.texts("cells"), table.take("width", 0))
    if not column.cells or column.width <= 0:
        raise table.wrong("у графы должны быть ячейки и ширина")
    table.close()
    return column


def _journal(table: Table, columns: int) -> JournalSpec:
    journal = JournalSpec(table.take("category", ""), table.text("title"), table.texts("numbers"))
    if len(journal.numbers) not in (0, columns):
        raise table.wrong(f"номеров граф {len(journal.numbers)}, а граф {columns}")
    table.close()
    return journal


def _cells(file: Table, lists: Lists, columns: Sequence[ColumnSpec]) -> tuple[CellSpec, ...]:
    titles = {cell: column.title for column in columns for cell in column.cells[:1]}
    return tuple(_cell(table, lists, titles) for table in file.tables("cell"))


def _check_cells(
    file: Table,
    cells: Sequence[CellSpec],
    columns: Sequence[ColumnSpec],
    conditions: Sequence[CellSpec],
) -> None:
    """RegionDataError when a column, a companion or a condition names a cell that isn't there.

    `conditions` are the cells that conditions may ask.
    """
    file.unique("ячейка", (cell.id for cell in cells))
    known = {cell.id for cell in cells}
    refuse_strange(file, chain.from_iterable(column.cells for column in columns), known)
    refuse_strange(file, (cell.companion for cell in cells), known)
    for cell in cells:
        _check_condition(file, cell.when, conditions)


def _check_condition(file: Table, condition: Condition | None, cells: Sequence[CellSpec]) -> None:
    """RegionDataError when it asks a cell that isn't there, or for a value that it can't have."""
    if condition is None:
        return
    asked = {cell.id: cell for cell in cells}
    refuse_strange(file, (condition.cell,), asked)
    spec = asked[condition.cell]
    known: set[str | bool] = {item.id for item in spec.choices.items}
    if spec.type is CellType.YES_NO:
        known = {True, False}
    if strange := sorted(map(str, condition.values - known)):
        raise file.wrong(f"у ячейки «{spec.id}» не бывает значений: {', '.join(strange)}")


def _cell(table: Table, lists: Lists, titles: Mapping[str, str]) -> CellSpec:
    cell_id = table.text("id")
    pattern, example = table.take("pattern", ""), table.take("example", "")
    cell = CellSpec(
        id=cell_id,
        title=table.take("title", "") or titles.get(cell_id, ""),
        type=table.member("type", CellType),
        need=table.member("need", Need) if "need" in table else Need.OPTIONAL,
        sensitivity=sensitivity(table),
        choices=_joined(table, lists),
        field=table.take("field", "") or cell_id,
        kinds=table.kinds(),
        companion=table.take("companion", ""),
        future=table.take("future", False),
        pattern=table.pattern(pattern) if pattern else None,
        example=example,
        when=read_condition(table),
        wording=table.take("wording", "{}"),
        least=table.take("least", 0) if "least" in table else None,
    )
    if not cell.title:
        raise table.wrong("у ячейки нет ни своего названия, ни графы")
    if (cell.type in _LISTED) != bool(cell.choices.items):
        raise table.wrong(f"перечни нужны типам {', '.join(sorted(_LISTED))} и только им")
    if pattern and not (cell.pattern and cell.pattern.fullmatch(example)):
        raise table.wrong(f"пример «{example}» не подходит под «{pattern}»")
    if cell.wording.count("{}") != 1:
        raise table.wrong(f"в wording нужно одно {{}}, а не «{cell.wording}»")
    if cell.when and cell.need is not Need.CONDITIONAL:
        raise table.wrong('условие бывает только при need = "C"')
    table.close()
    return cell


def _joined(table: Table, lists: Lists) -> ClosedList:
    """The lists that a cell names, one after another; no id may be in two of them."""
    names = table.texts("lists")
    if strange := [name for name in names if name not in lists]:
        raise table.wrong(f"нет перечня: {', '.join(strange)}")
    items = tuple(item for name in names for item in lists[name].items)
    table.unique("строка", (item.id for item in items))
    return ClosedList("+".join(names), items)


# --- child tables and checklists -------------------------------------------------------------


def _child(table: Table, lists: Lists) -> ChildTable:
    columns = _columns(table)
    child = ChildTable(
        id=table.text("id"),
        title=table.text("title"),
        cells=_cells(table, lists, columns),
        columns=columns,
        need=table.member("need", Need) if "need" in table else Need.OPTIONAL,
        when=read_condition(table),
    )
    if not child.cells:
        raise table.wrong("нет ни одной ячейки")
    _check_cells(table, child.cells, columns, child.cells)
    table.close()
    return child


def _kind(file: Table, key: str) -> str:
    kind = file.take(key, "")
    if kind and kind not in KINDS:
        raise file.wrong(f"нет таких видов бумаг: {kind}")
    return kind


def _sections(file: Table, checklists: Sequence[Checklist], paper: str) -> tuple[Checklist, ...]:
    """The checklists that the form names, as its own papers print them."""
    own = {part.section: part for part in checklists if paper in part.kinds}
    names = file.texts("checklists")
    if strange := [name for name in names if name not in own or not own[name].items]:
        raise file.wrong(f"нет строк для отметок у разделов: {', '.join(strange)}")
    return tuple(own[name] for name in names)


def _lines(part: Checklist) -> Iterator[CellSpec]:
    """A cell and its note for every line; what is told in words has a cell of its own."""
    for item in part.items:
        if item.cell is CellType.TEXT:
            continue
        cell_id = f"{part.section}.{item.id}"
        title = f"{item.group}: {item.title}" if item.group else item.title
        yield CellSpec(cell_id, title, item.cell, sensitivity=part.sensitivity, field=cell_id)
        note = f"{cell_id}.note"
        yield CellSpec(
            note,
            f"{title} (примечание)",
            CellType.TEXT,
            sensitivity=part.sensitivity,
            field=note,
        )


def _check_rules(file: Table, form: FormSpec) -> None:
    """RegionDataError when a rule speaks of a cell, a table or a line that isn't there."""
    known = {cell.id for cell in form.cells}
    for rule in form.rules:
        _check_condition(file, rule.when, form.cells)
        named = {*rule.cells, *rule.against}
        if rule.marks is None:
            refuse_strange(file, named, known)
            continue
        if rule.marks.table not in {table.id for table in form.tables}:
            raise file.wrong(f"правило «{rule.id}»: нет таблицы «{rule.marks.table}»")
        cells = {cell.id: cell for cell in form.table(rule.marks.table).cells}
        refuse_strange(file, (rule.marks.line, rule.marks.mark), cells)
        refuse_strange(file, named, {item.id for item in cells[rule.marks.line].choices.items})
