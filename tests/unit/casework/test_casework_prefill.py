from __future__ import annotations

from dataclasses import replace

import pytest
from invented import ARRIVAL, ARRIVED, Paper, referral

from casework.draft import Cell, CellState, Subject
from casework.forms import Region, load_region
from casework.prefill import ANONYMOUS, propose
from papers.source import Channel


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region("kalmykia")


def cells(paper: Paper, region: Region) -> dict[str, Cell]:
    return {
        cell.id: cell for row in propose(paper.findings(), ARRIVAL, region) for cell in row.cells
    }


def failed(cell: Cell) -> list[str]:
    return [check.id for check in cell.checks if not check.passed]


def test_a_referral_fills_the_row_with_its_evidence(region: Region) -> None:
    proposed = cells(referral(), region)
    expected = {
        "received_at": "2025-03-11",
        "informant_text": "МБОУ «Степная школа»",
        "informant_kind": "school",
        "source_doc_no": "118",
        "source_doc_date": "2025-03-07",
        "address": "с. Ковыльное, ул. Речная, д. 3",
        "distress_signs": ("truancy",),
        "distress_text": "не был на сорока уроках",
        "subjects": (
            Subject("Бадмаева Герел Санджиевна", ("mother",), "1990-05-02"),
            Subject("Бадмаев Чингис Олегович", ("child",), "2014-09-14"),
        ),
        "incoming_number": "44",
    }
    assert {id: cell.value for id, cell in proposed.items() if cell.value is not None} == expected
    for cell_id in expected:
        assert proposed[cell_id].state is CellState.PROPOSED
        assert proposed[cell_id].evidence
        assert proposed[cell_id].raw
        assert not failed(proposed[cell_id])
    assert proposed["subjects"].confidence == 0.92
    assert proposed["source_doc_no"].raw == "№ 118"


def test_what_the_paper_does_not_say_stays_empty(region: Region) -> None:
    proposed = cells(Paper("Без подробностей", "prevention_referral"), region)
    filled = {id for id, cell in proposed.items() if cell.value is not None}
    assert filled == {"received_at"}
    assert all(cell.state is CellState.EMPTY for id, cell in proposed.items() if id not in filled)


def test_rows_hold_each_cell_once_and_in_the_forms_order(region: Region) -> None:
    paper, journal = propose(referral().findings(), ARRIVAL, region)
    assert (paper.form, journal.form) == (0, 1)
    ids = [cell.id for row in (paper, journal) for cell in row.cells]
    assert len(ids) == len(set(ids))
    wanted = [spec.id for spec in region.form(1).cells if spec.id != "entry_no"]
    assert [cell.id for cell in journal.cells] == wanted


def test_a_paper_that_fills_no_journal_keeps_all_its_requisites(region: Region) -> None:
    paper = (
        Paper("Характеристика № 7 от 01.02.2025 на Бадмаева Чингиса", "characteristic")
        .field("doc_number", "№ 7", "7")
        .field("doc_date", "01.02.2025", "2025-02-01")
        .person("Бадмаев Чингис", "Бадмаева Чингиса", "child")
    )
    (row,) = propose(paper.findings(), ARRIVAL, region)
    assert row.form == 0
    assert {cell.id: cell.value for cell in row.cells} == {
        "doc_number": "7",
        "doc_date": "2025-02-01",
        "issuer": None,
        "subjects": (Subject("Бадмаев Чингис", ("child",)),),
    }


# --- when ------------------------------------------------------------------------------------


def test_without_a_stamp_the_arrival_counts_and_never_the_papers_own_date(region: Region) -> None:
    paper = Paper("Письмо от 07.03.2025", "prevention_referral")
    received = cells(paper.field("doc_date", "07.03.2025", "2025-03-07"), region)["received_at"]
    assert received.value == ARRIVED.isoformat()
    assert received.confidence is None
    assert received.evidence == ()
    assert not received.doubtful


def test_the_stamp_beats_the_arrival_which_stays_at_hand(region: Region) -> None:
    received = cells(referral(), region)["received_at"]
    assert [other.value for other in received.alternatives] == [ARRIVED.isoformat()]


