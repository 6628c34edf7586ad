"""Numbers of letters without gaps, also beside other processes; what fails leaves nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from casework.draft import DecisionRefused
from casework.family import Family, Member, Person, Role
from storage.families import Families
from storage.letters import Letters, NewLetter
from storage.store import Store

FAMILY = Family("Юдина Вера", (Member(Person("Юдина", "Вера"), Role.MOTHER),))

_MANY = """
import sys
from datetime import date
from pathlib import Path
from storage.letters import Letters, NewLetter
from storage.store import Store
store = Store.open(Path(sys.argv[1]), sys.argv[2] or None)
new = NewLetter(int(sys.argv[3]), date(2026, 3, 2), "x", "D-09", "КДН", "О семье")
for _ in range(10):
    Letters(store, store.clock).register(new, lambda n: f"письмо {n}".encode(), "petrova")
store.close()
"""


@pytest.fixture
def letters(store: Store) -> Letters:
    return Letters(store, store.clock)


@pytest.fixture
def family(store: Store) -> int:
    return Families(store.database, store.clock).create(FAMILY, "petrova").id


def new(family: int, day: date = date(2026, 3, 2)) -> NewLetter:
    return NewLetter(family, day, "kdn_materials", "D-09", "КДН и ЗП", "О семье")


def content(number: int) -> bytes:
    return f"письмо № {number}".encode()


def test_numbers_count_within_their_year(letters: Letters, family: int) -> None:
    days = [date(2025, 12, 31), date(2026, 1, 9), date(2026, 3, 2), date(2025, 12, 31)]
    given = [letters.register(new(family, day), content, "petrova").letter for day in days]
    assert [(one.year, one.number) for one in given] == [
        (2025, 1), (2026, 1), (2026, 2), (2025, 2),
    ]  # fmt: skip


def test_the_letter_is_kept_among_the_originals(
    store: Store, letters: Letters, family: int
) -> None:
    kept = letters.register(new(family), content, "petrova")
    assert store.originals.path(kept.letter.sha256).read_bytes() == content(1)
    assert store.originals.whole(kept.letter.sha256)
    assert not [problem for check in store.fsck(full=True) for problem in check.problems]


def test_what_fails_takes_no_number(letters: Letters, family: int) -> None:
    def broken(_number: int) -> bytes:
        raise DecisionRefused("unsafe_template", "нет")

    letters.register(new(family), content, "petrova")
    with pytest.raises(DecisionRefused):
        letters.register(new(family), broken, "petrova")
    with pytest.raises(DecisionRefused):
        letters.register(new(999), content, "petrova")
    assert letters.register(new(family), content, "petrova").letter.number == 2
    assert [one.letter.number for one in letters.list()] == [1, 2]


def test_a_gap_is_found_by_fsck(store: Store, letters: Letters, family: int) -> None:
    for _ in range(2):
        letters.register(new(family), content, "petrova")
    with store.database.writing() as session:
        session.execute(text("UPDATE letters SET number = 7 WHERE number = 1"))
    found = [problem for check in store.fsck() for problem in check.problems]
    assert [(problem.code, problem.path) for problem in found] == [
        ("letter_numbers_broken", "2026")
    ]


def test_a_cancelled_letter_keeps_its_number(letters: Letters, family: int) -> None:
    first = letters.register(new(family), content, "petrova").letter
    gone = letters.cancel(first.id, "orlova", "отправлено другое").letter
    assert (gone.number, gone.cancelled) == (1, "отправлено другое")
    assert letters.register(new(family), content, "petrova").letter.number == 2
    for again in (
        lambda: letters.cancel(first.id, "x", "y"),
        lambda: letters.reply(first.id, 1, "x"),
    ):
        with pytest.raises(DecisionRefused):
            again()
    told = [(line.who, line.what, line.reason) for line in letters.history(first.id)]
    assert told == [("petrova", "registered", None), ("orlova", "cancelled", "отправлено другое")]


def test_a_reply_is_a_kept_paper(letters: Letters, family: int) -> None:
    first = letters.register(new(family), content, "petrova").letter
    with pytest.raises(DecisionRefused) as refused:
        letters.reply(first.id, 77, "petrova")
    assert refused.value.code == "not_found"
    with pytest.raises(DecisionRefused):
        letters.get(999)


def test_processes_that_write_at_once_leave_no_gap(
    store: Store, letters: Letters, family: int, url: str | None
) -> None:
    arguments = [sys.executable, "-c", _MANY, str(store.folder), url or "", str(family)]
    root = Path(__file__).parents[3]
    writers = [subprocess.Popen(arguments, cwd=root) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert [one.letter.number for one in letters.list()] == list(range(1, 31))
