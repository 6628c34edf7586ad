from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from invented import ARRIVAL, ARRIVED, Paper, referral

from casework.confirm import Confirmation, decide, parse_value
from casework.draft import (
    Cell,
    CellState,
    CellValue,
    Decision,
    DecisionRefused,
    Draft,
    EmptyReason,
    Row,
    Subject,
)
from casework.forms import Region, load_region
from casework.prefill import propose

AT = ARRIVED + timedelta(hours=2)
SOP = Decision("category", "sop")


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region("kalmykia")


@pytest.fixture(scope="module")
def draft(region: Region) -> Draft:
    return draft_of(referral(), region)


def draft_of(paper: Paper, region: Region) -> Draft:
    findings = paper.findings()
    return Draft(5, 1, findings, propose(findings, ARRIVAL, region))


def confirmed(draft: Draft, region: Region, *decisions: Decision) -> Confirmation:
    return decide(draft, decisions, "Санджиева", AT, region)


def cell(confirmation: Confirmation, cell_id: str) -> Cell:
    return next(c for row in confirmation.draft_rows for c in row.cells if c.id == cell_id)


def refusal(draft: Draft, region: Region, *decisions: Decision) -> DecisionRefused:
    with pytest.raises(DecisionRefused) as refused:
        confirmed(draft, region, *decisions)
    return refused.value


def test_one_choice_confirms_a_right_draft(draft: Draft, region: Region) -> None:
    (record,) = confirmed(draft, region, SOP).records
    assert (record.document_id, record.form, record.category) == (5, 1, "sop")
    assert (record.confirmed_by, record.confirmed_at) == ("Санджиева", AT)
    states = {c.id: c.state for c in record.cells if c.value is not None}
    assert states.pop("category") is CellState.ENTERED
    assert set(states.values()) == {CellState.CONFIRMED}
    assert all(c.decided_by == "Санджиева" for c in record.cells if c.value is not None)


def test_requisites_of_the_paper_are_confirmed_but_make_no_record(
    draft: Draft, region: Region
) -> None:
    confirmation = confirmed(draft, region, SOP)
    assert [record.form for record in confirmation.records] == [1]
    assert cell(confirmation, "incoming_number").state is CellState.CONFIRMED


def test_the_same_value_confirms_and_another_corrects(draft: Draft, region: Region) -> None:
    said = (Decision("source_doc_no", " 118 "), Decision("address", "не установлен"))
    confirmation = confirmed(draft, region, SOP, *said)
    assert cell(confirmation, "source_doc_no").state is CellState.CONFIRMED
    corrected = cell(confirmation, "address")
    proposed = draft.rows[1].cell("address")
    assert proposed
    assert (corrected.value, corrected.state) == ("не установлен", CellState.CORRECTED)
    assert (corrected.raw, corrected.evidence) == (proposed.raw, proposed.evidence)


def test_the_last_word_on_a_cell_counts(draft: Draft, region: Region) -> None:
    said = (Decision("address", "Элиста"), Decision("address", "Лагань"))
    assert cell(confirmed(draft, region, SOP, *said), "address").value == "Лагань"


def test_a_reason_leaves_a_cell_empty_and_its_raw_untouched(draft: Draft, region: Region) -> None:
    said = Decision("address", empty_reason=EmptyReason.ILLEGIBLE)
    emptied = cell(confirmed(draft, region, SOP, said), "address")
    assert (emptied.value, emptied.state) == (None, CellState.EMPTY)
    assert (emptied.empty_reason, emptied.decided_by) == (EmptyReason.ILLEGIBLE, "Санджиева")
    assert emptied.raw == "с. Ковыльное, ул. Речная, д. 3"


def test_signs_are_a_set(draft: Draft, region: Region) -> None:
    said = Decision("distress_signs", ("truancy", "low_income", "truancy"))
    signs = cell(confirmed(draft, region, SOP, said), "distress_signs")
    assert signs.value == ("low_income", "truancy")


def test_words_may_stand_in_for_signs(region: Region) -> None:
    paper = referral()
    paper.signs.clear()
    draft = draft_of(paper, region)
    assert refusal(draft, region, SOP).cell == "distress_signs"
    text = Decision("distress_text", "не ходит в школу")
    assert confirmed(draft, region, SOP, text).records


