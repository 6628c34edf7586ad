"""What a paper proposes for a family's records: a new record, or changes of one that stands.

Nothing of it is official before a person accepts it; what stands is never overwritten by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casework.draft import Cell, ChildRow, ConfirmedRecord, Row


@dataclass(frozen=True, slots=True)
class LineChange:
    """Cells of a line of a child table that stands already; lines count from 1."""

    table: str
    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`row` holds only proposed cells and new lines where it changes the record `record_id`.

    `remarks` are Russian, for the person who decides: why it needs a second look. `state` is
    open, accepted, declined or superseded; `id` is 0 before it is kept.
    """

    document_id: int
    family_id: int
    form: int
    category: str
    row: Row
    record_id: int | None = None
    lines: tuple[LineChange, ...] = ()
    scope: str = ""
    remarks: tuple[str, ...] = ()
    id: int = 0
    version: int = 0
    state: str = "open"

    @property
    def said(self) -> Proposal:
        """What it says, whenever and under which number it was kept."""
        return replace(self, id=0, version=0, state="open")


def merged(proposal: Proposal, record: ConfirmedRecord | None) -> Row:
    """The row as it would be with the proposal: proposed cells in place of standing ones."""
    if record is None:
        return proposal.row
    children = list(record.children)
    for change in proposal.lines:
        place = _place(children, change)
        if place is not None:
            children[place] = _with(children[place], change.cells)
    cells = _put(record.cells, proposal.row.cells)
    return Row(record.form, cells, (*children, *proposal.row.children))


def differences(
    proposal: Proposal, record: ConfirmedRecord | None
) -> Iterator[tuple[str, Cell | None, Cell]]:
    """(address, the standing cell, the proposed one) of all that the proposal would set."""
    for cell in proposal.row.cells:
        if cell.value is not None:
            yield cell.id, record.cell(cell.id) if record else None, cell
    children = list(record.children) if record else []
    for change in proposal.lines:
        place = _place(children, change)
        for cell in change.cells:
            old = children[place].cell(cell.id) if place is not None else None
            yield f"{change.table}[{change.line}].{cell.id}", old, cell
    counted: dict[str, int] = {}
    for child in (*children, *proposal.row.children):
        counted[child.table] = counted.get(child.table, 0) + 1
        if child in proposal.row.children and child not in children:
            for cell in child.cells:
                if cell.value is not None:
                    yield f"{child.table}[{counted[child.table]}].{cell.id}", None, cell


def _place(children: list[ChildRow], change: LineChange) -> int | None:
    places = [at for at, child in enumerate(children) if child.table == change.table]
    return places[change.line - 1] if 0 < change.line <= len(places) else None


def _with(child: ChildRow, cells: tuple[Cell, ...]) -> ChildRow:
    return replace(child, cells=_put(child.cells, cells))


def _put(standing: tuple[Cell, ...], fresh: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells of `fresh` in place of those of the same id, the others of it behind."""
    by_id = {cell.id: cell for cell in fresh}
    kept = [by_id.pop(cell.id, cell) for cell in standing]
    return (*kept, *by_id.values())
