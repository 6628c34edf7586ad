"""Rules that the cells of a paper are held against, each alone and against each other.

A failed check makes the reviewer's cursor stop. Those of BLOCKING can't be confirmed at all
(records.md, section 17, invariant 7): such a date is a misreading, whoever says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.draft import Cell, Check, Row, Subject
from casework.form_spec import CellSpec, CellType, Region
from casework.values import day_of

FUTURE = "not_in_future"
BORN = "born_before_document"
BORN_THAT_DAY = "not_born_on_document_day"
MINOR = "child_is_minor"
ARRIVED = "arrived_after_document"
SURVEYED = "act_after_arrival"
NUMBER = "number_format"

RULES = frozenset({FUTURE, BORN, BORN_THAT_DAY, MINOR, ARRIVED, SURVEYED, NUMBER})
BLOCKING = frozenset({FUTURE, BORN, SURVEYED})

_ADULT = 18


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the cells of one paper say together; days as they stand on the paper."""

    today: date
    document: date | None
    arrived: date | None


def check_rows(rows: Iterable[Row], now: datetime, region: Region) -> tuple[Row, ...]:
    """The rows with the result of every rule that applies; other checks stay as they are."""
    rows = tuple(rows)
    cells = {cell.id: cell for row in rows for cell in row.cells}
    facts = _Facts(
        today=now.date(),
        document=_day(cells, "source_doc_date") or _day(cells, "doc_date"),
        arrived=_day(cells, "received_at") or _day(cells, "incoming_date"),
    )
    return tuple(
        replace(row, cells=tuple(_checked(region, row.form, cell, facts) for cell in row.cells))
        for row in rows
    )


def _checked(region: Region, form: int, cell: Cell, facts: _Facts) -> Cell:
    others = tuple(check for check in cell.checks if check.id not in RULES)
    if cell.value is None:
        return replace(cell, checks=others)
    results = tuple(_results(region.form(form).cell(cell.id), cell, facts))
    return replace(cell, checks=others + results)


def _day(cells: dict[str, Cell], cell_id: str) -> date | None:
    cell = cells.get(cell_id)
    return day_of(cell.value) if cell and isinstance(cell.value, str) else None


def _results(spec: CellSpec, cell: Cell, facts: _Facts) -> Iterator[Check]:
    if isinstance(cell.value, str):
        if spec.type in (CellType.DATE, CellType.TIMESTAMP):
            yield from _of_date(spec, day_of(cell.value), facts)
        if spec.pattern:
            usual = spec.pattern.fullmatch(cell.value) is not None
            yield _check(NUMBER, usual, f"номер обычно выглядит так: {spec.example}")
    if isinstance(cell.value, tuple) and spec.type is CellType.PEOPLE:
        yield from _of_people(tuple(p for p in cell.value if isinstance(p, Subject)), facts)


def _of_date(spec: CellSpec, day: date, facts: _Facts) -> Iterator[Check]:
    if not spec.future:
        yield _check(FUTURE, day <= facts.today, f"этот день ещё не наступил: {day:%d.%m.%Y}")
    if spec.id in ("received_at", "incoming_date") and facts.document:
        message = f"поступило раньше, чем написано: документ от {facts.document:%d.%m.%Y}"
        yield _check(ARRIVED, day >= facts.document, message)
    if spec.id == "primary_act_submitted_on" and facts.arrived:
        message = f"раньше поступления информации: {facts.arrived:%d.%m.%Y}"
        yield _check(SURVEYED, day >= facts.arrived, message)


def _of_people(people: tuple[Subject, ...], facts: _Facts) -> Iterator[Check]:
    born = [(person, day_of(person.birth_date)) for person in people if person.birth_date]
    if not born:
        return
    late = [person for person, day in born if day > facts.today]
    yield _check(FUTURE, not late, f"день рождения ещё не наступил: {_names(late)}")
    if facts.document:
        late = [person for person, day in born if day > facts.document]
        yield _check(BORN, not late, f"день рождения позже даты документа: {_names(late)}")
        same = [person for person, day in born if day == facts.document]
        yield _check(BORN_THAT_DAY, not same, f"день рождения — дата документа: {_names(same)}")
    if facts.arrived:
        adult = [
            person
            for person, day in born
            if "child" in person.roles and _age(day, facts.arrived) >= _ADULT
        ]
        yield _check(MINOR, not adult, f"ко дню поступления исполнилось 18 лет: {_names(adult)}")


def _age(born: date, on: date) -> int:
    """Whole years on that day; who was born on 29 February grows older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _names(people: list[Subject]) -> str:
    return ", ".join(person.full_name for person in people)


def _check(rule: str, passed: bool, message: str) -> Check:
    return Check(rule, passed, "" if passed else message)
