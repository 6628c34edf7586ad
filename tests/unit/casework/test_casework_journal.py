from __future__ import annotations

from datetime import timedelta

import pytest
from invented import ARRIVAL, ARRIVED, referral

from casework.confirm import decide
from casework.draft import ConfirmedRecord, Decision, Draft, Subject
from casework.forms import Region, load_region
from casework.journal import JournalRow, printed
from casework.prefill import propose


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region("kalmykia")


def record(region: Region, *decisions: Decision) -> ConfirmedRecord:
    findings = referral().findings()
    draft = Draft(5, 1, findings, propose(findings, ARRIVAL, region))
    said = (Decision("category", "tzhs"), *decisions)
    return decide(draft, said, "Санджиева", ARRIVED + timedelta(days=1), region).records[0]


def test_a_row_is_printed_in_the_columns_of_the_order(region: Region) -> None:
    said = (
        Decision("survey_assignee", "Очиров Бата"),
        Decision("primary_act_submitted_on", "2025-03-13"),
        Decision("decision", "register_tzhs"),
        Decision("decision_text", "протокол № 2"),
    )
    assert printed(region.form(1), JournalRow(7, "tzhs", record(region, *said))) == (
        "7",
        "11.03.2025",
        "МБОУ «Степная школа»",
        "Бадмаева Герел Санджиевна (мать)\nБадмаев Чингис Олегович (несовершеннолетний)",
        "с. Ковыльное, ул. Речная, д. 3",
        "Отсутствие контроля за обучением детей: систематические пропуски детьми занятий в школе"
        "\nне был на сорока уроках",
        "Очиров Бата",
        "13.03.2025",
        "постановка на учет ТЖС\nпротокол № 2",
    )


def test_parents_stand_before_minors_and_birth_dates_are_not_printed(region: Region) -> None:
    people = (
        Subject("Бадмаев Чингис", ("child",), "2014-09-14"),
        Subject("Бадмаев Олег", ("father", "debtor"), "1988-01-02"),
        Subject("Манджиева К.Б."),
    )
    row = JournalRow(1, "tzhs", record(region, Decision("subjects", people)))
    assert printed(region.form(1), row)[3].split("\n") == [
        "Бадмаев Олег (отец)",
        "Манджиева К.Б.",
        "Бадмаев Чингис (несовершеннолетний)",
    ]


def test_a_missing_good_is_printed_as_missing(region: Region) -> None:
    row = JournalRow(1, "tzhs", record(region, Decision("distress_signs", ("seasonal_clothes",))))
    signs = printed(region.form(1), row)[5].split("\n")
    assert signs[0] == "нет: наличие необходимой одежды и обуви по сезону"


def test_an_annulled_row_stays_with_its_reason(region: Region) -> None:
    row = JournalRow(3, "tzhs", record(region), "повтор строки 2")
    texts = printed(region.form(1), row)
    assert texts[-1] == "аннулировано: повтор строки 2"
    assert texts[:3] == ("3", "11.03.2025", "МБОУ «Степная школа»")


def test_the_time_of_arrival_is_kept_but_its_day_is_printed(region: Region) -> None:
    said = Decision("received_at", "2025-03-12T23:50:00+03:00")
    assert printed(region.form(1), JournalRow(1, "tzhs", record(region, said)))[1] == "12.03.2025"
