"""Joining and parting families can always be taken back, and then all is as it was."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.draft import DecisionRefused
from casework.family import Family, Member, Person, Role, head_label
from storage.families import Families
from storage.store import Store

NAMES = st.sampled_from(["Анна", "Бадма", "Виктор", "Герел", "А.", ""])
FATHERS = st.sampled_from(["Олеговна", "Петрович", "О.", ""])
DAYS = st.one_of(st.none(), st.dates(date(1980, 1, 1), date(2024, 12, 31)))


@st.composite
def people(draw: st.DrawFn) -> Person:
    born = draw(DAYS)
    given_name = draw(NAMES)
    return Person(
        draw(st.sampled_from(["Иванова", "Бадмаев", "Ким"])),
        given_name,
        draw(FATHERS),
        born,
        born.year if born else draw(st.sampled_from([None, 1990, 2014])),
        partial=given_name.endswith("."),
    )


@st.composite
def families_of(draw: st.DrawFn) -> Family:
    members = tuple(
        Member(person, draw(st.sampled_from(Role)))
        for person in draw(st.lists(people(), min_size=1, max_size=5))
    )
    addresses = st.sampled_from(["", "с. Ковыльное, ул. Речная, д. 3", "п. Ковыльный"])
    return Family(head_label(members), members, draw(addresses), draw(addresses))


def seen(families: Families, *ids: int) -> list[Family]:
    """Families without their versions, which grow with every change."""
    return [replace(families.get(one), version=0) for one in ids]


LAW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def families() -> Families:
    store = Store.open(Path(tempfile.mkdtemp()))
    return Families(store.database, store.clock)


@LAW
@given(families_of(), families_of())
def test_a_merge_that_is_undone_leaves_both_families_as_they_were(
    families: Families, one: Family, other: Family
) -> None:
    ids = [families.create(family, "petrova").id for family in (one, other)]
    before = seen(families, *ids)
    merged = families.merge(ids[0], ids[1], "petrova")
    assert families.resolve(ids[1]) == merged.id == ids[0]
    kept = {member.person.id for member in merged.members}
    assert kept <= {m.person.id for family in before for m in family.members}
    families.undo(ids[0], "petrova")
    assert seen(families, *ids) == before
    assert families.resolve(ids[1]) == ids[1]


@LAW
@given(families_of(), st.data())
def test_a_split_that_is_undone_leaves_the_family_as_it_was(
    families: Families, family: Family, data: st.DataObject
) -> None:
    kept = families.create(family, "petrova")
    people = [member.person.id for member in kept.members]
    leaving = data.draw(st.sets(st.sampled_from(people)))
    if not leaving or len(leaving) == len(people):
        with pytest.raises(DecisionRefused):
            families.split(kept.id, leaving, (), "petrova")
        return
    before = seen(families, kept.id)
    fresh = families.split(kept.id, leaving, (), "petrova")
    assert {member.person.id for member in fresh.members} == leaving
    rest = {member.person.id for member in families.get(kept.id).members}
    assert rest == set(people) - leaving
    families.undo(kept.id, "petrova")
    assert seen(families, kept.id) == before
    assert families.resolve(fresh.id) == kept.id


@LAW
@given(families_of(), families_of(), families_of())
def test_merges_are_undone_from_the_last_to_the_first(
    families: Families, one: Family, other: Family, third: Family
) -> None:
    ids = [families.create(family, "petrova").id for family in (one, other, third)]
    before = seen(families, *ids)
    families.merge(ids[0], ids[1], "petrova")
    between = seen(families, *ids)
    families.merge(ids[0], ids[2], "petrova")
    families.undo(ids[0], "petrova")
    assert seen(families, *ids) == between
    families.undo(ids[0], "petrova")
    assert seen(families, *ids) == before
    with pytest.raises(DecisionRefused, match="нечего отменять"):
        families.undo(ids[0], "petrova")
