"""The production calendar: the years that hold, an office's own file, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from casework.calendar import Calendar
from casework.calendar_file import read_calendar, shipped_calendar
from casework.toml_table import RegionDataError

SHIPPED = shipped_calendar()


@pytest.mark.parametrize("year", sorted(SHIPPED.years))
def test_shipped_years_are_worked_as_the_library_says(year: int) -> None:
    known = holidays.country_holidays("RU", years=(year - 1, year, year + 1))
    day, wrong = date(year, 1, 1), []
    while day.year == year:
        if SHIPPED.is_working(day) != known.is_working_day(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize(
    ("year", "count"),
    [(2024, 248), (2025, 247), (2026, 247)],
)
def test_a_year_has_as_many_working_days_as_was_announced(year: int, count: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(SHIPPED.is_working(day) for day in days if day.year == year) == count


def test_a_year_that_nobody_named_is_worked_from_monday_to_friday() -> None:
    new_year = date(2035, 1, 1)
    assert not SHIPPED.covers(2035)
    assert SHIPPED.is_working(new_year)
    assert SHIPPED.title(new_year) == ""
    assert not SHIPPED.is_known(date(2027, 12, 31), new_year)


def test_an_office_moves_days_off_and_adds_its_own() -> None:
    text = """
    [[year]]
    year = 2028
    source = "постановление"
    [[year.transfers]]
    from = 2028-02-19
    to = 2028-02-21
    [[year.transfers]]
    from = 2028-01-01
    to = 2028-01-10
    [[year.days_off]]
    day = 2028-02-28
    title = "Цаган Сар"
    """
    calendar = read_calendar(text, "calendar.toml", SHIPPED)
    assert calendar.covers(2026)
    assert calendar.is_working(date(2028, 2, 19))  # the Saturday is worked instead
    assert not calendar.is_working(date(2028, 2, 21))
    assert not calendar.is_working(date(2028, 1, 1))  # a holiday stays one
    assert not calendar.is_working(date(2028, 1, 10))
    assert calendar.title(date(2028, 2, 28)) == "Цаган Сар"
    assert calendar.after(date(2028, 2, 18), 2) == date(2028, 2, 22)


def test_a_day_off_that_was_moved_may_be_moved_on() -> None:
    text = "[[year]]\nyear = 2026\n[[year.transfers]]\nfrom = 2026-01-09\nto = 2026-05-08\n"
    calendar = read_calendar(text, "calendar.toml")
    assert calendar.is_working(date(2026, 1, 9))
    assert not calendar.is_working(date(2026, 5, 8))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[year]]\nyear = 26", "год от 1992"),
        ("[[year]]\nyear = '2026'", "не то значение"),
        ("[[year]]\nyear = 2026\n[[year]]\nyear = 2026", "повторяется год: 2026"),
        ("[[year]]\nyear = 2026\ndays = 3", "неизвестные ключи: days"),
        ("[[years]]\nyear = 2026", "неизвестные ключи: years"),
        ("[[year]]\nyear = 2026\ntransfers = 3", "списком таблиц"),
        (
            "[[year]]\nyear = 2026\n[[year.transfers]]\nfrom = 2026-03-02\nto = 2026-03-03",
            "02.03.2026 — рабочий день",
        ),
        (
            "[[year]]\nyear = 2026\n[[year.transfers]]\nfrom = 2026-01-03\nto = 2026-03-07",
            "07.03.2026 и так выходной",
        ),
        (
            "[[year]]\nyear = 2026\n[[year.transfers]]\nfrom = 2026-01-03\nto = 2027-03-01",
            "день другого года",
        ),
        (
            "[[year]]\nyear = 2026\n[[year.transfers]]\nfrom = '3 января'\nto = 2026-03-02",
            "должен быть датой",
        ),
        ("[[year]]\nyear = 2026\n[[year.days_off]]\nday = 2026-03-02", "нет обязательного «title»"),
        ("year = [", "не читается как TOML"),
    ],
)
def test_a_bad_calendar_is_refused_with_the_place_and_the_reason(text: str, why: str) -> None:
    with pytest.raises(RegionDataError, match=r"calendar\.toml") as refused:
        read_calendar(text, "calendar.toml")
    assert why in str(refused.value)


def test_counting_working_days_agrees_with_counting_them_one_by_one() -> None:
    start = date(2025, 12, 26)
    for count in range(1, 30):
        last = SHIPPED.after(start, count)
        between = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
        assert SHIPPED.is_working(last)
        assert sum(SHIPPED.is_working(day) for day in between) == count


def test_the_first_day_may_itself_be_the_first_working_one() -> None:
    assert SHIPPED.from_(date(2025, 12, 30), 1) == date(2025, 12, 30)
    assert SHIPPED.first_working(date(2025, 12, 31)) == date(2026, 1, 12)
    assert Calendar().first_working(date(2025, 12, 31)) == date(2025, 12, 31)
