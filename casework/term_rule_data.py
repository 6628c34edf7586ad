"""The rules of terms from a region's deadlines.toml and an institution's own.

An institution adds rules of its own (`L-…`) and chooses between readings in a file of the same
shape: `with_local`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from casework.kinds import KINDS
from casework.term_rules import (
    CellRef,
    ClosedBy,
    CountFrom,
    Counting,
    Event,
    LetterSigns,
    PlannedRound,
    Reading,
    TermRule,
    TermRules,
    Threat,
    Unit,
)
from casework.toml_table import Table

#: How rules of an institution are called, apart from those of the order.
LOCAL = "L-"
_MOST_DAYS = 366
_LONGEST_ID = 20


def read_rules(file: Table, cells: Collection[CellRef]) -> TermRules:
    """The rules of a pack whose forms have `cells`; RegionDataError says what is wrong."""
    rules = tuple(_rule(table, cells) for table in file.tables("rule"))
    file.unique("правило", (rule.id for rule in rules))
    file.close()
    return TermRules(rules)


def with_local(known: TermRules, text: str, where: str, cells: Collection[CellRef]) -> TermRules:
    """The rules with an institution's own file over them; RegionDataError says what is wrong.

    Its rules are `L-…`; `setting` changes how a rule is counted or whom it concerns.
    """
    file = Table.parse(text, where)
    rules = {rule.id: rule for rule in known.rules}
    for table in file.tables("setting"):
        rule_id = table.text("rule")
        if rule_id not in rules:
            raise table.wrong(f"нет правила «{rule_id}»")
        rules[rule_id] = _set(table, rules[rule_id])
    own = tuple(_rule(table, cells) for table in file.tables("rule"))
    for rule in own:
        if not rule.id.startswith(LOCAL):
            raise file.wrong(f"правило учреждения называется «{LOCAL}…», а не «{rule.id}»")
    file.unique("правило", [*rules, *(rule.id for rule in own)])
    since = file.day("since") if "since" in file else known.since
    rounds = tuple(_round(table) for table in file.tables("round"))
    file.close()
    return TermRules((*rules.values(), *own), since, known.rounds + rounds)


def _rule(table: Table, cells: Collection[CellRef]) -> TermRule:
    counting = _counting(table, Counting(table.member("unit", Unit)))
    rule = TermRule(
        id=table.text("id"),
        event=table.member("event", Event),
        action=table.text("action"),
        clause=table.text("clause"),
        text=table.text("text"),
        who=table.text("who"),
        counting=counting,
        role=table.take("role", ""),
        threat=table.member("threat", Threat) if "threat" in table else Threat.SAME,
        note=table.take("note", ""),
        readings=tuple(_reading(one, counting) for one in table.tables("readings")),
        closed_by=_closed_by(table, cells),
        categories=frozenset(table.texts("categories")),
        kinds=table.kinds(),
        new_family_kinds=table.kinds("new_family_kinds"),
        cells=tuple(_cell(table, name, cells) for name in table.texts("cells")),
        precondition=table.take("precondition", False),
        send_to=table.take("send_to", ""),
        enclosures=_kinds(table, "enclosures"),
    )
    if len(rule.id) > _LONGEST_ID:
        raise table.wrong(f"id длиннее {_LONGEST_ID} знаков")
    if (rule.event is Event.RECORD_DATE) != bool(rule.cells):
        raise table.wrong("«cells» нужны событию record_date и только ему")
    table.close()
    return rule


def _kinds(table: Table, key: str) -> tuple[str, ...]:
    """Kinds of papers in the order of the file."""
    kinds = table.texts(key)
    if strange := sorted(set(kinds) - KINDS.keys()):
        raise table.wrong(f"нет таких видов бумаг: {', '.join(strange)}")
    return kinds


def _set(table: Table, rule: TermRule) -> TermRule:
    """A choice between readings (A-04), or of the families that a rule concerns (A-16)."""
    counting = rule.counting
    if "days_kind" in table:
        kind = table.member("days_kind", Unit)
        if kind not in _IN_DAYS or counting.unit not in _IN_DAYS:
            raise table.wrong(f"days_kind бывает {', '.join(_IN_DAYS)} у сроков в днях")
        counting = replace(counting, unit=kind)
    counting = _counting(table, counting)
    categories = frozenset(table.texts("categories")) or rule.categories
    table.close()
    # The reading of the pack stays in sight where an institution has chosen another.
    readings = rule.readings
    if counting != rule.counting:
        readings = (*readings, Reading(rule.counting, "как принято без настройки учреждения"))
    return replace(rule, counting=counting, categories=categories, readings=readings)


_IN_DAYS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)


def _counting(table: Table, otherwise: Counting) -> Counting:
    """What of the counting the table says, over what holds otherwise."""
    count_from = otherwise.count_from
    if "count_from" in table:
        count_from = table.member("count_from", CountFrom)
    counting = replace(
        otherwise,
        n=table.take("n", otherwise.n),
        count_from=count_from,
        shift_weekend=table.take("shift_weekend", otherwise.shift_weekend),
    )
    if not 0 <= counting.n <= _MOST_DAYS:
        raise table.wrong(f"n — от 0 до {_MOST_DAYS} дней, а не {counting.n}")
    return counting


def _reading(table: Table, chosen: Counting) -> Reading:
    if "unit" in table:
        chosen = replace(chosen, unit=table.member("unit", Unit))
    chosen = replace(chosen, later_event=table.take("later_event", False))
    reading = Reading(_counting(table, chosen), table.text("why"))
    table.close()
    return reading


def _closed_by(table: Table, cells: Collection[CellRef]) -> ClosedBy:
    if "closed_by" not in table:
        return ClosedBy()
    part = table.table("closed_by")
    closed_by = ClosedBy(
        records=tuple(_cell(part, name, cells) for name in part.texts("records")),
        own=part.texts("own"),
        papers=part.kinds("papers"),
        letter=_letter(part.table("letter")) if "letter" in part else None,
        same_paper=part.take("same_paper", False),
        having=tuple(_pair(part, text) for text in part.texts("with")),
    )
    part.close()
    return closed_by


def _letter(table: Table) -> LetterSigns:
    addressee, subject = table.text("addressee"), table.take("subject", "")
    table.close()
    signs = [_pattern(table, text) for text in (addressee, subject) if text]
    return LetterSigns(*signs)


def _pattern(table: Table, text: str) -> re.Pattern[str]:
    try:
        return re.compile(rf"\b(?:{text})", re.IGNORECASE)
    except re.error as error:
        raise table.wrong(f"плохое выражение «{text}»: {error}") from error


def _pair(table: Table, text: str) -> tuple[str, str]:
    cell, _, value = text.partition("=")
    if not (cell and value):
        raise table.wrong(f"«{text}» — не «ячейка=значение»")
    return cell, value


def _cell(table: Table, name: str, cells: Collection[CellRef]) -> CellRef:
    form, _, cell = name.partition(".")
    reference = CellRef(form, cell)
    if reference not in cells:
        raise table.wrong(f"нет ячейки «{name}» («форма.ячейка»)")
    return reference


def _round(table: Table) -> PlannedRound:
    planned = PlannedRound(table.day("on"), table.text("where"))
    table.close()
    return planned
