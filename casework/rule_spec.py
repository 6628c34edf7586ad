"""Conditions and rules that a form sets for its cells; `casework.form_rules` applies them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when `cell` has one of `values`; without values, when the cell is filled at all.

    A cell of several values has one when any of them is it.
    """

    cell: str
    values: frozenset[str | bool] = frozenset()


class RuleKind(StrEnum):
    """CONFLICT: two of the marks can't both be yes; with `against`, none of these with those.

    ORDER: the dates of `cells` don't come before one another; REQUIRES: under `when`, `cells`
    have values, a reason will not do; EXCLUDES: under `when`, `cells` have none.
    """

    CONFLICT = "conflict"
    ORDER = "order"
    REQUIRES = "requires"
    EXCLUDES = "excludes"


class Severity(StrEnum):
    """A warning stops the reviewer's cursor; what is blocking can't be confirmed."""

    WARNING = "warning"
    BLOCKING = "blocking"


@dataclass(frozen=True, slots=True)
class LineMarks:
    """Marks that are lines of a child table: the line `line` names is yes where `mark` is."""

    table: str
    line: str
    mark: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a form; `cells` are ids of cells, or of lines of `marks`; `message` is Russian."""

    id: str
    kind: RuleKind
    severity: Severity
    message: str
    cells: tuple[str, ...]
    against: tuple[str, ...] = ()
    when: Condition | None = None
    marks: LineMarks | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The family must have a record of the form of that id, the last of them with `when`."""

    form: str
    message: str
    when: Condition | None = None
