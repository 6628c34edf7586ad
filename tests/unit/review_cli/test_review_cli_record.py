"""`opis record`: JSON Lines and Russian, refusals with their codes, nothing decided by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from command_line import CommandLine

REGISTRATION = {
    "members": [{"full_name": "Бадмаева Дана", "roles": ["child"]}],
    "address": "п. Степной, ул. Джангара, д. 7, кв. 2",
    "registration_reason": ["mother_unemployed"],
    "registered_on": "2025-03-14",
    "registration_session.protocol_no": "7",
    "registration_session.session_on": "2025-03-14",
}


def sets(said: dict[str, object]) -> list[str]:
    parts = [("--set", f"{cell}={json.dumps(value)}") for cell, value in said.items()]
    return [word for part in parts for word in part]


@pytest.fixture
def family(office: CommandLine) -> CommandLine:
    """Family 1 of the confirmed document 1, whose row is record 1."""
    done = office.run(
        "confirm", 1, *sets({"category": "tzhs", "informant_text": "Школа № 1"}),
        "--empty", "distress_signs=not_in_document",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert office.run("family", "new", 1).exit_code == 0
    return office


def refused(office: CommandLine, *arguments: object) -> object:
    (line,) = office.lines("record", *arguments, status=1)
    error = line["error"]
    assert isinstance(error, dict)
    return error["code"]


def test_what_is_known_of_the_family_needs_no_saying(family: CommandLine) -> None:
    visit = {
        "category": "tzhs", "visited_on": "2025-03-20", "place": "школа",
        "situation": "Дети на занятиях", "actions_help": "Беседа", "visitors": ["Мишина О. П."],
    }  # fmt: skip
    (made,) = family.lines("record", "add", "--form", 6, "--family", 1, *sets(visit))
    cells = made["cells"]
    assert isinstance(cells, dict)
    (shown,) = family.lines("family", "show", 1)
    names = {member["full_name"] for member in shown["members"]}  # type: ignore[union-attr]
    assert {one["full_name"] for one in cells["persons"]["value"]} == names
    assert cells["place"]["value"] == "школа"
    # What nobody knows stays asked for.
    del visit["situation"]
    assert refused(family, "add", "--form", 6, "--family", 1, *sets(visit)) == "value_required"


def test_a_proposal_is_addressed_by_its_paper_and_form(family: CommandLine) -> None:
    made = family.lines("record", "proposals", "--from", 1)
    assert made
    assert refused(family, "accept", "--from", 1, "--form", 7) == "not_found"
    assert family.run("record", "accept", "--from", 1).exit_code == 2
    family.lines("record", "decline", "--from", 1, "--form", made[0]["form"])
    left = family.lines("record", "proposals", "--from", 1)
    assert [one["proposal"] for one in left] == [one["proposal"] for one in made[1:]]


def test_a_record_is_entered_corrected_moved_and_annulled(family: CommandLine) -> None:
    (made,) = family.lines(
        "record", "add", "--form", 5, "--family", 1, "--from", 1, *sets(REGISTRATION)
    )
    assert (made["entry_no"], made["category"], made["family"]) == (1, "tzhs", 1)
    number = made["record"]
    note = sets({"note": "переезд"})
    assert refused(family, "correct", number, *note) == "value_required"
    (better,) = family.lines("record", "correct", number, *note, "--reason", "дополнено")
    assert better["version"] == 2
    stale = ("--reason", "ещё", "--version", 1)
    assert refused(family, "correct", number, *note, *stale) == "stale_draft"
    again = ("add", "--form", 5, "--family", 1, *sets(REGISTRATION))
    assert refused(family, *again) == "not_allowed"
    family.lines("record", "annul", number, "--reason", "внесена по ошибке")
    assert refused(family, "annul", number, "--reason", "ещё раз") == "not_allowed"
    (shown,) = family.lines("record", "show", number)
    assert shown["annulled"] == "внесена по ошибке"
    (moved,) = family.lines("record", "move", 1, "--to", "sop")
    assert (moved["category"], moved["entry_no"]) == ("sop", 1)
    assert refused(family, "move", moved["record"], "--to", "sop") == "invalid_value"


def test_proposals_are_shown_accepted_with_values_or_declined(family: CommandLine) -> None:
    (offered,) = family.lines("record", "proposals", "--family", 1)
    assert (offered["form"], offered["record"], offered["document"]) == (2, None, 1)
    changes = offered["changes"]
    assert isinstance(changes, dict)
    assert not [place for place in changes if place.startswith(("housing.", "social_profile."))]
    assert refused(family, "accept", offered["proposal"]) == "value_required"
    family.lines("record", "decline", offered["proposal"], "--reason", "обследование позже")
    assert family.lines("record", "proposals") == []
    assert refused(family, "accept", offered["proposal"]) == "already_confirmed"
    assert "Предложений нет." in family.run("record", "proposals").output


def test_what_can_not_be_is_refused_with_its_code(family: CommandLine) -> None:
    assert refused(family, "show", 99) == "not_found"
    assert refused(family, "add", "--form", 99) == "invalid_value"
    assert refused(family, "add", "--form", 5, *sets(REGISTRATION)) == "value_required"
    strange = ("--form", 5, "--family", 1, *sets({"no_such": 1}))
    assert refused(family, "add", *strange) == "unknown_cell"
    why = ("--form", 5, "--family", 1, "--empty", "note=because")
    assert refused(family, "add", *why) == "unknown_reason"


def test_records_are_listed_for_people_and_programs(family: CommandLine) -> None:
    (own,) = family.lines("record", "list", "--family", 1)
    assert (own["record"], own["form"], own["entry_no"]) == (1, 1, 1)
    journal = ("record", "list", "--form", 1, "--category", "tzhs", "--year", 2025)
    assert [row["record"] for row in family.lines(*journal)] == [1]
    assert "форма № 1, tzhs, № 1" in family.run(*journal).output
    assert family.run("record", "list").exit_code == 2
    assert "informant_text: Школа № 1" in family.run("record", "show", 1).output


def test_the_help_is_russian_and_shows_examples(help_of: Callable[[Sequence[str]], str]) -> None:
    assert "opis record accept 7" in help_of(["record"])
    assert "passport_child[1].full_name" in help_of(["record", "accept"])
