"""Titles and lists say what the order says, letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.forms import ClosedList, JournalSpec, load_region

REGION = load_region("kalmykia")
INFO_JOURNAL = REGION.form(1)
TEXT = (Path(__file__).parent / "data" / "order_kalmykia_annexes.txt").read_text("utf-8")


def plain(text: str) -> str:
    """Line breaks and marks of layout removed; words, case and punctuation kept."""
    return " ".join(text.replace("*", "").replace("#", "").split())


def annex(number: int) -> str:
    """The text from one annex's caption to the next caption."""
    start = TEXT.index(f"Приложение № {number} ")
    return TEXT[start : TEXT.index("\nПриложение № ", start)]


def printed_journals() -> list[str]:
    """The journals of annex 1 in their order, each from its title to its table."""
    return [f"ЖУРНАЛ{part}" for part in annex(1).split("ЖУРНАЛ")[1:]]


def lines_of(number: int) -> set[str]:
    """Every cell and line of an annex."""
    return {
        plain(cell).rstrip(":") for line in annex(number).splitlines() for cell in line.split("\t")
    }


@pytest.mark.parametrize("journal", INFO_JOURNAL.journals, ids=lambda journal: journal.category)
def test_the_journals_of_annex_1_are_those_of_the_order(journal: JournalSpec) -> None:
    block = printed_journals()[["tzhs", "sop"].index(journal.category)]
    title, _, table = block.partition(INFO_JOURNAL.caption)
    assert plain(title) == journal.title
    header, numbers = table.strip().splitlines()
    assert header.split("\t") == [column.title for column in INFO_JOURNAL.columns]
    assert numbers.split("\t") == list(journal.numbers)


def test_the_line_above_the_form_is_the_orders_without_its_slip() -> None:
    printed = plain(annex(1).partition("ЖУРНАЛ")[0])
    assert printed.replace("семья (", "семьям (") == INFO_JOURNAL.annex


@pytest.mark.parametrize(
    ("closed", "number"),
    [
        ("distress_sign", 2),
        ("control_criterion", 8),
        ("family_completeness", 2),
        ("children_profile", 2),
        ("housing", 2),
        ("living", 2),
        ("relations", 2),
        ("parenting_style", 2),
        ("climate", 2),
    ],
)
def test_lists_are_lines_of_their_annex(closed: str, number: int) -> None:
    lines = lines_of(number)
    assert REGION.lists[closed].items
    for item in REGION.lists[closed].items:
        assert item.title in lines
        assert not item.group or item.group in lines


def test_criteria_stand_in_the_printed_order() -> None:
    """The same words under two headings are two lines, told apart by the heading."""
    criteria: ClosedList = REGION.lists["control_criterion"]
    table = plain(annex(8))
    place = 0
    heading = ""
    for item in criteria.items:
        if item.group and item.group != heading:
            place = table.index(item.group, place)
        heading = item.group
        place = table.index(item.title, place) + len(item.title)
    assert len({item.printed for item in criteria.items}) == len(criteria.items)


def test_threats_and_good_signs_are_those_of_the_specification() -> None:
    both = [*REGION.lists["distress_sign"].items, *REGION.lists["control_criterion"].items]
    assert {item.id for item in both if item.threat} == {
        "violence_risk_children",
        "climate_threat",
        "medical_refusal",
        "left_unattended",
        "child_prostitution",
        "child_drugs",
        "child_intoxicants",
        "physical_harm",
        "mental_harm",
    }
    assert [item.id for item in both if item.good] == [
        "seasonal_clothes",
        "child_well_groomed",
        "regular_food",
        "own_room",
        "own_sleeping_place",
        "clean_bedding",
        "study_play_place",
        "own_belongings",
    ]


def test_headings_of_checklists_are_those_of_the_order() -> None:
    """Приложение № 9 stands in the order without a caption of its own, after the eighth."""
    for checklist in REGION.checklists:
        number = 2 if "primary_act" in checklist.kinds else 8
        assert checklist.title in plain(annex(number))
        if checklist.choice:
            printed = plain(annex(8)).partition(checklist.title)[2]
            assert all(item.title in printed for item in checklist.items)


def test_lines_of_annex_2_and_8_belong_to_one_checklist() -> None:
    """Every line of a sign is a line of the form where the sign is ticked."""
    lines = {(part.section, item.title) for part in REGION.checklists for item in part.items}
    for item in REGION.lists["distress_sign"].items:
        assert (item.section, item.title) in lines


def heads_of(name: str) -> list[str]:
    """The titles of a table's columns as the order prints them, those of one cell each."""
    return [head.titles[0] for head in REGION.table(name).heads if len(head.cells) == 1]


@pytest.mark.parametrize(
    "name",
    [
        "primary_act_child", "primary_act_cohabitant", "primary_act_relative", "primary_act_income",
        "household_round_entry", "patronage_entry", "service_entry", "passport_adult",
        "passport_interaction",
    ],
)  # fmt: skip
def test_the_heads_of_tables_are_those_of_the_order_in_its_order(name: str) -> None:
    printed = [[plain(cell) for cell in line.split("\t")] for line in TEXT.splitlines()]
    assert [plain(title) for title in heads_of(name)] in printed


@pytest.mark.parametrize("kind", ["primary_act", "control_act", "family_passport"])
def test_texts_are_behind_words_that_the_order_prints(kind: str) -> None:
    (form,) = (form for form in REGION.labelled if kind in form.kinds)
    printed = plain(TEXT.replace("\\_", "_"))
    assert [text.titles[0] for text in form.texts if text.titles[0] not in printed] == []


def test_sources_of_income_are_the_lines_of_annex_2() -> None:
    printed = plain(annex(2).replace("\t", " "))
    lines = [item.title for item in REGION.lists["income_source"].items]
    words = [word for line in lines for word in line.replace(":", ": ").split()]
    assert [word for word in words if word not in printed] == []