def test_a_stamp_that_was_hardly_read_makes_the_arrival_doubtful(region: Region) -> None:
    paper = Paper("Вх. 1l.03.2025", "prevention_referral")
    paper.field("incoming_date", "1l.03.2025", "2025-03-11", 0.4)
    received = cells(paper, region)["received_at"]
    assert received.value == ARRIVED.isoformat()
    assert received.doubtful
    assert [other.value for other in received.alternatives] == ["2025-03-11"]


def test_a_stamp_older_than_the_paper_is_doubtful(region: Region) -> None:
    paper = Paper("10.03.2025, вх. 01.03.2025", "prevention_referral")
    paper.field("doc_date", "10.03.2025", "2025-03-10")
    paper.field("incoming_date", "01.03.2025", "2025-03-01")
    assert failed(cells(paper, region)["received_at"]) == ["arrived_after_document"]


# --- from whom -------------------------------------------------------------------------------


def test_a_statement_comes_from_its_author(region: Region) -> None:
    paper = Paper("В КЦСОН от Эрднеевой Баирты Ивановны", "applicant_statement")
    paper.person("Эрднеева Баирта Ивановна", "Эрднеевой Баирты Ивановны", "applicant", "mother")
    paper.field("issuer", "КЦСОН", "КЦСОН", 0.6)
    proposed = cells(paper, region)
    assert proposed["informant_text"].value == "Эрднеева Баирта Ивановна"
    assert [other.value for other in proposed["informant_text"].alternatives] == ["КЦСОН"]
    assert proposed["informant_kind"].value == "family_self"
    assert proposed["subjects"].value == (
        Subject("Эрднеева Баирта Ивановна", ("mother", "applicant")),
    )


def test_an_appeals_author_is_no_member_of_the_family(region: Region) -> None:
    paper = Paper("Соседка Очирова Нина пишет о Басановой Ольге", "citizen_appeal")
    paper.person("Очирова Нина", "Очирова Нина", "applicant")
    paper.person("Басанова Ольга", "Басановой Ольге", "mother", sure=0.9)
    proposed = cells(paper, region)
    assert proposed["informant_text"].value == "Очирова Нина"
    assert proposed["informant_kind"].value == "citizen"
    assert proposed["subjects"].value == (Subject("Басанова Ольга", ("mother",)),)
    (everyone,) = proposed["subjects"].alternatives
    assert len(everyone.value) == 2  # type: ignore[arg-type]


def test_an_unsigned_appeal_may_be_anonymous_but_nobody_says_so(region: Region) -> None:
    informant = cells(Paper("Прошу проверить семью", "citizen_appeal"), region)["informant_text"]
    assert informant.value is None
    assert [other.value for other in informant.alternatives] == [ANONYMOUS]


def test_an_appeal_that_says_so_is_anonymous(region: Region) -> None:
    paper = Paper("Анонимное сообщение", "citizen_appeal")
    paper.field("issuer", "Анонимное сообщение", "Анонимное сообщение", 0.9)
    proposed = cells(paper, region)
    assert proposed["informant_text"].value == ANONYMOUS
    assert proposed["informant_kind"].value == "anonymous"


def test_other_papers_are_never_anonymous(region: Region) -> None:
    informant = cells(Paper("Прошу проверить", "prevention_referral"), region)["informant_text"]
    assert (informant.value, informant.alternatives) == (None, ())


@pytest.mark.parametrize(
    ("issuer", "kind"),
    [
        ("МКОУ «Троицкая СОШ»", "school"),
        ("БУ РК «Приютненская РБ»", "medical"),
        ("МКДОУ «Детский сад «Ласточка»", "kindergarten"),
        ("ОПДН МО МВД России «Лаганский»", "police"),
        ("Межрайонный отдел Министерства внутренних дел", "police"),
        ("Комиссия по делам несовершеннолетних и защите их прав Юстинского района", "kdn"),
        ("Отделение судебных приставов № 2 УФССП", "bailiffs"),
        ("Отдел опеки и попечительства", "guardianship"),
        ("Яшалтинский районный суд", "court"),
    ],
)
def test_the_senders_name_tells_what_it_is(region: Region, issuer: str, kind: str) -> None:
    paper = Paper(issuer, "prevention_referral").field("issuer", issuer, issuer)
    assert cells(paper, region)["informant_kind"].value == kind


