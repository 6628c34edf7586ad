"""Production calendars from their files.

Holidays and announced transfers come from the library `holidays`; `calendar.toml` beside this
module names the years that hold, an institution's own file (of the same shape) adds to them.
"""

from __future__ import annotations

from datetime import date
from importlib import resources

import holidays

from casework.calendar import Calendar, YearDays
from casework.toml_table import Table

_SATURDAY = 5
#: How the library, too, calls a day off that was moved there.
_MOVED = "Выходной"
_YEARS = range(1992, 2101)


def shipped_calendar() -> Calendar:
    """The years that come with the program."""
    file = resources.files("casework") / "calendar.toml"
    return read_calendar(file.read_text(encoding="utf-8"), "calendar.toml")


def read_calendar(text: str, where: str, before: Calendar | None = None) -> Calendar:
    """The years of a file over those known `before`; RegionDataError says what is wrong."""
    file = Table.parse(text, where)
    years = [_year(table) for table in file.tables("year")]
    file.unique("год", (str(known.year) for known in years))
    file.close()
    return Calendar((before.years if before else {}) | {known.year: known for known in years})


def _year(table: Table) -> YearDays:
    year = table.take("year", 0)
    if year not in _YEARS:
        raise table.wrong(f"year — год от {_YEARS[0]} до {_YEARS[-1]}, а не {year}")
    law = holidays.country_holidays("RU", years=year, language="ru")
    off, working = dict(law.items()), set(law.weekend_workdays)
    for line in table.tables("days_off"):
        off[_of_year(line, "day", year)] = line.text("title")
        line.close()
    for line in table.tables("transfers"):
        _transfer(line, year, off, working)
    source = table.take("source", "")
    table.close()
    return YearDays(year, off, frozenset(working), source)


def _transfer(line: Table, year: int, off: dict[date, str], working: set[date]) -> None:
    """A day off moves from one day to another. A holiday stays one though its rest has moved."""
    start, to = _of_year(line, "from", year), _of_year(line, "to", year)
    line.close()
    if start.weekday() < _SATURDAY and start not in off:
        raise line.wrong(f"{start:%d.%m.%Y} — рабочий день: с него нечего переносить")
    if to.weekday() >= _SATURDAY and to not in working:
        raise line.wrong(f"{to:%d.%m.%Y} и так выходной: на него нельзя перенести")
    if start == to:
        raise line.wrong("день перенесён сам на себя")
    off.setdefault(to, f"{_MOVED} (перенесено с {start:%d.%m.%Y})")
    working.discard(to)
    if off.get(start, "").startswith(_MOVED):
        del off[start]
    elif start not in off:
        working.add(start)


def _of_year(line: Table, key: str, year: int) -> date:
    day = line.day(key)
    if day.year != year:
        raise line.wrong(f"«{key}»: {day:%d.%m.%Y} — день другого года, а не {year}")
    return day
