"""The twelve invariants of what an office keeps (order's records), through the real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from kept_papers import BY, LETTER, REGION, Said, bring, confirm, resolution

from casework.draft import CellState, Decision, DecisionRefused, EmptyReason, Subject
from casework.form_spec import Need
from casework.journal import JournalRow
from casework.proposal import Proposal
from pipeline.build import Opis, build
from pipeline.settings import Settings
from pipeline.worker import Ports


@pytest.fixture
def opis(tmp_path: Path) -> Iterator[Opis]:
    program = build(Settings(tmp_path / "data", jobs=1, user=BY, institution="КЦСОН"), Ports())
    yield program
    program.store.close()


@pytest.fixture
def family(opis: Opis, tmp_path: Path) -> int:
    """A family made of a confirmed letter, in the journal of ТЖС."""
    document = bring(opis, tmp_path / "in", LETTER)
    confirm(opis, document, category="tzhs")
    return opis.families.new_from_paper(document, 1, BY).id


def link(opis: Opis, folder: Path, said: Said, family: int, **values: object) -> int:
    document = bring(opis, folder, said)
    confirm(opis, document, **values)
    opis.families.link(document, family, BY)
    return document


def registered(opis: Opis, form: int, family: int, **values: object) -> JournalRow:
    """A registration entered by hand."""
    said: dict[str, object] = {
        "members": (Subject("Юдина Вера Олеговна", ("mother",)),),
        "address": "г. Элиста, ул. Степная, д. 4",
        "registration_reason": ("mother_unemployed",),
        "registered_on": "2025-03-10",
        "registration_session.protocol_no": "7",
        "registration_session.session_on": "2025-03-10",
    }
    said |= values
    return opis.records.add(form, decisions(said), BY, family)


def decisions(said: dict[str, object]) -> list[Decision]:
    return [
        Decision(cell, empty_reason=value)
        if isinstance(value, EmptyReason)
        else Decision(cell, value)  # type: ignore[arg-type]
        for cell, value in said.items()
    ]


def proposal(opis: Opis, family: int, form: int, change: bool = False) -> Proposal:
    (found,) = [
        one
        for one in opis.records.proposals(family)
        if one.form == form and (one.record_id is not None) == change
    ]
    return found


def refused(run: object, *arguments: object) -> str:
    with pytest.raises(DecisionRefused) as error:
        run(*arguments)  # type: ignore[operator]
    return error.value.code


def exported(opis: Opis, form: int, category: str, year: int, out: Path) -> list[str]:
    """Every text of the exported journal's cells."""
    scope = "Лиджанова К. М." if REGION.form(form).scope_cell else ""
    opis.forms.export_journal(form, category, year, out, scope)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]


def test_invariant_01_only_confirmed_rows_are_exported(opis: Opis, tmp_path: Path) -> None:
    document = bring(opis, tmp_path / "in", LETTER)
    before = exported(opis, 1, "tzhs", 2025, tmp_path / "before.xlsx")
    assert not any("Юдин" in text for text in before)
    confirm(opis, document, category="tzhs")
    family = opis.families.new_from_paper(document, 1, BY).id
    after = exported(opis, 1, "tzhs", 2025, tmp_path / "after.xlsx")
    assert any("Юдин" in text for text in after)
    resolved = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    link(opis, tmp_path / "in", resolved, family, category="sop")
    assert proposal(opis, family, 4)
    assert not any("Юдин" in t for t in exported(opis, 4, "sop", 2025, tmp_path / "sop.xlsx"))


def test_invariant_02_journals_print_their_own_columns_apart(
    opis: Opis, family: int, tmp_path: Path
) -> None:
    registered(opis, 4, family)
    for form in REGION.forms:
        for journal in form.journals:
            out = tmp_path / f"{form.number}_{journal.category}.xlsx"
            texts = exported(opis, form.number, journal.category, 2025, out)
            titles = [" ".join(column.title.split()) for column in form.columns]
            printed = [" ".join(text.split()) for text in texts]
            places = [printed.index(title) for title in titles]
            assert places == sorted(places)
            assert not form.caption or "КЦСОН" in printed
    sop = exported(opis, 1, "sop", 2025, tmp_path / "one.xlsx")
    assert not any("Юдин" in text for text in sop)


