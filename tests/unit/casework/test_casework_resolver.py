"""People and families held side by side: what agrees, what speaks against, how sure that makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.family import Family, Member, Person, Role, head_label
from casework.resolver.addresses import compare_addresses
from casework.resolver.keys import family_keys
from casework.resolver.match import Fit, compare, compare_births, compare_surname, is_plainly_same
from casework.resolver.names import Name, part, sex_of
from casework.resolver.propose import SURE, Proposal, fitted, probabilities, propose, short_list

HOME = "с. Ковыльное, ул. Речная, д. 3, кв. 1"


def person(name: str, born: str = "", year: int | None = None) -> Person:
    parts = part(name)
    day = date.fromisoformat(born) if born else None
    return Person(
        parts.surname,
        parts.given,
        parts.patronymic,
        day,
        day.year if day else year,
        sex_of(parts.patronymic),
        partial=parts.given.endswith("."),
    )


def member(role: Role, name: str, born: str = "", year: int | None = None, id: int = 0) -> Member:
    return Member(replace(person(name, born, year), id=id), role)


def household(*members: Member, address: str = "", id: int = 0) -> Family:
    return Family(head_label(members), members, address, id=id)


MOTHER = member(Role.MOTHER, "Бадмаева Герел Санджиевна", "1990-05-02", id=11)
ANNA = member(Role.CHILD, "Бадмаева Анна Олеговна", "2014-09-14", id=12)
ALINA = member(Role.CHILD, "Бадмаева Алина Олеговна", "2014-09-14", id=13)
KEPT = household(MOTHER, ANNA, address=HOME, id=3)
OTHERS = household(
    member(Role.MOTHER, "Ткаченко Вера Ильинична", "1985-01-20"),
    member(Role.CHILD, "Ткаченко Илья Петрович", "2012-03-03"),
    address="п. Ковыльный, ул. Садовая, д. 8",
    id=4,
)


def first(said: Family, *kept: Family) -> Proposal:
    return propose(said, kept)[0]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Иванова Мария Петровна", Name("Иванова", "Мария", "Петровна")),
        ("Иванова М.П.", Name("Иванова", "М.", "П.")),
        ("Иванова М. П.", Name("Иванова", "М.", "П.")),
        ("Мамедов Рауф Ахмед оглы", Name("Мамедов", "Рауф", "Ахмед оглы")),
        ("Мария Петровна", Name("", "Мария", "Петровна")),
        ("Иванова Мария", Name("Иванова", "Мария")),
        ("Мария", Name("", "Мария")),
        ("", Name("")),
    ],
)
def test_names_are_parted(written: str, parts: Name) -> None:
    assert part(written) == parts


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("Иванов", "Иванова", Fit.SAME),
        ("Ивановой", "Иванов", Fit.SAME),
        ("Вишневский", "Вишневская", Fit.SAME),
        ("Королёв", "Королева", Fit.SAME),
        ("Бадмаева", "Бадмасва", Fit.NEAR),
        ("Бадмаева", "Манджиева", Fit.DIFFERS),
        ("", "Манджиева", Fit.UNKNOWN),
    ],
)
def test_surnames_agree_over_gender_case_and_misreading(one: str, other: str, fit: Fit) -> None:
    assert compare_surname(one, other) is fit


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        (("2014-09-14", None), ("2014-09-14", None), Fit.SAME),
        (("2014-09-14", None), ("2014-09-17", None), Fit.NEAR),
        (("2014-03-05", None), ("2014-05-03", None), Fit.NEAR),
        (("2014-09-14", None), ("", 2014), Fit.NEAR),
        (("2014-09-14", None), ("2012-01-03", None), Fit.DIFFERS),
        (("2014-09-14", None), ("", 2010), Fit.DIFFERS),
        (("2014-09-14", None), ("", None), Fit.UNKNOWN),
    ],
)
def test_births(one: tuple[str, int | None], other: tuple[str, int | None], fit: Fit) -> None:
    people = [person("Бадмаева Анна", *known) for known in (one, other)]
    assert compare_births(*people) is compare_births(*reversed(people)) is fit


@pytest.mark.parametrize(
    ("other", "fit"),
    [
        ("ул. Речная, д. 3, кв. 1", Fit.SAME),
        ("Ковыльное, улица Речная, дом 3, квартира 1", Fit.SAME),
        ("с. Ковыльное, ул. Рсчная, д. 3, кв. 1", Fit.SAME),
        ("с. Ковыльное, ул. Речная, д. 3", Fit.NEAR),
        ("с. Ковыльное, ул. Речная, д. 5, кв. 1", Fit.DIFFERS),
        ("с. Ковыльное, ул. Садовая, д. 3, кв. 1", Fit.DIFFERS),
        ("", Fit.UNKNOWN),
    ],
)
def test_addresses(other: str, fit: Fit) -> None:
    assert compare_addresses(HOME, other) is fit


def test_initials_are_never_a_whole_name() -> None:
    likeness = compare(person("Бадмаева Г.С."), MOTHER.person)
    assert (likeness.given, likeness.patronymic) == (Fit.INITIAL, Fit.INITIAL)
    assert not is_plainly_same(person("Бадмаева Г.С."), person("Бадмаева Г.С."))
    assert compare(person("Бадмаева В.С."), MOTHER.person).given is Fit.DIFFERS


@pytest.mark.parametrize(
    "spoilt",
    [
        household(member(Role.CHILD, "Бадмасва Анна Олеговна", "2014-09-14")),
        household(member(Role.CHILD, "Манджиева Анна Олеговна", "2014-09-14")),
        household(member(Role.CHILD, "Бадмаева Аниа Олеговна", "2014-09-19")),
        household(member(Role.CHILD, "Бадмаева А.О.")),
        household(member(Role.CHILD, "Бадмаева Анна", year=2014)),
        household(member(Role.CHILD, "Сидорова Яна Ивановна"), address="ул. Речная, д. 3, кв. 1"),
    ],
)
def test_one_misreading_never_hides_a_family(spoilt: Family) -> None:
    assert family_keys(spoilt) & family_keys(KEPT)


def test_a_child_with_its_birth_date_is_proposed_for_sure_with_the_reason() -> None:
    said = household(member(Role.CHILD, "Бадмаева Анна Олеговна", "2014-09-14"), MOTHER)
    found = first(said, KEPT, OTHERS)
    assert (found.family.id, found.newcomers) == (3, ())
    assert found.probability >= SURE
    assert "ребёнок Бадмаева Анна Олеговна: имя и дата рождения совпали" in found.reasons


def test_who_is_not_in_the_family_is_a_newcomer_and_no_member() -> None:
    found = first(household(MOTHER, ANNA, ALINA), KEPT)
    assert [one.person.full_name for one in found.newcomers] == ["Бадмаева Алина Олеговна"]
    assert any("имя другое" in reason for reason in found.reasons)


def test_twins_are_told_by_their_names() -> None:
    said = household(replace(ALINA, person=replace(ALINA.person, id=0)))
    found = first(said, household(MOTHER, ANNA, ALINA, id=3))
    assert [kept.person.id for _, kept in found.known] == [13]


def test_a_remarried_mother_is_found_by_her_birth_and_the_child() -> None:
    renamed = member(Role.MOTHER, "Ткаченко Герел Санджиевна", "1990-05-02")
    found = first(household(renamed, ANNA), KEPT, OTHERS)
    assert found.family.id == 3
    assert found.probability >= SURE
    assert any("фамилия другая (Ткаченко)" in reason for reason in found.reasons)


def test_namesakes_share_the_probability() -> None:
    said = household(member(Role.MOTHER, "Бадмаева Герел Санджиевна"))
    proposals = propose(said, [KEPT, replace(KEPT, id=7)])
    assert [one.probability for one in proposals] == pytest.approx([proposals[0].probability] * 2)
    assert proposals[0].probability <= 0.5


def test_a_namesake_of_another_birth_is_no_sure_proposal() -> None:
    said = household(
        member(Role.MOTHER, "Бадмаева Герел Санджиевна", "1978-11-30"),
        member(Role.CHILD, "Бадмаев Виктор Ильич", "2010-01-08"),
    )
    assert all(one.probability < 0.5 for one in propose(said, [KEPT]))


@pytest.mark.parametrize("others", [(), (OTHERS,)])
def test_initials_alone_are_never_sure(others: tuple[Family, ...]) -> None:
    said = household(member(Role.MOTHER, "Бадмаева Г.С."), member(Role.CHILD, "Бадмаева А.О."))
    found = first(said, KEPT, *others)
    assert 0 < found.probability < SURE
    assert "мать Бадмаева Герел Санджиевна: совпали только фамилия и инициалы" in found.reasons


def test_one_given_name_is_never_sure() -> None:
    found = first(household(member(Role.CHILD, "Бадмаева Анна")), KEPT)
    assert 0 < found.probability < SURE


def test_nobody_found_again_is_a_new_family() -> None:
    assert propose(household(member(Role.MOTHER, "Седых Яна Ильинична")), [KEPT, OTHERS]) == ()
    assert propose(household(MOTHER), []) == ()


def test_the_short_list_holds_those_that_share_rare_keys() -> None:
    under = {"rare": (5,), "common": tuple(range(6, 26)), "other": (5, 9)}
    assert short_list(under)[:2] == (5, 9)
    assert len(short_list(under)) <= 5
    assert short_list({}) == ()


FEATURES = st.dictionaries(
    st.sampled_from(sorted(fitted())), st.floats(0, 3, allow_nan=False), max_size=8
)


@given(st.lists(FEATURES, max_size=6))
def test_probabilities_of_all_families_leave_room_for_a_new_one(
    candidates: list[dict[str, float]],
) -> None:
    chances = probabilities(candidates, fitted())
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1 + 1e-9
