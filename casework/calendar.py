"""The production calendar: which days are worked, by year; what is not known is said to be so.

Holidays and announced transfers come from the library `holidays`; `calendar.toml` beside this
module names the years that hold, an institution's own file (of the same shape) adds to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import resources

import holidays

from casework.toml_table import Table

_DAY = timedelta(days=1)
_SATURDAY = 5
#: How the library, too, calls a day off that was moved there.
_MOVED = "Выходной"
_YEARS = range(1992, 2101)


@dataclass(frozen=True, slots=True)
class YearDays:
    """A year as it is worked. `off` names the days without work but plain weekends; `working`
    are the Saturdays and Sundays that are worked.
    """

    year: int
    off: dict[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Years by number. A year that it doesn't cover is worked from Monday to Friday."""

    years: dict[int, YearDays] = field(default_factory=dict)

    def covers(self, year: int) -> bool:
        return year in self.years

    def is_working(self, day: date) -> bool:
        known = self.years.get(day.year)
        if known is None:
            return day.weekday() < _SATURDAY
        return day in known.working or (day.weekday() < _SATURDAY and day not in known.off)

    def title(self, day: date) -> str:
        """Why the day is not worked, or that it is worked for another; empty for plain days."""
        known = self.years.get(day.year)
        if known is None:
            return ""
        return "рабочий день" if day in known.working else known.off.get(day, "")

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day behind `day`."""
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def from_(self, day: date, count: int) -> date:
        """The `count`-th working day, `day` itself being the first when it is worked."""
        return self.after(day - _DAY, count)

    def first_working(self, day: date) -> date:
        """The day, or the next one that is worked."""
        return self.from_(day, 1)

    def is_known(self, first: date, last: date) -> bool:
        """Whether every year between the two days is covered."""
        return all(self.covers(year) for year in range(first.year, last.year + 1))


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