def test_invariant_03_numbers_have_no_gaps_and_are_never_used_again(
    opis: Opis, family: int
) -> None:
    first = registered(opis, 4, family)
    opis.records.annul(first.id, BY, "внесена по ошибке")
    second = registered(opis, 4, family)
    rows = opis.records.journal(4, "sop", 2025)
    assert [(row.entry_no, row.annulled) for row in rows] == [
        (1, "внесена по ошибке"),
        (2, None),
    ]
    assert second.entry_no == 2
    (own,) = opis.records.of_family(family, 1)
    moved = opis.records.move(own.id, "sop", BY)
    assert moved.entry_no == 1
    assert "перенесено в журнал" in str(opis.records.get(own.id).annulled)


def test_invariant_04_every_proposed_value_is_cited_from_its_paper(
    opis: Opis, family: int, tmp_path: Path
) -> None:
    resolved = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    link(opis, tmp_path / "in", resolved, family, category="sop")
    cited = [cell for cell in proposal(opis, family, 4).row.cells if cell.document_id]
    assert {"registered_on", "sop_confirmed_on"} <= {cell.id for cell in cited}
    for cell in cited:
        document = opis.store.document(int(cell.document_id or 0))
        assert document is not None
        for piece in cell.evidence:
            assert document.text[piece.start : piece.stop] == piece.quote
            assert any(p.start <= piece.start and piece.stop <= p.stop for p in document.pages)
    named = [Decision("responsible_body", "КЦСОН")]
    accepted = opis.records.accept(proposal(opis, family, 4).id, named, BY)
    reason = accepted.record.cell("sop_confirmed_on")
    assert reason is not None
    assert (reason.raw, reason.state) == ("20.03.2025", CellState.CONFIRMED)


def test_invariant_05_empty_stays_empty(opis: Opis, family: int, tmp_path: Path) -> None:
    act = proposal(opis, family, 2)
    form = REGION.form(2)
    boxes = {f"{part.section}.{item.id}" for part in form.checklists for item in part.items}
    assert boxes
    assert not [cell.id for cell in act.row.cells if cell.id in boxes and cell.value is not None]
    assert next(cell for cell in act.row.cells if cell.id == "survey_on").value is None
    assert refused(opis.records.accept, act.id, [], BY) == "value_required"
    other = replace(LETTER, text=LETTER.text.replace("41", "42"), fields={}, signs={})
    document = bring(opis, tmp_path / "in", other)
    assert refused(confirm, opis, document) == "category_required"


def test_invariant_06_one_person_in_the_nominative_whatever_the_case(
    opis: Opis, family: int, tmp_path: Path
) -> None:
    (row,) = opis.records.of_family(family, 1)
    subjects = row.record.cell("subjects")
    assert subjects is not None
    assert "Юдиной Веры Олеговны" in str(subjects.raw)
    initials = Said(
        kind="prevention_referral",
        text="Исх. № 43 от 05.03.2025. О Юдиной В.О., г. Элиста, ул. Степная, д. 4.",
        people=(("Юдина В. О.", "Юдиной В.О.", ("mother",), None),),
    )
    link(opis, tmp_path / "in", initials, family, category="tzhs")
    names = [member.person.full_name for member in opis.families.get(family).members]
    assert names == ["Юдина Вера Олеговна", "Юдин Егор Павлович"]


def test_invariant_07_impossible_dates_are_refused(opis: Opis, family: int) -> None:
    future = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    said = {"registered_on": future, "registration_session.session_on": future}
    assert _code(opis, family, said) == "invalid_value"
    turned = {
        "sop_confirmed_on": "2025-03-01",
        "kdn_session.protocol_no": "18",
        "kdn_session.session_on": "2025-03-01",
        "responsible_body": "КЦСОН",
    }
    assert _code(opis, family, turned) == "invalid_value"
    (row,) = opis.records.of_family(family, 1)
    early = [Decision("primary_act_submitted_on", "2025-03-01")]
    assert refused(opis.records.correct, row.id, early, BY, "акт") == "invalid_value"
    assert opis.records.journal(4, "sop", 2025) == ()


