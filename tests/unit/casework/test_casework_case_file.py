"""What a личное дело holds and lacks: items by category, periods, a person's word, A-06, A-14."""

from __future__ import annotations

from datetime import date

import pytest
from casework_cases import letter, paper, row

from casework.case_file import CaseFile, FileItem, ItemDecision, ItemStatus, categories, contents
from casework.draft import DecisionRefused
from casework.family import Family, Member, Person, Role
from casework.family_case import FamilyCase, LinkedPaper, SentLetter
from casework.file_contents import read_contents
from casework.forms import load_region
from casework.journal import JournalRow
from casework.term_rules import CellRef
from casework.toml_table import RegionDataError, Table

KALMYKIA, HMAO = load_region("kalmykia"), load_region("hmao_alimony")
FAMILY = Family("Юдина Вера", (Member(Person("Юдина", "Вера"), Role.MOTHER),), id=1)
TZHS = row(5, registered_on="2026-01-20")
SOP = row(4, registered_on="2026-01-20")
RESPONSIBLE = row(
    4, registered_on="2026-01-20", sop_confirmed_on="2026-02-05", kcson_is_responsible=True
)


def case(
    *records: JournalRow, papers: tuple[LinkedPaper, ...] = (), letters: tuple[SentLetter, ...] = ()
) -> FamilyCase:
    return FamilyCase(FAMILY, records, papers, letters)


def file_of(
    kept: FamilyCase,
    category: str = "tzhs",
    today: date = date(2026, 3, 10),
    said: tuple[ItemDecision, ...] = (),
) -> CaseFile:
    return contents(kept, said, KALMYKIA, category, today)


def item(file: CaseFile, code: str) -> FileItem:
    return next(one for one in file.items if one.code == code)


def codes(file: CaseFile) -> list[str]:
    return list(dict.fromkeys(one.spec.code for one in file.items if one.spec.code[0] == "C"))


COMMON = [f"CF-{number:02}" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("kept", "category", "own"),
    [
        (case(TZHS), "tzhs", ["CF-11", "CF-12", "CF-13"]),
        (case(SOP), "sop", ["CF-11", "CF-12"]),
        (case(RESPONSIBLE), "sop", ["CF-11", "CF-12", "CF-14", "CF-15", "CF-16", "CF-17"]),
    ],
)
def test_items_are_those_of_the_category(kept: FamilyCase, category: str, own: list[str]) -> None:
    assert codes(file_of(kept, category)) == COMMON + own


START_TZHS = {"CF-01", "CF-02", "CF-04", "CF-06", "CF-09", "CF-10"}


@pytest.mark.parametrize(
    ("kept", "category", "missing", "overdue"),
    [
        (case(TZHS), "tzhs", START_TZHS, {"CF-11:2026-01", "CF-11:2026-02"}),
        (case(SOP), "sop", START_TZHS, set()),
        (
            case(TZHS, papers=(paper("need_conclusion", "2026-01-15"),)),
            "tzhs",
            START_TZHS - {"CF-01"},
            {"CF-11:2026-01", "CF-11:2026-02"},
        ),
        (
            case(TZHS, row(2, survey_on="2026-01-16"), row(9, registered_on="2026-01-20")),
            "tzhs",
            START_TZHS - {"CF-04", "CF-06"},
            {"CF-11:2026-01", "CF-11:2026-02"},
        ),
        (
            case(TZHS, papers=(paper("plan_progress_info", "2026-02-27"),)),
            "tzhs",
            START_TZHS,
            {"CF-11:2026-01"},
        ),
    ],
)
def test_what_is_missing_and_overdue(
    kept: FamilyCase, category: str, missing: set[str], overdue: set[str]
) -> None:
    file = file_of(kept, category)
    told = {status: {i.code for i in file.items if i.status is status} for status in ItemStatus}
    assert told[ItemStatus.MISSING] == missing
    assert told[ItemStatus.OVERDUE] == overdue
    required = len(START_TZHS) + (2 if category == "tzhs" else 0)
    assert len(file.required) == required
    assert file.completeness == (required - len(missing) - len(overdue)) / required


