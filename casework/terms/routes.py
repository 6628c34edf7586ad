"""What has to be sent where next: the open duties whose answer is a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.family_case import FamilyCase
from casework.kinds import KINDS
from casework.status import CaseRecords
from casework.term_rules import TermRules
from casework.terms.term import Term

#: Papers that are also kept as a form of their own.
_FORMS = {"primary_act": "primary_act", "control_act": "control_act"}


@dataclass(frozen=True, slots=True)
class Route:
    """A letter that is due: to whom, under which clause; `missing` of its enclosures are kinds
    that the family's papers don't have.
    """

    rule_id: str
    to: str
    action: str
    clause: str
    due_at: datetime | None
    immediate: bool
    enclosures: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def missing_titles(self) -> tuple[str, ...]:
        return tuple(KINDS[kind] for kind in self.missing)


def routes(
    case: FamilyCase, terms: tuple[Term, ...], rules: TermRules, numbers: Mapping[str, int]
) -> tuple[Route, ...]:
    """The open duties of the family that a rule sends somewhere, those with a term first."""
    records = CaseRecords(case, numbers)
    has = {paper.kind for paper in case.papers if paper.confirmed}
    has |= {kind for kind, form in _FORMS.items() if records.of(form)}
    found = []
    for term in terms:
        rule = rules.get(term.rule_id)
        if term.closed is None and rule.send_to:
            missing = tuple(kind for kind in rule.enclosures if kind not in has)
            found.append(
                Route(
                    term.rule_id,
                    rule.send_to,
                    term.action,
                    term.clause,
                    term.due_at,
                    term.immediate,
                    rule.enclosures,
                    missing,
                )
            )
    return tuple(sorted(found, key=_first_due))


def _first_due(route: Route) -> tuple[bool, str, str]:
    return (
        route.due_at is None,
        route.due_at.isoformat() if route.due_at else "",
        route.rule_id,
    )
