"""From a region's TOML files to its forms; whatever is wrong in them is said at once."""

from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable

from casework.form_spec import (
    CellSpec,
    CellType,
    Checklist,
    ClosedList,
    ColumnSpec,
    FormSpec,
    Item,
    JournalSpec,
    Need,
    Region,
)
from casework.table_data import read_labelled, read_tables
from casework.toml_table import RegionDataError, Table

__all__ = [
    "CellSpec",
    "CellType",
    "Checklist",
    "ClosedList",
    "ColumnSpec",
    "FormSpec",
    "Item",
    "JournalSpec",
    "Need",
    "Region",
    "RegionDataError",
    "load_region",
    "read_region",
]

_LISTED = {CellType.CHOICE, CellType.CHOICES, CellType.PEOPLE}
_SENSITIVITY = frozenset("PMDHJ")


def load_region(name: str) -> Region:
    """The region `name` as it is shipped; RegionDataError when it is unknown or wrong."""
    regions = resources.files("casework") / "regions"
    known = sorted(entry.name for entry in regions.iterdir() if entry.is_dir())
    if name not in known:
        raise RegionDataError(f"Нет региона «{name}». Есть: {', '.join(known)}.")
    return read_region(regions / name)


def read_region(folder: Traversable) -> Region:
    """The region whose files lie in `folder`; RegionDataError names the file and the place."""
    head = _parse(folder, "region.toml")
    lists = _lists(_parse(folder, "lists.toml"))
    annex = head.text("annex")
    forms = tuple(_form(_parse(folder, name), lists, annex) for name in head.texts("forms"))
    checklists = _checklists(_parse(folder, "checklists.toml"), lists)
    tables = read_tables(_parse(folder, "tables.toml"), lists)
    labelled = read_labelled(_parse(folder, "labels.toml"), tables)
    region = Region(head.text("id"), head.text("title"), forms, lists, checklists, tables, labelled)
    head.unique("форма", (str(form.number) for form in forms))
    head.close()
    return region


def _parse(folder: Traversable, name: str) -> Table:
    where = f"{folder.name}/{name}"
    try:
        return Table.parse((folder / name).read_text(encoding="utf-8"), where)
    except FileNotFoundError as error:
        raise RegionDataError(f"{where}: такого файла нет") from error


def _lists(file: Table) -> dict[str, ClosedList]:
    lists = [_list(table) for table in file.tables("list")]
    file.unique("перечень", (closed.id for closed in lists))
    file.close()
    return {closed.id: closed for closed in lists}


def _list(table: Table) -> ClosedList:
    items = tuple(_item(item) for item in table.tables("items"))
    closed = ClosedList(table.text("id"), items, table.take("source", ""))
    table.unique("строка", (item.id for item in items))
    for item in items:
        if item.parent and closed.get(item.parent) is None:
            raise table.wrong(f"«{item.id}» уточняет неизвестную строку «{item.parent}»")
    table.close()
    return closed


def _item(table: Table) -> Item:
    polarity = table.take("polarity", "-")
    if polarity not in ("+", "-"):
        raise table.wrong(f"polarity бывает «+» и «-», а не {polarity!r}")
    item = Item(
        id=table.text("id"),
        title=table.text("title"),
        section=table.take("section", ""),
        group=table.take("group", ""),
        good=polarity == "+",
        threat=table.take("threat", False),
        parent=table.take("parent", ""),
        patterns=tuple(_pattern(table, rf"\b(?:{p})") for p in table.texts("patterns")),
        kinds=table.kinds(),
        open=table.take("open", False),
        number=table.take("number", False),
    )
    table.close()
    return item


def _checklists(file: Table, lists: dict[str, ClosedList]) -> tuple[Checklist, ...]:
    checklists = tuple(_checklist(table, lists) for table in file.tables("checklist"))
    file.close()
    return checklists


