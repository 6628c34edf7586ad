"""What stands in the slots of a printed form: values of a record, or blanks to write on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from casework.draft import CellValue, ChildRow, ConfirmedRecord
from casework.form_spec import CellSpec, CellType, ChildTable, FormSpec
from casework.journal import is_number, lines
from casework.print_spec import Literal, Option, Part, PrintBlock, Slot
from casework.values import day_of
from exports.sheet import legible

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_DATE_BLANK = '" ____ " ______________ 20__'
#: Letters of a line of an upright page, and of the shortest blank.
_LINE, _SHORT = 98, 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of printed text; what is filled in or chosen is underlined."""

    text: str
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """The cells that a text may speak of: of a record, or of one line of its child table."""

    specs: Mapping[str, CellSpec] = field(default_factory=dict)
    values: Mapping[str, CellValue | None] = field(default_factory=dict)

    @classmethod
    def of_record(cls, form: FormSpec, record: ConfirmedRecord | None) -> Filling:
        """With the cells of child tables as `table.cell`: what all their lines have there."""
        specs = {cell.id: cell for cell in form.cells}
        values = {cell.id: cell.value for cell in record.cells} if record else {}
        return cls(specs | _inner(form), values | _gathered(form, record))

    @classmethod
    def of_line(cls, table: ChildTable, row: ChildRow | None, number: int = 0) -> Filling:
        """A line of a child table; `number` counts from 1 where its lines are numbered."""
        specs = {cell.id: cell for cell in table.cells}
        values = {cell.id: cell.value for cell in row.cells} if row else {}
        counted = {cell.id: number for cell in table.cells if is_number(cell) and row}
        return cls(specs, values | counted)

    def texts(self, cells: Sequence[str]) -> list[str]:
        """The printed lines of the cells, one after another."""
        found = (lines(self.specs[cell], self.values.get(cell)) for cell in cells)
        return [legible(line) for of_cell in found for line in of_cell]

    def chosen(self, option: Option) -> bool:
        value = self.values.get(option.cell)
        return option.value in value if isinstance(value, tuple) else option.value == value


def pieces(block: PrintBlock, filling: Filling) -> tuple[Piece, ...]:
    """The text of a block with its slots filled, or left as blanks."""
    made: list[Piece] = []
    for place, part in enumerate(block.parts):
        last = place == len(block.parts) - 1
        made += _filled(part, filling, sum(len(piece.text) for piece in made), last)
    return tuple(made)


def is_blank(block: PrintBlock, filling: Filling) -> bool:
    """Whether nothing is written in any slot of the block."""
    slots = (part for part in block.parts if isinstance(part, Slot))
    return not any(filling.texts(slot.cells) for slot in slots)


def blank_line() -> Piece:
    return Piece("_" * _LINE)


def _filled(part: Part, filling: Filling, before: int, last: bool) -> Iterator[Piece]:
    if isinstance(part, Literal):
        yield Piece(part.text)
    elif isinstance(part, Option):
        yield Piece(part.words, underlined=filling.chosen(part))
    elif part.date:
        yield _date(filling.values.get(part.cells[0]))
    elif texts := filling.texts(part.cells):
        yield Piece(", ".join(texts), underlined=True)
    else:
        room = _LINE - before % _LINE
        yield Piece("_" * (room if last and room >= _SHORT else _LINE if last else _SHORT))


def _date(value: CellValue | None) -> Piece:
    if not isinstance(value, str):
        return Piece(_DATE_BLANK)
    day = day_of(value)
    return Piece(f'" {day.day} " {_MONTHS[day.month - 1]} {day.year}', underlined=True)


def _inner(form: FormSpec) -> dict[str, CellSpec]:
    """Cells of child tables, as the texts that `_gathered` makes of them."""
    return {
        f"{table.id}.{cell.id}": replace(cell, type=CellType.TEXT, wording="{}")
        for table in form.tables
        for cell in table.cells
    }


def _gathered(form: FormSpec, record: ConfirmedRecord | None) -> dict[str, CellValue | None]:
    """Texts of all lines of a child table, cell by cell, as one text each."""
    gathered: dict[str, CellValue | None] = {}
    for table in form.tables:
        rows = [row for row in (record.children if record else ()) if row.table == table.id]
        for cell in table.cells:
            values = (row.cell(cell.id) for row in rows)
            texts = [line for found in values if found for line in lines(cell, found.value)]
            gathered[f"{table.id}.{cell.id}"] = ", ".join(texts) or None
    return gathered
