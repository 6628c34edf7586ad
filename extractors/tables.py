"""From blocks laid out to the text of a page and the tables in it, for every format alike.

A block says which cell of which table each of its pieces is; where they come to stand is known
once the text is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.page_text import Line, PageText, Span
from papers.arrangement import Table, TableCell
from papers.document import BlockKind
from papers.geometry import Box

_SIGNED = re.compile(r"_{4,}|\((?:личная )?подпись\)|м\.\s?п\.", re.IGNORECASE)
_INITIALS = re.compile(
    r"^/?\s*(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+ [А-ЯЁ]\.\s?[А-ЯЁ]\.\s*/?$"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a cell in the table called `table` on its page (any number of its own)."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of cells; `slots` match the cells of every line, `within` hold the block whole."""

    kind: BlockKind
    lines: Sequence[Line]
    slots: Sequence[Sequence[Slot | None]] = ()
    within: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class TableHead:
    """What is known of a table besides its cells."""

    ruled: bool = True
    header_rows: int = 0


def write(page: PageText, blocks: Iterable[TextBlock], heads: Sequence[TableHead]) -> list[Table]:
    """Put the blocks on the page; the tables, `heads[slot.table]` of them, with their cells."""
    spans: dict[Slot, list[Span]] = {}
    for block in blocks:
        written = page.add(block.kind, block.lines)
        for slots, line in zip(block.slots, written, strict=False):
            for slot, span in zip(slots, line, strict=True):
                if slot is not None:
                    spans.setdefault(slot, []).append(span)
        pieces = [span for line in written for span in line] or [page.here]
        for slot in block.within:
            spans.setdefault(slot, []).extend(pieces)
    ordered = sorted(spans, key=lambda slot: (slot.table, slot.row, slot.column))
    tables = [
        Table(
            tuple(_cell(slot, spans[slot], page.page) for slot in slots),
            heads[number].ruled,
            heads[number].header_rows,
        )
        for number, slots in groupby(ordered, key=lambda slot: slot.table)
    ]
    return sorted(tables, key=_outer_first)


def are_signatures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether offices stand beside lines to sign on and names, rather than values in columns."""
    ends = [cells[-1] for cells in rows if len(cells) > 1 and cells[-1].strip()]
    signed = sum(_SIGNED.search(" ".join(cells)) is not None for cells in rows)
    names = sum(_INITIALS.search(end) is not None for end in ends)
    return 2 * signed >= len(rows) or (bool(ends) and names == len(ends))


def _outer_first(table: Table) -> tuple[int, int]:
    starts = [cell.start for cell in table.cells]
    return min(starts), -max(cell.stop for cell in table.cells)


def _cell(slot: Slot, pieces: list[Span], page: int) -> TableCell:
    filled = [piece for piece in pieces if piece[1] > piece[0]] or pieces[:1]
    return TableCell(
        slot.row,
        slot.column,
        min(start for start, _ in filled),
        max(stop for _, stop in filled),
        page,
        slot.box,
        slot.row_span,
        slot.column_span,
    )
