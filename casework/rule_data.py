"""Conditions and rules of a form, from its TOML file."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from casework.rule_spec import Before, Condition, LineMarks, Rule, RuleKind, Severity
from casework.toml_table import Table


def read_condition(table: Table) -> Condition | None:
    """`when = { cell, is = [...] }` or `when_filled = cell`; None where there is neither."""
    if "when_filled" in table:
        return Condition(table.text("when_filled"))
    if "when" not in table:
        return None
    when = table.table("when")
    condition = Condition(when.text("cell"), when.values("is"))
    if not condition.values:
        raise when.wrong("«is» должен называть хотя бы одно значение")
    when.close()
    return condition


def read_rules(file: Table) -> tuple[Rule, ...]:
    """The `[[rule]]` of a form; RegionDataError names the place."""
    rules = tuple(_rule(table) for table in file.tables("rule"))
    file.unique("правило", (rule.id for rule in rules))
    return rules


def read_before(file: Table) -> tuple[Before, ...]:
    """The `[[before]]` of a form: what must have been recorded of the family by then."""
    found = []
    for table in file.tables("before"):
        found.append(Before(table.text("form"), table.text("message"), read_condition(table)))
        table.close()
    return tuple(found)


def refuse_strange(table: Table, names: Iterable[str], known: Collection[str]) -> None:
    """RegionDataError when one of `names` is not known; empty ones name nothing."""
    if strange := sorted({name for name in names if name and name not in known}):
        raise table.wrong(f"нет ячеек: {', '.join(strange)}")


def _rule(table: Table) -> Rule:
    rule = Rule(
        id=table.text("id"),
        kind=table.member("kind", RuleKind),
        severity=table.member("severity", Severity),
        message=table.text("message"),
        cells=table.texts("cells"),
        against=table.texts("against"),
        when=read_condition(table),
        marks=_marks(table),
    )
    conditional = rule.kind in (RuleKind.REQUIRES, RuleKind.EXCLUDES)
    if conditional != (rule.when is not None):
        raise table.wrong("условие нужно правилам requires и excludes и только им")
    if (rule.against or rule.marks) and rule.kind is not RuleKind.CONFLICT:
        raise table.wrong("against и marks бывают только у conflict")
    fewest = 2 if rule.kind is RuleKind.ORDER or not (conditional or rule.against) else 1
    if len(rule.cells) < fewest:
        raise table.wrong(f"в cells должно быть не меньше {fewest}")
    table.close()
    return rule


def _marks(rule: Table) -> LineMarks | None:
    if "marks" not in rule:
        return None
    table = rule.table("marks")
    marks = LineMarks(table.text("table"), table.text("line"), table.text("mark"))
    table.close()
    return marks
