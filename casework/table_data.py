"""The tables and the labelled forms of a region, from its TOML files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casework.closed_list import NO_LIST, ClosedList
from casework.printed_form import (
    Head,
    Label,
    LabelBlock,
    LabelledForm,
    PrintedCell,
    PrintedType,
    TableSpec,
)
from casework.toml_table import Table


def read_tables(file: Table, lists: dict[str, ClosedList]) -> tuple[TableSpec, ...]:
    """The tables of `tables.toml`; RegionDataError names the file and the place."""
    specs = tuple(_table(table, lists) for table in file.tables("table"))
    file.unique("таблица", (spec.id for spec in specs))
    file.close()
    return specs


def read_labelled(file: Table, tables: Sequence[TableSpec]) -> tuple[LabelledForm, ...]:
    """The forms of `labels.toml`; RegionDataError names the file and the place."""
    by_id = {spec.id: spec for spec in tables}
    forms = tuple(_labelled(table, by_id) for table in file.tables("form"))
    file.close()
    return forms


def _table(table: Table, lists: dict[str, ClosedList]) -> TableSpec:
    cells = _cells(table, lists)
    spec = TableSpec(
        id=table.text("id"),
        title=table.text("title"),
        kinds=table.kinds(),
        cells=cells,
        heads=tuple(_head(head, cells) for head in table.tables("heads")),
        above=table.texts("above"),
        families=table.take("families", False),
        lines=_list(table, "lines", lists),
        line=table.take("line", ""),
        state=table.take("state", ""),
    )
    if not any(head.key for head in spec.heads):
        raise table.wrong("нет графы с key, по которой таблица узнается")
    _known(table, (name for name in (spec.line, spec.state) if name), cells)
    if bool(spec.line) != bool(spec.lines.items):
        raise table.wrong("line и lines нужны вместе")
    table.close()
    return spec


def _cells(table: Table, lists: dict[str, ClosedList]) -> tuple[PrintedCell, ...]:
    cells = tuple(_cell(cell, lists) for cell in table.tables("cells"))
    table.unique("ячейка", (cell.id for cell in cells))
    return cells


def _cell(table: Table, lists: dict[str, ClosedList]) -> PrintedCell:
    kind = table.member("type", PrintedType)
    cell = PrintedCell(table.text("id"), kind, _list(table, "list", lists))
    if (cell.type is PrintedType.CHOICE) != bool(cell.choices.items):
        raise table.wrong("перечень нужен типу choice и только ему")
    table.close()
    return cell


def _head(table: Table, cells: Sequence[PrintedCell]) -> Head:
    head = Head(table.texts("cells"), _titles(table, "titles"), table.take("key", False))
    _known(table, head.cells, cells)
    table.close()
    return head


def _labelled(table: Table, tables: dict[str, TableSpec]) -> LabelledForm:
    cells, texts = [], []
    for text in table.tables("texts"):
        kind = text.member("type", PrintedType) if "type" in text else PrintedType.TEXT
        cells.append(PrintedCell(text.text("id"), kind))
        texts.append(Label((cells[-1].id,), _titles(text, "titles"), text.take("inline", False)))
        text.close()
    table.unique("поле", (cell.id for cell in cells))
    blocks = tuple(_block(block, tables) for block in table.tables("block"))
    form = LabelledForm(table.kinds(), tuple(cells), tuple(texts), table.texts("ends"), blocks)
    table.close()
    return form


def _block(table: Table, tables: dict[str, TableSpec]) -> LabelBlock:
    name = table.text("table")
    if name not in tables:
        raise table.wrong(f"нет таблицы: {name}")
    cells = tables[name].cells
    labels = []
    for label in table.tables("labels"):
        titles, inline = _titles(label, "titles"), label.take("inline", False)
        labels.append(Label(label.texts("cells"), titles, inline))
        _known(label, labels[-1].cells, cells)
        label.close()
    first = table.texts("first")
    _known(table, first, cells)
    block = LabelBlock(tables[name], _titles(table, "opens"), first, tuple(labels))
    table.close()
    return block


def _titles(table: Table, key: str) -> tuple[str, ...]:
    titles = table.texts(key)
    if not titles or not all(map(str.strip, titles)):
        raise table.wrong(f"«{key}» — непустые тексты, хотя бы один")
    return titles


def _list(table: Table, key: str, lists: dict[str, ClosedList]) -> ClosedList:
    name = table.take(key, "")
    if name and name not in lists:
        raise table.wrong(f"нет перечня: {name}")
    return lists[name] if name else NO_LIST


def _known(table: Table, names: Iterable[str], cells: Sequence[PrintedCell]) -> None:
    if strange := sorted(set(names) - {cell.id for cell in cells}):
        raise table.wrong(f"нет ячеек: {', '.join(strange)}")
