"""Families and their records for the tests of terms, as a person would have confirmed them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from casework.draft import Cell, CellState, CellValue, ChildRow, ConfirmedRecord
from casework.family import Family, Member, Person, Role
from casework.family_case import FamilyCase, LinkedPaper, SentLetter
from casework.journal import JournalRow
from papers.source import Channel

ELISTA = timezone(timedelta(hours=3))


def cells(values: Mapping[str, CellValue], decided: datetime | None = None) -> tuple[Cell, ...]:
    return tuple(
        Cell(name, value, state=CellState.ENTERED, decided_at=decided)
        for name, value in values.items()
    )


def row(
    form: int,
    number: int = 1,
    document: int | None = None,
    decided: datetime | None = None,
    children: tuple[ChildRow, ...] = (),
    confirmed: str = "2026-01-01",
    **values: CellValue,
) -> JournalRow:
    """A standing record of the form; `__` in a name stands for the point of nested cells."""
    named = {name.replace("__", "."): value for name, value in values.items()}
    record = ConfirmedRecord(
        document, form, "", cells(named, decided), "Орлова", at(confirmed), children, family_id=1
    )
    return JournalRow(number, "", record, id=form * 100 + number, version=1)


def paper(
    kind: str,
    day: str,
    number: int = 50,
    channel: Channel = Channel.SCAN,
    confirmed: bool = True,
    **values: CellValue,
) -> LinkedPaper:
    came = datetime.combine(date.fromisoformat(day), datetime.min.time(), ELISTA)
    own = cells({"doc_date": day, **values})
    return LinkedPaper(number, kind, f"{kind}.pdf", channel, came, confirmed, own)


def letter(rule: str, sent: str, to: str = "", about: str = "") -> SentLetter:
    day = date.fromisoformat(sent)
    return SentLetter(1, day.year, 7, day, "", rule, to, about, "0" * 64)


def child(name: str, born: str | None) -> Member:
    birth = date.fromisoformat(born) if born else None
    return Member(Person("Бадмаева", name, birth_date=birth), Role.CHILD)


def family(
    *children: Member, lives: str = "г. Элиста, ул. Ленина, д. 5", registered: str = ""
) -> Family:
    mother = Member(Person("Бадмаева", "Анна", "Олеговна"), Role.MOTHER)
    return Family("Бадмаева Анна Олеговна", (mother, *children), lives, registered, id=1)


def case(
    *rows: JournalRow,
    papers: tuple[LinkedPaper, ...] = (),
    letters: tuple[SentLetter, ...] = (),
    of: Family | None = None,
) -> FamilyCase:
    return FamilyCase(of or family(child("Алина", "2015-05-05")), rows, papers, letters)


def at(text: str) -> datetime:
    """A moment of Элиста: «2026-03-02 09:30» or a day's noon."""
    moment = datetime.fromisoformat(text if " " in text else f"{text} 12:00")
    return moment.replace(tzinfo=ELISTA)