def test_the_period_that_runs_is_due_by_its_last_day_and_not_counted() -> None:
    march = item(file_of(case(TZHS)), "CF-11:2026-03")
    assert (march.status, march.due_on, march.required) == (
        ItemStatus.DUE, date(2026, 3, 31), False,
    )  # fmt: skip
    last_day = item(file_of(case(TZHS), today=date(2026, 3, 31)), "CF-11:2026-03")
    assert last_day.status is ItemStatus.DUE
    after = item(file_of(case(TZHS), today=date(2026, 4, 1)), "CF-11:2026-03")
    assert (after.status, after.required) == (ItemStatus.OVERDUE, True)


def test_letters_of_the_responsible_body_count_by_quarter_and_half_year() -> None:
    sent = (
        letter("D-16", "2026-03-02"),
        letter("D-17", "2026-06-20"),
        letter("D-09", "2026-01-21"),
    )
    file = file_of(case(RESPONSIBLE, letters=sent), "sop", date(2026, 7, 2))
    assert item(file, "CF-15:2026-Q1").status is ItemStatus.PRESENT
    assert item(file, "CF-15:2026-Q2").status is ItemStatus.OVERDUE
    assert item(file, "CF-16:2026-H1").status is ItemStatus.PRESENT
    assert [e.letter.rule_id for e in item(file, "CF-08").entries if e.letter] == ["D-09"]


def test_a_cancelled_letter_is_not_in_the_file() -> None:
    sent = letter("D-16", "2026-03-02")
    gone = SentLetter(
        sent.id, sent.year, sent.number, sent.sent_on, "", "D-16", "", "", "", cancelled="ошибка"
    )
    file = file_of(case(RESPONSIBLE, letters=(gone,)), "sop", date(2026, 4, 2))
    assert item(file, "CF-15:2026-Q1").status is ItemStatus.OVERDUE


@pytest.mark.parametrize(
    ("kind", "told"),
    [("kdn_protocol", "Протокол КДН и ЗП"), ("kdn_resolution", "Постановление КДН и ЗП")],
)
def test_a_protocol_or_a_resolution_is_told_apart(kind: str, told: str) -> None:
    """A-06: CF-09 of СОП is satisfied by either, with a note which one is present."""
    papers = (paper(kind, "2026-02-05", kdn_decision="register_sop"),)
    found = item(file_of(case(SOP, papers=papers), "sop"), "CF-09")
    assert (found.status, found.note) == (ItemStatus.PRESENT, f"представлено: {told}")


def test_a_decision_to_remove_is_no_decision_to_register() -> None:
    papers = (paper("kdn_resolution", "2026-02-05", kdn_decision="remove"),)
    assert item(file_of(case(SOP, papers=papers), "sop"), "CF-09").status is ItemStatus.MISSING


def test_an_item_may_be_justified_by_a_reason() -> None:
    """A-14: CF-02 «не применимо» is allowed, CF-03 is optional."""
    said = (ItemDecision("tzhs", "CF-02", not_applicable_because="ребёнку два месяца"),)
    file = file_of(case(TZHS), said=said)
    found = item(file, "CF-02")
    assert (found.status, found.note, found.required) == (
        ItemStatus.NOT_APPLICABLE, "ребёнку два месяца", True,
    )  # fmt: skip
    assert file.completeness == 1 / len(file.required)
    assert not item(file, "CF-03").required


def test_a_paper_lies_where_a_person_put_it_and_nowhere_else() -> None:
    papers = (paper("characteristic", "2026-01-15", 50), paper("other", "2026-01-16", 51))
    said = (ItemDecision("tzhs", "CF-03", 50), ItemDecision("tzhs", "CF-02", 51))
    file = file_of(case(TZHS, papers=papers), said=said)
    held = {i.code: [e.paper.document_id for e in i.entries if e.paper] for i in file.items}
    assert held["CF-03"] == [50]
    assert held["CF-02"] == [51]
    assert sum(map(len, held.values())) == 2


