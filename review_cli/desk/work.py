"""A draft under review as a value: where the cursor stands, what the person has said so far.

Nothing here knows of the screen or of the store. Every change gives a new `Work`, so undo is
keeping the former one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from casework.draft import Cell, CellValue, Decision, EmptyReason
from casework.form_spec import CellSpec, CellType, Need, Region
from papers.evidence import Evidence
from review_cli.desk.port import OpenPaper

#: As many as there are digit keys.
MOST_OPTIONS = 9


@dataclass(frozen=True, slots=True)
class Option:
    """What a digit key enters in the current cell."""

    value: CellValue
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One paper on the desk. `cells` are those of the journal row first, then the requisites."""

    paper: OpenPaper
    specs: Mapping[str, CellSpec]
    cells: tuple[Cell, ...]
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    cursor: int = 0

    @classmethod
    def begin(cls, paper: OpenPaper, region: Region) -> Work:
        rows = sorted(paper.draft.rows, key=lambda row: -row.form)
        cells = tuple(chain.from_iterable(row.cells for row in rows))
        specs = {c.id: region.form(row.form).cell(c.id) for row in rows for c in row.cells}
        return cls(paper, specs, cells).at_next_stop()

    # --- looking ---

    @property
    def cell(self) -> Cell | None:
        return self.cells[self.cursor] if self.cells else None

    def spec(self, cell: Cell) -> CellSpec:
        return self.specs[cell.id]

    def value(self, cell: Cell) -> CellValue | None:
        """What would be confirmed now."""
        decision = self.decisions.get(cell.id)
        return decision.value if decision else cell.value

    def evidence(self, cell: Cell) -> tuple[Evidence, ...]:
        """Where to look for the cell: its own place, or that of its likeliest alternative."""
        if decision := self.decisions.get(cell.id):
            return decision.evidence or cell.evidence
        return cell.evidence or (cell.alternatives[0].evidence if cell.alternatives else ())

    def stops_at(self, cell: Cell) -> bool:
        """Whether the person has yet to look at the cell before the draft can be confirmed."""
        if cell.id in self.decisions or cell.id in self.accepted:
            return False
        return cell.doubtful or self._missing(cell)

    def _missing(self, cell: Cell) -> bool:
        """A required cell without a value, and without its companion's in its stead."""
        spec = self.spec(cell)
        if spec.need is not Need.REQUIRED or cell.value is not None:
            return False
        return not any(self.value(c) for c in self.cells if c.id == spec.companion)

    @property
    def ready(self) -> bool:
        return not any(self.stops_at(cell) for cell in self.cells)

    def options(self, cell: Cell) -> tuple[Option, ...]:
        """Short closed lists in their own order, else what the paper may mean besides."""
        spec = self.spec(cell)
        seen = tuple(Option(o.value, o.evidence, o.confidence) for o in cell.alternatives)
        if spec.type is CellType.YES_NO:
            return _listed((True, False), seen)
        if spec.type is CellType.CHOICE and len(spec.choices.items) <= MOST_OPTIONS:
            return _listed((item.id for item in spec.choices.items if not item.open), seen)
        return seen[:MOST_OPTIONS]

    def same_but_cursor(self, other: Work) -> bool:
        """Whether both are the same draft with the same said of it."""
        return (
            self.cells is other.cells
            and self.decisions is other.decisions
            and self.accepted is other.accepted
        )

    # --- moving ---

    def moved(self, step: int) -> Work:
        return replace(self, cursor=(self.cursor + step) % len(self.cells)) if self.cells else self

    def at(self, cell_id: str) -> Work:
        """With the cursor on that cell; unchanged when the draft has none."""
        found = (i for i, cell in enumerate(self.cells) if cell.id == cell_id)
        return replace(self, cursor=next(found, self.cursor))

    def at_next_stop(self) -> Work:
        """With the cursor on the next cell that asks for a look, from here round and round."""
        count = len(self.cells)
        ahead = ((self.cursor + step) % count for step in range(count))
        stop = next((i for i in ahead if self.stops_at(self.cells[i])), self.cursor)
        return replace(self, cursor=stop)

    # --- deciding ---

    def accept(self) -> Work:
        """The proposal of the current cell is right."""
        return replace(self, accepted=self.accepted | {self._current.id}).at_next_stop()

    def enter(self, value: CellValue, evidence: tuple[Evidence, ...] = ()) -> Work:
        return self._decide(Decision(self._current.id, value=value, evidence=evidence))

    def leave_empty(self, reason: EmptyReason) -> Work:
        return self._decide(Decision(self._current.id, empty_reason=reason))

    def resume(self, former: Work) -> Work:
        """This fresh draft with what was said of an earlier opening, where the cells remain."""
        own = {cell.id for cell in self.cells}
        kept = {key: decision for key, decision in former.decisions.items() if key in own}
        return replace(self, decisions=kept, accepted=former.accepted & own).at_next_stop()

    def _decide(self, decision: Decision) -> Work:
        decided = {**self.decisions, decision.cell: decision}
        return replace(self, decisions=decided).at_next_stop()

    @property
    def _current(self) -> Cell:
        return self.cells[self.cursor]


def _listed(values: Iterable[CellValue], seen: tuple[Option, ...]) -> tuple[Option, ...]:
    """Every value of a closed list, with its place in the paper where that is known."""
    known = {option.value: option for option in seen}
    return tuple(known.get(value, Option(value)) for value in values)