def test_two_answers_are_no_answer(region: Region) -> None:
    issuer = "Детский сад «Школьник»"
    paper = Paper(issuer, "prevention_referral").field("issuer", issuer, issuer)
    kind = cells(paper, region)["informant_kind"]
    assert kind.value is None
    assert {other.value for other in kind.alternatives} == {"school", "kindergarten"}


def test_a_surname_is_no_sender(region: Region) -> None:
    paper = Paper("Звонила Школьникова Инна", "phone_message")
    paper.person("Школьникова Инна", "Школьникова Инна", "applicant")
    proposed = cells(paper, region)
    assert proposed["informant_text"].value == "Школьникова Инна"
    assert proposed["informant_kind"].value is None


# --- about whom and what ---------------------------------------------------------------------


def test_several_families_in_one_paper_are_pointed_out(region: Region) -> None:
    paper = Paper("Лиджиева Анна и Цебекова Дарья", "prevention_referral")
    paper.person("Лиджиева Анна", "Лиджиева Анна", "mother", family=1)
    paper.person("Цебекова Дарья", "Цебекова Дарья", "mother", family=2)
    subjects = cells(paper, region)["subjects"]
    assert failed(subjects) == ["one_family"]
    assert [len(other.value) for other in subjects.alternatives] == [1, 1]  # type: ignore[arg-type]


def test_a_hardly_read_person_is_not_proposed_nor_lost(region: Region) -> None:
    paper = Paper("Лиджиева Анна и ребёнок Лиджиев П.", "prevention_referral")
    paper.person("Лиджиева Анна", "Лиджиева Анна", "mother")
    paper.person("Лиджиев П.", "Лиджиев П.", "child", sure=0.3)
    subjects = cells(paper, region)["subjects"]
    assert subjects.value == (Subject("Лиджиева Анна", ("mother",)),)
    assert subjects.confidence == 0.95
    assert [len(other.value) for other in subjects.alternatives] == [2]  # type: ignore[arg-type]


def test_an_impossible_birth_date_does_not_cost_the_person(region: Region) -> None:
    paper = Paper("Лиджиев Пётр, 30.02.2015", "prevention_referral")
    paper.person("Лиджиев Пётр", "Лиджиев Пётр", "child", born=("30.02.2015", "2015-02-30"))
    assert cells(paper, region)["subjects"].value == (Subject("Лиджиев Пётр", ("child",)),)


@pytest.mark.parametrize(
    ("born", "wrong"),
    [
        ("2014-09-14", []),
        ("2025-03-10", ["not_born_on_document_day"]),
        ("2025-03-11", ["born_before_document"]),
        ("2025-03-20", ["not_in_future", "born_before_document"]),
        ("2007-03-12", ["child_is_minor"]),
        ("2007-03-13", []),
    ],
)
def test_a_childs_birth_date_is_held_against_the_paper(
    region: Region, born: str, wrong: list[str]
) -> None:
    paper = Paper("от 10.03.2025: Лиджиев Пётр", "prevention_referral")
    paper.field("doc_date", "10.03.2025", "2025-03-10")
    paper.person("Лиджиев Пётр", "Лиджиев Пётр", "child", born=("10.03.2025", born))
    assert failed(cells(paper, region)["subjects"]) == wrong


def test_unlikely_signs_are_offered_with_the_likely_ones(region: Region) -> None:
    paper = Paper("пьёт и кричит", "prevention_referral")
    paper.sign("parent_alcohol", "пьёт", 0.9).sign("mental_harm", "кричит", 0.3)
    proposed = cells(paper, region)
    assert proposed["distress_signs"].value == ("parent_alcohol",)
    assert [other.value for other in proposed["distress_signs"].alternatives] == [
        ("parent_alcohol", "mental_harm")
    ]
    assert proposed["distress_text"].value == "пьёт"
    assert proposed["threat_to_life"].value is None


