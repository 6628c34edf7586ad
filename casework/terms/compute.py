"""From a family's records, papers and letters to its terms: a pure function of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from casework.calendar import Calendar
from casework.family_case import FamilyCase
from casework.status import CaseRecords, status_of
from casework.term_rules import Counting, TermRule, TermRules, Threat, Unit
from casework.terms.closing import closing
from casework.terms.due import due_on, periods
from casework.terms.events import EVENTS
from casework.terms.scene import Occurrence, Scene
from casework.terms.term import OtherDue, Term

#: A term ends with its last day (A-04).
_END_OF_DAY = time(23, 59)


def terms_of(
    case: FamilyCase,
    rules: TermRules,
    numbers: Mapping[str, int],
    calendar: Calendar,
    now: datetime,
) -> tuple[Term, ...]:
    """Every term of the family up to `now` (aware, in the institution's zone), by rule and key.

    `numbers` are those of the region's forms by id (casework.status.form_numbers).
    """
    records = CaseRecords(case, numbers)
    scene = Scene(case, records, status_of(records), now, rules.rounds)
    found = (
        term
        for rule in rules.rules
        for event in EVENTS[rule.event](scene, rule)
        for term in _terms(scene, rule, event, calendar)
    )
    # Two records may tell of one event: the first of them counts.
    single: dict[tuple[str, str], Term] = {}
    for term in found:
        if rules.since is None or (term.due_at or term.event_at).date() >= rules.since:
            single.setdefault((term.rule_id, term.key), term)
    return tuple(single.values())


def _terms(scene: Scene, rule: TermRule, event: Occurrence, calendar: Calendar) -> Iterator[Term]:
    if rule.counting.unit not in _PERIODIC:
        shown = event.at.date()
        if rule.counting.unit is Unit.REMINDER:
            shown -= timedelta(days=rule.counting.n)
        if shown <= scene.today or rule.counting.unit is not Unit.REMINDER:
            term = _counted(scene, rule, event, calendar)
            yield replace(term, closed=closing(scene, rule, event, shown))
        return
    since = event.at.date()
    for period in periods(rule.counting.unit, since, scene.today):
        if event.until is not None and event.until <= period.last:
            return
        of_period = replace(
            event,
            key=f"{event.key}:{period.name}",
            at=scene.moment(max(since, period.first)),
            what=f"{event.what}; {period.title}",
        )
        term = _counted(scene, rule, of_period, calendar, period.last)
        first = max(since, period.first)
        yield replace(term, closed=closing(scene, rule, of_period, first, period.last))


_PERIODIC = (Unit.MONTH_END, Unit.QUARTER_END, Unit.HALF_YEAR_END)


def _counted(
    scene: Scene,
    rule: TermRule,
    event: Occurrence,
    calendar: Calendar,
    end: date | None = None,
) -> Term:
    """The term of an event; of a period that ends with `end`."""
    at = event.at
    due = due_on(rule.counting, end or at.date(), calendar)
    threat = scene.status.threat
    immediate = rule.counting.unit is Unit.IMMEDIATE or (threat and rule.threat is Threat.IMMEDIATE)
    moment = datetime.combine(due.on, _END_OF_DAY, scene.zone) if due else None
    return Term(
        rule_id=rule.id,
        key=event.key,
        event=event.what,
        event_at=at,
        due_at=at if immediate else moment,
        action=rule.action,
        clause=rule.clause,
        basis=rule.text,
        who=rule.who,
        note=rule.note,
        threat=threat,
        immediate=immediate,
        approximate=event.approximate or bool(due and due.approximate and not immediate),
        precondition=rule.precondition,
        others=() if immediate else _others(rule, event, calendar, due.on if due else None),
    )


def _others(
    rule: TermRule, event: Occurrence, calendar: Calendar, chosen: date | None
) -> tuple[OtherDue, ...]:
    """The last days by other readings of the clause, those that differ from the chosen one."""
    days: dict[date, str] = {}
    for reading in rule.readings:
        due = due_on(reading.counting, _start(reading.counting, event), calendar)
        if due and due.on != chosen:
            days.setdefault(due.on, reading.why)
    return tuple(OtherDue(day, why) for day, why in sorted(days.items()))


def _start(counting: Counting, event: Occurrence) -> date:
    at = event.later if counting.later_event and event.later else event.at
    return at.date()
