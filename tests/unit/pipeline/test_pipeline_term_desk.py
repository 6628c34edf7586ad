"""The desk of terms: worked out anew with every day and every edit of an office's files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from casework_cases import cells
from office import MORNING, Clock

from casework.draft import ConfirmedRecord
from casework.family import Family, Member, Person, Role
from casework.forms import load_region
from pipeline.term_desk import TermDesk
from pipeline.term_files import with_office_terms
from storage.families import Families
from storage.records import Records
from storage.store import Store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = Store.open(tmp_path / "data", clock=clock)
    yield store
    store.close()


@pytest.fixture
def family(store: Store, clock: Clock) -> int:
    kept = Family("Бадмаева Анна", (Member(Person("Бадмаева", "Анна"), Role.MOTHER),))
    made = Families(store.database, clock).create(kept, "petrova")
    values = {"registered_on": "2026-02-10"}
    record = ConfirmedRecord(None, 5, "", cells(values), "petrova", MORNING, family_id=made.id)
    Records(store.database, clock).enter(record, "petrova")
    return made.id


def desk(store: Store) -> TermDesk:
    """As a newly started program has it."""
    region = with_office_terms(load_region("kalmykia"), store.folder)
    return TermDesk(store, region, store.folder)


def months(terms: TermDesk) -> list[str]:
    return [kept.term.key for kept in terms.list() if kept.term.rule_id == "D-14"]


def test_a_new_day_is_worked_out_once(store: Store, clock: Clock, family: int) -> None:
    assert desk(store).refresh() == 1
    assert months(desk(store)) == ["tzhs:2026-02", "tzhs:2026-03"]
    assert desk(store).refresh() == 0
    clock.tick(days=30)
    assert desk(store).refresh() == 1
    assert months(desk(store)) == ["tzhs:2026-02", "tzhs:2026-03", "tzhs:2026-04"]


def test_an_edited_file_of_the_office_is_seen_on_the_same_day(store: Store, family: int) -> None:
    desk(store).refresh()
    (store.folder / "deadlines.toml").write_text("since = 2026-03-01\n", "utf-8")
    assert desk(store).refresh() == 1
    assert months(desk(store)) == ["tzhs:2026-03"]


def test_the_status_and_what_goes_where_follow_from_the_records(
    store: Store, clock: Clock, family: int
) -> None:
    terms = desk(store)
    standing = terms.status(family).open("tzhs")
    assert standing is not None
    assert standing.since == date(2026, 2, 10)
    assert [route.rule_id for route in terms.routes(family)] == ["D-06"]
