"""How this institution counts its terms: the region's rules, its own beside them, its calendar.

`deadlines.toml` and `calendar.toml` may lie in the data folder; each raises RegionDataError with
a Russian message when it is wrong.
"""

from __future__ import annotations

from pathlib import Path

from casework.calendar import Calendar
from casework.deadlines import SURVEY, SurveyTerm
from casework.form_spec import Region
from casework.term_rules import CellRef, TermRules, Unit, with_local
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


def check_term_files(folder: Path, region: Region) -> None:
    """Read the institution's own files, if there are any, so that wrong ones are refused first."""
    office_rules(folder, region)
    if (folder / CALENDAR).exists():
        office_calendar(folder)


def survey_term(folder: Path, region: Region) -> SurveyTerm:
    """How the term of the survey is counted for papers in the queue."""
    rules = {rule.id: rule for rule in office_rules(folder, region).rules}
    if _SURVEY not in rules:
        return SURVEY
    counting = rules[_SURVEY].counting
    by_calendar = counting.unit is Unit.WORKING_DAYS or counting.shift_weekend
    return SurveyTerm(counting, office_calendar(folder) if by_calendar else Calendar())


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise RegionDataError(f"{path}: не читается: {error}") from error
