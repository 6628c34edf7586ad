"""A line of a journal: a confirmed record with its number, and what of it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from casework.draft import CellValue, ConfirmedRecord, Subject
from casework.form_spec import CellSpec, CellType, FormSpec, Need
from casework.values import day_of

#: The marks of rows that no longer count; what follows them is why.
ANNULLED, MOVED = "аннулировано", "перенесено в журнал"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """`entry_no` counts from 1 within institution, journal and year, without gaps.

    `annulled` is why the row no longer counts; the row and its number stay. `id` names the
    kept record, `version` grows with every correction; both are 0 before it is kept.
    """

    entry_no: int
    category: str
    record: ConfirmedRecord
    annulled: str | None = None
    id: int = 0
    version: int = 0


def printed(form: FormSpec, row: JournalRow) -> tuple[str, ...]:
    """The texts of the row's columns, in the form's order; lines are parted by a newline.

    The mark of an annulled row, or of one that went to another journal, stands in its last
    column.
    """
    values = {cell.id: cell.value for cell in row.record.cells}
    texts = [
        "\n".join(
            line
            for cell_id in column.cells
            for line in lines(form.cell(cell_id), _shown(form.cell(cell_id), row, values))
        )
        for column in form.columns
    ]
    if row.annulled is not None:
        moved = row.annulled.startswith(MOVED)
        mark = row.annulled if moved else f"{ANNULLED}: {row.annulled}"
        texts[-1] = "\n".join(filter(None, (texts[-1], mark)))
    return tuple(texts)


def moved_to(title: str, entry_no: int) -> str:
    """Why a row is annulled that stands in the journal `title` now (records.md, A-02)."""
    return f"{MOVED} {title}, № {entry_no}"


def is_number(spec: CellSpec) -> bool:
    """Whether the cell is the row's own number, which the program gives."""
    return spec.need is Need.ASSIGNED and spec.type is CellType.INTEGER


def _shown(
    spec: CellSpec, row: JournalRow, values: dict[str, CellValue | None]
) -> CellValue | None:
    return row.entry_no if is_number(spec) else values.get(spec.id)


def lines(spec: CellSpec, value: CellValue | None) -> list[str]:
    """How a value is printed in a column or on a blank, line by line; none for an empty one."""
    return [spec.wording.replace("{}", line) for line in _plain_lines(spec, value)]


def _plain_lines(spec: CellSpec, value: CellValue | None) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return ["да" if value else "нет"]
    if isinstance(value, tuple):
        return _people(spec, value) if spec.type is CellType.PEOPLE else _items(spec, value)
    if spec.type in (CellType.DATE, CellType.TIMESTAMP):
        return [f"{day_of(str(value)):%d.%m.%Y}"]
    if spec.type is CellType.CHOICE:
        return _items(spec, (str(value),))
    return [str(value)]


def _items(spec: CellSpec, ids: tuple[str | Subject, ...]) -> list[str]:
    known = {item.id: item.printed for item in spec.choices.items}
    return [known.get(str(item_id), str(item_id)) for item_id in ids]


def _people(spec: CellSpec, people: tuple[str | Subject, ...]) -> list[str]:
    """One person a line, parents before minors, with what they are to each other."""
    lines: list[tuple[int, str]] = []
    for person in people:
        if not isinstance(person, Subject):
            continue
        roles = [item for item in spec.choices.items if item.id in person.roles]
        family = [item.title for item in roles if item.section in ("parent", "minor")]
        minor = any(item.section == "minor" for item in roles)
        name = f"{person.full_name} ({', '.join(family)})" if family else person.full_name
        lines.append((minor, name))
    return [name for _, name in sorted(lines, key=lambda line: line[0])]
