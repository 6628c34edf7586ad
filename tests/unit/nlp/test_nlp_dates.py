"""The grammar of dates: every form that papers use, and nothing that only looks like one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.aligned import aligned_lines
from nlp.dates import date_at, find_dates, iter_years

MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
DAYS = st.dates(date(1941, 1, 1), date(2040, 12, 31))
FORMS = (
    "{d:02}.{m:02}.{y}",
    "{d}.{m}.{y}",
    "{d:02}/{m:02}/{y}",
    "{d:02}. {m:02}. {y}",
    "{d} {month} {y} г.",
    "{d:02} {month} {y} года",
    "{d} {month} {y}г.",
    "«{d:02}» {month} {y} г.",
    '" {d} " {month} {y}',
    "« {d:02} » {m:02} {y} г.",
    "«{d:02}»\u00a0{month}\u00a0{y} года",
    "{y}-{m:02}-{d:02}",
)


def found(text: str) -> list[str]:
    return [mention.iso for mention in find_dates(aligned_lines(text))]


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(["от ", "", "(", "с "]))
def test_every_form_gives_its_day(day: date, form: str, before: str) -> None:
    printed = form.format(d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1])
    assert found(f"{before}{printed}, далее") == [day.isoformat()]


@given(DAYS, st.sampled_from(FORMS))
def test_the_span_quotes_the_date(day: date, form: str) -> None:
    printed = form.format(d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1])
    view = aligned_lines(f"выдано {printed} в селе")
    (mention,) = find_dates(view)
    quoted = view.text[mention.start : mention.stop]
    assert quoted.strip(' "') in aligned_lines(printed).text
    assert str(day.year) in quoted


@given(st.lists(DAYS, min_size=2, max_size=5))
def test_dates_come_in_their_order_and_apart(days: list[date]) -> None:
    text = "; ".join(f"{day:%d.%m.%Y}" for day in days)
    mentions = find_dates(aligned_lines(text))
    assert [mention.value for mention in mentions] == days
    assert all(a.stop <= b.start for a, b in pairwise(mentions))


@given(st.text(max_size=200))
def test_no_text_breaks_the_grammar(text: str) -> None:
    view = aligned_lines(text)
    for mention in find_dates(view):
        assert 0 <= mention.start < mention.stop <= len(view.text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14.03.25", "2025-03-14"),
        ("16.09.13", "2013-09-16"),
        ("05.05.85", "1985-05-05"),
        ("2025г. не дата, но 30.07.2025г. дата", "2025-07-30"),
        ("14 февраля 2015 года рождения", "2015-02-14"),
        ("1 мая 2025", "2025-05-01"),
        ("31 марта 2025", "2025-03-31"),
        ("«Об» мая 2024 г.", "2024-05-06"),
        ("«О3» июня 2024 г.", "2024-06-03"),
        ("2011г.р. (05.01.2011)", "2011-01-05"),
    ],
)
def test_dates_as_offices_write_them(text: str, iso: str) -> None:
    assert found(text) == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2025",
        "32 марта 2025 года",
        "__.__.2025",
        "«____» __________ 20___ г.",
        "март 2025 года",
        "в 2025 году",
        "г. Степной, ул. 8 Марта, 12",
        "тел. 8-961-000-00-37",
        "СНИЛС 061-000-238 45",
        "08MS0023-01-2025-001764-52",
        "№ 34-09-001586",
        "п. 1.12.3",
        "ДД.ММ.ГГГГ",
        "кв. 44",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert found(text) == []


def test_a_two_figure_year_is_told() -> None:
    (short,) = find_dates(aligned_lines("14.03.25"))
    (whole,) = find_dates(aligned_lines("14.03.2025"))
    assert (short.short_year, whole.short_year) == (True, False)


def test_the_date_behind_a_word_within_reach() -> None:
    view = aligned_lines("вступило в силу «18» июля 2024 г.; следующая дата 01.02.2025")
    mention = date_at(view, view.text.index("силу") + 4)
    assert mention is not None
    assert mention.iso == "2024-07-18"
    assert date_at(view, 0, reach=5) is None


def test_years_of_birth() -> None:
    view = aligned_lines("дети 2010 г.р. и 2013 г. р., мать 1986г.р., дом 2015 г. постройки")
    assert [year for year, _, _ in iter_years(view)] == [2010, 2013, 1986]


def test_the_tail_of_a_telephone_number_is_no_date() -> None:
    assert not find_dates(aligned_lines("тел. 8 (84798) 3-01-40, факс 12-05-24"))
    assert [found.iso for found in find_dates(aligned_lines("от 03-01-2024"))] == ["2024-01-03"]
