"""The last day of a term from the day of its event, and the periods of periodic duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.calendar import Calendar
from casework.term_rules import CountFrom, Counting, Unit

_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Due:
    """The last day; `approximate` when a year was counted through without its calendar."""

    on: date
    approximate: bool = False


def due_on(counting: Counting, event: date, calendar: Calendar) -> Due | None:
    """The last day of a term that begins with `event`; None where none is named.

    Of a period `event` is its last day, which is the term's, too.
    """
    match counting.unit:
        case Unit.NONE:
            return None
        case Unit.CALENDAR_DAYS:
            last = event + timedelta(days=_counted(counting))
            if not counting.shift_weekend:
                return Due(last)
            shifted = calendar.first_working(last)
            return Due(shifted, not calendar.is_known(last, shifted))
        case Unit.WORKING_DAYS:
            return _working(counting, event, calendar)
        case _:
            return Due(event)


def _counted(counting: Counting) -> int:
    """Days behind the event's own, which may itself be the first of them."""
    return max(counting.n - (counting.count_from is CountFrom.EVENT), 0)


def _working(counting: Counting, event: date, calendar: Calendar) -> Due:
    if counting.n == 0:
        last = calendar.first_working(event)
    elif counting.count_from is CountFrom.EVENT:
        last = calendar.from_(event, counting.n)
    else:
        last = calendar.after(event, counting.n)
    return Due(last, not calendar.is_known(event, last))


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or half-year; `name` is its key: 2026-03, 2026-Q1, 2026-H1."""

    name: str
    title: str
    first: date
    last: date


def periods(unit: Unit, since: date, until: date) -> Iterator[Period]:
    """The periods that have a day between the two, oldest first; none for other units."""
    if unit not in _MONTHS:
        return
    months = _MONTHS[unit]
    year, number = since.year, (since.month - 1) // months
    while date(year, number * months + 1, 1) <= until:
        yield _period(unit, year, number)
        number += 1
        if number * months == _YEAR_MONTHS:
            year, number = year + 1, 0


def _period(unit: Unit, year: int, number: int) -> Period:
    months = _MONTHS[unit]
    after = number * months + months
    following = date(year + after // _YEAR_MONTHS, after % _YEAR_MONTHS + 1, 1)
    name, title = _NAMES[unit](year, number + 1)
    return Period(name, title, date(year, number * months + 1, 1), following - timedelta(days=1))


_MONTHS = {Unit.MONTH_END: 1, Unit.QUARTER_END: 3, Unit.HALF_YEAR_END: 6}
_NAMES: dict[Unit, Callable[[int, int], tuple[str, str]]] = {
    Unit.MONTH_END: lambda year, n: (f"{year}-{n:02}", f"за {n:02}.{year}"),
    Unit.QUARTER_END: lambda year, n: (f"{year}-Q{n}", f"за {n} квартал {year} года"),
    Unit.HALF_YEAR_END: lambda year, n: (f"{year}-H{n}", f"за {n} полугодие {year} года"),
}
