from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from casework.draft import (
    Cell,
    CellState,
    CellValue,
    ChildRow,
    ConfirmedRecord,
    DecisionRefused,
    EmptyReason,
    Row,
    Subject,
)
from casework.form_rules import check_record, refuse_premature, refuse_unfit
from casework.form_spec import FormSpec, Region
from casework.forms import load_region
from casework.journal import JournalRow

Values = dict[str, CellValue | EmptyReason]

TODAY = date(2026, 3, 12)
MOTHER = (Subject("Бадмаева Герел Санджиевна", ("mother",)),)


@pytest.fixture(scope="module")
def kalmykia() -> Region:
    return load_region("kalmykia")


@pytest.fixture(scope="module")
def alimony() -> Region:
    return load_region("hmao_alimony")


def cells(values: Values) -> tuple[Cell, ...]:
    return tuple(
        Cell(cell_id, empty_reason=value)
        if isinstance(value, EmptyReason)
        else Cell(cell_id, value, state=CellState.ENTERED)
        for cell_id, value in values.items()
    )


def row(
    form: FormSpec,
    values: Values,
    children: Sequence[tuple[str, Values]] = (),
) -> Row:
    lines = tuple(ChildRow(table, cells(line)) for table, line in children)
    return check_record(form, Row(form.number, cells(values), lines), TODAY)


def failed(checked: Row) -> set[tuple[str, str]]:
    """Cell and rule of every failed check; cells of lines with their table before them."""
    found = {
        (cell.id, check.id) for cell in checked.cells for check in cell.checks if not check.passed
    }
    for line in checked.children:
        for cell in line.cells:
            found |= {(f"{line.table}.{cell.id}", c.id) for c in cell.checks if not c.passed}
    return found


def refusal(form: FormSpec, checked: Row) -> tuple[str, str | None]:
    with pytest.raises(DecisionRefused) as refused:
        refuse_unfit(form, checked)
    return refused.value.code, refused.value.cell


# --- Приложение № 2 --------------------------------------------------------------------------

ACT: Values = {
    "survey_on": "2026-03-10",
    "survey_basis": "сообщение школы",
    "survey_address": "с. Ковыльное, ул. Речная, д. 3",
    "conclusion": "нужна помощь",
}
SIGNED: list[tuple[str, Values]] = [
    ("commission_members", {"full_name": "Санджиева А.Б."}),
    ("member_signatures", {"full_name": "Санджиева А.Б.", "signed": True}),
]


def test_a_whole_act_stands(kalmykia: Region) -> None:
    form = kalmykia.form(2)
    checked = row(form, ACT, SIGNED)
    assert failed(checked) == set()
    refuse_unfit(form, checked)


@pytest.mark.parametrize(
    ("marks", "rule"),
    [
        (
            ("family_completeness.complete", "family_completeness.incomplete"),
            "complete_or_incomplete",
        ),
        (
            ("family_completeness.originally_complete", "family_completeness.remarriage"),
            "first_or_second_marriage",
        ),
        (("housing.sanitary_ok", "housing.unsanitary"), "sanitary_or_not"),
        (("housing.no_housing", "housing.rented"), "housed_or_not"),
        (("relations.good", "relations.open_conflict"), "one_relation"),
        (("climate.anxious", "climate.hostile"), "one_climate"),
    ],
)
def test_marks_that_contradict_are_warned_of_and_may_stand(
    kalmykia: Region, marks: tuple[str, str], rule: str
) -> None:
    form = kalmykia.form(2)
    both = row(form, ACT | dict.fromkeys(marks, True), SIGNED)
    assert failed(both) == {(mark, rule) for mark in marks}
    refuse_unfit(form, both)
    one = row(form, ACT | {marks[0]: True, marks[1]: False}, SIGNED)
    assert failed(one) == set()


def test_housing_may_lack_two_things_at_once(kalmykia: Region) -> None:
    marks = {"housing.unsanitary": True, "housing.sanitary_mismatch": True}
    assert failed(row(kalmykia.form(2), ACT | marks, SIGNED)) == set()