@pytest.mark.parametrize(
    "category",
    [
        (),
        (Decision("category", "undetermined"),),
        (Decision("category", empty_reason=EmptyReason.ILLEGIBLE),),
    ],
)
def test_the_category_is_always_chosen(
    draft: Draft, region: Region, category: tuple[Decision, ...]
) -> None:
    assert refusal(draft, region, *category).code == "category_required"


@pytest.mark.parametrize("missing", ["informant_text", "subjects", "address"])
def test_a_gap_needs_a_value_or_a_reason(region: Region, missing: str) -> None:
    paper = referral()
    paper.fields.pop("issuer" if missing == "informant_text" else missing, None)
    if missing == "subjects":
        paper.people.clear()
    draft = draft_of(paper, region)
    refused = refusal(draft, region, SOP)
    assert (refused.code, refused.cell) == ("value_required", missing)
    assert region.form(1).cell(missing).title in refused.message
    reason = Decision(missing, empty_reason=EmptyReason.UNKNOWN_TO_INFORMANT)
    assert confirmed(draft, region, SOP, reason).records


@pytest.mark.parametrize(
    ("cell_id", "value"),
    [
        ("category", "soc"),
        ("received_at", "12.03.2025"),
        ("received_at", "2025-02-30"),
        ("received_at", "2025-03-11T25:00"),
        ("received_at", "2025-03-13"),
        ("received_at", "0025-03-11"),
        ("source_doc_date", "2025-03-40"),
        ("source_doc_date", "2025-03-13"),
        ("informant_text", "  "),
        ("informant_text", "\u200b"),
        ("informant_text", "МБОУ\x00"),
        ("informant_text", "\ud800"),
        ("informant_text", True),
        ("address", ("Элиста",)),
        ("distress_signs", ()),
        ("distress_signs", ("laziness",)),
        ("distress_signs", "truancy"),
        ("subjects", ()),
        ("subjects", "Бадмаева Герел"),
        ("subjects", (Subject(" "),)),
        ("subjects", (Subject("12"),)),
        ("subjects", (Subject("Бадмаева Герел", ("queen",)),)),
        ("subjects", (Subject("Бадмаева Герел", ("mother",), "1990-13-01"),)),
        ("subjects", (Subject("Бадмаев Чингис", ("child",), "2025-03-08"),)),
        ("threat_to_life", "да"),
        ("threat_to_life", 1),
        ("survey_consent", "maybe"),
        ("decision", "как-нибудь"),
        ("primary_act_submitted_on", "2025-03-10"),
    ],
)
def test_an_impossible_value_is_refused_by_the_cells_name(
    draft: Draft, region: Region, cell_id: str, value: CellValue
) -> None:
    refused = refusal(draft, region, SOP, Decision(cell_id, value))
    assert (refused.code, refused.cell) == ("invalid_value", cell_id)
    assert f"«{region.form(1).cell(cell_id).title}»" in refused.message


@pytest.mark.parametrize(
    ("cell_id", "value", "kept"),
    [
        ("received_at", "2025-03-12 09:30", "2025-03-12T09:30:00"),
        ("received_at", "2025-03-12T09:30+03:00", "2025-03-12T09:30:00+03:00"),
        ("source_doc_no", 118, "118"),
        ("subjects", ("Бадмаева  Герел",), (Subject("Бадмаева Герел"),)),
        ("primary_act_submitted_on", "2025-03-12", "2025-03-12"),
        ("decision", "forwarded", "forwarded"),
        ("threat_to_life", False, False),
    ],
)
def test_good_values_are_kept_in_one_form(
    draft: Draft, region: Region, cell_id: str, value: CellValue, kept: CellValue
) -> None:
    assert cell(confirmed(draft, region, SOP, Decision(cell_id, value)), cell_id).value == kept


def test_a_misread_date_cannot_slip_through_undecided(region: Region) -> None:
    paper = referral()
    paper.fields["doc_date"] = [paper.said("doc_date", "07.03.2025", "2052-03-07", 0.99)]
    draft = draft_of(paper, region)
    refused = refusal(draft, region, SOP)
    assert (refused.code, refused.cell) == ("invalid_value", "source_doc_date")
    assert confirmed(draft, region, SOP, Decision("source_doc_date", "2025-03-07")).records


