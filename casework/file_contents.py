"""What a личное дело must hold, as a region's case_file.toml lists it (records.md, section 12)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from casework.term_rules import CellRef, Unit
from casework.toml_table import Table

#: For papers and letters of an item: whatever no other item has taken.
ANY = "*"


class When(StrEnum):
    """When an item is due: to open the file, as it arises, once removed, or every period."""

    START = "start"
    EVENT = "event"
    REMOVED = "removed"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"

    @property
    def unit(self) -> Unit | None:
        return _UNITS.get(self)


_UNITS = {
    When.MONTH: Unit.MONTH_END,
    When.QUARTER: Unit.QUARTER_END,
    When.HALF_YEAR: Unit.HALF_YEAR_END,
}


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """An item of the list. Papers of `kinds`, records of `forms` and letters that answer the
    rules of `letters` are it, but for papers of КДН that decided something of `not_deciding`.

    An `optional` one is never missing; a `responsible` one is only asked of the centre that is
    the responsible body; of one that `tells_kind` it is told what it is present as; a `derived`
    one is not in the source.
    """

    code: str
    title: str
    categories: frozenset[str]
    when: When
    kinds: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    not_deciding: frozenset[str] = frozenset()
    optional: bool = False
    responsible: bool = False
    tells_kind: bool = False
    derived: bool = False
    clause: str = ""
    note: str = ""

    @property
    def takes_rest(self) -> bool:
        return ANY in self.kinds or ANY in self.letters


@dataclass(frozen=True, slots=True)
class FileSpec:
    """The file of a category: cells whose days open and close it, and what it is called.

    `responsible` is the cell that makes the centre the responsible body, since the day of
    `responsible_since`.
    """

    category: str
    title: str
    opened: CellRef
    closed: CellRef | None
    responsible: CellRef | None
    responsible_since: CellRef | None


@dataclass(frozen=True, slots=True)
class FileContents:
    """The files of a region and their items in the order of the source."""

    files: tuple[FileSpec, ...] = ()
    items: tuple[ItemSpec, ...] = ()

    def of(self, category: str) -> tuple[ItemSpec, ...]:
        return tuple(item for item in self.items if category in item.categories)


def read_contents(file: Table | None, cells: Collection[CellRef]) -> FileContents:
    """The contents of a case_file.toml over forms that have `cells`; RegionDataError."""
    if file is None:
        return FileContents()
    files = tuple(_file(table, cells) for table in file.tables("file"))
    file.unique("категория", (one.category for one in files))
    known = frozenset(one.category for one in files)
    forms = {cell.form for cell in cells}
    items = tuple(_item(table, known, forms) for table in file.tables("item"))
    for category in known:
        codes = (item.code for item in items if category in item.categories)
        file.unique(f"пункт дела {category}", codes)
    file.close()
    return FileContents(files, items)


def _file(table: Table, cells: Collection[CellRef]) -> FileSpec:
    def cell(key: str) -> CellRef | None:
        said = table.take(key, "")
        form, _, name = said.partition(".")
        if said and CellRef(form, name) not in cells:
            raise table.wrong(f"нет ячейки «{said}»")
        return CellRef(form, name) if said else None

    opened = cell("opened")
    if opened is None:
        raise table.wrong("нет обязательного «opened»")
    spec = FileSpec(
        category=table.text("category"),
        title=table.text("title"),
        opened=opened,
        closed=cell("closed"),
        responsible=cell("responsible"),
        responsible_since=cell("responsible_since"),
    )
    table.close()
    return spec


def _item(table: Table, categories: frozenset[str], forms: set[str]) -> ItemSpec:
    item = ItemSpec(
        code=table.text("code"),
        title=table.text("title"),
        categories=frozenset(table.texts("categories")) or categories,
        when=table.member("when", When),
        kinds=table.kinds(),
        forms=table.texts("forms"),
        letters=table.texts("letters"),
        not_deciding=frozenset(table.texts("not_deciding")),
        optional=table.take("optional", False),
        responsible=table.take("responsible", False),
        tells_kind=table.take("tells_kind", False),
        derived=table.take("derived", False),
        clause=table.take("clause", ""),
        note=table.take("note", ""),
    )
    if strange := sorted(item.categories - categories):
        raise table.wrong(f"нет дел категории: {', '.join(strange)}")
    if strange := sorted(set(item.forms) - forms):
        raise table.wrong(f"нет форм: {', '.join(strange)}")
    if not (item.kinds or item.forms or item.letters):
        raise table.wrong("не сказано, какие бумаги, записи или письма — этот пункт")
    if len(item.code) > _LONGEST_CODE:
        raise table.wrong(f"код длиннее {_LONGEST_CODE} знаков")
    table.close()
    return item


#: With the period behind it a code has to fit a column of twenty letters.
_LONGEST_CODE = 11
