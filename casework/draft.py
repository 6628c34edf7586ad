"""A draft: the rows that a paper proposes, every cell with its provenance (records.md 1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.field import SURE
from casework.findings import Findings
from papers.evidence import Evidence


class CellState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ENTERED = "entered"
    EMPTY = "empty"


class EmptyReason(StrEnum):
    NOT_IN_DOCUMENT = "not_in_document"
    ILLEGIBLE = "illegible"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN_TO_INFORMANT = "unknown_to_informant"


@dataclass(frozen=True, slots=True)
class Subject:
    """One person of column 4; the birth date is kept though it is not printed."""

    full_name: str
    roles: tuple[str, ...] = ()
    birth_date: str | None = None


#: ISO dates and timestamps are text; lists are tuples of ids or of persons.
CellValue = str | bool | int | float | tuple[str | Subject, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value that the paper may mean, with where it stands."""

    value: CellValue
    raw: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that the value was held against; `message` is Russian, for the reviewer."""

    id: str
    passed: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The field envelope. The machine only ever builds `proposed` and `empty` cells.

    `id` is a column id of records.md section 3 ff. `confidence` is None when not measured
    (values that come from the arrival itself, not from the paper). `document_id` is the paper
    that the evidence points into, where it is not the record's own.
    """

    id: str
    value: CellValue | None = None
    raw: str | None = None
    state: CellState = CellState.EMPTY
    empty_reason: EmptyReason | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    checks: tuple[Check, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    document_id: int | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the reviewer's cursor stops here though a value is proposed."""
        unsure = self.confidence is not None and self.confidence < SURE
        return unsure or any(not check.passed for check in self.checks)


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A line of a table inside a record: `table` is its id in records.md, e.g. passport_child."""

    table: str
    cells: tuple[Cell, ...]

    def cell(self, cell_id: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.id == cell_id), None)


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed record of one form (1 is Приложение № 1), cells in the form's order.

    `children` are the lines of its child tables, in the order of the form's tables.
    """

    form: int
    cells: tuple[Cell, ...]
    children: tuple[ChildRow, ...] = ()

    def cell(self, cell_id: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.id == cell_id), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What waits for the reviewer. `version` grows with every change of the draft."""

    document_id: int
    version: int
    findings: Findings
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of one cell: a value, or why it stays empty; exactly one of the two.

    `evidence` is where the person saw the value, when it stands in the paper (casework.align).
    """

    cell: str
    value: CellValue | None = None
    empty_reason: EmptyReason | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (self.empty_reason is None):
            raise ValueError(f"{self.cell}: a decision is a value or a reason, not both")


@dataclass(frozen=True, slots=True)
class ConfirmedRecord:
    """A row that a person stands behind; the only thing a journal takes.

    `document_id` is the paper that it was proposed from, None for one entered by hand or
    imported. `scope` parts journals that are kept by someone alone (form 7: the specialist).
    """

    document_id: int | None
    form: int
    category: str
    cells: tuple[Cell, ...]
    confirmed_by: str
    confirmed_at: datetime
    children: tuple[ChildRow, ...] = ()
    family_id: int | None = None
    scope: str = ""

    def cell(self, cell_id: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.id == cell_id), None)

    def value(self, cell_id: str) -> CellValue | None:
        cell = self.cell(cell_id)
        return cell.value if cell else None


class DecisionRefused(Exception):
    """A person's command can't be carried out; `code` is stable, `message` Russian.

    Codes: stale_draft, already_confirmed, category_required, value_required, invalid_value,
    not_allowed, not_found, unknown_cell, unknown_reason, converter_missing,
    conversion_failed, unsafe_template, broken_template.
    """

    def __init__(self, code: str, message: str, cell: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.cell = cell
