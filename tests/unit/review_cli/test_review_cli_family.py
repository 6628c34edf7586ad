"""`opis family`: JSON Lines and Russian, refusals with their codes."""

from __future__ import annotations

from datetime import date

import pytest
from command_line import CommandLine
from paper_for_desk import ARRIVED

from casework.draft import ConfirmedRecord
from casework.journal import JournalRow
from casework.status import Registration, Status
from review_cli.family_lines import status_json, status_lines

PERSON = "Бадмаева Дана"


@pytest.fixture
def family(office: CommandLine) -> CommandLine:
    """Family 1 is that of document 1."""
    assert office.run("family", "new", 1).exit_code == 0
    return office


def refused(office: CommandLine, *arguments: object) -> object:
    (line,) = office.lines("family", *arguments, status=1)
    error = line["error"]
    assert isinstance(error, dict)
    return error["code"]


def test_a_new_family_is_told_with_its_people_and_paper(office: CommandLine) -> None:
    (made,) = office.lines("family", "new", 1)
    assert (made["family"], made["head_label"], made["documents"]) == (1, PERSON, [1])
    assert made["actual_address"] == "п. Степной, ул. Джангара, д. 7, кв. 2"
    (member,) = made["members"]  # type: ignore[misc]
    assert member == {
        "person": 1,
        "full_name": PERSON,
        "role": "child",
        "birth_date": "2014-06-05",
        "birth_year": 2014,
        "partial": False,
        "kinship": None,
        "lives_with_family": None,
        "work_or_study": None,
    }
    assert refused(office, "new", 1) == "not_allowed"


def test_the_family_is_listed_shown_and_proposed(family: CommandLine) -> None:
    (listed,) = family.lines("family", "list", "--find", "бадмаев")
    (shown,) = family.lines("family", "show", 1)
    assert listed.items() <= shown.items()
    assert [line["what"] for line in shown["history"]] == ["created", "linked"]  # type: ignore[attr-defined]
    assert family.lines("family", "list", "--after", 1) == []
    (proposed,) = family.lines("family", "propose", 1)
    (proposal,) = proposed["proposals"]  # type: ignore[misc]
    assert (proposal["family"], proposal["newcomers"]) == (1, [])
    assert proposal["probability"] >= 0.9
    assert proposal["known"] == [{"full_name": PERSON, "person": 1}]


def test_people_read_it_in_russian(family: CommandLine) -> None:
    shown = family.run("family", "show", 1).output
    assert "Семья 1 · Бадмаева Дана" in shown
    assert "(ребёнок), 05.06.2014" in shown
    assert "бумага связана" in shown
    proposed = family.run("family", "propose", 1).output
    assert "имя и дата рождения совпали" in proposed
    assert "Похожих бумаг нет." in family.run("family", "duplicates", 1).output
    assert family.run("family", "show", 9).output == "Семьи с номером 9 нет. [not_found]\n"


def test_a_link_is_taken_back_and_made_again(family: CommandLine) -> None:
    (undone,) = family.lines("family", "unlink", 1, "--reason", "однофамильцы", "--as", "Анна")
    assert (undone["family"], undone["undone"]) == (1, True)
    assert refused(family, "unlink", 1) == "not_found"
    (made,) = family.lines("family", "link", 1, 1)
    assert (made["id"], made["family"], made["newcomers"]) == (1, 1, [])


def test_two_families_are_merged_and_parted_again(family: CommandLine) -> None:
    family.run("family", "unlink", 1)
    (other,) = family.lines("family", "new", 1)
    (merged,) = family.lines("family", "merge", 1, 2, "--taken-version", other["version"])
    assert (merged["family"], merged["documents"], len(merged["members"])) == (1, [1], 1)  # type: ignore[arg-type]
    assert family.lines("family", "show", 2)[0]["family"] == 1
    assert refused(family, "merge", 1, 2) == "not_allowed"
    undone = family.lines("family", "undo", 1, "--reason", "разные люди")
    assert [(line["family"], line["documents"]) for line in undone] == [(2, [1]), (1, [])]
    assert refused(family, "undo", 1) == "not_allowed"


def test_members_and_addresses_change_for_who_saw_the_last_version(family: CommandLine) -> None:
    (moved,) = family.lines("family", "members", 1, "--address", "п. Новый", "--version", 1)
    assert moved["actual_address"] == "п. Новый"
    assert refused(family, "members", 1, "--address", "п. Старый", "--version", 1) == "stale_draft"
    assert refused(family, "members", 1, "--leave", 1) == "value_required"
    assert refused(family, "members", 1, "--leave", 7) == "not_found"
    assert refused(family, "split", 1, "--person", 1) == "invalid_value"
    (same,) = family.lines("family", "members", 1, "--join", 1)
    assert len(same["members"]) == 1  # type: ignore[arg-type]


def test_show_tells_of_papers_that_are_the_same(family: CommandLine) -> None:
    assert family.lines("show", 1)[0]["duplicates"] == []
    assert family.lines("family", "duplicates", 1) == [{"id": 1, "duplicates": []}]


def registered(entry_no: int, removed_on: date | None = None) -> Registration:
    record = ConfirmedRecord(None, 4, "", (), "Анна", ARRIVED)
    row = JournalRow(entry_no, "", record)
    return Registration("sop", row, ARRIVED.date(), removed_on)


def test_a_family_that_stands_twice_in_a_journal_is_told_of() -> None:
    once = Status((registered(1, ARRIVED.date()), registered(2)), threat=False, hmao_stage=None)
    assert status_json(once) == {"registered": ["sop"], "threat_to_life": False, "warnings": []}
    twice = Status((registered(1), registered(2)), threat=True, hmao_stage=None)
    assert list(status_lines(twice)) == [
        "  ⚠ УГРОЗА ЖИЗНИ",
        "  на учёте: СОП",
        "  ! Семья состоит на учёте СОП дважды (№ 1, № 2): снимите одну запись.",
    ]
