"""What letters say of a family; what is missing is told before anything is written."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest
from casework_cases import letter, paper, row

from casework.draft import DecisionRefused
from casework.family import Family, Member, Person, Role
from casework.family_case import FamilyCase
from casework.forms import load_region
from casework.letter_spec import VALUES, read_letters
from casework.letters import BLANK, Sender, Values, answers, blanks, compose, filled, find_letter
from casework.toml_table import RegionDataError, Table

REGION = load_region("kalmykia")
FAMILY = Family(
    "Юдина Вера Олеговна",
    (
        Member(Person("Юдина", "Вера", "Олеговна", date(1985, 3, 12)), Role.MOTHER),
        Member(Person("Юдин", "Марк"), Role.CHILD, work_or_study="школа № 3"),
    ),
    "п. Ковыльный, ул. Садовая, д. 9",
    id=1,
)
CASE = FamilyCase(
    FAMILY,
    records=(
        row(2, survey_on="2026-01-16"),
        row(
            4,
            registered_on="2026-01-20",
            registration_session__protocol_no="4",
            registration_session__session_on="2026-01-19",
            registration_reason=("low_income",),
            removal_ground="plan_done_causes_removed",
        ),
        row(6, 1, visited_on="2026-02-03", actions_help="беседа с матерью"),
        row(6, 2, visited_on="2026-04-03", actions_help="уже другой квартал"),
    ),
    papers=(paper("need_decision", "2026-01-18", doc_number="77"),),
)
SENDER = Sender("КЦСОН", director="И.И. Орлова", director_post="Директор", executor="Анна")


def composed(rule: str, case: FamilyCase = CASE, **given: str) -> Values:
    spec = find_letter(REGION.letters, rule, None)
    return compose(case, REGION, spec, SENDER, date(2026, 3, 10), given)


def test_there_is_a_letter_for_every_duty_that_is_done_by_one() -> None:
    assert {spec.rule_id for spec in REGION.letters} == {
        "D-05", "D-06", "D-09", "D-11", "D-16", "D-17", "D-18",
    }  # fmt: skip


def test_values_come_from_what_is_kept() -> None:
    values = composed("D-09")
    assert values["act_date"] == "16.01.2026"
    assert values["need_decision"] == "от 18.01.2026 № 77"
    assert values["registration_session"] == "№ 4 от 19.01.2026"
    assert values["registration_reason"] == "Малообеспеченная"
    assert values["children"] == (
        {"name": "Юдин Марк", "role": "несовершеннолетний", "birth_date": "", "work": "школа № 3"},
    )
    assert values["subject"] == "О направлении материалов: Юдина Вера Олеговна"


def test_a_periodic_letter_tells_of_its_own_period() -> None:
    values = composed("D-16")
    assert values["period"] == "за 1 квартал 2026 года"
    assert values["patronage"] == ({"date": "03.02.2026", "text": "беседа с матерью"},)
    assert composed("D-17")["period"] == "за 1 полугодие 2026 года"


def test_what_is_needed_and_missing_is_told_in_words() -> None:
    with pytest.raises(DecisionRefused) as refused:
        composed("D-09", FamilyCase(Family("Юдина", (), id=1)))
    assert refused.value.code == "value_required"
    assert "адрес проживания семьи" in refused.value.message
    assert "дата первичного акта" in refused.value.message


def test_a_person_may_give_what_is_not_kept() -> None:
    with pytest.raises(DecisionRefused):
        composed("D-05")
    values = composed("D-05", addressee="Директору", registration_address="г. Элиста")
    assert values["registration_address"] == "г. Элиста"
    with pytest.raises(DecisionRefused) as refused:
        composed("D-09", nonsense="1")
    assert refused.value.code == "unknown_cell"


def test_what_may_be_missing_is_a_visible_blank_line() -> None:
    values = composed("D-18")
    assert VALUES["council"] in blanks(values)
    shown = filled(values)
    assert shown["council"] == BLANK
    assert shown["bodies"] == ()
    assert set(shown) == set(VALUES)


@pytest.mark.parametrize(
    ("number", "day", "same"),
    [
        ("7", "2026-03-02", True),
        ("№ 7", "", True),
        ("07", "2026-03-02", True),
        ("7", "2026-03-03", False),
        ("17", "2026-03-02", False),
    ],
)
def test_a_reply_names_the_letter_by_number_and_day(number: str, day: str, same: bool) -> None:
    assert answers(letter("D-09", "2026-03-02"), number, day) is same


def test_an_unknown_letter_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(DecisionRefused, match="kdn_materials") as refused:
        find_letter(REGION.letters, "D-01", None)
    assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('template = "../x.docx"', "без папок"),
        ('template = "none.docx"', "нет шаблона"),
        ('template = "kdn_materials.docx"\nneeds = ["passport"]', "нет таких значений"),
    ],
)
def test_wrong_letters_are_told_at_once(line: str, told: str) -> None:
    text = f'[[letter]]\nid = "a"\ntitle = "б"\nkind = "kdn"\nsubject = "в"\n{line}\n'
    templates = resources.files("casework") / "regions" / "kalmykia" / "letters"
    with pytest.raises(RegionDataError, match=told):
        read_letters(Table.parse(text, "letters.toml"), templates)
