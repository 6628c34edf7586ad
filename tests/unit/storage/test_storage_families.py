"""Families are kept with their people, linked to papers, changed by who saw the last version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from office import MORNING, Office

from casework.draft import ConfirmedRecord, DecisionRefused
from casework.family import Family, FamilyLink, Member, Person, PersonDocument, Role
from casework.resolver.keys import family_keys
from storage.families import Families
from storage.records import Records
from storage.store import Store

MOTHER = Member(
    Person(
        "Бадмаева",
        "Герел",
        "Санджиевна",
        date(1990, 5, 2),
        1990,
        "f",
        documents=(PersonDocument("passport", "8512", "345678"),),
    ),
    Role.MOTHER,
    work_or_study="не работает",
)
SON = Member(
    Person("Бадмаев", "Чингис", "Олегович", date(2014, 9, 14), 2014, "m"),
    Role.CHILD,
    lives_with_family=True,
)
FAMILY = Family("Бадмаева Герел Санджиевна", (MOTHER, SON), "с. Ковыльное, ул. Речная, д. 3")


@pytest.fixture
def families(store: Store) -> Families:
    return Families(store.database, store.clock)


def unkept(family: Family) -> Family:
    """The family without what keeping it added."""
    members = tuple(replace(m, person=replace(m.person, id=0)) for m in family.members)
    return replace(family, members=members, id=0, version=0)


def code(refused: pytest.ExceptionInfo[DecisionRefused]) -> str:
    return refused.value.code


def test_a_family_comes_back_as_it_was_kept(families: Families) -> None:
    kept = families.create(FAMILY, "petrova")
    assert unkept(kept) == FAMILY
    assert families.get(kept.id) == kept
    assert [(e.who, e.what, e.new) for e in families.history(kept.id)] == [
        ("petrova", "created", FAMILY.head_label)
    ]


def test_families_come_page_by_page(families: Families) -> None:
    ids = [families.create(FAMILY, "petrova").id for _ in range(5)]
    first = families.all(limit=3)
    assert [family.id for family in first] == ids[:3]
    assert [family.id for family in families.all(first[-1].id, 3)] == ids[3:]


def test_a_change_of_members_leaves_a_line_for_each(families: Families) -> None:
    kept = families.create(FAMILY, "petrova")
    mother, _son = kept.members
    sister = Member(Person("Бадмаева", "Алтана", "Олеговна"), Role.CHILD)
    older = replace(mother, person=replace(mother.person, last_name="Манджиева"))
    changed = families.change(replace(kept, members=(older, sister)), "petrova", "вышла замуж")
    assert [m.person.full_name for m in changed.members] == [
        "Манджиева Герел Санджиевна",
        "Бадмаева Алтана Олеговна",
    ]
    assert changed.version > kept.version
    lines = families.history(kept.id)[1:]
    assert {line.what for line in lines} == {"member_left", "member_joined", "member_changed"}
    assert all(line.reason == "вышла замуж" for line in lines)
    assert "345678" not in str(lines)


def test_who_saw_an_older_version_is_refused(families: Families) -> None:
    kept = families.create(FAMILY, "petrova")
    families.change(replace(kept, actual_address="п. Ковыльный"), "petrova")
    with pytest.raises(DecisionRefused) as refused:
        families.change(replace(kept, actual_address="г. Белополье"), "ivanova")
    assert code(refused) == "stale_draft"
    assert families.get(kept.id).actual_address == "п. Ковыльный"


def test_a_family_is_found_under_its_keys_as_they_change(families: Families) -> None:
    kept = families.create(FAMILY, "petrova")
    keys = family_keys(FAMILY)
    assert families.under(keys) == dict.fromkeys(keys, (kept.id,))
    mother, _son = kept.members
    families.change(replace(kept, members=(mother,)), "petrova")
    assert set(families.under(keys)) < keys


def test_a_key_that_too_many_share_is_not_followed(families: Families) -> None:
    for _ in range(30):
        families.create(replace(FAMILY, members=(SON,)), "petrova")
    assert families.under(family_keys(FAMILY)) == {}


def test_a_paper_is_linked_once_and_unlinked_with_both_kept(
    families: Families, office: Office, store: Store
) -> None:
    paper = office.reviewed("a")
    kept, other = (families.create(FAMILY, "petrova").id for _ in range(2))
    link = FamilyLink(paper, 1, kept, "petrova")
    assert families.link(link, 0.97, ["адрес тот же"]) == families.link(link) == link
    assert families.links_of_document(paper) == families.links_of_family(kept) == (link,)
    assert families.documents_of(kept) == (paper,)
    with pytest.raises(DecisionRefused) as refused:
        families.link(replace(link, family_id=other))
    assert code(refused) == "not_allowed"
    assert families.unlink(paper, 1, "ivanova", "однофамильцы") == link
    assert families.links_of_document(paper) == ()
    assert [e.what for e in families.history(kept)] == ["created", "linked", "unlinked"]
    assert [e.what for e in store.history(paper)][-2:] == ["family", "family"]
    families.link(replace(link, family_id=other))
    assert families.documents_of(other) == (paper,)


def test_a_family_of_a_linked_paper_is_not_kept(families: Families, office: Office) -> None:
    paper = office.reviewed("a")
    kept = families.create_linked(FAMILY, paper, 1, "petrova")
    assert families.documents_of(kept.id) == (paper,)
    with pytest.raises(DecisionRefused) as refused:
        families.create_linked(FAMILY, paper, 1, "ivanova")
    assert code(refused) == "not_allowed"
    assert families.all() == (kept,)


def test_what_is_not_there_is_refused(families: Families, office: Office) -> None:
    paper = office.reviewed("a")
    kept = families.create(FAMILY, "petrova").id
    for attempt in (
        lambda: families.get(7),
        lambda: families.resolve(7),
        lambda: families.link(FamilyLink(paper, 1, 7, "petrova")),
        lambda: families.link(FamilyLink(99, 1, kept, "petrova")),
        lambda: families.unlink(paper, 1, "petrova"),
    ):
        with pytest.raises(DecisionRefused) as refused:
            attempt()
        assert code(refused) == "not_found"
    with pytest.raises(DecisionRefused) as refused:
        families.create(replace(FAMILY, members=()), "petrova")
    assert code(refused) == "value_required"


def test_papers_go_with_a_merge_and_a_split_and_come_back(
    families: Families, office: Office
) -> None:
    one, other = office.reviewed("a"), office.reviewed("b")
    kept, taken = (families.create(FAMILY, "petrova").id for _ in range(2))
    families.link(FamilyLink(one, 1, kept, "petrova"))
    families.link(FamilyLink(other, 1, taken, "petrova"))
    merged = families.merge(kept, taken, "petrova", reason="одна семья")
    assert len(merged.members) == 2, "who is plainly in both stays once"
    assert families.documents_of(kept) == families.documents_of(taken) == (one, other)
    assert families.get(taken).members == ()
    assert families.under(family_keys(FAMILY)).popitem()[1] == (kept,)
    fresh = families.split(kept, {merged.members[1].person.id}, [other], "petrova")
    assert (families.documents_of(kept), families.documents_of(fresh.id)) == ((one,), (other,))
    assert fresh.head_label == "Бадмаев Чингис Олегович"
    families.undo(kept, "petrova")
    families.undo(kept, "petrova")
    assert (families.documents_of(kept), families.documents_of(taken)) == ((one,), (other,))


def test_records_go_with_a_merge_and_know_whose_they_are(families: Families, store: Store) -> None:
    records = Records(store.database, store.clock)
    kept, taken = (families.create(FAMILY, "petrova").id for _ in range(2))
    row = records.enter(
        ConfirmedRecord(None, 9, "", (), "petrova", MORNING, family_id=taken), "petrova"
    )
    families.merge(kept, taken, "petrova")
    (moved,) = records.of_family(kept)
    assert (moved.id, moved.record.family_id, moved.entry_no) == (row.id, kept, row.entry_no)
    assert records.of_family(taken) == ()
    families.undo(kept, "petrova")
    (back,) = records.of_family(taken)
    assert back.record == row.record
    told = [(entry.old, entry.new) for entry in records.history(row.id) if entry.what == "family"]
    assert told == [(str(taken), str(kept)), (str(kept), str(taken))]


def test_of_two_rows_of_one_person_the_one_that_knows_more_stays(families: Families) -> None:
    unborn = replace(SON, person=replace(SON.person, birth_date=None, birth_year=None))
    poor = families.create(replace(FAMILY, members=(unborn,)), "petrova")
    rich = families.create(replace(FAMILY, members=(SON,)), "petrova")
    (stayed,) = families.merge(poor.id, rich.id, "petrova").members
    assert stayed == rich.members[0]


def test_what_changed_since_can_not_be_undone(families: Families) -> None:
    one, other, third = (families.create(FAMILY, "petrova") for _ in range(3))
    with pytest.raises(DecisionRefused) as refused:
        families.merge(one.id, other.id, "petrova", (one.version + 1, None))
    assert code(refused) == "stale_draft"
    mother, _son = one.members
    fresh = families.split(one.id, {mother.person.id}, (), "petrova")
    families.merge(third.id, fresh.id, "petrova")
    for attempt in (
        lambda: families.undo(one.id, "petrova"),
        lambda: families.undo(fresh.id, "petrova"),
        lambda: families.merge(one.id, fresh.id, "petrova"),
        lambda: families.merge(one.id, one.id, "petrova"),
    ):
        with pytest.raises(DecisionRefused) as refused:
            attempt()
        assert code(refused) == "not_allowed"
