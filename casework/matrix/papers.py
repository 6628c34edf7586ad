"""A confirmed paper of a family as the matrix looks at it, and how its values become cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from casework.draft import Cell, CellState, CellValue
from casework.family_case import LinkedPaper
from casework.field import FieldCandidate
from casework.findings import Findings
from casework.form_spec import CellSpec, CellType
from casework.offers import alternative, offer
from casework.values import InvalidValue, normalise


@dataclass(frozen=True, slots=True)
class MatrixPaper:
    """`family_no` is the number that the family has in the paper."""

    paper: LinkedPaper
    family_no: int
    findings: Findings

    @property
    def kind(self) -> str:
        return self.paper.kind

    @property
    def document_id(self) -> int:
        return self.paper.document_id

    def decided(self, *names: str) -> Cell | None:
        """The first of these cells that a person has confirmed a value of."""
        for name in names:
            for cell in self.paper.cells:
                if cell.id == name and name and cell.value is not None:
                    return cell
        return None

    def value(self, *names: str) -> CellValue | None:
        cell = self.decided(*names)
        return cell.value if cell else None

    def as_cell(self, spec: CellSpec, *names: str) -> Cell:
        """A confirmed value of the paper as a proposal for another form; empty when there is none.

        Its evidence, confidence and raw text stay what they were.
        """
        cell = self.decided(*names)
        value = None if cell is None else canonical(spec, cell.value)
        if cell is None or value is None:
            return Cell(spec.id)
        return replace(
            cell,
            id=spec.id,
            value=value,
            state=CellState.PROPOSED,
            empty_reason=None,
            alternatives=tuple(
                replace(other, value=fit)
                for other in cell.alternatives
                if (fit := canonical(spec, other.value)) is not None
            ),
            checks=(),
            decided_by=None,
            decided_at=None,
            document_id=self.document_id,
        )

    def saying(self, spec: CellSpec, value: CellValue | None, *names: str) -> Cell:
        """`value`, which follows from a confirmed cell of the paper, with that one's evidence."""
        cell = self.decided(*names)
        said = None if cell is None or value is None else canonical(spec, value)
        if cell is None or said is None:
            return Cell(spec.id)
        return Cell(
            spec.id,
            said,
            raw=cell.raw,
            state=CellState.PROPOSED,
            evidence=cell.evidence,
            confidence=cell.confidence,
            document_id=self.document_id,
        )

    def found(self, spec: CellSpec, candidates: Iterable[FieldCandidate]) -> Cell:
        """What was found in the filled form itself, surest first."""
        ordered = sorted(candidates, key=lambda one: -one.confidence)
        offered = (alternative(spec, fitting(spec, one.value), [one]) for one in ordered)
        return self.cited(offer(spec, [one for one in offered if one]))

    def cited(self, cell: Cell) -> Cell:
        """The cell as read in this paper; an empty one rests on none."""
        return replace(cell, document_id=self.document_id) if cell.value is not None else cell

    def listed(self, table: str, column: str) -> Iterator[FieldCandidate]:
        """What the family's own rows of a table hold in a column."""
        for one in self.findings.tables:
            if one.name == table and one.family == self.family_no:
                yield from (cell for row in one.rows for cell in row if cell.field == column)


def fitting(spec: CellSpec, value: CellValue) -> CellValue:
    """A text as the only one of a list of texts, where the cell holds such lists."""
    return (value,) if spec.type is CellType.TEXTS and isinstance(value, str) else value


def canonical(spec: CellSpec, value: CellValue | None) -> CellValue | None:
    """The value as the cell holds it; None when it can't."""
    if value is None:
        return None
    try:
        return normalise(spec, fitting(spec, value))
    except InvalidValue:
        return None


def of_record(spec: CellSpec, value: CellValue | None) -> Cell:
    """A value that another confirmed record gives: no paper shows it, a person has confirmed it."""
    known = canonical(spec, value)
    return Cell(spec.id) if known is None else Cell(spec.id, known, state=CellState.PROPOSED)
