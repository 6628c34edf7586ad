"""D-01…D-22, each with its clause, without a threat and with one (records.md, section 13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from casework_cases import ELISTA, at, case, child, family, letter, paper, row

from casework.calendar import Calendar
from casework.calendar_file import shipped_calendar
from casework.family_case import FamilyCase
from casework.form_spec import Region
from casework.forms import load_region
from casework.journal import JournalRow
from casework.status import form_numbers
from casework.term_rule_data import with_local
from casework.term_rules import PlannedRound, TermRules
from casework.terms.compute import terms_of
from casework.terms.term import Term
from papers.source import Channel

REGION = load_region("kalmykia")
HMAO = load_region("hmao_alimony")
CALENDAR = shipped_calendar()
INFO, ACT, ROUND, SOP, TZHS, SERVICES, CONTROL, PASSPORT = 1, 2, 3, 4, 5, 7, 8, 9
KDN = "КДН и ЗП г. Элисты"
#: A row of information that says so, and the key of what it starts itself.
THREAT = row(INFO, 99, received_at="2020-01-01", threat_to_life=True)
THREAT_KEY = f"record:{THREAT.id}"


def worked_out(
    found: FamilyCase,
    now: datetime,
    rules: TermRules = REGION.terms,
    calendar: Calendar = CALENDAR,
    region: Region = REGION,
) -> tuple[Term, ...]:
    return terms_of(found, rules, form_numbers(region), calendar, now)


def of_rule(rule: str, found: FamilyCase, now: datetime, rules: TermRules) -> list[Term]:
    return [term for term in worked_out(found, now, rules) if term.rule_id == rule]


@dataclass(frozen=True)
class Line:
    """`due` is the last day of the rule's only open term, "" where none is named.

    `threat` is what it becomes under a threat to life: the day of the event for the rules whose
    clause says «незамедлительно», the same day for all others.
    """

    rule: str
    clause: str
    what: str
    found: FamilyCase
    now: str
    due: str
    threat: str
    immediate: bool = False
    approximate: bool = False
    others: tuple[str, ...] = ()
    rules: TermRules = field(default=REGION.terms)


def info(received: str, **more: object) -> FamilyCase:
    return case(row(INFO, received_at=received, **more))  # type: ignore[arg-type]


def with_rounds(*rounds: PlannedRound) -> TermRules:
    return TermRules(REGION.terms.rules, rounds=rounds)


def sop(since: str, **more: object) -> FamilyCase:
    return case(row(SOP, registered_on=since, **more))  # type: ignore[arg-type]


def tzhs(since: str, **more: object) -> FamilyCase:
    return case(row(TZHS, registered_on=since, **more))  # type: ignore[arg-type]


def recognised(act: str, need: str) -> FamilyCase:
    return case(row(ACT, survey_on=act), papers=(paper("need_decision", need),))


LEAP = family(child("Алина", "2012-05-05"), child("Бата", "2008-02-29"))
MOVED = family(child("Алина", "2015-05-05"), registered="пос. Кетченеры, ул. Мира, д. 1")
RESPONSIBLE = {"kcson_is_responsible": True, "sop_confirmed_on": "2026-03-20"}

TABLE = (
    # разд. 5 абз. 3: the paper's own day
    Line("D-02", "разд. 5 абз. 3", "the day the paper comes",
         case(papers=(paper("prevention_referral", "2026-03-02", confirmed=False),)),
         "2026-03-02", "2026-03-02", "2026-03-02"),
    Line("D-02", "разд. 5 абз. 3", "of КДН only for a new family",
         case(papers=(paper("kdn_resolution", "2026-03-02"),)),
         "2026-03-02", "2026-03-02", "2026-03-02"),
    # разд. 5 абз. 5, 6: three calendar days from the day after
    Line("D-03", "разд. 5 абз. 5, 6", "three calendar days", info("2026-03-02"),
         "2026-03-02", "2026-03-05", "2026-03-02", others=("2026-03-04",)),
    Line("D-03", "разд. 5 абз. 5, 6", "over the end of a month", info("2026-04-29T16:40:00+03:00"),
         "2026-04-30", "2026-05-02", "2026-04-29", others=("2026-05-01", "2026-05-04")),
    Line("D-03", "разд. 5 абз. 5, 6", "over a leap day", info("2024-02-27"),
         "2024-02-28", "2024-03-01", "2024-02-27", others=("2024-02-29",)),
    Line("D-03", "разд. 5 абз. 5, 6", "over New Year: calendar days run on", info("2025-12-29"),
         "2025-12-30", "2026-01-01", "2025-12-29", others=("2025-12-31", "2026-01-12")),
    Line("D-03", "разд. 5 абз. 5, 6", "to a Saturday that is worked", info("2024-04-24"),
         "2024-04-24", "2024-04-27", "2024-04-24", others=("2024-04-26",)),
    Line("D-03", "разд. 5 абз. 5, 6", "the local day, though in UTC it is the day before",
         info("2026-03-01T22:30:00+00:00"), "2026-03-02", "2026-03-05", "2026-03-02",
         others=("2026-03-04",)),
    # разд. 5 абз. 8: at the visit
    Line("D-04", "разд. 5 абз. 8", "at the visit",
         case(row(ROUND, visited_on="2026-03-02", signs_present=True)),
         "2026-03-03", "2026-03-02", "2026-03-02", immediate=True),
    # разд. 5 абз. 9: no term
    Line("D-05", "разд. 5 абз. 9", "registered in another district",
         case(row(INFO, received_at="2026-03-02"), of=MOVED), "2026-03-03", "", ""),
    # п. 6.1, 6.2: at once
    Line("D-06", "п. 6.1; п. 6.2", "at once when the family is identified",
         recognised("2026-03-02", "2026-03-03"), "2026-03-03", "2026-03-02", "2026-03-02",
         immediate=True),
    Line("D-06", "п. 6.1; п. 6.2", "by a decision on the information, without an act",
         info("2026-03-02", decision="register_tzhs"), "2026-03-03", "2026-03-02", "2026-03-02",
         immediate=True),
    # п. 7.1: three days of the identification; working days and the need decision shown beside
    Line("D-07", "п. 7.1", "from the identification, not from the decision",
         recognised("2026-03-02", "2026-03-04"), "2026-03-04", "2026-03-05", "2026-03-02",
         others=("2026-03-07",)),
    Line("D-07", "п. 7.1", "over New Year", recognised("2025-12-30", "2025-12-30"),
         "2025-12-31", "2026-01-02", "2025-12-30", others=("2026-01-12", "2026-01-14")),
    Line("D-07", "п. 7.1", "over a working Saturday", recognised("2024-04-25", "2024-04-25"),
         "2024-04-26", "2024-04-28", "2024-04-25", others=("2024-05-02",)),
    Line("D-07", "п. 7.1", "over a leap day", recognised("2024-02-28", "2024-02-28"),
         "2024-02-29", "2024-03-02", "2024-02-28", others=("2024-03-04",)),
    # п. 7.2: no term
    Line("D-08", "п. 7.2", "a protocol of the commission",
         case(papers=(paper("commission_protocol", "2026-03-02"),)), "2026-03-03", "", ""),
    # п. 7.3: one working day
    Line("D-09", "п. 7.3", "the next working day", sop("2026-03-02"),
         "2026-03-02", "2026-03-03", "2026-03-02"),
    Line("D-09", "п. 7.3", "over a weekend", sop("2026-03-13"),
         "2026-03-13", "2026-03-16", "2026-03-13"),
    Line("D-09", "п. 7.3", "a holiday that moved the day off to Monday", sop("2026-03-06"),
         "2026-03-06", "2026-03-10", "2026-03-06"),
    Line("D-09", "п. 7.3", "decided on 29.12.2025", sop("2025-12-29"),
         "2025-12-29", "2025-12-30", "2025-12-29"),
    Line("D-09", "п. 7.3", "decided on 30.12.2025: all rest until 12.01.2026", sop("2025-12-30"),
         "2025-12-30", "2026-01-12", "2025-12-30"),
    Line("D-09", "п. 7.3", "a Friday before a Saturday that is worked", sop("2024-04-26"),
         "2024-04-26", "2024-04-27", "2024-04-26"),
    Line("D-09", "п. 7.3", "a day off moved there from a Saturday", sop("2024-04-27"),
         "2024-04-27", "2024-05-02", "2024-04-27"),
    Line("D-09", "п. 7.3", "on 28 February of a leap year", sop("2024-02-28"),
         "2024-02-28", "2024-02-29", "2024-02-28"),
    Line("D-09", "п. 7.3", "the end of a month", sop("2026-04-30"),
         "2026-04-30", "2026-05-04", "2026-04-30"),
    Line("D-09", "п. 7.3", "no calendar of that year: Monday to Friday", sop("2035-05-08"),
         "2035-05-08", "2035-05-09", "2035-05-08", approximate=True),
    Line("D-09", "п. 7.3", "the row of information says it first",
         case(row(INFO, decided=at("2026-03-02 15:00"), received_at="2026-02-27",
                  decision="register_sop")), "2026-03-02", "2026-03-03", "2026-03-02"),
    # п. 7.4: no term
    Line("D-10", "п. 7.4", "rejected, then new facts",
         case(row(SOP, registered_on="2026-03-02", kdn_rejected_on="2026-03-10"),
              row(INFO, received_at="2026-04-01")), "2026-04-02", "", ""),
    # п. 8.5 абз. 4: every quarter
    Line("D-11", "п. 8.5 абз. 4", "by the end of the quarter", sop("2026-01-15"),
         "2026-02-01", "2026-03-31", "2026-03-31"),
    Line("D-11", "п. 8.5 абз. 4", "the last quarter of a year", sop("2025-12-30"),
         "2025-12-31", "2025-12-31", "2025-12-31"),
    # п. 8.5 абз. 3, 4: no term
    Line("D-12", "п. 8.5 абз. 3", "new problems in ТЖС",
         case(row(TZHS, registered_on="2026-03-02"),
              row(CONTROL, survey_on="2026-04-10", problems="новое")), "2026-04-11", "", ""),
    Line("D-13", "п. 8.5 абз. 4", "new problems in СОП",
         case(row(SOP, registered_on="2026-03-02"),
              row(CONTROL, survey_on="2026-04-10", problems="новое")), "2026-04-11", "", ""),
    # п. 8.5 (CF-11): every month
    Line("D-14", "п. 8.5 (CF-11)", "by the end of the month", tzhs("2026-04-10"),
         "2026-04-20", "2026-04-30", "2026-04-30"),
    Line("D-14", "п. 8.5 (CF-11)", "February of a leap year", tzhs("2024-02-01"),
         "2024-02-20", "2024-02-29", "2024-02-29"),
    Line("D-14", "п. 8.5 (CF-11)", "December over New Year", tzhs("2025-12-29"),
         "2025-12-31", "2025-12-31", "2025-12-31"),
    # п. 8.5 (CF-12): every half-year
    Line("D-15", "п. 8.5 (CF-12)", "by the end of the first half", tzhs("2026-04-10"),
         "2026-05-01", "2026-06-30", "2026-06-30"),
    Line("D-15", "п. 8.5 (CF-12)", "by the end of the second half", tzhs("2026-07-01"),
         "2026-07-01", "2026-12-31", "2026-12-31"),
    # п. 8.5 (CF-15), (CF-16): КЦСОН is responsible
    Line("D-16", "п. 8.5 (CF-15)", "quarterly from the decision of КДН и ЗП",
         sop("2026-03-02", **RESPONSIBLE), "2026-03-31", "2026-03-31", "2026-03-31"),
    Line("D-17", "п. 8.5 (CF-16)", "twice a year from the decision of КДН и ЗП",
         sop("2026-03-02", **RESPONSIBLE), "2026-03-31", "2026-06-30", "2026-06-30"),
    # п. 9.1 абз. 2: no term
    Line("D-18", "п. 9.1 абз. 2", "the causes are removed",
         sop("2026-03-02", removal_ground="plan_done_causes_removed"), "2026-09-01", "", ""),
    # п. 9.2: a precondition
    Line("D-19", "п. 9.2", "no removal without КДН и ЗП", sop("2026-03-02"), "2026-03-03", "", ""),
    # п. 9.1: the eighteenth birthday of the last child
    Line("D-20", "п. 9.1", "thirty days before the last child is eighteen",
         case(row(TZHS, registered_on="2026-03-02"), of=family(
             child("Алина", "2008-07-01"), child("Бата", "2006-01-01"))),
         "2026-06-01", "2026-07-01", "2026-07-01"),
    Line("D-20", "п. 9.1", "born on a leap day",
         case(row(TZHS, registered_on="2026-01-10"), of=family(child("Бата", "2008-02-29"))),
         "2026-02-01", "2026-03-01", "2026-03-01"),
    Line("D-20", "п. 9.1", "a sibling whose birth date nobody knows",
         case(row(TZHS, registered_on="2026-03-02"), of=family(
             child("Алина", "2008-07-01"), child("Бата", None))),
         "2026-06-01", "2026-07-01", "2026-07-01", approximate=True),
    # разд. 5 абз. 7: the schedule of rounds
    Line("D-21", "разд. 5 абз. 7", "the day of the schedule", case(), "2026-03-01",
         "2026-03-10", "2026-03-10",
         rules=with_rounds(PlannedRound(date(2026, 3, 10), "ул. Ленина"))),
    # п. 2.2: urgent services at once
    Line("D-22", "п. 2.2", "at once when asked for",
         case(papers=(paper("applicant_statement", "2026-03-02",
                            requested_services=("legal", "urgent")),)),
         "2026-03-02", "2026-03-02", "2026-03-02", immediate=True),
)  # fmt: skip


def named(line: Line) -> str:
    return f"{line.rule} [{line.clause}] {line.what}"


def only_open(line: Line, threat: bool) -> Term:
    found = line.found
    if threat:
        found = case(
            *found.records, THREAT, papers=found.papers, letters=found.letters, of=found.family
        )
    open_ = [
        term
        for term in of_rule(line.rule, found, at(line.now), line.rules)
        if term.closed is None and term.key != THREAT_KEY
    ]
    assert len(open_) == 1
    return open_[0]


@pytest.mark.parametrize("line", TABLE, ids=named)
def test_term(line: Line) -> None:
    term = only_open(line, threat=False)
    assert term.clause == line.clause
    assert (term.due_on.isoformat() if term.due_on else "") == line.due
    assert term.immediate is line.immediate
    assert term.approximate is line.approximate
    assert tuple(one.due_on.isoformat() for one in term.others) == line.others
    assert not term.threat


@pytest.mark.parametrize("line", TABLE, ids=named)
def test_term_under_a_threat(line: Line) -> None:
    term = only_open(line, threat=True)
    assert term.clause == line.clause
    assert (term.due_on.isoformat() if term.due_on else "") == line.threat
    assert term.threat
    at_once = line.rule in ("D-03", "D-04", "D-06", "D-07", "D-09", "D-22")
    assert term.immediate is at_once
    if at_once:
        assert term.due_at == term.event_at
        assert term.others == ()


def test_every_rule_of_the_order_has_its_line_and_its_words() -> None:
    rules = {rule.id: rule for rule in REGION.terms.rules}
    assert list(rules) == [f"D-{number:02}" for number in range(1, 23)]
    assert {line.rule for line in TABLE} == set(rules) - {"D-01"}
    assert all(rule.text and rule.clause for rule in rules.values())
    assert worked_out(info("2026-03-02"), at("2026-03-02"))[0].basis


def test_d01_is_a_duty_of_others_and_starts_nothing() -> None:
    """разд. 5 абз. 4: shown as information only."""
    rule = REGION.terms.get("D-01")
    assert (rule.clause, rule.who) == ("разд. 5 абз. 4", "учреждение, получившее информацию")
    assert of_rule("D-01", info("2026-03-02"), at("2026-03-03"), REGION.terms) == []


#: What closes each rule's term of the table's first line for it, and on which day.
CLOSED = (
    ("D-02", row(INFO, document=50, received_at="2026-03-01", confirmed="2026-03-02"),
     "2026-03-02"),
    ("D-03", row(ACT, survey_on="2026-03-04"), "2026-03-04"),
    ("D-03", paper("primary_act", "2026-03-04", 60), "2026-03-04"),
    ("D-04", row(ACT, survey_on="2026-03-02"), "2026-03-02"),
    ("D-05", letter("D-05", "2026-03-03"), "2026-03-03"),
    ("D-06", letter("D-06", "2026-03-03"), "2026-03-03"),
    ("D-06", letter("", "2026-03-03", "Отдел опеки и попечительства"), "2026-03-03"),
    ("D-07", row(TZHS, registered_on="2026-03-04"), "2026-03-04"),
    ("D-08", row(TZHS, registered_on="2026-03-02"), "2026-03-02"),
    ("D-09", letter("D-09", "2026-03-02"), "2026-03-02"),
    ("D-09", paper("outgoing_letter_copy", "2026-03-03", 60, addressee=KDN), "2026-03-03"),
    ("D-10", letter("D-10", "2026-04-02"), "2026-04-02"),
    ("D-11", letter("D-11", "2026-02-10"), "2026-02-10"),
    ("D-12", letter("D-12", "2026-04-20"), "2026-04-20"),
    ("D-13", letter("D-13", "2026-04-20"), "2026-04-20"),
    ("D-14", paper("plan_progress_info", "2026-04-28", 60), "2026-04-28"),
    ("D-15", paper("half_year_extract", "2026-06-29", 60), "2026-06-29"),
    ("D-16", letter("", "2026-03-30", KDN, "Выполнение межведомственного плана"), "2026-03-30"),
    ("D-17", letter("", "2026-03-30", KDN, "Заключение об изменении ситуации"), "2026-03-30"),
    ("D-18", paper("removal_petition", "2026-09-02", 60), "2026-09-02"),
    ("D-21", row(ROUND, visited_on="2026-03-10"), "2026-03-10"),
    ("D-22", row(SERVICES, provided_on="2026-03-02", services=("urgent",)), "2026-03-02"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "by", "on"), CLOSED, ids=[f"{rule}-{type(by).__name__}" for rule, by, _ in CLOSED]
)
def test_what_closes_a_term(rule: str, by: object, on: str) -> None:
    line = next(line for line in TABLE if line.rule == rule)
    before = line.found
    records = (*before.records, by) if type(by) is type(THREAT) else before.records
    papers = (*before.papers, by) if type(by).__name__ == "LinkedPaper" else before.papers
    letters = (*before.letters, by) if type(by).__name__ == "SentLetter" else before.letters
    after = FamilyCase(before.family, records, papers, letters)  # type: ignore[arg-type]
    now = max(at(line.now), at(on))
    first = of_rule(rule, after, now, line.rules)[0]
    assert first.closed is not None
    assert first.closed.on.isoformat() == on


def test_a_letter_of_another_duty_closes_nothing() -> None:
    found = case(
        row(SOP, registered_on="2026-01-15", **RESPONSIBLE),
        letters=(letter("D-17", "2026-03-30", KDN, "Анализ выполнения плана"),),
    )
    (quarter,) = of_rule("D-16", found, at("2026-03-31"), REGION.terms)
    assert quarter.closed is None


def test_a_paper_before_the_event_or_that_nobody_confirmed_closes_nothing() -> None:
    old = paper("primary_act", "2026-03-01", 60)
    unsure = paper("primary_act", "2026-03-03", 61, confirmed=False)
    found = case(row(INFO, received_at="2026-03-02"), papers=(old, unsure))
    (term,) = of_rule("D-03", found, at("2026-03-04"), REGION.terms)
    assert term.closed is None


def test_a_paper_answers_for_its_own_period_only() -> None:
    found = case(
        row(TZHS, registered_on="2026-01-10"),
        papers=(paper("plan_progress_info", "2026-02-27", 60),),
    )
    months = of_rule("D-14", found, at("2026-03-15"), REGION.terms)
    assert [(term.key, term.closed is not None) for term in months] == [
        ("tzhs:2026-01", False),
        ("tzhs:2026-02", True),
        ("tzhs:2026-03", False),
    ]


def test_periods_end_with_the_removal() -> None:
    found = tzhs("2026-01-10", removed_on="2026-03-15")
    months = of_rule("D-14", found, at("2026-06-01"), REGION.terms)
    assert [term.key for term in months] == ["tzhs:2026-01", "tzhs:2026-02"]


@pytest.mark.parametrize(
    "kind", ["prevention_referral", "need_decision", "commission_protocol", "applicant_statement"]
)
def test_papers_of_an_archive_start_nothing(kind: str) -> None:
    old = paper(kind, "2026-03-02", channel=Channel.ARCHIVE, requested_services=("urgent",))
    records = (
        row(INFO, document=50, received_at="2026-03-02"),
        row(SOP, document=50, registered_on="2026-03-02"),
    )
    assert worked_out(case(*records, papers=(old,)), at("2026-06-02")) == ()


def test_information_of_kdn_on_a_known_family_asks_for_no_new_survey() -> None:
    later = (
        row(ACT, survey_on="2026-01-20"),
        row(INFO, document=50, received_at="2026-03-02"),
    )
    found = case(*later, papers=(paper("kdn_resolution", "2026-03-02"),))
    assert of_rule("D-03", found, at("2026-03-03"), REGION.terms) == []
    assert of_rule("D-02", found, at("2026-03-03"), REGION.terms) == []


def test_a_family_removed_everywhere_is_identified_anew() -> None:
    found = case(
        row(TZHS, registered_on="2025-02-03", removed_on="2025-06-02"),
        row(ACT, survey_on="2026-03-02"),
        papers=(paper("need_decision", "2026-03-03"),),
    )
    told = of_rule("D-06", found, at("2026-03-05"), REGION.terms)
    assert [term.event_at.date().isoformat() for term in told] == ["2025-02-03", "2026-03-02"]


def test_a_survey_of_years_ago_is_not_the_identification_of_today() -> None:
    found = case(
        row(ACT, survey_on="2025-02-02"),
        row(TZHS, registered_on="2025-02-03", removed_on="2025-06-02"),
        papers=(paper("need_decision", "2026-03-03"),),
    )
    told = of_rule("D-06", found, at("2026-03-05"), REGION.terms)
    assert [term.event_at.date().isoformat() for term in told] == ["2025-02-02", "2026-03-03"]


def test_moving_from_one_journal_to_the_other_is_no_new_identification() -> None:
    found = case(
        row(TZHS, registered_on="2026-02-03", removed_on="2026-03-02"),
        row(SOP, registered_on="2026-03-02"),
    )
    assert len(of_rule("D-06", found, at("2026-03-05"), REGION.terms)) == 1


@pytest.mark.parametrize(
    ("lives", "registered", "told"),
    [
        ("г. Элиста, ул. Ленина, д. 5", "г. Элиста, ул. Мира, д. 1", False),
        ("г. Элиста, ул. Ленина, д. 5", "Республика Калмыкия, город Элиста", False),
        ("г. Элиста, ул. Ленина, д. 5", "г. Лагань, ул. Мира, д. 1", True),
        ("Целинный район, с. Троицкое", "Целинный р-н, п. Аршан", False),
        ("Целинный район, с. Троицкое", "Яшкульский район, с. Троицкое", True),
        ("г. Элиста, ул. Ленина, д. 5", "не установлен", False),
        ("", "г. Лагань", False),
    ],
)
def test_d05_only_where_both_places_are_known(lives: str, registered: str, told: bool) -> None:
    """разд. 5 абз. 9: another municipality, not another street."""
    found = case(row(INFO, received_at="2026-03-02"), of=family(lives=lives, registered=registered))
    assert bool(of_rule("D-05", found, at("2026-03-03"), REGION.terms)) is told


def test_d05_by_the_addresses_of_a_paper_or_a_persons_word() -> None:
    """разд. 5 абз. 9."""
    told = paper("prevention_referral", "2026-03-02", registration_address="г. Лагань, ул. Мира")
    said = row(INFO, received_at="2026-03-02", notify_registration_center=True)
    for found in (case(papers=(told,)), case(said)):
        assert len(of_rule("D-05", found, at("2026-03-03"), REGION.terms)) == 1


# --- settings of an institution --------------------------------------------------------------


def local(text: str) -> TermRules:
    from_forms = {ref for rule in REGION.terms.rules for ref in rule.closed_by.records}
    return with_local(REGION.terms, text, "deadlines.toml", from_forms)


def test_a_setting_chooses_another_reading_and_keeps_the_first_in_sight() -> None:
    rules = local('[[setting]]\nrule = "D-07"\ndays_kind = "working_days"\n')
    (term,) = of_rule("D-07", recognised("2026-03-06", "2026-03-06"), at("2026-03-06"), rules)
    assert term.due_on == date(2026, 3, 12)
    assert date(2026, 3, 9) in {one.due_on for one in term.others}


def test_a_setting_counts_from_the_event_or_past_the_weekend() -> None:
    from_event = local('[[setting]]\nrule = "D-03"\ncount_from = "event"\n')
    shifted = local('[[setting]]\nrule = "D-03"\nshift_weekend = true\n')
    found, now = info("2026-03-04"), at("2026-03-04")
    assert of_rule("D-03", found, now, from_event)[0].due_on == date(2026, 3, 6)
    assert of_rule("D-03", found, now, shifted)[0].due_on == date(2026, 3, 10)


def test_d18_concerns_tzhs_only_by_a_setting() -> None:
    """п. 9.1 абз. 2: the clause is of ТЖС, the petition goes to КДН и ЗП (A-16)."""
    found = tzhs("2026-03-02", removal_ground="plan_done_causes_removed")
    rules = local('[[setting]]\nrule = "D-18"\ncategories = ["sop", "tzhs"]\n')
    assert of_rule("D-18", found, at("2026-09-01"), REGION.terms) == []
    assert len(of_rule("D-18", found, at("2026-09-01"), rules)) == 1


def test_a_rule_of_the_institution_has_its_own_term() -> None:
    rules = local(
        """
        [[rule]]
        id = "L-01"
        event = "case_open"
        categories = ["sop"]
        action = "Контрольное обследование"
        clause = "приказ учреждения от 10.01.2026 № 3"
        text = "Контрольное обследование — раз в квартал."
        who = "специалист"
        unit = "quarter_end"
        closed_by = { papers = ["control_act"] }
        """
    )
    (term,) = of_rule("L-01", sop("2026-01-15"), at("2026-02-01"), rules)
    assert (term.due_on, term.clause) == (date(2026, 3, 31), "приказ учреждения от 10.01.2026 № 3")


def test_terms_before_the_first_day_of_the_program_are_not_asked_for() -> None:
    rules = local("since = 2026-03-01\n")
    months = of_rule("D-14", tzhs("2019-05-05"), at("2026-04-10"), rules)
    assert [term.key for term in months] == ["tzhs:2026-03", "tzhs:2026-04"]


def test_moments_are_those_of_the_institution() -> None:
    (term,) = of_rule("D-03", info("2026-03-02"), at("2026-03-02"), REGION.terms)
    assert term.event_at == datetime(2026, 3, 2, tzinfo=ELISTA)
    assert term.due_at == datetime(2026, 3, 5, 23, 59, tzinfo=ELISTA)


# --- ХМАО-Югра -------------------------------------------------------------------------------


def contracts(*records: JournalRow, now: str) -> list[Term]:
    return list(worked_out(case(*records), at(now), HMAO.terms, region=HMAO))


def test_the_end_of_a_contract_is_announced_thirty_days_ahead() -> None:
    opened = row(3, contract_until="2026-06-30")
    assert contracts(opened, now="2026-05-30") == []
    (term,) = contracts(opened, now="2026-05-31")
    assert (term.due_on, term.closed) == (date(2026, 6, 30), None)


def test_a_closed_case_has_no_contract_to_end() -> None:
    opened = row(3, contract_until="2026-06-30")
    closed = row(4, 2, confirmed="2026-02-02", closed_on="2026-02-01")
    assert all(term.closed for term in contracts(opened, closed, now="2026-06-15"))


def test_a_prolonged_contract_is_announced_by_its_new_end() -> None:
    opened = row(3, contract_until="2026-06-30")
    prolonged = row(4, 2, confirmed="2026-06-20", new_contract_until="2026-12-31")
    first, second = contracts(opened, prolonged, now="2026-12-15")
    assert first.closed is not None
    assert first.closed.on == date(2026, 6, 20)
    assert (second.due_on, second.closed) == (date(2026, 12, 31), None)