def test_a_late_information_may_be_put_under_its_month() -> None:
    papers = (paper("plan_progress_info", "2026-02-03", 50),)
    said = (ItemDecision("tzhs", "CF-11:2026-01", 50),)
    file = file_of(case(TZHS, papers=papers), said=said)
    assert item(file, "CF-11:2026-01").status is ItemStatus.PRESENT
    assert item(file, "CF-11:2026-02").status is ItemStatus.OVERDUE


def test_a_paper_that_nobody_confirmed_is_only_mentioned() -> None:
    papers = (paper("need_conclusion", "2026-01-15", 50, confirmed=False),)
    found = item(file_of(case(TZHS, papers=papers)), "CF-01")
    assert (found.status, found.note) == (ItemStatus.MISSING, "не подтверждена бумага 50")


def test_a_removal_asks_for_its_extract_and_ends_the_periods() -> None:
    removed = row(5, registered_on="2026-01-20", removed_on="2026-02-10")
    file = file_of(case(removed), today=date(2026, 6, 1))
    assert item(file, "CF-13").status is ItemStatus.MISSING
    periods = [one.code for one in file.items if one.spec.code == "CF-11"]
    assert periods == ["CF-11:2026-01"], "February was cut short by the removal"
    assert (file.since, file.until) == (date(2026, 1, 20), date(2026, 2, 10))


def test_the_form_that_a_paper_was_lies_in_the_file_once() -> None:
    filled_in = paper("primary_act", "2026-01-16", 50)
    record = row(2, document=50, survey_on="2026-01-16")
    entries = item(file_of(case(TZHS, record, papers=(filled_in,))), "CF-04").entries
    assert [one.paper and one.paper.document_id for one in entries] == [50]


def test_open_files_come_before_closed_ones() -> None:
    closed = row(5, registered_on="2025-01-20", removed_on="2025-12-01")
    assert categories(case(closed, SOP), KALMYKIA) == ("sop", "tzhs")
    assert categories(case(), KALMYKIA) == ()


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(DecisionRefused) as refused:
        file_of(case(), "alimony")
    assert refused.value.code == "invalid_value"


def test_the_alimony_route_has_contents_of_its_own() -> None:
    papers = (
        paper("service_contract", "2026-01-15"),
        paper("bailiff_resolution", "2026-02-01", 51),
    )
    kept = case(row(3, opened_on="2026-01-20"), papers=papers)
    file = contents(kept, (), HMAO, "alimony", date(2026, 3, 1))
    assert item(file, "HF-03").status is ItemStatus.PRESENT
    assert item(file, "HF-06").entries
    assert all(one.spec.derived for one in file.items)


_FILE = '[[file]]\ncategory = "a"\ntitle = "Дело"\nopened = "x.on"\n'
_ITEM = '[[item]]\ncode = "I-1"\ntitle = "пункт"\nwhen = "start"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[file]]\ncategory = "a"\ntitle = "Дело"\nopened = "y.on"\n', "нет ячейки «y.on»"),
        (_FILE + _ITEM, "не сказано"),
        (_FILE + _ITEM + 'kinds = ["no_such"]\n', "нет таких видов"),
        (_FILE + _ITEM + 'forms = ["z"]\n', "нет форм: z"),
        (_FILE + _ITEM + 'kinds = ["consent"]\ncategories = ["b"]\n', "нет дел категории: b"),
        (_FILE + (_ITEM + 'kinds = ["consent"]\n') * 2, "повторяется"),
    ],
)
def test_wrong_contents_are_told_at_once(text: str, told: str) -> None:
    with pytest.raises(RegionDataError, match=told):
        read_contents(Table.parse(text, "case_file.toml"), {CellRef("x", "on")})
