"""How this institution counts its terms: the region's rules, its own beside them, its calendar.

`deadlines.toml` and `calendar.toml` may lie in the data folder; each raises RegionDataError with
a Russian message when it is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from casework.calendar import Calendar
from casework.form_spec import Region
from casework.term_rule_data import with_local
from casework.term_rules import CellRef, TermRule, TermRules, Unit
from casework.toml_table import RegionDataError
from pipeline.lazy import load

RULES, CALENDAR = "deadlines.toml", "calendar.toml"

# Its library takes longer to load than most commands to run.
_SHIPPED = "casework.calendar_file:shipped_calendar"
_READ = "casework.calendar_file:read_calendar"

#: The rule by which papers wait in the queue before they are linked to a family.
_SURVEY = "D-03"


def office_rules(folder: Path, region: Region) -> TermRules:
    """The region's rules with the institution's own file over them, if it has one."""
    path = folder / RULES
    text = _text(path)
    if text is None:
        return region.terms
    cells = {CellRef(form.id, cell.id) for form in region.forms for cell in form.cells}
    return with_local(region.terms, text, str(path), cells)


def office_calendar(folder: Path) -> Calendar:
    """The shipped years with those of the institution's own file over them."""
    path = folder / CALENDAR
    text = _text(path)
    calendar: Calendar = load(_SHIPPED)()
    return calendar if text is None else load(_READ)(text, str(path), calendar)


def with_office_terms(region: Region, folder: Path) -> Region:
    """The region with the institution's own rules; both of its files are read, so that a wrong
    one is refused before anything is done.
    """
    rules = office_rules(folder, region)
    if (folder / CALENDAR).exists() or any(_by_calendar(rule) for rule in rules.rules):
        rules = replace(rules, calendar=office_calendar(folder))
    return replace(region, terms=rules)


def _by_calendar(rule: TermRule) -> bool:
    """Whether papers that wait in the queue need the calendar."""
    counting = rule.counting
    days = counting.unit is Unit.WORKING_DAYS or counting.shift_weekend
    return rule.id == _SURVEY and days


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise RegionDataError(f"{path}: не читается: {error}") from error