def _code(opis: Opis, family: int, said: dict[str, object]) -> str:
    with pytest.raises(DecisionRefused) as error:
        registered(opis, 4, family, **said)
    return error.value.code


def test_invariant_08_a_threat_moves_every_open_term_at_once(opis: Opis, family: int) -> None:
    (row,) = opis.records.of_family(family, 1)
    assert not any(one.term.threat for one in opis.terms.list(family))
    threat = [Decision("threat_to_life", True)]
    opis.records.correct(row.id, threat, BY, "звонок участкового")
    survey = next(one for one in opis.terms.list(family) if one.term.rule_id == "D-03")
    assert survey.term.threat
    assert survey.term.due_at == survey.term.event_at
    calm = [Decision("threat_to_life", False)]
    assert refused(opis.records.correct, row.id, calm, BY, " ") == "value_required"
    opis.records.correct(row.id, calm, BY, "мать вернулась, ребёнок осмотрен")
    assert not any(one.term.threat for one in opis.terms.list(family))


def test_invariant_09_no_removal_from_sop_without_the_commission_on_minors(
    opis: Opis, family: int, tmp_path: Path
) -> None:
    row = registered(opis, 4, family)
    removal: dict[str, object] = {
        "removed_on": "2025-12-25",
        "removal_session.protocol_no": "18",
        "removal_session.session_on": "2025-12-25",
        "removal_ground": "plan_done_causes_removed",
    }
    with pytest.raises(DecisionRefused):
        opis.records.correct(row.id, decisions(removal), BY, "снята")
    assert opis.records.get(row.id).record.value("removed_on") is None
    resolved = resolution("remove", "77", "2025-12-25", "снять с учета")
    link(opis, tmp_path / "in", resolved, family, category="sop")
    offered = proposal(opis, family, 4, change=True)
    ground = decisions({"removal_ground": "plan_done_causes_removed"})
    removed = opis.records.accept(offered.id, ground, BY)
    assert removed.record.value("kdn_removal_session.protocol_no") == "77"
    late = resolution("warn", "81", "2025-12-28", "предупредить")
    link(opis, tmp_path / "in", late, family, category="sop")
    told = [one.remarks for one in opis.records.proposals(family) if one.remarks]
    assert told
    assert "снята с учета" in told[0][0]


def test_invariant_10_terms_show_their_clause_and_close_by_a_paper_or_a_reason(
    opis: Opis, family: int
) -> None:
    terms = opis.terms.list(family)
    assert terms
    assert all(one.term.clause for one in terms)
    term = terms[0]
    assert refused(opis.terms.close, term.id, BY, " ") == "value_required"
    closed = opis.terms.close(term.id, BY, "обследована при обходе")
    assert closed.done_reason == "обследована при обходе"


def test_invariant_11_lists_come_from_one_file_and_print_the_source_s_text() -> None:
    for form in REGION.forms:
        for spec in form.cells:
            for item in spec.choices.items:
                assert item.title.strip() == item.title != ""
    printed = {item.id: item.title for item in REGION.lists["distress_sign"].items}
    assert printed["unsanitary"] == "Антисанитарные условия"
    for name, known in REGION.lists.items():
        assert known.id == name


def test_invariant_12_corrections_keep_who_when_old_new_and_why(opis: Opis, family: int) -> None:
    (row,) = opis.records.of_family(family, 1)
    said = [Decision("address", "г. Элиста, ул. Степная, д. 14")]
    assert refused(opis.records.correct, row.id, said, BY, "") == "value_required"
    opis.records.correct(row.id, said, "sidorova", "опечатка в письме")
    entry = next(one for one in opis.records.history(row.id) if one.what == "cell:address")
    assert (entry.who, entry.reason) == ("sidorova", "опечатка в письме")
    assert entry.old == '"г. Элиста, ул. Степная, д. 4"'
    assert entry.new == '"г. Элиста, ул. Степная, д. 14"'
    assert entry.at.tzinfo is not None
    stale = row.version
    assert refused(opis.records.correct, row.id, said, BY, "ещё", stale) == "stale_draft"
    assert [one for check in opis.store.fsck(True) for one in check.problems] == []


