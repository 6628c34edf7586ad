"""The production calendar: which days are worked, by year; what is not known is said to be so.

Its files are read by casework.calendar_file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


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
