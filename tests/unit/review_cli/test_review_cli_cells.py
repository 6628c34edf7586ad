"""What a person sees of a cell is what a person may type into it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.draft import CellValue, Subject
from casework.form_spec import CellSpec, CellType
from casework.forms import load_region
from casework.values import normalise
from review_cli.cells import Unreadable, parse, shown

REGION = load_region("kalmykia")
SPECS = {(form.number, spec.id): spec for form in REGION.forms for spec in form.cells}
ADDRESS, RECEIVED = SPECS[1, "address"], SPECS[1, "received_at"]
PEOPLE, SIGNS = SPECS[1, "subjects"], SPECS[1, "distress_signs"]
CATEGORY, THREAT = SPECS[1, "category"], SPECS[1, "threat_to_life"]
DATED = SPECS[1, "source_doc_date"]

NAMES = st.lists(st.text("абвгдежзАБВГДЕЖЗ-", min_size=1, max_size=9), min_size=1, max_size=3).map(
    " ".join
)
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31)).map(date.isoformat)


def items(spec: CellSpec) -> st.SearchStrategy[str]:
    return st.sampled_from([item.id for item in spec.choices.items])


SUBJECTS = st.builds(
    Subject,
    NAMES,
    st.lists(items(PEOPLE), unique=True, max_size=3).map(tuple),
    st.none() | DAYS,
)


@given(
    st.one_of(
        st.tuples(st.just(DATED), DAYS),
        st.tuples(st.just(CATEGORY), items(CATEGORY)),
        st.tuples(st.just(THREAT), st.booleans()),
        st.tuples(st.just(SIGNS), st.lists(items(SIGNS), min_size=1, unique=True).map(tuple)),
        st.tuples(st.just(PEOPLE), st.lists(SUBJECTS, min_size=1, max_size=4).map(tuple)),
    )
)
def test_what_is_shown_reads_back_as_the_same_value(case: tuple[CellSpec, CellValue]) -> None:
    spec, value = case
    assert parse(spec, shown(spec, value)) == value


def test_a_moment_reads_back_to_the_minute() -> None:
    at = datetime(2025, 3, 12, 9, 30, tzinfo=UTC).astimezone().isoformat()
    assert shown(RECEIVED, at) == f"{datetime.fromisoformat(at):%d.%m.%Y %H:%M}"
    assert parse(RECEIVED, shown(RECEIVED, at)) == at
    assert parse(RECEIVED, "12.03.2025") == "2025-03-12"


@pytest.mark.parametrize(
    ("spec", "typed", "value"),
    [
        (ADDRESS, "  п. Степной,\n ул. Джангара ", "п. Степной, ул. Джангара"),
        (DATED, "5/6/2014", "2014-06-05"),
        (DATED, "2014-06-05", "2014-06-05"),
        (CATEGORY, "соп", "sop"),
        (CATEGORY, "tzhs", "tzhs"),
        (SIGNS, "малооб; антисан", ("low_income", "unsanitary")),
        (SPECS[0, "debt_amount"], "12 500,40", "12500.40"),
        (PEOPLE, "Иванова Анна (мать)", (Subject("Иванова Анна", ("mother",)),)),
    ],
)
def test_typing_is_forgiving(spec: CellSpec, typed: str, value: CellValue) -> None:
    assert parse(spec, typed) == value
    assert normalise(spec, value) == value


@pytest.mark.parametrize(
    ("spec", "typed"),
    [
        (ADDRESS, "   "),
        (DATED, "31.02.2025"),
        (DATED, "март"),
        (RECEIVED, "12.03.2025 25:00"),
        (CATEGORY, "не знаю"),
        (SIGNS, "не работает"),
        (THREAT, "может быть"),
        (PEOPLE, "Иванова Анна (соседка)"),
        (PEOPLE, "(мать)"),
        (CellSpec("n", "Число", CellType.INTEGER), "много"),
    ],
)
def test_what_is_no_value_is_refused_in_russian(spec: CellSpec, typed: str) -> None:
    with pytest.raises(Unreadable, match=r"[а-я]"):
        parse(spec, typed)
