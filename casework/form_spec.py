"""What a region's forms look like: lists, cells, printed columns and titles, all from data.

`regions/<id>/region.toml` names the files of the forms; `lists.toml` holds every closed list.
A form is a record of named cells (records.md, section 3 ff.); its printed table is a projection:
a column shows one or more cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.closed_list import NO_LIST, CellType, ClosedList, Item
from casework.file_contents import FileContents
from casework.letter_spec import LetterSpec
from casework.print_spec import PrintSpec
from casework.printed_form import LabelledForm, TableSpec
from casework.rule_spec import Before, Condition, Rule, Severity
from casework.term_rules import TermRules

__all__ = [
    "CellSpec",
    "CellType",
    "Checklist",
    "ChildTable",
    "ClosedList",
    "ColumnSpec",
    "FormSpec",
    "Item",
    "JournalSpec",
    "Need",
    "Region",
    "Regulation",
]


class Need(StrEnum):
    """Whether a record may be confirmed without the cell (records.md, section 1.4)."""

    REQUIRED = "R"
    CONDITIONAL = "C"
    OPTIONAL = "O"
    ASSIGNED = "A"


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell of a record.

    `field` is the field of the paper (extraction contract) that fills it; `kinds` are the kinds
    of papers that show it even when nothing was found («*» for all); `companion` is the cell
    that may be filled in its stead; `future` allows dates to come; `pattern` is the usual look
    of a number, with an `example` for the message. `sensitivity` holds letters of records.md 1.4.
    A CONDITIONAL cell is required `when` its condition holds; without one a person judges.
    `wording` is how the value is printed among others: «протокол № {}»; `least` bounds a number.
    """

    id: str
    title: str
    type: CellType
    need: Need = Need.OPTIONAL
    sensitivity: frozenset[str] = frozenset()
    choices: ClosedList = NO_LIST
    field: str = ""
    kinds: frozenset[str] = frozenset()
    companion: str = ""
    future: bool = False
    pattern: re.Pattern[str] | None = None
    example: str = ""
    when: Condition | None = None
    wording: str = "{}"
    least: int | None = None

    def expected_in(self, kind: str) -> bool:
        return kind in self.kinds or "*" in self.kinds


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A printed column: its verbatim title, the cells that it shows, its width in letters."""

    title: str
    cells: tuple[str, ...]
    width: int


@dataclass(frozen=True, slots=True)
class JournalSpec:
    """One of the printed journals of a form, by category of the families in it."""

    category: str
    title: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChildTable:
    """A table inside a record, by its id in records.md; `columns` are as printed.

    REQUIRED: a record has at least one line of it; CONDITIONAL: it has one `when` that holds.
    """

    id: str
    title: str
    cells: tuple[CellSpec, ...]
    columns: tuple[ColumnSpec, ...] = ()
    need: Need = Need.OPTIONAL
    when: Condition | None = None

    def cell(self, cell_id: str) -> CellSpec:
        """KeyError when the table has no such cell."""
        return _cell(self.cells, cell_id)


def _cell(cells: tuple[CellSpec, ...], cell_id: str) -> CellSpec:
    for spec in cells:
        if spec.id == cell_id:
            return spec
    raise KeyError(cell_id)


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form of the order (`number` of its annex), or the paper's own requisites (number 0).

    `annex` is the line above the form, `caption` the one under the institution's name; `title`
    is that of an act, passport or report, journals have their own. `kinds` are the kinds of
    papers that propose a row of it at intake; `proposed_by` those that do when they are linked
    to a family; `paper` is the kind of paper that is this form filled in.

    The lines of `checklists` are cells `section.item`, each with its `section.item.note`.
    Records are counted by the year of `year_cell` (by that of their confirmation without one),
    apart for every value of `scope_cell`; those of a `family` form belong to a family.
    """

    number: int
    id: str
    cells: tuple[CellSpec, ...]
    columns: tuple[ColumnSpec, ...] = ()
    journals: tuple[JournalSpec, ...] = ()
    annex: str = ""
    caption: str = ""
    kinds: frozenset[str] = frozenset()
    title: str = ""
    tables: tuple[ChildTable, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    proposed_by: frozenset[str] = frozenset()
    paper: str = ""
    year_cell: str = ""
    scope_cell: str = ""
    family: bool = False
    rules: tuple[Rule, ...] = ()
    before: tuple[Before, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """Under what its records are kept: the categories of its journals, else nothing."""
        return tuple(journal.category for journal in self.journals) or ("",)

    def cell(self, cell_id: str) -> CellSpec:
        """KeyError when the form has no such cell."""
        return _cell(self.cells, cell_id)

    def table(self, table_id: str) -> ChildTable:
        """KeyError when the form has no such child table."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)

    def blocks(self, check_id: str) -> bool:
        """Whether a rule of the form by that id can't be confirmed against."""
        return any(
            rule.id == check_id and rule.severity is Severity.BLOCKING for rule in self.rules
        )

    def journal(self, category: str) -> JournalSpec:
        """KeyError when the form is not kept for that category."""
        for spec in self.journals:
            if spec.category == category:
                return spec
        raise KeyError(category)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A part of a form where printed lines are marked, in papers of `kinds`.

    `section` is its id in the marks of the paper, `title` the printed heading. `choice` is a
    list printed in running text, whose chosen words are underlined; with `any_text` whatever
    stands beside a line marks it. Without items it only ends the part before it. `sensitivity`
    is that of the cells that its lines become.
    """

    section: str
    title: str
    kinds: frozenset[str]
    items: tuple[Item, ...] = ()
    choice: bool = False
    any_text: bool = False
    sensitivity: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Regulation:
    """The requisites of the order that the forms belong to.

    The title page and the block «Утвержден» may name different ones [A-01]; both are kept, and
    which of them is printed is a setting.
    """

    title: str = ""
    order_date_title: date | None = None
    order_no_title: str = ""
    order_date_block: date | None = None
    order_no_block: str = ""

    def reference(self, place: str) -> str:
        """«от 29.07.2025 № 238-нп» as `place` (title or block) has it; empty where it has none."""
        day = self.order_date_block if place == "block" else self.order_date_title
        number = self.order_no_block if place == "block" else self.order_no_title
        return f"от {day:%d.%m.%Y} № {number}" if day and number else ""


_NO_CONTENTS = FileContents()
_NO_TERMS = TermRules()


@dataclass(frozen=True, slots=True)
class Region:
    """Everything that differs from region to region; `version` is that of its data."""

    id: str
    title: str
    forms: tuple[FormSpec, ...]
    lists: dict[str, ClosedList]
    checklists: tuple[Checklist, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    labelled: tuple[LabelledForm, ...] = ()
    version: str = ""
    regulation: Regulation = Regulation()
    terms: TermRules = _NO_TERMS
    letters: tuple[LetterSpec, ...] = ()
    contents: FileContents = _NO_CONTENTS
    prints: tuple[PrintSpec, ...] = ()

    def table(self, name: str) -> TableSpec:
        """KeyError when the region has no such table."""
        for spec in self.tables:
            if spec.id == name:
                return spec
        raise KeyError(name)

    def form(self, number: int) -> FormSpec:
        """KeyError when the region has no such form."""
        for form in self.forms:
            if form.number == number:
                return form
        raise KeyError(number)

    def print_of(self, form: FormSpec) -> PrintSpec | None:
        """How the form is laid out on paper; None for a journal, which has columns only."""
        return next((spec for spec in self.prints if spec.form == form.id), None)

    def forms_for(self, kind: str) -> tuple[FormSpec, ...]:
        """The journals that a paper of that kind proposes a row of."""
        return tuple(form for form in self.forms if kind in form.kinds)
