"""Laws of the rules of forms, over any marks and days of any form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from casework.draft import Cell, CellState, CellValue, DecisionRefused, Row
from casework.form_rules import check_record, refuse_unfit
from casework.form_spec import CellSpec, CellType, FormSpec
from casework.forms import load_region

TODAY = date(2026, 3, 12)
FORMS = [
    form for name in ("kalmykia", "hmao_alimony") for form in load_region(name).forms if form.number
]
DAYS = st.dates(TODAY - timedelta(days=900), TODAY).map(date.isoformat)


def values(spec: CellSpec) -> st.SearchStrategy[CellValue] | None:
    ids = [item.id for item in spec.choices.items]
    match spec.type:
        case CellType.YES_NO:
            return st.booleans()
        case CellType.DATE | CellType.TIMESTAMP:
            return DAYS
        case CellType.CHOICE:
            return st.sampled_from(ids)
        case CellType.TEXT:
            return st.just("слова")
    return None


@st.composite
def rows(draw: st.DrawFn) -> tuple[FormSpec, Row]:
    form = draw(st.sampled_from(FORMS))
    known = {spec.id: found for spec in form.cells if (found := values(spec)) is not None}
    ruled = {cell for rule in form.rules for cell in (*rule.cells, *rule.against)}
    likely = sorted(known.keys() & ruled) or sorted(known)
    some = st.sampled_from(likely) | st.sampled_from(sorted(known))
    chosen = draw(st.lists(some, unique=True, max_size=10))
    said = {cell: draw(known[cell]) for cell in chosen}
    return form, record(form, said)


def record(form: FormSpec, said: Mapping[str, CellValue]) -> Row:
    cells = (Cell(name, value, state=CellState.ENTERED) for name, value in said.items())
    return Row(form.number, tuple(cells))


def refused(form: FormSpec, row: Row) -> str | None:
    try:
        refuse_unfit(form, check_record(form, row, TODAY))
    except DecisionRefused as error:
        return error.code
    return None


@given(rows())
def test_checking_twice_is_checking_once(made: tuple[FormSpec, Row]) -> None:
    form, row = made
    once = check_record(form, row, TODAY)
    assert check_record(form, once, TODAY) == once


@given(rows())
def test_checking_changes_no_value(made: tuple[FormSpec, Row]) -> None:
    form, row = made
    checked = check_record(form, row, TODAY)
    assert [(c.id, c.value, c.state) for c in checked.cells] == [
        (c.id, c.value, c.state) for c in row.cells
    ]


@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_cells_changes_nothing(made: tuple[FormSpec, Row], random: Random) -> None:
    form, row = made
    cells = list(row.cells)
    random.shuffle(cells)
    mixed = check_record(form, Row(form.number, tuple(cells)), TODAY)
    straight = check_record(form, row, TODAY)
    assert {cell.id: cell for cell in mixed.cells} == {cell.id: cell for cell in straight.cells}


@given(rows())
def test_a_mark_taken_back_never_makes_a_conflict(made: tuple[FormSpec, Row]) -> None:
    form, row = made
    conflicts = {rule.id for rule in form.rules if rule.kind == "conflict"}

    def found(one: Row) -> int:
        checks = (check for cell in check_record(form, one, TODAY).cells for check in cell.checks)
        return sum(check.id in conflicts and not check.passed for check in checks)

    for cell in row.cells:
        less = Row(form.number, tuple(one for one in row.cells if one is not cell))
        assert found(less) <= found(row)


@given(rows())
def test_what_stands_has_every_required_cell(made: tuple[FormSpec, Row]) -> None:
    form, row = made
    if refused(form, row) is None:
        filled = {cell.id for cell in row.cells}
        for spec in form.cells:
            assert spec.need != "R" or spec.id in filled or spec.companion in filled