def test_the_threat_of_the_climate_stands_beside_any_other_line(kalmykia: Region) -> None:
    marks = {"climate.hostile": True, "climate.threat": True}
    assert failed(row(kalmykia.form(2), ACT | marks, SIGNED)) == set()


def test_no_income_contradicts_another_that_is_there(kalmykia: Region) -> None:
    form = kalmykia.form(2)
    lines: list[tuple[str, Values]] = [
        ("primary_act_income", {"source": "no_income", "present": True}),
        ("primary_act_income", {"source": "benefits", "present": True, "amount": "12000.00"}),
    ]
    assert failed(row(form, ACT, [*SIGNED, *lines])) == {
        ("primary_act_income.present", "income_or_none")
    }
    lines[1][1]["present"] = False
    assert failed(row(form, ACT, [*SIGNED, *lines])) == set()


def test_what_an_act_must_have_is_named(kalmykia: Region) -> None:
    form = kalmykia.form(2)
    without = {key: value for key, value in ACT.items() if key != "conclusion"}
    assert refusal(form, row(form, without, SIGNED)) == ("value_required", "conclusion")
    assert refusal(form, row(form, ACT, SIGNED[:1])) == ("value_required", "member_signatures")
    nameless: list[tuple[str, Values]] = [
        *SIGNED,
        ("primary_act_child", {"birth_date": "2014-09-14"}),
    ]
    place = "primary_act_child[1].full_name"
    assert refusal(form, row(form, ACT, nameless)) == ("value_required", place)
    unknown = without | {"conclusion": EmptyReason.ILLEGIBLE}
    refuse_unfit(form, row(form, unknown, SIGNED))


def test_parents_who_agreed_have_signed_or_refused_to(kalmykia: Region) -> None:
    form = kalmykia.form(2)
    agreed = row(form, ACT | {"survey_consent": "given"}, SIGNED)
    assert refusal(form, agreed) == ("value_required", "parent_signatures")
    refuse_unfit(form, row(form, ACT | {"survey_consent": "refused"}, SIGNED))


def test_a_child_is_not_born_after_the_survey(kalmykia: Region) -> None:
    form = kalmykia.form(2)
    child: Values = {"full_name": "Бадмаев Чингис", "birth_date": "2026-03-11"}
    checked = row(form, ACT, [*SIGNED, ("primary_act_child", child)])
    assert ("primary_act_child.birth_date", "born_before_document") in failed(checked)
    assert refusal(form, checked) == ("invalid_value", "primary_act_child[1].birth_date")


# --- the other forms -------------------------------------------------------------------------


def test_a_round_and_a_visit_are_not_in_the_future(kalmykia: Region) -> None:
    for number in (3, 6):
        assert failed(row(kalmykia.form(number), {"visited_on": "2026-03-13"})) == {
            ("visited_on", "not_in_future")
        }


def test_signs_of_a_round_are_named_when_there_are_any(kalmykia: Region) -> None:
    form = kalmykia.form(3)
    visit: Values = {
        "address": "с. Ковыльное",
        "visited_on": "2026-03-12",
        "situation": "дети одни",
        "signs_present": True,
    }
    assert refusal(form, row(form, visit)) == ("value_required", "distress_signs")
    refuse_unfit(form, row(form, visit | {"distress_text": "дети одни"}))
    refuse_unfit(form, row(form, visit | {"signs_present": False}))


SOP: Values = {
    "members": MOTHER,
    "address": "с. Ковыльное",
    "registration_reason": ("truancy",),
    "registered_on": "2025-02-03",
    "registration_session.protocol_no": "2",
    "registration_session.session_on": "2025-02-03",
}
CONFIRMED: Values = {
    "sop_confirmed_on": "2025-02-20",
    "kdn_session.resolution_no": "14",
    "kdn_session.resolution_on": "2025-02-20",
    "responsible_body": "КЦСОН",
}
REMOVED: Values = {
    "removed_on": "2025-11-05",
    "removal_session.protocol_no": "19",
    "removal_session.session_on": "2025-11-05",
    "removal_ground": "plan_done_causes_removed",
}
KDN_REMOVED: Values = {
    "kdn_removal_session.resolution_no": "87",
    "kdn_removal_session.resolution_on": "2025-10-30",
}


