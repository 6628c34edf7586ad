"""What was found in filled forms as a person reads it in a terminal: marks, texts, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casework.field import OFFERED, SURE, FieldCandidate, FieldReading, Value
from casework.findings import FoundTable
from casework.form_spec import Region
from casework.printed_form import PrintedCell, PrintedType, TableSpec
from review_cli.cells import NO, YES, shown_moment
from review_cli.wording import confidence_in_words


def marks(
    found: Iterable[FieldCandidate], region: Region
) -> Iterator[tuple[str, str, FieldCandidate]]:
    """The filled marks of a form: (its section and line, its value, the mark)."""
    lines = {
        f"{part.section}.{item.id}": f"{part.title}: {item.title}"
        for part in region.checklists
        for item in part.items
    }
    for mark in found:
        if mark.confidence >= OFFERED:
            value = _yes_no(mark.value)
            yield lines.get(mark.field, mark.field), value, mark


def texts(
    found: Iterable[FieldReading], region: Region
) -> Iterator[tuple[str, str, FieldCandidate]]:
    """The free texts of a form: (the words printed before it, its value, the text)."""
    known = {
        cell.id: (label.titles[0], cell)
        for form in region.labelled
        for label, cell in zip(form.texts, form.cells, strict=True)
    }
    for reading in found:
        title, spec = known.get(reading.field, (reading.field, PrintedCell(reading.field)))
        for text in reading.candidates:
            yield title, shown_value(spec, text), text


def tables(found: Iterable[FoundTable], region: Region) -> Iterator[RenderableType]:
    """The tables of a form, row by row; a doubtful cell bears «?» and its confidence."""
    for table in found:
        spec = region.table(table.name)
        filled = {cell.field for row in table.rows for cell in row}
        columns = [cell for cell in spec.cells if cell.id in filled]
        title = f"{spec.title} (семья {table.family})" if spec.families else spec.title
        drawn = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
        for cell in columns:
            drawn.add_column(spec.title_of(cell.id), overflow="fold")
        for row in table.rows:
            drawn.add_row(*_row(spec, columns, {cell.field: cell for cell in row}))
        yield drawn


def _row(
    spec: TableSpec, columns: list[PrintedCell], row: Mapping[str, FieldCandidate]
) -> Iterator[Text]:
    for cell in columns:
        if (found := row.get(cell.id)) is None:
            yield Text("")
        elif found.confidence >= SURE:
            yield Text(shown_value(spec.cell(cell.id), found))
        else:
            value = shown_value(spec.cell(cell.id), found)
            yield Text.assemble(value, (f"\n{confidence_in_words(found.confidence)}", "dim"))


def shown_value(spec: PrintedCell, found: FieldCandidate) -> str:
    """The value of a cell or a text as it is written in Russian."""
    value = _yes_no(found.value)
    if spec.type in (PrintedType.DATE, PrintedType.DUE):
        return shown_moment(value)
    item = spec.choices.get(value)
    return item.title if item else value


def _yes_no(value: Value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)
