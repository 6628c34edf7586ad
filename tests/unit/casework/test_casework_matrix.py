"""What papers propose for records: pure, over records and papers made here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kept_papers import LETTER, REGION, Said, resolution

from casework.arrival import Arrival
from casework.draft import Cell, CellState, ConfirmedRecord, Subject
from casework.family import Family, Member, Person, Role
from casework.family_case import FamilyCase, LinkedPaper
from casework.findings import Findings
from casework.forms import load_region
from casework.journal import JournalRow
from casework.matrix.papers import MatrixPaper
from casework.matrix.propose import propose
from casework.prefill import propose as prefill
from casework.proposal import Proposal, differences, merged
from papers.source import Channel

NOW = datetime(2025, 6, 2, 12, tzinfo=UTC)
FAMILY = Family(
    "Юдина Вера Олеговна",
    (
        Member(Person("Юдина", "Вера", "Олеговна", id=1), Role.MOTHER),
        Member(Person("Юдин", "Егор", "Павлович", id=2), Role.CHILD),
    ),
    "г. Элиста, ул. Степная, д. 4",
    id=3,
)


def linked(number: int, said: Said, **more: object) -> MatrixPaper:
    """The paper as confirmed with what it proposes, and `more` besides."""
    findings: Findings = said.findings()
    rows = prefill(findings, Arrival(said.received_at, Channel.SCAN), REGION)
    cells = [cell for row in rows for cell in row.cells if cell.value is not None]
    cells = [replace(cell, state=CellState.CONFIRMED) for cell in cells]
    cells += [Cell(one, value, state=CellState.ENTERED) for one, value in more.items()]  # type: ignore[arg-type]
    paper = LinkedPaper(
        number, said.kind, "a.txt", Channel.SCAN, said.received_at, True, tuple(cells)
    )
    return MatrixPaper(paper, 1, findings)


def record(form: int, number: int, document: int | None, **values: object) -> JournalRow:
    cells = tuple(
        Cell(name.replace("__", "."), value, state=CellState.CONFIRMED)  # type: ignore[arg-type]
        for name, value in values.items()
    )
    kept = ConfirmedRecord(document, form, "sop", cells, "petrova", NOW, family_id=3)
    return JournalRow(1, "sop", kept, id=number, version=1)


def proposed(
    form: int, papers: list[MatrixPaper], records: tuple[JournalRow, ...] = ()
) -> list[Proposal]:
    case = FamilyCase(FAMILY, records, tuple(one.paper for one in papers))
    return [one for one in propose(case, papers, REGION) if one.form == form]


SOP = {
    "members": (),
    "address": "г. Элиста, ул. Степная, д. 4",
    "registration_reason": ("mother_unemployed",),
    "registered_on": "2025-03-10",
    "registration_session__protocol_no": "7",
    "registration_session__session_on": "2025-03-10",
}
ACT = Said(
    kind="primary_act",
    text="АКТ от 05.03.2025. Юдина Вера Олеговна. Антисанитарные условия: да. Выводы: помощь.",
    fields={"survey_date": ("2025-03-05", "05.03.2025")},
    people=(("Юдина Вера Олеговна", "Юдина Вера Олеговна", ("mother",), None),),
    marks={"housing.unsanitary": (True, "да")},
    texts={"conclusion": ("помощь", "помощь")},
    received_at=datetime(2025, 3, 5, 15, tzinfo=UTC),
)


def test_an_allegation_ticks_no_box_and_a_filled_act_does() -> None:
    accused = replace(LETTER, signs={"unsanitary": "нигде не работает"})
    (sheet,) = proposed(2, [linked(1, accused)])
    assert sheet.row.cell("housing.unsanitary") == Cell("housing.unsanitary")
    (act,) = proposed(2, [linked(1, accused), linked(2, ACT)])
    ticked = act.row.cell("housing.unsanitary")
    assert ticked is not None
    assert (ticked.value, ticked.document_id, ticked.evidence[0].quote) == (True, 2, "да")


def test_an_act_gives_its_day_to_the_information_that_has_none() -> None:
    information = record(1, 8, 1, received_at="2025-03-03T09:30:00+00:00")
    (change,) = proposed(1, [linked(1, LETTER), linked(2, ACT)], (information,))
    assert change.record_id == 8
    assert [(one, new.value) for one, _, new in differences(change, information.record)] == [
        ("primary_act_submitted_on", "2025-03-05")
    ]
    done = record(1, 8, 1, received_at="2025-03-03", primary_act_submitted_on="2025-03-04")
    assert proposed(1, [linked(1, LETTER), linked(2, ACT)], (done,)) == []


def test_a_resolution_registers_once_and_only_where_it_says_so() -> None:
    said = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    (new,) = proposed(4, [linked(1, said)])
    values = {cell.id: cell.value for cell in new.row.cells}
    assert values["kdn_session.resolution_no"] == "58"
    assert values["registered_on"] == "2025-03-20"
    assert values["removed_on"] is None
    warned = resolution("warn", "58", "2025-03-20", "предупредить")
    assert proposed(4, [linked(1, warned)]) == []
    assert proposed(5, [linked(1, said)]) == []


def test_an_older_paper_does_not_contradict_a_later_one() -> None:
    later = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    older = resolution("register_sop", "41", "2025-02-06", "поставить на учет")
    standing = record(4, 9, 1, **SOP, sop_confirmed_on="2025-03-20")
    of_later = tuple(replace(cell, document_id=2) for cell in standing.record.cells)
    standing = replace(standing, record=replace(standing.record, cells=of_later))
    changes = proposed(4, [linked(2, later), linked(3, older)], (standing,))
    shown = {cell.id for change in changes if change.document_id == 3 for cell in change.row.cells}
    assert "sop_confirmed_on" not in shown


def test_papers_of_a_registration_that_ended_do_not_begin_it_again() -> None:
    ended = record(4, 9, 7, **SOP, removed_on="2025-12-25")
    before = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    assert proposed(4, [linked(1, before)], (ended,)) == []
    after = resolution("register_sop", "4", "2026-02-05", "поставить на учет")
    assert len(proposed(4, [linked(1, after)], (ended,))) == 1


def test_a_disagreeing_paper_changes_nothing_by_itself_and_keeps_both() -> None:
    standing = record(4, 9, 1, **SOP, sop_confirmed_on="2025-03-18")
    said = resolution("register_sop", "58", "2025-03-20", "поставить на учет")
    (change,) = proposed(4, [linked(2, said)], (standing,))
    shown = {
        one: (old and old.value, new.value)
        for one, old, new in differences(change, standing.record)
    }
    assert shown["sop_confirmed_on"] == ("2025-03-18", "2025-03-20")
    assert "registered_on" not in shown
    assert standing.record.value("sop_confirmed_on") == "2025-03-18"
    row = merged(change, standing.record)
    confirmed = row.cell("sop_confirmed_on")
    assert confirmed is not None
    assert confirmed.value == "2025-03-20"


def test_a_commission_names_no_category_and_none_is_guessed() -> None:
    protocol = Said(
        kind="commission_protocol",
        text="Протокол № 7 от 10.03.2025. Юдина Вера Олеговна.",
        fields={
            "protocol_number": ("7", "7"),
            "protocol_date": ("2025-03-10", "10.03.2025"),
        },
        received_at=datetime(2025, 3, 10, 10, tzinfo=UTC),
    )
    assert proposed(4, [linked(1, protocol)]) == []
    assert proposed(5, [linked(1, protocol)]) == []
    (new,) = proposed(5, [linked(1, protocol, category="tzhs")])
    session = new.row.cell("registration_session.body")
    assert session is not None
    assert session.value == "departmental_commission"


def test_a_passport_waits_for_the_registration_and_takes_what_is_confirmed() -> None:
    information = record(
        1, 8, 1, received_at="2025-03-03T09:30:00+00:00", informant_text="Школа № 2"
    )
    papers = [linked(1, LETTER)]
    assert proposed(9, papers, (information,)) == []
    (passport,) = proposed(9, papers, (information, record(4, 9, None, **SOP)))
    values = {cell.id: cell.value for cell in passport.row.cells}
    assert values["known_since"] == "2025-03-03"
    assert values["info_source"] == "Школа № 2"
    assert values["registration_basis"] == "протокол № 7 от 10.03.2025"
    children = [line for line in passport.row.children if line.table == "passport_child"]
    assert [line.cells[0].value for line in children] == ["Юдин Егор Павлович"]


def test_rows_of_a_sheet_are_records_and_those_that_stand_are_not_asked_again() -> None:
    sheet = Said(
        kind="patronage_sheet",
        text="Патронаж. 12.04.2025 дома все. Беседа. 19.04.2025 мать ищет работу. Совет.",
        tables={
            "patronage_entry": (
                {
                    "visited_on": ("2025-04-12", "12.04.2025"),
                    "situation": ("дома все", "дома все"),
                    "actions_help": ("Беседа", "Беседа"),
                },
                {
                    "visited_on": ("2025-04-19", "19.04.2025"),
                    "situation": ("мать ищет работу", "мать ищет работу"),
                },
            )
        },
        received_at=datetime(2025, 5, 5, 10, tzinfo=UTC),
    )
    paper = linked(1, sheet)
    registered = record(4, 9, None, **SOP)
    first, second = proposed(6, [paper], (registered,))
    assert (first.category, second.category) == ("sop", "sop")
    assert first.row.cell("persons") is not None
    kept = record(6, 11, 1, visited_on="2025-04-12", situation="дома все")
    (left,) = proposed(6, [paper], (registered, kept))
    assert left.said == second.said


def test_a_resolution_s_number_is_not_taken_for_that_of_a_protocol() -> None:
    said = resolution("remove", "77", "2025-12-25", "снять с учета")
    kept = {name: one for name, one in said.fields.items() if not name.startswith("protocol_")}
    (change,) = proposed(4, [linked(2, replace(said, fields=kept))], (record(4, 9, 1, **SOP),))
    values = {cell.id: cell.value for cell in change.row.cells}
    assert values["kdn_removal_session.resolution_no"] == "77"
    assert "kdn_removal_session.protocol_no" not in values


def test_a_row_of_a_register_proposes_what_it_says_of_its_own_family() -> None:
    region = load_region("hmao_alimony")
    register = Said(
        kind="benefit_register",
        text=(
            "РЕЕСТР № 118 от 03.02.2025\n"
            "1 Кедрова Алла Игоревна 05.03.1992 г. Пихта, д. 1 назначить\n"
            "2 Омелина Рита Павловна 17.09.1988 г. Пихта, д. 2 отказать\n"
        ),
        fields={"doc_number": ("118", "118"), "doc_date": ("2025-02-03", "03.02.2025")},
        people=(
            ("Кедрова Алла Игоревна", "Кедрова Алла Игоревна", ("applicant",), "1992-03-05"),
            ("Омелина Рита Павловна", "Омелина Рита Павловна", ("applicant",), "1988-09-17"),
        ),
        tables={
            "benefit_register": (
                {
                    "address": ("г. Пихта, д. 1", "г. Пихта, д. 1"),
                    "benefit_decision": ("granted", "назначить"),
                },
                {
                    "address": ("г. Пихта, д. 2", "г. Пихта, д. 2"),
                    "benefit_decision": ("refused", "отказать"),
                },
            )
        },
        received_at=datetime(2025, 2, 4, 9, tzinfo=UTC),
    )
    whole = linked(1, register)
    (table,) = whole.findings.tables
    findings = replace(
        whole.findings,
        people=tuple(
            replace(one, family=number) for number, one in enumerate(whole.findings.people, 1)
        ),
        tables=tuple(
            replace(table, rows=(row,), family=number) for number, row in enumerate(table.rows, 1)
        ),
    )
    case = FamilyCase(replace(FAMILY, actual_address="г. Пихта, д. 9"), (), (whole.paper,))
    (referral,) = propose(case, [replace(whole, family_no=2, findings=findings)], region)
    assert referral.form == 1
    cells = {cell.id: cell for cell in referral.row.cells}
    assert cells["subjects"].value == (
        Subject("Омелина Рита Павловна", ("applicant",), "1988-09-17"),
    )
    assert {one: cells[one].value for one in ("source", "address", "benefit_decision")} == {
        "source": "benefit_register",
        "address": "г. Пихта, д. 2",
        "benefit_decision": "refused",
    }
    assert cells["benefit_decision"].evidence[0].quote == "отказать"
    assert cells["benefit_decision"].document_id == 1
    assert cells["received_at"].value == "2025-02-04T09:00:00+00:00"
