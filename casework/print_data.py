"""The printed layouts of a region (print_NN.toml) to `PrintSpec`; what is wrong is said at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from casework.form_spec import CellSpec, CellType, ChildTable, FormSpec
from casework.pack import Pack
from casework.print_spec import BlockKind, Option, PrintBlock, PrintSpec, Slot, parts_of
from casework.toml_table import Table

_OF_TABLE = (BlockKind.TABLE, BlockKind.LINES, BlockKind.SIGNATURES, BlockKind.REPEAT)


def read_prints(pack: Pack, forms: Sequence[FormSpec]) -> tuple[PrintSpec, ...]:
    """The layouts of those of the forms that have one, the nearest in the pack."""
    return tuple(spec for form in forms if (spec := _nearest(pack, form)) is not None)


def _nearest(pack: Pack, form: FormSpec) -> PrintSpec | None:
    """A base may have another form under the same number: its layout is none of this one's."""
    for file in reversed(pack.all_of(f"print_{form.number:02}.toml")):
        if file.text("form") == form.id:
            return read_print(file, form)
    return None


def read_print(file: Table, form: FormSpec) -> PrintSpec:
    """The layout of one file, every cell and table of it being one of the form's."""
    spec = PrintSpec(
        form=form.id,
        title=file.texts("title"),
        blocks=tuple(_block(table, form, None) for table in file.tables("block")),
        landscape=file.take("landscape", False),
    )
    if " ".join(spec.title) != form.title:
        raise file.wrong(f"название не то, что у формы: «{form.title}»")
    file.close()
    return spec


def _block(table: Table, form: FormSpec, of: ChildTable | None) -> PrintBlock:
    """A block that stands in the record, or in the lines of its child table `of`."""
    kind = table.member("kind", BlockKind)
    text = table.take("text", "")
    child = _child(table, form) if kind in _OF_TABLE else None
    block = PrintBlock(
        kind=kind,
        text=text,
        parts=parts_of(text),
        room=table.take("room", 0),
        table=child.id if child else "",
        rows=table.take("rows", 0),
        section=table.take("section", ""),
        heads=table.texts("heads"),
        skip=frozenset(table.texts("skip")),
        line=table.take("line", ""),
        last=table.take("last", ""),
        where=table.take("where", ""),
        values=frozenset(table.texts("values")),
        blocks=tuple(_block(inner, form, child) for inner in table.tables("block")),
    )
    _check(table, block, form, child, of)
    table.close()
    return block


def _child(table: Table, form: FormSpec) -> ChildTable:
    name = table.text("table")
    found = next((child for child in form.tables if child.id == name), None)
    if found is None:
        raise table.wrong(f"у формы нет таблицы «{name}»")
    return found


def _check(
    table: Table, block: PrintBlock, form: FormSpec, child: ChildTable | None, of: ChildTable | None
) -> None:
    sections = {part.section for part in form.checklists}
    if block.kind is BlockKind.CHECKS and block.section not in sections:
        raise table.wrong(f"у формы нет раздела «{block.section}»")
    if block.kind is BlockKind.TABLE and child and not child.columns:
        raise table.wrong(f"у таблицы «{child.id}» нет граф")
    _known(table, _cells_of(block.parts), _names(form, of))
    _known(table, filter(None, (block.last,)), _names(form, None))
    if child:
        _known(table, filter(None, (block.line, block.where)), _names(form, child))
    for part in block.parts:
        if isinstance(part, Option):
            _check_option(table, part, (of or form).cell(part.cell))


def _check_option(table: Table, option: Option, spec: CellSpec) -> None:
    listed = spec.type in (CellType.CHOICE, CellType.CHOICES)
    if not listed or spec.choices.get(option.value) is None:
        raise table.wrong(f"у «{option.cell}» нет строки «{option.value}»")


def _cells_of(parts: Sequence[object]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Slot):
            yield from part.cells
        elif isinstance(part, Option):
            yield part.cell


def _names(form: FormSpec, of: ChildTable | None) -> Collection[str]:
    if of is not None:
        return {cell.id for cell in of.cells}
    own = {cell.id for cell in form.cells}
    return own | {f"{child.id}.{cell.id}" for child in form.tables for cell in child.cells}


def _known(table: Table, asked: Iterator[str] | filter[str], names: Collection[str]) -> None:
    if strange := sorted(set(asked) - set(names)):
        raise table.wrong(f"нет ячеек: {', '.join(strange)}")
