"""Terms are kept as they are worked out, closed for good, withdrawn with their event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from casework_cases import ELISTA
from office import Clock, Office

from casework.draft import DecisionRefused
from casework.family import Family, FamilyLink, Member, Person, Role
from casework.terms.term import Closing, KeptTerm, Term
from storage.families import Families
from storage.store import Store
from storage.terms import Terms

TERM = Term(
    rule_id="D-03",
    key="paper:1",
    event="поступила информация",
    event_at=datetime(2026, 3, 2, tzinfo=ELISTA),
    due_at=datetime(2026, 3, 5, 23, 59, tzinfo=ELISTA),
    action="Обследовать",
    clause="разд. 5 абз. 5, 6",
    basis="не позднее трех календарных дней",
    who="специалисты",
)
LATER = replace(TERM, key="paper:2", due_at=datetime(2026, 3, 9, 23, 59, tzinfo=ELISTA))
UNDATED = replace(TERM, rule_id="D-05", key="elsewhere", due_at=None)
DONE = Closing(date(2026, 3, 4), "запись 1 формы № 2")


@pytest.fixture
def family(store: Store, clock: Clock) -> int:
    kept = Family("Бадмаева Анна", (Member(Person("Бадмаева", "Анна"), Role.MOTHER),))
    return Families(store.database, clock).create(kept, "petrova").id


@pytest.fixture
def terms(store: Store, clock: Clock) -> Terms:
    return Terms(store.database, clock)


def code(refused: pytest.ExceptionInfo[DecisionRefused]) -> str:
    return refused.value.code


def only(terms: Terms) -> KeptTerm:
    (kept,) = terms.list(closed=True)
    return kept


def test_terms_are_kept_whole_and_in_the_order_of_urgency(terms: Terms, family: int) -> None:
    threat = replace(LATER, rule_id="D-04", threat=True)
    assert terms.sync(family, (UNDATED, LATER, TERM, threat)) == 4
    kept = terms.list()
    assert [one.term for one in kept] == [threat, TERM, LATER, UNDATED]
    assert {one.family for one in kept} == {"Бадмаева Анна"}
    assert all(one.is_open for one in kept)


def test_the_same_terms_again_change_nothing(terms: Terms, family: int) -> None:
    terms.sync(family, (TERM, UNDATED))
    before = terms.list()
    assert terms.sync(family, (UNDATED, TERM)) == 0
    assert terms.list() == before
    assert [entry.what for entry in terms.history(before[0].id)] == ["opened"]


def test_an_open_term_moves_and_says_so(terms: Terms, family: int) -> None:
    terms.sync(family, (TERM,))
    moved = replace(TERM, due_at=TERM.event_at, immediate=True, threat=True)
    assert terms.sync(family, (moved,), "petrova") == 1
    assert only(terms).term == moved
    entry = terms.history(only(terms).id)[-1]
    assert (entry.who, entry.what) == ("petrova", "moved")
    assert (entry.old, entry.new) == (TERM.due_at.isoformat(), TERM.event_at.isoformat())  # type: ignore[union-attr]


def test_what_shows_that_it_was_done_closes_it_on_that_day(terms: Terms, family: int) -> None:
    terms.sync(family, (TERM,))
    terms.sync(family, (replace(TERM, closed=DONE),), "petrova")
    kept = only(terms)
    assert terms.list() == ()
    assert kept.term.closed == DONE
    assert kept.done_at == datetime(2026, 3, 4, tzinfo=ELISTA)
    assert (kept.done_by, kept.done_reason) == ("petrova", DONE.how)


def test_a_closed_term_never_moves_nor_opens_again(terms: Terms, family: int) -> None:
    terms.sync(family, (TERM,))
    term_id = only(terms).id
    closed = terms.close(term_id, "petrova", reason="обследована вместе с ПДН")
    moved = replace(TERM, due_at=TERM.event_at, threat=True)
    for later in ((moved,), (replace(TERM, closed=DONE),), (), (TERM,)):
        assert terms.sync(family, later) == 0
        assert terms.get(term_id) == closed


def test_closing_needs_a_paper_of_the_family_or_a_reason(
    terms: Terms, family: int, office: Office, store: Store
) -> None:
    """records.md section 17, rule 10."""
    terms.sync(family, (TERM,))
    term_id, paper = only(terms).id, office.reviewed("one")
    with pytest.raises(DecisionRefused) as refused:
        terms.close(term_id, "petrova", reason="  ")
    assert code(refused) == "value_required"
    with pytest.raises(DecisionRefused) as refused:
        terms.close(term_id, "petrova", document_id=paper + 1)
    assert code(refused) == "not_found"
    with pytest.raises(DecisionRefused) as refused:
        terms.close(term_id, "petrova", document_id=paper)
    assert code(refused) == "not_allowed"
    Families(store.database, store.clock).link(FamilyLink(paper, 1, family, "petrova"))
    kept = terms.close(term_id, "petrova", document_id=paper)
    assert (kept.done_document_id, kept.done_reason) == (paper, None)
    with pytest.raises(DecisionRefused) as refused:
        terms.close(term_id, "petrova", reason="ещё раз")
    assert code(refused) == "not_allowed"


def test_an_unknown_term_is_said_to_be_unknown(terms: Terms) -> None:
    with pytest.raises(DecisionRefused) as refused:
        terms.close(7, "petrova", reason="нет такого")
    assert code(refused) == "not_found"


def test_a_term_whose_event_was_taken_back_is_withdrawn_and_may_return(
    terms: Terms, family: int
) -> None:
    terms.sync(family, (TERM,))
    term_id = only(terms).id
    assert terms.sync(family, ()) == 1
    assert terms.list(closed=True) == ()
    with pytest.raises(DecisionRefused):
        terms.close(term_id, "petrova", reason="отпала")
    assert terms.sync(family, (TERM,)) == 1
    assert only(terms).id == term_id
    told = [entry.what for entry in terms.history(term_id)]
    assert told == ["opened", "withdrawn", "returned"]


def test_a_person_opens_it_again_and_the_program_does_not_close_it(
    terms: Terms, family: int
) -> None:
    terms.sync(family, (replace(TERM, closed=DONE),))
    term_id = only(terms).id
    with pytest.raises(DecisionRefused) as refused:
        terms.reopen(term_id, "petrova", " ")
    assert code(refused) == "value_required"
    assert terms.reopen(term_id, "petrova", "бумага другой семьи").is_open
    terms.sync(family, (replace(TERM, closed=DONE),))
    assert terms.get(term_id).is_open
    with pytest.raises(DecisionRefused) as refused:
        terms.reopen(term_id, "petrova", "ещё раз")
    assert code(refused) == "not_allowed"


def test_terms_of_one_family_are_listed_alone(terms: Terms, family: int, store: Store) -> None:
    other = Families(store.database, store.clock).create(
        Family("Эрднеева Галина", (Member(Person("Эрднеева", "Галина"), Role.MOTHER),)), "petrova"
    )
    terms.sync(family, (TERM,))
    terms.sync(other.id, (LATER,))
    assert [one.term for one in terms.list(other.id)] == [LATER]
    assert len(terms.list()) == 2


def test_the_last_working_out_is_remembered(terms: Terms) -> None:
    assert terms.worked_out() is None
    terms.note_worked_out("2026-03-02")
    terms.note_worked_out("2026-03-03")
    assert terms.worked_out() == "2026-03-03"