def _checklist(table: Table, lists: dict[str, ClosedList]) -> Checklist:
    """Of a list that serves several sections it holds the lines of its own."""
    section, name = table.text("section"), table.take("list", "")
    if name and name not in lists:
        raise table.wrong(f"нет перечня: {name}")
    items = lists[name].items if name else ()
    checklist = Checklist(
        section=section,
        title=table.text("title"),
        kinds=table.kinds(),
        items=tuple(item for item in items if item.section in ("", section)),
        choice=table.take("choice", False),
        any_text=table.take("any_text", False),
    )
    if name and not checklist.items:
        raise table.wrong(f"в перечне «{name}» нет строк раздела «{section}»")
    table.close()
    return checklist


def _form(file: Table, lists: dict[str, ClosedList], annex: str) -> FormSpec:
    number = file.take("number", 0)
    columns = tuple(_column(table) for table in file.tables("column"))
    titles = {cell: column.title for column in columns for cell in column.cells[:1]}
    form = FormSpec(
        number=number,
        id=file.text("id"),
        cells=tuple(_cell(table, lists, titles) for table in file.tables("cell")),
        columns=columns,
        journals=tuple(_journal(table, len(columns)) for table in file.tables("journal")),
        annex=annex.replace("{number}", str(number)),
        caption=file.take("caption", ""),
        kinds=file.kinds(),
    )
    cells = [cell.id for cell in form.cells]
    shown = [cell for column in columns for cell in column.cells]
    file.unique("ячейка", cells)
    file.unique("ячейка графы", shown)
    file.unique("журнал", (journal.category for journal in form.journals))
    companions = [cell.companion for cell in form.cells if cell.companion]
    if strange := sorted({*shown, *companions} - set(cells)):
        raise file.wrong(f"нет ячеек: {', '.join(strange)}")
    file.close()
    return form


def _column(table: Table) -> ColumnSpec:
    column = ColumnSpec(table.text("title"), table.texts("cells"), table.take("width", 0))
    if not column.cells or column.width <= 0:
        raise table.wrong("у графы должны быть ячейки и ширина")
    table.close()
    return column


def _journal(table: Table, columns: int) -> JournalSpec:
    journal = JournalSpec(table.text("category"), table.text("title"), table.texts("numbers"))
    if len(journal.numbers) not in (0, columns):
        raise table.wrong(f"номеров граф {len(journal.numbers)}, а граф {columns}")
    table.close()
    return journal


def _cell(table: Table, lists: dict[str, ClosedList], titles: dict[str, str]) -> CellSpec:
    cell_id = table.text("id")
    pattern, example = table.take("pattern", ""), table.take("example", "")
    cell = CellSpec(
        id=cell_id,
        title=table.take("title", "") or titles.get(cell_id, ""),
        type=table.member("type", CellType),
        need=table.member("need", Need) if "need" in table else Need.OPTIONAL,
        sensitivity=frozenset(table.take("sensitivity", "")),
        choices=_joined(table, lists),
        field=table.take("field", "") or cell_id,
        kinds=table.kinds(),
        companion=table.take("companion", ""),
        future=table.take("future", False),
        pattern=_pattern(table, pattern) if pattern else None,
        example=example,
    )
    if not cell.title:
        raise table.wrong("у ячейки нет ни своего названия, ни графы")
    if not cell.sensitivity <= _SENSITIVITY:
        raise table.wrong(f"sensitivity состоит из букв {''.join(sorted(_SENSITIVITY))}")
    if (cell.type in _LISTED) != bool(cell.choices.items):
        raise table.wrong(f"перечни нужны типам {', '.join(sorted(_LISTED))} и только им")
    if pattern and not (cell.pattern and cell.pattern.fullmatch(example)):
        raise table.wrong(f"пример «{example}» не подходит под «{pattern}»")
    table.close()
    return cell


def _joined(table: Table, lists: dict[str, ClosedList]) -> ClosedList:
    """The lists that a cell names, one after another; no id may be in two of them."""
    names = table.texts("lists")
    if strange := [name for name in names if name not in lists]:
        raise table.wrong(f"нет перечня: {', '.join(strange)}")
    items = tuple(item for name in names for item in lists[name].items)
    table.unique("строка", (item.id for item in items))
    return ClosedList("+".join(names), items)


def _pattern(table: Table, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise table.wrong(f"плохое выражение «{text}»: {error}") from error