def test_sop_is_removed_by_a_decision_of_the_kdn_only(kalmykia: Region) -> None:
    form = kalmykia.form(4)
    whole = SOP | CONFIRMED | REMOVED
    alone = row(form, whole)
    assert refusal(form, alone) == ("value_required", "kdn_removal_session.session_on")
    excused = whole | {"kdn_removal_session.session_on": EmptyReason.NOT_IN_DOCUMENT}
    assert refusal(form, row(form, excused))[0] == "value_required"
    refuse_unfit(form, row(form, whole | KDN_REMOVED))


@pytest.mark.parametrize(
    ("wrong", "cell"),
    [
        ({"sop_confirmed_on": "2025-02-01"}, "sop_confirmed_on"),
        ({"removed_on": "2025-02-10"}, "removed_on"),
        ({"kdn_removal_session.resolution_on": "2025-11-06"}, "removed_on"),
    ],
)
def test_registration_confirmation_and_removal_follow_one_another(
    kalmykia: Region, wrong: Values, cell: str
) -> None:
    form = kalmykia.form(4)
    checked = row(form, SOP | CONFIRMED | REMOVED | KDN_REMOVED | wrong)
    assert refusal(form, checked) == ("invalid_value", cell)


def test_a_confirmed_status_has_its_session_and_responsible_body(kalmykia: Region) -> None:
    form = kalmykia.form(4)
    refuse_unfit(form, row(form, SOP))
    assert refusal(form, row(form, SOP | {"sop_confirmed_on": "2025-02-20"}))[0] == "value_required"
    refuse_unfit(form, row(form, SOP | CONFIRMED))


def test_children_are_not_both_well_groomed_and_not(kalmykia: Region) -> None:
    marks = ("control_criterion.child_well_groomed", "control_criterion.child_not_groomed")
    assert failed(row(kalmykia.form(8), dict.fromkeys(marks, True))) == {
        (mark, "groomed_or_not") for mark in marks
    }


def test_a_passport_of_sop_names_the_responsible_body(kalmykia: Region) -> None:
    form = kalmykia.form(9)
    passport: Values = {
        "known_since": "2025-01-20",
        "info_source": "школа",
        "registered_on": "2025-02-03",
        "registration_basis": "протокол № 2",
        "registration_reasons": ("truancy",),
        "family_attributes": ("incomplete",),
        "compiled_by": "Санджиева А.Б., специалист",
        "compiled_on": "2025-02-04",
    }
    lines: list[tuple[str, Values]] = [
        (
            "passport_child",
            {
                "full_name": "Бадмаев Чингис",
                "birth_date": "2014-09-14",
                "actual_address": "с. Ковыльное",
            },
        ),
        ("survey_dates", {"surveyed_on": "2025-01-22"}),
    ]
    refuse_unfit(form, row(form, passport | {"category": "tzhs"}, lines))
    sop = row(form, passport | {"category": "sop"}, lines)
    assert refusal(form, sop) == ("value_required", "responsible_body")
    late = row(form, passport | {"known_since": "2025-02-10"}, lines)
    assert refusal(form, late) == ("invalid_value", "registered_on")


# --- the alimony route -----------------------------------------------------------------------


def kept(form: FormSpec, values: Values) -> JournalRow:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return JournalRow(1, "", ConfirmedRecord(None, form.number, "", cells(values), "Ким", at))


REFUSED: Values = {
    "consent_decision": "refusal",
    "consent_on": "2026-02-10",
    "consent_document": 7,
}


def test_the_register_brings_its_decision(alimony: Region) -> None:
    form = alimony.form(1)
    referral: Values = {
        "source": "benefit_register",
        "received_at": "2026-02-02",
        "informant_text": "Агентство",
        "source_doc_no": "31",
        "source_doc_date": "2026-01-30",
        "subjects": MOTHER,
        "address": "г. Сургут",
    }
    assert refusal(form, row(form, referral)) == ("value_required", "benefit_decision")
    refuse_unfit(form, row(form, referral | {"source": "guardianship"}))


