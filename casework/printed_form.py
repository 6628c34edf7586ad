"""How papers print the forms: tables by their heads, texts behind their labels.

By these a filled form is recognised and read; what is kept of it is `casework.form_spec`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casework.closed_list import NO_LIST, ClosedList


class PrintedType(StrEnum):
    """What a column or a label of a form is filled with; `nlp.tables.values` reads it.

    DUE is a date or a term in words, YES_NO a plain yes or no or else text, DOCUMENT the series
    of a passport or certificate with all that follows.
    """

    TEXT = "text"
    DATE = "date"
    DUE = "due"
    TIME = "time"
    INTEGER = "integer"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a table's row, or a text of a form, by its id in records.md."""

    id: str
    type: PrintedType = PrintedType.TEXT
    choices: ClosedList = NO_LIST


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table: the cells that are written in it, the ways its title is printed.

    Without a `key` column the table is not known for what it is.
    """

    cells: tuple[str, ...]
    titles: tuple[str, ...]
    key: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the forms, as papers of `kinds` print it; heads from left to right.

    `above` are headings under which it stands and by which, too, it is known. With `families`
    its rows are of several families. Of a table with printed `lines`, `line` is the cell that
    takes the line's id, and the line called `state` is no row of columns but holds a choice, in
    the cell of its own name.
    """

    id: str
    title: str
    kinds: frozenset[str]
    cells: tuple[PrintedCell, ...]
    heads: tuple[Head, ...]
    above: tuple[str, ...] = ()
    families: bool = False
    lines: ClosedList = NO_LIST
    line: str = ""
    state: str = ""

    def cell(self, cell_id: str) -> PrintedCell:
        """KeyError when the table has no such cell."""
        for spec in self.cells:
            if spec.id == cell_id:
                return spec
        raise KeyError(cell_id)

    def title_of(self, cell_id: str) -> str:
        """How the order calls the column of a cell; the id where it has none of its own."""
        alone = (head.titles[0] for head in self.heads if head.cells == (cell_id,))
        shared = (head.titles[0] for head in self.heads if cell_id in head.cells)
        return next(alone, next(shared, cell_id))


@dataclass(frozen=True, slots=True)
class Label:
    """Printed words behind which a form is filled in: with `cells`, or with nothing of ours.

    An `inline` label also stands within a line.
    """

    cells: tuple[str, ...]
    titles: tuple[str, ...]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class LabelBlock:
    """Labels that are printed again for every person and make a row of `table`.

    One begins at the words of `opens`, behind which the cells of `first` stand.
    """

    table: TableSpec
    opens: tuple[str, ...]
    first: tuple[str, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class LabelledForm:
    """A form that is filled in behind printed words; `ends` are words that end what is before."""

    kinds: frozenset[str]
    cells: tuple[PrintedCell, ...]
    texts: tuple[Label, ...]
    ends: tuple[str, ...]
    blocks: tuple[LabelBlock, ...] = ()