def test_a_corrected_value_is_held_against_the_rules_anew(region: Region) -> None:
    paper = referral()
    paper.fields["doc_date"] = [paper.said("doc_date", "07.03.2025", "2025-03-12", 0.99)]
    draft = draft_of(paper, region)
    assert any(not check.passed for check in draft.rows[1].cells[1].checks)
    corrected = confirmed(draft, region, SOP, Decision("source_doc_date", "2025-03-07"))
    assert all(check.passed for check in cell(corrected, "received_at").checks)


def test_a_mere_guess_is_never_confirmed_by_itself(draft: Draft, region: Region) -> None:
    paper, journal = draft.rows
    cells = tuple(
        replace(c, confidence=0.4) if c.id == "survey_assignee" or c.id == "address" else c
        for c in journal.cells
    )
    guessed = replace(draft, rows=(paper, Row(1, cells)))
    refused = refusal(guessed, region, SOP)
    assert (refused.code, refused.cell) == ("value_required", "address")


def test_a_requisite_that_only_the_person_saw_gets_a_cell(draft: Draft, region: Region) -> None:
    said = Decision("responsible_body", "КЦСОН")
    entered = cell(confirmed(draft, region, SOP, said), "responsible_body")
    assert (entered.value, entered.state) == ("КЦСОН", CellState.ENTERED)


@pytest.mark.parametrize("strange", ["nonsense", "entry_no", "doc_number"])
def test_unknown_cells_are_refused(draft: Draft, region: Region, strange: str) -> None:
    refused = refusal(draft, region, SOP, Decision(strange, "1"))
    assert (refused.code, refused.cell) == ("unknown_cell", strange)


def test_a_paper_without_a_journal_row_needs_no_category(region: Region) -> None:
    paper = Paper("Характеристика № 7", "characteristic").field("doc_number", "№ 7", "7")
    confirmation = confirmed(draft_of(paper, region), region)
    assert confirmation.records == ()
    assert cell(confirmation, "doc_number").state is CellState.CONFIRMED


def test_a_second_confirmation_keeps_who_decided_what(draft: Draft, region: Region) -> None:
    said = (SOP, Decision("address", "Лагань"))
    first = confirmed(draft, region, *said)
    again = replace(draft, rows=first.draft_rows)
    second = decide(again, [Decision("survey_assignee", "Очиров Б.Б.")], "Манджиев", AT, region)
    assert cell(second, "address") == cell(first, "address")
    assert cell(second, "survey_assignee").decided_by == "Манджиев"
    assert second.records[0].confirmed_by == "Манджиев"


def test_nobody_confirms_without_a_name_or_a_zone(draft: Draft, region: Region) -> None:
    with pytest.raises(ValueError, match="person"):
        decide(draft, [SOP], " ", AT, region)
    with pytest.raises(ValueError, match="time zone"):
        decide(draft, [SOP], "Санджиева", AT.replace(tzinfo=None), region)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"sop"', "sop"),
        ("true", True),
        ("12", 12),
        ("1500.50", "1500.50"),
        ('["truancy", "low_income"]', ("truancy", "low_income")),
        ('["Бадмаева Герел"]', ("Бадмаева Герел",)),
        (
            '[{"full_name": "Бадмаева Герел", "roles": ["mother"], "birth_date": "1990-05-02"}]',
            (Subject("Бадмаева Герел", ("mother",), "1990-05-02"),),
        ),
        ('[{"full_name": "Бадмаева Герел"}]', (Subject("Бадмаева Герел"),)),
    ],
)
def test_json_becomes_a_value(text: str, value: CellValue) -> None:
    assert parse_value("any", text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sop",
        "null",
        "{}",
        "[null]",
        "[1]",
        '[{"name": "x"}]',
        '[{"roles": []}]',
        'NaN[{"full_name": "x", "roles": "mother"}]',
        '[{"full_name": "x", "birth_date": 1}]',
        "[" * 99999,
    ],
)
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(DecisionRefused) as refused:
        parse_value("address", text)
    assert (refused.value.code, refused.value.cell) == ("invalid_value", "address")
