"""Where a family stands by its records, what it needs to be removed, what goes where next."""

from __future__ import annotations

from datetime import date

import pytest
from casework_cases import at, case, letter, paper, row

from casework.calendar_file import shipped_calendar
from casework.family_case import FamilyCase
from casework.forms import load_region
from casework.status import (
    CaseRecords,
    HmaoStage,
    form_numbers,
    removal_refusal,
    status,
    status_of,
)
from casework.terms.compute import terms_of
from casework.terms.routes import Route, routes

REGION = load_region("kalmykia")
HMAO = {"hmao_referral": 1, "hmao_preparation": 2, "hmao_case": 3, "hmao_closing": 4}


def test_a_family_is_registered_while_nothing_has_ended_it() -> None:
    found = status(
        case(
            row(5, registered_on="2026-01-10", removed_on="2026-03-02"),
            row(
                4,
                registered_on="2026-03-02",
                registration_session__protocol_no="7",
                registration_session__session_on="2026-03-02",
                sop_confirmed_on="2026-03-20",
                responsible_body="Школа № 3",
                kcson_is_responsible=False,
            ),
        ),
        REGION,
    )
    standing = found.open("sop")
    assert standing is not None
    assert (standing.since, standing.session) == (date(2026, 3, 2), "№ 7 от 02.03.2026")
    assert standing.confirmed_on == date(2026, 3, 20)
    assert found.open("tzhs") is None
    assert found.categories == ("sop",)
    assert (found.responsible_body, found.kcson_is_responsible) == ("Школа № 3", False)
    assert found.removed_on is None


def test_a_family_removed_from_every_journal_was_removed() -> None:
    found = status(case(row(5, registered_on="2026-01-10", removed_on="2026-03-02")), REGION)
    assert (found.categories, found.removed_on) == ((), date(2026, 3, 2))


def test_a_row_without_its_date_registers_nobody() -> None:
    assert status(case(row(4, members=())), REGION).registrations == ()


@pytest.mark.parametrize(("said", "threat"), [(True, True), (False, False), (None, False)])
def test_a_threat_is_one_that_a_row_of_information_says(said: bool | None, threat: bool) -> None:
    more = {} if said is None else {"threat_to_life": said}
    assert status(case(row(1, received_at="2026-03-02", **more)), REGION).threat is threat


@pytest.mark.parametrize(
    ("records", "stage"),
    [
        ((), None),
        ((row(1),), HmaoStage.REFERRED),
        ((row(1), row(2, consent_decision="consent")), HmaoStage.PREPARATION),
        ((row(1), row(2, consent_decision="refusal")), HmaoStage.REFUSED),
        ((row(1), row(2), row(3)), HmaoStage.MAIN),
        ((row(1), row(3), row(4, outcome="closed_request_met")), HmaoStage.CLOSED),
        ((row(1), row(3), row(4, outcome="not_closed_prolonged")), HmaoStage.MAIN),
    ],
)
def test_how_far_the_alimony_route_has_come(
    records: tuple[object, ...], stage: HmaoStage | None
) -> None:
    found = FamilyCase(case().family, records)  # type: ignore[arg-type]
    assert status_of(CaseRecords(found, HMAO)).hmao_stage is stage


@pytest.mark.parametrize(
    ("form", "values", "refused"),
    [
        ("sop_registration", {"removed_on": "2026-03-02"}, True),
        ("sop_registration", {"removed_on": "2026-03-02", "removal_ground": "moved_away"}, True),
        (
            "sop_registration",
            {"removed_on": "2026-03-02", "kdn_removal_session.session_on": "2026-03-01"},
            False,
        ),
        (
            "sop_registration",
            {"removed_on": "2026-03-02", "kdn_removal_session.resolution_on": "2026-03-01"},
            False,
        ),
        ("sop_registration", {"removed_on": None}, False),
        ("tzhs_registration", {"removed_on": "2026-03-02"}, False),
    ],
)
def test_sop_removal_needs_the_decision_of_kdn(
    form: str, values: dict[str, str | None], refused: bool
) -> None:
    """records.md section 17, rule 9; п. 9.2."""
    why = removal_refusal(form, values)
    assert (why is not None) is refused
    assert why is None or "п. 9.2" in why


def sent_next(found: FamilyCase, now: str) -> tuple[Route, ...]:
    numbers = form_numbers(REGION)
    terms = terms_of(found, REGION.terms, numbers, shipped_calendar(), at(now))
    return routes(found, terms, REGION.terms, numbers)


def test_what_goes_to_kdn_next_and_what_is_missing_for_it() -> None:
    found = case(row(2, survey_on="2026-03-02"), row(4, registered_on="2026-03-03"))
    route = next(one for one in sent_next(found, "2026-03-03") if one.rule_id == "D-09")
    assert (route.to, route.clause) == ("КДН и ЗП", "п. 7.3")
    assert route.missing == ("need_decision",)
    assert route.missing_titles == ("Решение о признании нуждающимся",)


def test_what_was_sent_goes_nowhere_again() -> None:
    found = case(
        row(4, registered_on="2026-03-03"),
        papers=(paper("need_decision", "2026-03-02"),),
        letters=(letter("D-09", "2026-03-04"),),
    )
    assert "D-09" not in {one.rule_id for one in sent_next(found, "2026-03-05")}


def test_letters_with_a_term_go_first() -> None:
    found = case(
        row(4, registered_on="2026-01-15", removal_ground="plan_done_causes_removed"),
    )
    rules = [one.rule_id for one in sent_next(found, "2026-02-01")]
    assert rules.index("D-11") < rules.index("D-18")
