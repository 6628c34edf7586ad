"""Papers, families and letters are found by words as they stand now, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import Office

from casework.family import Family, Member, Person, Role
from casework.searching import Hit, Subject, Where
from nlp.search_words import SearchWords
from pipeline.search_desk import SearchDesk
from storage import chronicle
from storage.families import Families
from storage.store import Store


@pytest.fixture(scope="module")
def words() -> SearchWords:
    return SearchWords.load()


@pytest.fixture
def desk(store: Store) -> SearchDesk:
    return SearchDesk(store)


def found(desk: SearchDesk, asked: str, **how: object) -> list[tuple[Subject, int]]:
    desk.catch_up()
    return [(hit.subject, hit.id) for hit in hits(desk, asked, **how)]


def hits(desk: SearchDesk, asked: str, **how: object) -> tuple[Hit, ...]:
    return desk.find(asked, "Петрова", **how)  # type: ignore[arg-type]


def test_a_paper_is_found_by_people_and_words(office: Office, desk: SearchDesk) -> None:
    paper = office.reviewed("а")
    for asked in ("Лебедева", "Лебедевой Анны", "семьи", '"сообщаем о семье"', "Лебед*"):
        assert found(desk, asked) == [(Subject.DOCUMENT, paper)], asked
    assert found(desk, "тромбон") == []
    assert found(desk, "«»*") == []


def test_the_words_found_are_marked(office: Office, desk: SearchDesk) -> None:
    office.reviewed("а")
    desk.catch_up()
    (hit,) = hits(desk, "Лебедева")
    assert [hit.snippet[start:stop] for start, stop in hit.marks] == ["Лебедевой"]
    assert hit.page == 1


def test_only_one_kind_or_place(office: Office, desk: SearchDesk) -> None:
    paper = office.reviewed("а")
    assert found(desk, "семья", kinds=("court_act",)) == []
    assert found(desk, "семья", kinds=("prevention_referral",)) == [(Subject.DOCUMENT, paper)]
    assert found(desk, "семья", places=(Where.NUMBER, Where.PEOPLE)) == []


def test_a_changed_family_is_found_anew(store: Store, desk: SearchDesk) -> None:
    families = Families(store.database, store.clock)
    mother = Member(Person("Ступина", "Вера", "Ильинична"), Role.MOTHER)
    kept = families.create(
        Family("Ступина В. И.", (mother,), "п. Ручьи, ул. Мира, д. 4"), "Петрова"
    )
    assert found(desk, "Ступиной") == [(Subject.FAMILY, kept.id)]
    child = Member(Person("Ступин", "Клим", "Олегович"), Role.CHILD)
    changed = Family("Ступина В. И.", (*kept.members, child), id=kept.id, version=kept.version)
    families.change(changed, "Петрова")
    assert found(desk, "Клима") == [(Subject.FAMILY, kept.id)]
    assert found(desk, "Ручьи") == []


def test_a_family_that_was_taken_in_is_found_in_the_other(store: Store, desk: SearchDesk) -> None:
    families = Families(store.database, store.clock)
    people = (Person("Ступина", "Вера"), Person("Ступин", "Клим"))
    kept = [
        families.create(Family(one.last_name, (Member(one, Role.OTHER_ADULT),)), "Петрова")
        for one in people
    ]
    assert found(desk, "Клим") == [(Subject.FAMILY, kept[1].id)]
    families.merge(kept[0].id, kept[1].id, "Петрова")
    assert found(desk, "Клим") == [(Subject.FAMILY, kept[0].id)]


def test_who_looked_for_what_is_written(office: Office, store: Store, desk: SearchDesk) -> None:
    office.reviewed("а")
    found(desk, "Лебедева")
    with store.database.reading() as session:
        (line,) = chronicle.entries(session, "search")
    assert (line.who, line.new) == ("Петрова", "Лебедева")


def test_made_anew_it_finds_the_same(office: Office, desk: SearchDesk) -> None:
    paper = office.reviewed("а")
    assert found(desk, "семья") == [(Subject.DOCUMENT, paper)]
    desk.rebuild()
    assert found(desk, "семья") == [(Subject.DOCUMENT, paper)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(asked=st.text(max_size=60) | st.text(alphabet='"*()-:^{}AND OR NEAR', max_size=30))
def test_no_question_is_a_command(desk: SearchDesk, asked: str) -> None:
    assert desk.find(asked, "Петрова") == ()