def test_a_second_open_registration_is_refused_and_sop_ends_tzhs(opis: Opis, family: int) -> None:
    first = registered(opis, 5, family)
    with pytest.raises(DecisionRefused) as error:
        registered(opis, 5, family)
    assert error.value.code == "not_allowed"
    registered(opis, 4, family, registered_on="2025-04-01")
    ended = opis.records.get(first.id).record
    assert ended.value("removed_on") == "2025-04-01"
    assert "социально опасном положении" in str(ended.value("note"))
    assert ended.value("removal_ground") is None


def test_a_declined_proposal_is_not_made_again_and_equal_values_make_none(
    opis: Opis, family: int
) -> None:
    act = proposal(opis, family, 2)
    opis.records.decline(act.id, BY)
    opis.records.refresh(family, BY)
    assert opis.records.proposals(family) == ()


def test_every_assigned_cell_is_the_programs_own() -> None:
    for form in REGION.forms:
        for spec in form.cells:
            assert spec.need is not Need.ASSIGNED or spec.id in ("entry_no", "family_no")


def test_a_paper_taken_back_takes_its_own_row_and_no_accepted_record(
    opis: Opis, family: int, tmp_path: Path
) -> None:
    resolved = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    document = link(opis, tmp_path / "in", resolved, family, category="sop")
    named = [Decision("responsible_body", "КЦСОН")]
    accepted = opis.records.accept(proposal(opis, family, 4).id, named, BY)
    opis.desk.reopen(document, "не тот номер", BY)
    assert opis.records.get(accepted.id).annulled is None
    assert [row.annulled for row in opis.records.journal(1, "sop", 2025)] == ["не тот номер"]
    assert opis.records.proposals(document_id=document) == ()
    assert [one for check in opis.store.fsck(True) for one in check.problems] == []


def test_what_is_refused_leaves_nothing_half_written(opis: Opis, family: int) -> None:
    first = registered(opis, 5, family)
    before = (opis.records.history(first.id), opis.records.of_family(family))
    late = decisions({"note": "переезд", "removed_on": "2025-01-01"})
    assert refused(opis.records.correct, first.id, late, BY, "ошибка")
    with pytest.raises(DecisionRefused):
        registered(opis, 4, family, registered_on="2025-03-01")  # ТЖС would end before it began
    assert (opis.records.history(first.id), opis.records.of_family(family)) == before
    assert opis.records.journal(4, "sop", 2025) == ()
    unknown = [Decision("no_such_cell", "1")]
    assert refused(opis.records.correct, first.id, unknown, BY, "ошибка") == "unknown_cell"


def test_lines_of_child_tables_are_added_and_corrected_by_address(opis: Opis, family: int) -> None:
    said: dict[str, object] = {"measure_row[1].measure": "Беседа"}
    said |= {"measure_row[1].performed_on": "2025-04-01", "measure_row[1].specialist": "Л. К. М."}
    row = opis.records.add(10, decisions(said), BY, family)
    more = decisions({f"measure_row[2].{one[15:]}": value for one, value in said.items()})
    opis.records.correct(row.id, more, BY, "ещё одно мероприятие")
    lines = [line.cells[1].value for line in opis.records.get(row.id).record.children]
    assert lines == ["Беседа", "Беседа"]
    far = decisions({"measure_row[9].measure": "Беседа"})
    assert refused(opis.records.correct, row.id, far, BY, "ошибка") == "unknown_cell"
    told = [one.what for one in opis.records.history(row.id)]
    assert "cell:measure_row[2].measure" in told
