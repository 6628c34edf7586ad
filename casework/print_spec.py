"""How an act, a passport or a report is laid out on paper: blocks of data, filled from a record.

Texts are templates: `{cell}` is a value or a blank, `{a+b}` several values, `{cell:date}` a date
with the day in quotation marks, `{table.cell}` what all lines of a child table have there;
`[words|cell=value]` are printed words that are underlined when the cell has that value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_PART = re.compile(
    r"\{(?P<cells>[\w.+]+)(?P<date>:date)?\}"
    r"|\[(?P<words>[^|\]]+)\|(?P<choice>[\w.]+)=(?P<value>\w+)\]"
)


class BlockKind(StrEnum):
    """HEADING, TEXT (a line to be filled in), NOTE (small print under a blank), TABLE (a child
    table in its columns), LINES (a child table with a printed line for each value of a list),
    CHECKS (a checklist), SIGNATURES (names and room to sign), REPEAT (blocks for every line of
    a child table).
    """

    HEADING = "heading"
    TEXT = "text"
    NOTE = "note"
    TABLE = "table"
    LINES = "lines"
    CHECKS = "checks"
    SIGNATURES = "signatures"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for the values of cells; a `date` is written with its month in words."""

    cells: tuple[str, ...]
    date: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Printed words to be underlined where `cell` has `value`."""

    words: str
    cell: str
    value: str


Part = Literal | Slot | Option


@dataclass(frozen=True, slots=True)
class PrintBlock:
    """One block. `rows` are the least lines of a table or of a repetition, `room` the empty
    lines under a blank that nothing was written in.

    `where` keeps those lines of a child table whose cell has one of the values; `heads` are
    the titles over a checklist, `skip` lines of it that are printed elsewhere; `last` is a cell
    of the record that is the last line of a table with printed lines.
    """

    kind: BlockKind
    text: str = ""
    parts: tuple[Part, ...] = ()
    room: int = 0
    table: str = ""
    rows: int = 0
    section: str = ""
    heads: tuple[str, ...] = ()
    skip: frozenset[str] = frozenset()
    line: str = ""
    last: str = ""
    where: str = ""
    values: frozenset[str] = frozenset()
    blocks: tuple[PrintBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintSpec:
    """The layout of the form called `form`; `title` are its lines."""

    form: str
    title: tuple[str, ...]
    blocks: tuple[PrintBlock, ...]
    landscape: bool = False


def parts_of(template: str) -> tuple[Part, ...]:
    """The template taken apart; what is no slot and no option is printed as it is."""
    parts: list[Part] = []
    place = 0
    for found in _PART.finditer(template):
        if found.start() > place:
            parts.append(Literal(template[place : found.start()]))
        if found["cells"]:
            parts.append(Slot(tuple(found["cells"].split("+")), found["date"] is not None))
        else:
            parts.append(Option(found["words"], found["choice"], found["value"]))
        place = found.end()
    if place < len(template):
        parts.append(Literal(template[place:]))
    return tuple(parts)
