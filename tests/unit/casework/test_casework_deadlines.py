"""By when papers in the queue must be acted on: D-03 as the office counts it, or sooner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from casework_cases import ELISTA

from casework.calendar_file import shipped_calendar
from casework.deadlines import NEVER, survey_due
from casework.forms import load_region
from casework.term_rule_data import with_local
from casework.term_rules import TermRules
from papers.source import Channel

RULES = load_region("kalmykia").terms
NEW_YEAR = datetime(2025, 12, 30, 16, 40, tzinfo=ELISTA)


def counted(setting: str) -> TermRules:
    rules = with_local(RULES, f'[[setting]]\nrule = "D-03"\n{setting}\n', "deadlines.toml", ())
    return replace(rules, calendar=shipped_calendar())


@pytest.mark.parametrize("rules", [RULES, TermRules()], ids=["kalmykia", "no rules"])
def test_three_calendar_days_from_the_day_of_arrival(rules: TermRules) -> None:
    """разд. 5 абз. 5, 6."""
    assert survey_due(NEW_YEAR, rules=rules) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("setting", "due"),
    [
        ('days_kind = "working_days"', date(2026, 1, 14)),
        ("shift_weekend = true", date(2026, 1, 12)),
        ('count_from = "event"', date(2026, 1, 1)),
    ],
)
def test_as_the_office_counts(setting: str, due: date) -> None:
    assert survey_due(NEW_YEAR, rules=counted(setting)) == due


def test_a_sender_may_ask_for_less_but_not_for_the_past() -> None:
    assert survey_due(NEW_YEAR, date(2025, 12, 31), rules=RULES) == date(2025, 12, 31)
    assert survey_due(NEW_YEAR, date(2026, 2, 1), rules=RULES) == date(2026, 1, 2)
    assert survey_due(NEW_YEAR, date(2025, 12, 1), rules=RULES) == date(2025, 12, 30)


def test_a_threat_is_due_on_arrival() -> None:
    assert survey_due(NEW_YEAR, threat=True, rules=RULES) == date(2025, 12, 30)


def test_papers_of_an_archive_are_never_due() -> None:
    assert survey_due(NEW_YEAR, threat=True, rules=RULES, channel=Channel.ARCHIVE) == NEVER
