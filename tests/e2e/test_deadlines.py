"""`opis deadlines` over a store: a family's terms appear, close, are refused, under a calendar."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from casework_cases import cells
from click.testing import CliRunner, Result

from casework.draft import ConfirmedRecord
from casework.family import Family, Member, Person, Role
from pipeline.build import Opis, build, local_now
from pipeline.settings import load_settings
from review_cli.__main__ import opis
from storage.families import Families
from storage.records import Records

TODAY = local_now().date()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def built(data: Path) -> Iterator[Opis]:
    built = build(load_settings(data))
    yield built
    built.store.close()


@pytest.fixture
def family(built: Opis) -> int:
    kept = Family("Бадмаева Анна", (Member(Person("Бадмаева", "Анна"), Role.MOTHER),))
    families = Families(built.store.database, built.store.clock)
    return families.create(kept, "petrova").id


def received(built: Opis, family: int, on: date, threat: bool = False) -> None:
    values = {"received_at": on.isoformat(), "threat_to_life": threat}
    record = ConfirmedRecord(
        None, 1, "sop", cells(values), "petrova", local_now(), family_id=family
    )
    Records(built.store.database, built.store.clock).enter(record, "petrova")
    built.terms.recompute(family, "petrova")


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(opis, ["--data", str(data), "deadlines", *arguments])


def lines(data: Path, *arguments: str) -> list[dict[str, object]]:
    result = run(data, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_family_is_to_be_surveyed_within_three_days(data: Path, built: Opis, family: int) -> None:
    received(built, family, TODAY)
    (term,) = lines(data, "--family", str(family))
    assert (term["rule"], term["clause"], term["days_left"]) == ("D-03", "разд. 5 абз. 5, 6", 3)
    assert str(term["due_at"]).startswith((TODAY + timedelta(days=3)).isoformat())
    table = run(data)
    assert "разд. 5 абз. 5, 6" in table.stdout
    assert "3 дн." in table.stdout


def test_a_threat_comes_first_and_at_once(data: Path, built: Opis, family: int) -> None:
    received(built, family, TODAY)
    received(built, family, TODAY, threat=True)
    found = lines(data)
    assert [(term["immediate"], term["days_left"]) for term in found] == [(True, 0), (True, 0)]
    shown = run(data).stdout
    assert "незамедлительно" in shown
    assert "УГРОЗА" in shown


def test_overdue_ones_and_those_of_the_next_days(data: Path, built: Opis, family: int) -> None:
    received(built, family, TODAY - timedelta(days=10))
    received(built, family, TODAY)
    assert [term["days_left"] for term in lines(data, "--overdue")] == [-7]
    assert [term["days_left"] for term in lines(data, "--days", "2")] == [-7]
    assert [term["days_left"] for term in lines(data, "--days", "3")] == [-7, 3]
    assert "просрочен на 7 дн." in run(data, "--overdue").stdout


def test_a_reason_closes_a_term_for_good(data: Path, built: Opis, family: int) -> None:
    received(built, family, TODAY)
    (term,) = lines(data)
    (closed,) = lines(data, "close", str(term["term"]), "--reason", "обследована с ПДН")
    assert (closed["open"], closed["done_reason"]) == (False, "обследована с ПДН")
    assert lines(data) == []
    assert [one["term"] for one in lines(data, "--all")] == [term["term"]]
    again = run(data, "close", str(term["term"]), "--reason", "ещё раз", "--json")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["error"]["code"] == "not_allowed"
    (reopened,) = lines(data, "reopen", str(term["term"]), "--reason", "не та семья")
    assert reopened["open"] is True


def test_closing_without_a_paper_or_a_reason_is_refused(
    data: Path, built: Opis, family: int
) -> None:
    received(built, family, TODAY)
    (term,) = lines(data)
    refused = run(data, "close", str(term["term"]))
    assert refused.exit_code == 1
    assert "напишите причину [value_required]" in refused.stderr.replace(".", "")


def test_one_term_is_shown_with_the_words_of_the_order(
    data: Path, built: Opis, family: int
) -> None:
    received(built, family, TODAY)
    (term,) = lines(data)
    shown = run(data, "show", str(term["term"]))
    assert "не позднее трех календарных дней" in " ".join(shown.stdout.split())


def test_rules_are_told_with_their_clauses(data: Path) -> None:
    told = lines(data, "rules")
    assert [rule["rule"] for rule in told] == [f"D-{number:02}" for number in range(1, 23)]
    assert "п. 9.2: «Снятие с учета семей" in run(data, "rules").stdout


def test_the_calendar_is_a_picture_of_the_year(data: Path) -> None:
    (year,) = lines(data, "calendar", "2026")
    assert (year["covered"], year["working_days"]) == (True, 247)
    shown = run(data, "calendar", "2024").stdout
    assert "27.04 + рабочий день" in shown
    assert "29* 30*" in shown
    assert "календаря этого года нет" in run(data, "calendar", "2035").stdout


def test_an_office_edits_calendar_and_rules(data: Path, built: Opis, family: int) -> None:
    (data / "calendar.toml").write_text("[[year]]\nyear = 2035\n", "utf-8")
    (data / "deadlines.toml").write_text(
        '[[setting]]\nrule = "D-03"\ndays_kind = "working_days"\n', "utf-8"
    )
    received(built, family, TODAY)
    (term,) = lines(data)
    due = date.fromisoformat(str(term["due_at"])[:10])
    assert due > TODAY + timedelta(days=2)
    assert (TODAY + timedelta(days=3)).isoformat() in json.dumps(term["other_dues"]) or (
        due == TODAY + timedelta(days=3)
    )
    assert lines(data, "calendar", "2035")[0]["covered"] is True


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("calendar.toml", "[[year]]\nyear = 26\n", "год от 1992"),
        ("deadlines.toml", '[[setting]]\nrule = "D-99"\n', "нет правила «D-99»"),
    ],
)
def test_a_bad_file_of_an_office_stops_every_command(
    data: Path, built: Opis, name: str, text: str, why: str
) -> None:
    (data / name).write_text(text, "utf-8")
    refused = run(data)
    assert refused.exit_code == 2
    assert why in " ".join(refused.stderr.split())


def entered(data: Path, family: int, **values: object) -> Result:
    """A row of information put in by hand, as a person does it."""
    known = {
        "category": "sop",
        "received_at": TODAY.isoformat(),
        "informant_text": "Школа",
        "subjects": [{"full_name": "Бадмаева Анна", "roles": ["mother"]}],
        "address": "г. Элиста",
        "distress_text": "нет еды",
        **values,
    }
    cells_set = [f"--set={name}={json.dumps(value)}" for name, value in known.items()]
    arguments = ["record", "add", "--form", "1", "--family", str(family), *cells_set, "--json"]
    return CliRunner().invoke(opis, ["--data", str(data), *arguments])


def test_records_move_the_terms_of_their_family_at_once(data: Path, family: int) -> None:
    """records.md section 17, rule 8: a threat recomputes all, its end needs a reason."""
    record = json.loads(entered(data, family, threat_to_life=True).stdout)["record"]
    (danger,) = lines(data)
    correct = ["--data", str(data), "record", "correct", str(record)]
    calm = [*correct, "--set", "threat_to_life=false"]
    assert CliRunner().invoke(opis, calm).exit_code == 1
    assert lines(data) == [danger]
    assert CliRunner().invoke(opis, [*calm, "--reason", "угроза устранена"]).exit_code == 0
    (term,) = lines(data)
    assert (term["term"], term["immediate"], term["days_left"]) == (danger["term"], False, 3)


def test_an_annulled_row_takes_its_term_back(data: Path, family: int) -> None:
    record = json.loads(entered(data, family).stdout)["record"]
    assert len(lines(data)) == 1
    annul = ["record", "annul", str(record), "--reason", "внесено дважды"]
    assert CliRunner().invoke(opis, ["--data", str(data), *annul]).exit_code == 0
    assert lines(data, "--all") == []
