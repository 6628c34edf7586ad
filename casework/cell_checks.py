"""What one cell is held against: the calendar, and the days of its paper or record.

A failed check makes the reviewer's cursor stop. Those of BLOCKING can't be confirmed at all
(records.md, section 17, invariant 7): such a date is a misreading, whoever says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.draft import Cell, Check, Subject
from casework.form_spec import CellSpec, CellType
from casework.values import day_of

FUTURE = "not_in_future"
BORN = "born_before_document"
BORN_THAT_DAY = "not_born_on_document_day"
MINOR = "child_is_minor"
ARRIVED = "arrived_after_document"
NUMBER = "number_format"

CELL_RULES = frozenset({FUTURE, BORN, BORN_THAT_DAY, MINOR, ARRIVED, NUMBER})
BLOCKING = frozenset({FUTURE, BORN})

_ADULT = 18


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cells of one paper or record say together; days as they stand there."""

    today: date
    document: date | None = None
    arrived: date | None = None

    @classmethod
    def of(cls, today: date, cells: Iterable[Cell], year_cell: str = "") -> Facts:
        """The facts of these cells; `year_cell` dates a record that has no paper of its own."""
        known = {cell.id: cell for cell in cells}
        own = _day(known, year_cell)
        return cls(
            today=today,
            document=_day(known, "source_doc_date") or _day(known, "doc_date") or own,
            arrived=_day(known, "received_at") or _day(known, "incoming_date") or own,
        )


def check_cell(spec: CellSpec, cell: Cell, facts: Facts) -> tuple[Check, ...]:
    """The results of all that applies to the cell by itself; none for an empty one."""
    return () if cell.value is None else tuple(_results(spec, cell, facts))


def _day(cells: dict[str, Cell], cell_id: str) -> date | None:
    cell = cells.get(cell_id)
    return day_of(cell.value) if cell and isinstance(cell.value, str) else None


def _results(spec: CellSpec, cell: Cell, facts: Facts) -> Iterator[Check]:
    if isinstance(cell.value, str):
        if spec.type in (CellType.DATE, CellType.TIMESTAMP):
            yield from _of_date(spec, day_of(cell.value), facts)
        if spec.pattern:
            usual = spec.pattern.fullmatch(cell.value) is not None
            yield _check(NUMBER, usual, f"номер обычно выглядит так: {spec.example}")
    if isinstance(cell.value, tuple) and spec.type is CellType.PEOPLE:
        yield from _of_people(tuple(p for p in cell.value if isinstance(p, Subject)), facts)


def _of_date(spec: CellSpec, day: date, facts: Facts) -> Iterator[Check]:
    if not spec.future:
        yield _check(FUTURE, day <= facts.today, f"этот день ещё не наступил: {day:%d.%m.%Y}")
    if spec.id in ("received_at", "incoming_date") and facts.document:
        message = f"поступило раньше, чем написано: документ от {facts.document:%d.%m.%Y}"
        yield _check(ARRIVED, day >= facts.document, message)
    if spec.id == "birth_date" and facts.document:
        message = f"день рождения позже даты документа: {facts.document:%d.%m.%Y}"
        yield _check(BORN, day <= facts.document, message)


def _of_people(people: tuple[Subject, ...], facts: Facts) -> Iterator[Check]:
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
