"""Every spelling of a date that papers use gives its day, and nothing that only looks like one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nlp.aligned import aligned_lines, aligned_prose
from nlp.dates import find_dates

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
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
DAYS = st.dates(date(1941, 1, 1), date(2040, 12, 31))
#: What recognition puts for a figure.
LOOK_ALIKE = {"0": "О", "3": "З"}

one_blank = st.sampled_from([" ", "  ", "\u00a0", "\n", "\u2009"])
blanks = st.one_of(st.just(""), one_blank)
year_end = st.sampled_from(["", " г.", " г", " года", "г.", "\u00a0г.", " ГОДА", "\nгода"])
before = st.sampled_from(["", "от ", "(", "с ", "Дата: ", "п. Утта\n", "на 3 л., ", "№ 12 от "])
after = st.sampled_from([
    "", ",", ";", ")", " в 14.00", " в 10-00 часов", " 14:30", ", 9 час. 15 мин.", " рождения",
    "\n№ 23", " (суббота)", " п. Кетченеры", " № 12/5",
])  # fmt: skip


@st.composite
def in_words(draw: st.DrawFn, day: date) -> str:
    """14 марта 2025 г., «14» марта 2025г., " 05 " МАРТА 2025 года, 14-го марта 25 г."""
    number = draw(st.sampled_from([str(day.day), f"{day.day:02}"]))
    opening, closing = draw(st.sampled_from([("", ""), ("«", "»"), ('"', '"'), ("“", "”")]))
    inside = draw(st.sampled_from(["", " "])) if opening else ""
    suffix = "" if opening else draw(st.sampled_from(["", "-го"]))
    gap = draw(blanks if opening else one_blank)
    month = draw(st.sampled_from([str.lower, str.upper, str.title]))(MONTHS[day.month - 1])
    end = draw(year_end)
    year = str(day.year)
    if "г" in end.lower() and day.year >= 1941 and draw(st.booleans()):
        year = year[2:]
    between = draw(one_blank)
    return f"{opening}{inside}{number}{suffix}{inside}{closing}{gap}{month}{between}{year}{end}"


@st.composite
def in_figures(draw: st.DrawFn, day: date) -> str:
    """14.03.2025, 4.3.25, 14/03/2025, 14. 03. 2025, 14-03-2025, 2025-03-14, 05 01 2009, 06/V-25."""
    d, m, y = day.day, day.month, day.year
    short = f"{y % 100:02}"
    made = draw(
        st.sampled_from([
            f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y}", f"{d:02}.{m:02}.{short}", f"{d:02}/{m:02}/{y}",
            f"{d:02}/{m:02}/{short}", f"{d:02}. {m:02}. {y}", f"{d:02}.{m:02}. {y}",
            f"{d:02}. {m:02}.{y}", f"{d:02} .{m:02}.{y}", f"{d:02}.\n{m:02}.{y}",
            f"{d:02}.{m:02}.\n{y}", f"{d:02}-{m:02}-{y}", f"{y}-{m:02}-{d:02}",
            f"«{d:02}» {m:02} {y}", f"« {d} » {m:02} {y}", f'" {d:02} " {m:02}.{y}',
            f"{d:02} {m:02} {y}", f"{d:02}/{ROMAN[m - 1]}-{short}", f"{d}.{ROMAN[m - 1]}.{y}",
        ])
    )  # fmt: skip
    ends = made.endswith((str(y), short)) and not made.startswith(str(y))
    return made + (draw(year_end) if ends else "")


@st.composite
def misread(draw: st.DrawFn, day: date) -> str:
    """О5.03.2О25, «О3» июня 2024 г., 1З марта 2О25 г.: letters where the page has figures."""
    form = draw(st.sampled_from(["{d}.{m:02}.{y}", "«{d}» {month} {y} г.", "{d} {month} {y} года"]))
    number, year = (
        "".join(
            LOOK_ALIKE[figure] if figure in LOOK_ALIKE and draw(st.booleans()) else figure
            for figure in text
        )
        for text in (f"{day.day:02}", str(day.year))
    )
    return form.format(d=number, m=day.month, y=year, month=MONTHS[day.month - 1])


@st.composite
def spelled(draw: st.DrawFn) -> tuple[date, str]:
    day = draw(DAYS)
    return day, draw(st.one_of(in_words(day), in_figures(day), misread(day)))


@given(spelled(), before, after)
def test_every_spelling_gives_its_day(written: tuple[date, str], lead: str, tail: str) -> None:
    day, text = written
    view = aligned_lines(f"{lead}{text}{tail}")
    for seen in (view, aligned_prose(view)):
        assert [mention.value for mention in find_dates(seen)] == [day]


@given(spelled(), before, after)
def test_its_place_holds_the_whole_date(written: tuple[date, str], lead: str, tail: str) -> None:
    _, text = written
    view = aligned_lines(f"{lead}{text}{tail}")
    (mention,) = find_dates(view)
    quoted = view.text[mention.start : mention.stop].strip(' "')
    printed = aligned_lines(text).text.strip(' "')
    assert quoted in printed
    assert len(quoted) >= len(printed.rstrip("ГОДАгода. \n").strip(' "'))


figures = st.integers(0, 99).map(lambda number: f"{number:02}")
impossible = st.one_of(
    st.tuples(st.integers(32, 99), st.integers(1, 12)),
    st.tuples(st.integers(1, 31), st.integers(13, 99)),
    st.sampled_from([(30, 2), (31, 2), (31, 4), (31, 6), (31, 9), (31, 11), (0, 5), (5, 0)]),
)


@st.composite
def no_date(draw: st.DrawFn) -> str:
    """Telephones, numbers of cases and papers, ranges, flats, blanks of forms, impossible days."""
    a, b, c = draw(figures), draw(figures), draw(figures)
    year = draw(st.integers(1990, 2039))
    day, month = draw(impossible)
    word = MONTHS[month - 1] if 1 <= month <= 12 else "марта"
    return draw(
        st.sampled_from([
            f"{day:02}.{month:02}.{year}", f"«{day if day > 31 else 32}» {word} {year} года",
            f"тел. 8 (84722) 3-{b}-{c}", f"тел. 8-961-5{a}-{b}-{c}", f"тел. 2-{b}-{c}",
            f"+7 961 5{a} {b} {c}", f"факс 4{a}-{b}-{c}",
            f"дело № 2-{a}/{year}", f"№ 1-{b}{c}/{year}", f"08001/{b}/118{c}4",
            f"№ 97412/{b}/08001-ИП", f"08RS0001-01-{year}-00{a}{b}-{c}", f"№ {a}-{b}/{c}",
            f"СНИЛС 0{a}-0{b}-1{c} 45", f"серия 85 {b} № 1{a}{c}7", f"85 {b} 1{a}{c}7",
            f"{year}-{year + 2} годы", f"с {year} по {year + 1} год", f"{year} и {year + 3} г.р.",
            f"кв. {a}", f"ул. 8 Марта, {a}", f"д. {a}, кв. {b}", f"ул. 50 лет Октября, {b}-{c}",
            f"п. {a}.{b}.{c}.1", f"пп. {a[1]}.{b}", f"ст. {a}.{b} КоАП РФ",
            "«___» ________ 20__ г.", "__.__.20__", "ДД.ММ.ГГГГ", "** ** **", "<Дата обезличена>",
            f"{word} {year} года", f"в {year} году", f"{a} марта", f"{year} г.р.",
            f"{a}{b} руб. {c} коп.", f"6{a} {b}4,{c} р.", f"1{a}.{b}5-{c} руб.",
        ])
    )  # fmt: skip


@given(no_date(), st.sampled_from(["", " ", ", ", ". Далее"]))
def test_what_only_looks_like_a_date_is_none(text: str, tail: str) -> None:
    view = aligned_lines(text + tail)
    assert [view.text[d.start : d.stop] for d in find_dates(view)] == []
