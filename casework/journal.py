"""A line of a journal: a confirmed record with its number, and what of it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from casework.draft import CellValue, ConfirmedRecord, Subject
from casework.form_spec import CellSpec, CellType, FormSpec
from casework.values import day_of


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

    The mark of an annulled row stands in its last column.
    """
    values = {cell.id: cell.value for cell in row.record.cells} | {"entry_no": row.entry_no}
    texts = [
        "\n".join(
            line
            for cell_id in column.cells
            for line in _lines(form.cell(cell_id), values.get(cell_id))
        )
        for column in form.columns
    ]
    if row.annulled is not None:
        texts[-1] = "\n".join(filter(None, (texts[-1], f"аннулировано: {row.annulled}")))
    return tuple(texts)


def _lines(spec: CellSpec, value: CellValue | None) -> list[str]:
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
