"""From a region's TOML files to its forms; whatever is wrong in them is said at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from casework.file_contents import read_contents
from casework.form_data import check_order, read_form, sensitivity
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
    Regulation,
)
from casework.letter_spec import read_letters
from casework.pack import Pack, find_pack, founded
from casework.print_data import read_prints
from casework.table_data import read_labelled, read_tables
from casework.term_rule_data import read_rules
from casework.term_rules import CellRef, TermRules
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


def load_region(name: str, extra: Path | None = None) -> Region:
    """The region `name`, as shipped or as it lies in the folder `extra` of an office's own.

    RegionDataError when it is unknown or wrong.
    """
    region = _read(find_pack(name, extra))
    if region.id != name:
        raise RegionDataError(f"{name}/region.toml: id «{region.id}», а папка называется «{name}»")
    return region


def read_region(folder: Traversable, extra: Path | None = None) -> Region:
    """The region whose files lie in `folder`; RegionDataError names the file and the place."""
    return _read(founded(folder, extra))


def _read(pack: Pack) -> Region:
    head = pack.inherited("region.toml")
    head.take("base", "")
    lists = _all_lists(pack)
    annex = head.take("annex", "")
    checklists = _checklists(pack.inherited("checklists.toml"), lists)
    names = head.texts("forms")
    forms = tuple(read_form(pack.inherited(name), lists, checklists, annex) for name in names)
    tables = read_tables(pack.inherited("tables.toml"), lists)
    region = Region(
        id=head.text("id"),
        title=head.text("title"),
        forms=forms,
        lists=lists,
        checklists=checklists,
        tables=tables,
        labelled=read_labelled(pack.inherited("labels.toml"), tables),
        version=head.text("version"),
        regulation=_regulation(head),
        terms=_terms(pack, forms),
        contents=read_contents(pack.own("case_file.toml"), _cells(forms)),
        letters=read_letters(pack.own("letters.toml"), pack.folder / "letters"),
        prints=read_prints(pack, forms),
    )
    if 0 not in {form.number for form in forms}:
        raise head.wrong("среди forms нет реквизитов самой бумаги (number = 0)")
    head.unique("форма", (str(form.number) for form in forms))
    head.unique("форма", (form.id for form in forms))
    check_order(head, forms)
    head.close()
    return region


def _terms(pack: Pack, forms: tuple[FormSpec, ...]) -> TermRules:
    file = pack.own("deadlines.toml")
    if file is None:
        return TermRules()
    return read_rules(file, _cells(forms))


def _cells(forms: tuple[FormSpec, ...]) -> set[CellRef]:
    return {CellRef(form.id, cell.id) for form in forms for cell in form.cells}


def _regulation(head: Table) -> Regulation:
    if "regulation" not in head:
        return Regulation()
    table = head.table("regulation")
    regulation = Regulation(
        title=table.text("title"),
        order_date_title=table.day("order_date_title"),
        order_no_title=table.text("order_no_title"),
        order_date_block=table.day("order_date_block") if "order_date_block" in table else None,
        order_no_block=table.take("order_no_block", ""),
    )
    table.close()
    return regulation


# --- lists -----------------------------------------------------------------------------------


def _all_lists(pack: Pack) -> dict[str, ClosedList]:
    """The lists of the pack and its bases; the pack's own stand for those of the same id."""
    lists: dict[str, ClosedList] = {}
    for file in pack.all_of("lists.toml"):
        lists |= _lists(file)
    if not lists:
        pack.inherited("lists.toml")
    return lists


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
        patterns=tuple(table.pattern(rf"\b(?:{p})") for p in table.texts("patterns")),
        kinds=table.kinds(),
        open=table.take("open", False),
        cell=table.member("cell", CellType) if "cell" in table else CellType.YES_NO,
        counterpart=table.take("counterpart", ""),
    )
    table.close()
    return item


# --- checklists ------------------------------------------------------------------------------


def _checklists(file: Table, lists: Mapping[str, ClosedList]) -> tuple[Checklist, ...]:
    checklists = tuple(_checklist(table, lists) for table in file.tables("checklist"))
    file.close()
    return checklists


def _checklist(table: Table, lists: Mapping[str, ClosedList]) -> Checklist:
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
        sensitivity=sensitivity(table),
    )
    if name and not checklist.items:
        raise table.wrong(f"в перечне «{name}» нет строк раздела «{section}»")
    table.close()
    return checklist