def test_a_sign_may_point_to_a_threat_but_never_surely(region: Region) -> None:
    paper = Paper("оставлен один на морозе", "prevention_referral")
    threat = cells(paper.sign("left_unattended", "оставлен один", 0.99), region)["threat_to_life"]
    assert threat.value is True
    assert threat.doubtful
    assert threat.evidence[0].quote == "оставлен один"


def test_a_stated_threat_is_as_sure_as_it_was_read(region: Region) -> None:
    paper = Paper("жизни ребёнка угрожает опасность", "prevention_referral")
    paper.field("threat_to_life", "угрожает опасность", True, 0.96)
    assert cells(paper, region)["threat_to_life"].confidence == 0.96


def test_category_is_proposed_only_as_read(region: Region) -> None:
    paper = Paper("семья в СОП", "kdn_resolution").field("category", "в СОП", "sop", 0.9)
    assert cells(paper, region)["category"].value == "sop"


def test_a_resolution_fills_the_decision_in_words(region: Region) -> None:
    paper = Paper("поставить на учёт", "kdn_resolution")
    paper.field("kdn_decision", "поставить на учёт", "register_sop", 0.9)
    proposed = cells(paper, region)
    assert proposed["decision_text"].value == "признать находящейся в СОП, поставить на учет"
    assert proposed["decision_text"].raw == "поставить на учёт"
    assert proposed["decision"].value is None
    assert proposed["kdn_decision"].value == "register_sop"


def test_a_decision_without_a_line_is_given_in_the_papers_words(region: Region) -> None:
    paper = Paper("обязать явиться\nповторно", "kdn_resolution")
    paper.field("kdn_decision", "обязать явиться\nповторно", "other", 0.9)
    assert cells(paper, region)["decision_text"].value == "обязать явиться повторно"


def test_an_odd_number_is_doubtful(region: Region) -> None:
    paper = Paper("УИД 08RS0001-01-2025-00012З-45", "court_act")
    paper.field("uid", "08RS0001-01-2025-00012З-45", "08RS0001-01-2025-00012З-45", 0.95)
    assert failed(cells(paper, region)["uid"]) == ["number_format"]


def test_only_deadlines_and_effect_may_lie_ahead(region: Region) -> None:
    paper = Paper("до 01.04.2025, действует с 02.04.2025, от 03.04.2025", "court_act")
    paper.field("reply_due", "01.04.2025", "2025-04-01")
    paper.field("effective_date", "02.04.2025", "2025-04-02")
    paper.field("doc_date", "03.04.2025", "2025-04-03")
    proposed = cells(paper, region)
    assert not failed(proposed["reply_due"])
    assert not failed(proposed["effective_date"])
    assert failed(proposed["source_doc_date"]) == ["not_in_future"]


def test_a_value_the_cell_cannot_hold_is_left_out(region: Region) -> None:
    paper = Paper("31.02.2025 или 03.02.2025", "prevention_referral")
    paper.field("doc_date", "31.02.2025", "2025-02-31", 0.9)
    paper.field("doc_date", "03.02.2025", "2025-02-03", 0.3)
    dated = cells(paper, region)["source_doc_date"]
    assert dated.value is None
    assert [other.value for other in dated.alternatives] == ["2025-02-03"]


def test_the_day_of_scanning_an_old_file_is_nobodys_day_of_arrival(region: Region) -> None:
    scanned = replace(ARRIVAL, channel=Channel.ARCHIVE)
    rows = propose(
        Paper("Просим посетить семью.", "prevention_referral").findings(), scanned, region
    )
    arrived = next(cell for row in rows for cell in row.cells if cell.id == "received_at")
    assert arrived.value is None
    rows = propose(referral().findings(), scanned, region)
    stamped = next(cell for row in rows for cell in row.cells if cell.id == "received_at")
    assert stamped.value == "2025-03-11"
    assert stamped.evidence
