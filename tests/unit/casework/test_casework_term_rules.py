"""deadlines.toml of a pack and of an institution: what is refused, and how it is said."""

from __future__ import annotations

import pytest

from casework.forms import load_region
from casework.term_rule_data import read_rules, with_local
from casework.term_rules import CellRef
from casework.toml_table import RegionDataError, Table

REGION = load_region("kalmykia")
CELLS = {CellRef(form.id, cell.id) for form in REGION.forms for cell in form.cells}
RULE = """
[[rule]]
id = "L-01"
event = "case_open"
action = "Дело"
clause = "п. 1"
text = "Слова"
who = "специалист"
unit = "month_end"
"""


def test_rules_of_both_regions_load() -> None:
    assert len(REGION.terms.rules) == 22
    assert load_region("hmao_alimony").terms.rules


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("case_open", "opened"), "«event» бывает"),
        (("month_end", "weekly"), "«unit» бывает"),
        (('text = "Слова"', ""), "нет обязательного «text»"),
        (('clause = "п. 1"', 'clause = " "'), "нет обязательного «clause»"),
        (('who = "специалист"', 'who = "специалист"\nperiod = 3'), "неизвестные ключи: period"),
        (('"month_end"', '"calendar_days"\nn = 400'), "от 0 до 366"),
        (('"month_end"', '"month_end"\nkinds = ["writ"]'), "нет таких видов бумаг: writ"),
        (('"month_end"', '"month_end"\nenclosures = ["writ"]'), "нет таких видов бумаг: writ"),
        (
            ('"month_end"', '"month_end"\nclosed_by = { records = ["passport.day"] }'),
            "нет ячейки «passport.day»",
        ),
        (
            ('"month_end"', '"month_end"\nclosed_by = { letter = { addressee = "(" } }'),
            "плохое выражение",
        ),
        (('"month_end"', '"month_end"\nclosed_by = { with = ["urgent"] }'), "ячейка=значение"),
        (('"month_end"', '"month_end"\ncells = ["info_journal.received_at"]'), "record_date"),
        (('"L-01"', '"L-012345678901234567890"'), "длиннее 20"),
    ],
)
def test_a_bad_rule_is_refused_with_the_place_and_the_reason(
    change: tuple[str, str], why: str
) -> None:
    with pytest.raises(RegionDataError, match=r"deadlines\.toml") as refused:
        read_rules(Table.parse(RULE.replace(*change), "deadlines.toml"), CELLS)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (RULE.replace("L-01", "D-33"), "называется «L-…», а не «D-33»"),
        (RULE + RULE, "повторяется правило: L-01"),
        ('[[setting]]\nrule = "D-99"', "нет правила «D-99»"),
        ('[[setting]]\nrule = "D-03"\ndays_kind = "month_end"', "days_kind бывает"),
        ('[[setting]]\nrule = "D-11"\ndays_kind = "working_days"', "days_kind бывает"),
        ('[[setting]]\nrule = "D-03"\ncount_from = "monday"', "«count_from» бывает"),
        ('[[setting]]\nrule = "D-03"\nshift_weekend = "да"', "не то значение"),
        ('[[setting]]\nrule = "D-03"\nclause = "п. 1"', "неизвестные ключи: clause"),
        ('since = "вчера"', "должен быть датой"),
        ("[[round]]\non = 2026-03-10", "нет обязательного «where»"),
        ("rule = 3", "списком таблиц"),
    ],
)
def test_a_bad_file_of_an_institution_is_refused(text: str, why: str) -> None:
    with pytest.raises(RegionDataError, match=r"deadlines\.toml") as refused:
        with_local(REGION.terms, text, "deadlines.toml", CELLS)
    assert why in str(refused.value)


def test_an_empty_file_changes_nothing() -> None:
    assert with_local(REGION.terms, "", "deadlines.toml", CELLS) == REGION.terms


def test_a_rule_without_that_id_is_no_rule() -> None:
    with pytest.raises(KeyError):
        REGION.terms.get("D-99")
