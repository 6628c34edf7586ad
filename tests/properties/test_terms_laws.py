"""Laws of terms that hold for any family: working them out again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from casework_cases import ELISTA, case, child, family, letter, row
from hypothesis import given, settings
from hypothesis import strategies as st
from office import Clock

from casework.calendar import Calendar
from casework.calendar_file import shipped_calendar
from casework.family import Family, Member, Person, Role
from casework.family_case import FamilyCase
from casework.forms import load_region
from casework.journal import JournalRow
from casework.status import form_numbers
from casework.term_rules import Threat, Unit
from casework.terms.compute import terms_of
from casework.terms.term import KeptTerm, Term
from storage.families import Families
from storage.store import Store
from storage.terms import Terms

REGION = load_region("kalmykia")
NUMBERS = form_numbers(REGION)
CALENDAR = shipped_calendar()
#: What becomes immediate under a threat: the rules whose clause says so.
AT_ONCE = {rule.id for rule in REGION.terms.rules if rule.threat is Threat.IMMEDIATE}
FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)

days = st.dates(FIRST, LAST)
moments = days.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=ELISTA))


@st.composite
def info_rows(draw: st.DrawFn, number: int) -> JournalRow:
    came = draw(days).isoformat()
    decided = draw(st.sampled_from([None, "register_tzhs", "register_sop", "no_signs"]))
    more = {"decision": decided} if decided else {}
    return row(1, number, received_at=came, **more)


@st.composite
def registration_rows(draw: st.DrawFn, number: int) -> JournalRow:
    since = draw(days)
    values: dict[str, str | bool] = {"registered_on": since.isoformat()}
    if draw(st.booleans()):
        lasted = draw(st.integers(1, 700))
        values["removed_on"] = (since + timedelta(days=lasted)).isoformat()
    if draw(st.booleans()):
        values["kcson_is_responsible"] = True
    return row(draw(st.sampled_from([4, 5])), number, **values)


@st.composite
def act_rows(draw: st.DrawFn, number: int) -> JournalRow:
    form = draw(st.sampled_from([2, 8]))
    return row(form, number, survey_on=draw(days).isoformat(), problems="есть")


@st.composite
def cases(draw: st.DrawFn) -> FamilyCase:
    kinds = (info_rows, registration_rows, act_rows)
    rows = [draw(draw(st.sampled_from(kinds))(number)) for number in range(draw(st.integers(1, 6)))]
    sent = draw(st.lists(st.tuples(st.sampled_from(["D-06", "D-09", "D-11", "D-16"]), days)))
    letters = tuple(letter(rule, day.isoformat()) for rule, day in sent)
    of = family(child("Алина", draw(days).replace(year=2008).isoformat()))
    return case(*rows, letters=letters, of=of)


def worked_out(found: FamilyCase, now: datetime, calendar: Calendar = CALENDAR) -> tuple[Term, ...]:
    return terms_of(found, REGION.terms, NUMBERS, calendar, now)


def threatened(found: FamilyCase) -> FamilyCase:
    """The same, but that a row of information says that a life is in danger."""
    first = found.records[0].record
    said = replace(row(1, 90, threat_to_life=True).record, confirmed_at=first.confirmed_at)
    return replace(found, records=(*found.records, JournalRow(9, "", said, id=9, version=1)))


def open_ones(terms: tuple[Term, ...]) -> dict[tuple[str, str], Term]:
    return {(term.rule_id, term.key): term for term in terms if term.closed is None}


# --- the pure function -----------------------------------------------------------------------


@given(cases(), moments)
def test_each_event_of_a_rule_has_one_term_with_its_clause(
    found: FamilyCase, now: datetime
) -> None:
    terms = worked_out(found, now)
    assert len({(term.rule_id, term.key) for term in terms}) == len(terms)
    for term in terms:
        assert term.clause
        assert term.basis
        assert len(term.key) <= 80
        assert term.due_at is None or term.due_at >= term.event_at


@given(cases(), moments, st.integers(0, 400))
def test_a_later_day_takes_no_term_back_and_moves_none(
    found: FamilyCase, now: datetime, more: int
) -> None:
    before = worked_out(found, now)
    after = {(term.rule_id, term.key): term for term in worked_out(found, now + timedelta(more))}
    for term in before:
        assert after[term.rule_id, term.key] == term


@given(cases(), moments)
def test_a_threat_makes_open_terms_immediate_and_its_end_restores_them(
    found: FamilyCase, now: datetime
) -> None:
    """records.md section 17, rule 8; rules whose clause names no haste keep their day."""
    calm, danger = open_ones(worked_out(found, now)), open_ones(worked_out(threatened(found), now))
    assert calm.keys() == danger.keys()
    for key, term in danger.items():
        assert term.threat
        assert term.due_at == (term.event_at if key[0] in AT_ONCE else calm[key].due_at)
    assert open_ones(worked_out(found, now)) == calm


@given(cases(), moments)
def test_days_counted_without_a_calendar_are_said_to_be_approximate(
    found: FamilyCase, now: datetime
) -> None:
    units = {rule.id: rule.counting.unit for rule in REGION.terms.rules}
    for term in worked_out(found, now, Calendar()):
        by_calendar = units[term.rule_id] is Unit.WORKING_DAYS and not term.immediate
        assert term.approximate is by_calendar
    known = [t for t in worked_out(found, now) if t.due_at and t.due_at.date() <= LAST]
    assert not any(term.approximate for term in known)


# --- the store -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data", clock=Clock())
        yield store
        store.close()


def new_family(store: Store) -> int:
    kept = Family("Бадмаева", (Member(Person("Бадмаева"), Role.MOTHER),))
    return Families(store.database, store.clock).create(kept, "petrova").id


@settings(max_examples=30)
@given(st.lists(cases(), min_size=2, max_size=4), moments, st.data())
def test_recomputing_is_idempotent_and_never_moves_a_closed_one(
    store: Store, states: list[FamilyCase], now: datetime, data: st.DataObject
) -> None:
    terms, family_id = Terms(store.database, store.clock), new_family(store)
    closed: dict[int, KeptTerm] = {}
    for found in states:
        worked = worked_out(found, now)
        terms.sync(family_id, worked)
        before = terms.list(family_id, closed=True)
        assert terms.sync(family_id, worked) == 0
        assert terms.list(family_id, closed=True) == before
        kept = {one.id: one for one in before}
        assert closed.items() <= kept.items()
        open_ = [one.id for one in before if one.is_open]
        if open_ and data.draw(st.booleans()):
            terms.close(data.draw(st.sampled_from(open_)), "petrova", reason="исполнено")
        now_kept = terms.list(family_id, closed=True)
        closed = {one.id: one for one in now_kept if not one.is_open}


@settings(max_examples=30)
@given(cases(), moments)
def test_a_threat_reaches_every_kept_open_term_at_once_and_goes_as_it_came(
    store: Store, found: FamilyCase, now: datetime
) -> None:
    terms, family_id = Terms(store.database, store.clock), new_family(store)
    terms.sync(family_id, worked_out(found, now))
    calm = terms.list(family_id, closed=True)
    terms.sync(family_id, worked_out(threatened(found), now))
    for kept in terms.list(family_id):
        assert kept.term.threat
        if kept.term.rule_id in AT_ONCE:
            assert kept.term.immediate
            assert kept.term.due_at == kept.term.event_at
    terms.sync(family_id, worked_out(found, now))
    assert terms.list(family_id, closed=True) == calm