def test_a_refusal_is_entered_in_asoi_and_goes_no_further(alimony: Region) -> None:
    form = alimony.form(2)
    assert refusal(form, row(form, REFUSED)) == ("value_required", "asoi_record_on")
    excused = REFUSED | {"asoi_record_on": EmptyReason.NOT_APPLICABLE}
    assert refusal(form, row(form, excused)) == ("value_required", "asoi_record_on")
    entered = REFUSED | {"asoi_record_on": "2026-02-11"}
    refuse_unfit(form, row(form, entered))
    applied = row(form, entered | {"agency_application_on": "2026-02-12"})
    assert refusal(form, applied) == ("invalid_value", "agency_application_on")


def test_a_case_is_opened_by_consent_and_closed_once_opened(alimony: Region) -> None:
    preparation, case, closing = (alimony.form(number) for number in (2, 3, 4))
    refused = kept(preparation, REFUSED)
    agreed = kept(preparation, REFUSED | {"consent_decision": "consent"})
    for standing in ((), (refused,), (agreed, refused)):
        with pytest.raises(DecisionRefused, match="только по согласию") as raised:
            refuse_premature(case, alimony, standing)
        assert raised.value.code == "not_allowed"
    refuse_premature(case, alimony, (refused, agreed))
    with pytest.raises(DecisionRefused, match="Случай не открыт"):
        refuse_premature(closing, alimony, (agreed,))
    refuse_premature(closing, alimony, (agreed, kept(case, {})))


CASE: Values = {
    "opened_on": "2026-02-12",
    "curator": "Ким Л.С.",
    "contract_no": "5",
    "contract_on": "2026-02-12",
    "contract_until": "2026-08-12",
    "circumstance": ("alimony_evasion",),
    "support_level": "crisis",
    "case_file": True,
}


def test_a_level_has_its_signs_and_these_their_reasons(alimony: Region) -> None:
    form = alimony.form(3)
    assert refusal(form, row(form, CASE)) == ("value_required", "crisis_signs")
    signs = CASE | {"crisis_signs": ("no_agreement_debtor_evades", "debtor_not_paying")}
    assert refusal(form, row(form, signs)) == ("value_required", "evasion_reason")
    signs |= {"evasion_reason": "refusal"}
    assert refusal(form, row(form, signs)) == ("value_required", "nonpayment_reason")
    refuse_unfit(form, row(form, signs | {"nonpayment_reason": ("no_work",)}))
    other = row(form, CASE | {"support_level": "basic", "crisis_signs": ("no_court_claim",)})
    assert ("crisis_signs", "basic_without_crisis_signs") in failed(other)


def test_circumstances_have_their_levels_but_for_unlawful_conduct(alimony: Region) -> None:
    levels = {item.id: item.counterpart for item in alimony.lists["circumstance"].items}
    assert levels == {
        "no_support_duty": "basic",
        "alimony_evasion": "crisis",
        "unlawful_conduct": "",
    }


def test_a_prolonged_case_has_a_new_term_and_no_end(alimony: Region) -> None:
    form = alimony.form(4)
    prolonged: Values = {"outcome": "not_closed_prolonged"}
    assert refusal(form, row(form, prolonged)) == ("value_required", "new_contract_until")
    prolonged |= {"new_contract_until": "2027-02-12"}
    refuse_unfit(form, row(form, prolonged))
    closed = row(form, prolonged | {"closed_on": "2026-03-01"})
    assert refusal(form, closed) == ("invalid_value", "closed_on")


def test_a_sheet_for_asoi_tells_what_is_already_entered(alimony: Region) -> None:
    form = alimony.form(5)
    sheet: Values = {
        "persons": MOTHER,
        "address": "г. Сургут",
        "service": "individual_counselling",
        "provided_on": "2026-02-10",
        "specialist": "Ким Л.С.",
        "already_entered": False,
    }
    refuse_unfit(form, row(form, sheet))
    assert refusal(form, row(form, sheet | {"already_entered": True})) == (
        "value_required",
        "entered_on",
    )
    early = row(form, sheet | {"already_entered": True, "entered_on": "2026-02-09"})
    assert refusal(form, early) == ("invalid_value", "entered_on")
