"""What a paper says of its families: as found, and as a person decided column 4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invented import ARRIVAL, Paper, referral

from casework.draft import Cell, CellState, Draft, Row, Subject
from casework.family import Role
from casework.forms import load_region
from casework.prefill import propose
from casework.resolver.people import families_of

REGION = load_region("kalmykia")


def draft(paper: Paper) -> Draft:
    findings = paper.findings()
    return Draft(1, 1, findings, propose(findings, ARRIVAL, REGION))


def decided(paper: Paper, *subjects: Subject) -> Draft:
    """The draft with column 4 as a person corrected it."""
    found = draft(paper)

    def cell(one: Cell) -> Cell:
        corrected = replace(one, value=subjects, state=CellState.CORRECTED)
        return corrected if one.id == "subjects" else one

    rows = tuple(Row(row.form, tuple(map(cell, row.cells))) for row in found.rows)
    return replace(found, rows=rows)


def named(told: Draft, number: int = 1) -> dict[str, Role]:
    return {m.person.full_name: m.role for m in families_of(told)[number].members}


def test_people_come_with_roles_births_and_the_address() -> None:
    family = families_of(draft(referral()))[1]
    mother, son, grandmother = family.members
    assert family.head_label == "Бадмаева Герел Санджиевна"
    assert family.actual_address == "с. Ковыльное, ул. Речная, д. 3"
    assert (mother.role, mother.person.birth_date) == (Role.MOTHER, date(1990, 5, 2))
    assert (son.role, son.person.sex, son.person.year) == (Role.CHILD, "m", 2014)
    assert (grandmother.role, grandmother.person.partial) == (Role.OTHER_ADULT, True)


def test_a_decided_name_stands_and_who_was_struck_out_is_gone() -> None:
    told = decided(referral(), Subject("Бадмаева Герел Санжиевна", ("mother",), "1990-05-03"))
    assert named(told) == {
        "Бадмаева Герел Санжиевна": Role.MOTHER,
        "Манджиева К.Б.": Role.OTHER_ADULT,
    }
    (mother, *_) = families_of(told)[1].members
    assert mother.person.birth_date == date(1990, 5, 3)


def test_a_person_whom_only_the_reviewer_saw_joins_the_family_of_the_surname() -> None:
    subjects = (
        Subject("Бадмаева Герел Санджиевна", ("mother",)),
        Subject("Бадмаев Чингис Олегович", ("child",)),
        Subject("Бадмаева Айса Олеговна", ("child",)),
    )
    assert named(decided(referral(), *subjects))["Бадмаева Айса Олеговна"] is Role.CHILD


def test_families_of_a_register_are_kept_apart_without_the_paper_s_address() -> None:
    text = "Иванова Анна Петровна и Седых Яна Ильинична, п. Степной, ул. Новая, д. 1"
    paper = (
        Paper(text, "benefit_register")
        .field("address", "п. Степной, ул. Новая, д. 1", "п. Степной, ул. Новая, д. 1")
        .person("Иванова Анна Петровна", "Иванова Анна Петровна", "mother")
        .person("Седых Яна Ильинична", "Седых Яна Ильинична", "mother", family=2)
    )
    found = families_of(draft(paper))
    assert [family.head_label for family in found.values()] == [
        "Иванова Анна Петровна",
        "Седых Яна Ильинична",
    ]
    assert {family.actual_address for family in found.values()} == {""}


def test_who_is_unlikelier_than_not_is_nobody() -> None:
    paper = Paper("Петрова Анна", "other").person("Петрова Анна", "Петрова Анна", "child", sure=0.3)
    assert families_of(draft(paper)) == {}
