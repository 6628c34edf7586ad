"""Invented tables of the kinds that offices draw up, by a seed, with what stands in each cell."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from casework.forms import load_region

SURNAMES = (
    "Бадмаев", "Котов", "Мишин", "Эрдниев", "Лиджиев", "Осипов", "Манджиев", "Тюрин", "Сангаджиев",
)  # fmt: skip
NAMES = ("Пётр Олегович", "Санал Игоревич", "Баатр Юрьевич", "Илья Саналович", "Эренцен Ильич")
VILLAGES = ("п. Ковыльный", "с. Речное", "п. Степной Яр", "с. Дубки", "п. Солнечный")
STREETS = ("Речная", "Школьная", "Степная", "Новая", "Тополиная")
PLACES = ("МБОУ «Речная школа»", "детский сад «Тюльпан»", "ООО «Заря»", "не работает", "9 класс")
SIGNS = (
    "пропуски занятий без уважительной причины",
    "задолженность по оплате за газ и свет",
    "дети оставлены без присмотра",
    "отсутствие условий для сна и занятий",
    "частые ссоры родителей",
)
MEASURES = (
    "Посетить семью по месту жительства, проверить условия",
    "Оказать помощь в оформлении пособия на детей",
    "Провести беседу с матерью о досуге ребёнка",
    "Направить на консультацию к психологу",
    "Записать ребёнка в кружок рисования",
    "Проверить посещаемость занятий",
)
BODIES = ("КЦСОН", "школа", "участковый", "отдел опеки", "больница", "КДН и ЗП")
MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь")


class Lines(StrEnum):
    """How a table is ruled: fully, by level lines only, or not at all."""

    FULL = "full"
    LEVEL = "level"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MadeCell:
    text: str
    row_span: int = 1
    column_span: int = 1


#: None stands where a merged cell covers the place.
MadeRow = tuple[MadeCell | None, ...]


@dataclass(frozen=True, slots=True)
class MadeTable:
    """`widths` are relative; the first `header_rows` name the columns."""

    kind: str
    rows: tuple[MadeRow, ...]
    widths: tuple[float, ...]
    header_rows: int = 1
    lines: Lines = Lines.FULL
    repeats_header: bool = False


def invented_tables(count: int, seed: int) -> list[MadeTable]:
    """`count` tables of all kinds in turn; every eighth is long."""
    chance = random.Random(seed)
    tables: list[MadeTable] = []
    for number in range(count):
        make = KINDS[number % len(KINDS)]
        rows = chance.randint(18, 25) if number % 8 == 5 else chance.randint(2, 9)
        table = make(chance, rows)
        merged = any(cell is None for row in table.rows for cell in row)
        lines = Lines.FULL
        if not merged and len(table.widths) < 8:
            lines = chance.choice((Lines.FULL, Lines.FULL, Lines.LEVEL, Lines.NONE))
        repeats = chance.random() < 0.5
        tables.append(replace(table, lines=lines, repeats_header=repeats))
    return tables


def annex_journal(chance: random.Random, count: int) -> MadeTable:
    """The order's journal of incoming information, its column titles as they are printed."""
    form = load_region("kalmykia").form(1)
    titles = [column.title for column in form.columns]
    values = [
        [
            str(number), _day(chance), chance.choice(BODIES), _person(chance), _address(chance),
            chance.choice(SIGNS), chance.choice(SURNAMES) + " А.Б.", _day(chance, 0.6),
            chance.choice(("", "взять на учёт", "в учёте отказать")),
        ]
        for number in range(1, min(count, 8) + 1)
    ]  # fmt: skip
    rows = [titles, [str(n) for n in range(1, len(titles) + 1)], *values]
    return _table("annex", rows, [column.width for column in form.columns], 2)


def family(chance: random.Random, count: int) -> MadeTable:
    """Members of a family; what they do stands under a merged title."""
    head: list[MadeRow] = [
        (
            MadeCell("Фамилия, имя, отчество", row_span=2),
            MadeCell("Дата рождения", row_span=2),
            MadeCell("Место", column_span=2),
            None,
        ),
        (None, None, MadeCell("учёбы, работы"), MadeCell("жительства")),
    ]
    values = [
        [_person(chance), _day(chance), chance.choice(PLACES), _address(chance, 0.8)]
        for _ in range(count)
    ]
    return MadeTable("family", (*head, *_cells(values)), (5, 3, 4, 4), 2)


def plan(chance: random.Random, count: int) -> MadeTable:
    titles = ["№ п/п", "Мероприятие", "Срок", "Исполнитель", "Отметка о выполнении"]
    values = [
        [f"{n}.", chance.choice(MEASURES), _day(chance), chance.choice(BODIES), _mark(chance)]
        for n in range(1, count + 1)
    ]
    return _table("plan", [titles, *values], [1, 6, 2.6, 2.6, 3])


def debts(chance: random.Random, count: int) -> MadeTable:
    """Sums by month; the last row's first cells are merged."""
    values = [
        [chance.choice(MONTHS), *(_sum(chance, 0.85) for _ in range(3))] for _ in range(count)
    ]
    total: MadeRow = (
        MadeCell("Итого", column_span=2), None, MadeCell(_sum(chance)), MadeCell(_sum(chance)),
    )  # fmt: skip
    titles = ["Месяц", "Начислено, руб.", "Взыскано, руб.", "Долг, руб."]
    return MadeTable("debts", (*_cells([titles, *values]), total), (3, 3, 3, 3))


def answers(chance: random.Random, count: int) -> MadeTable:
    """Two columns: what is asked and what is answered."""
    asked = ("Жильё", "Отопление", "Газ", "Доход семьи", "Детская комната", "Запас еды", "Долги")
    told = ("свой дом", "печное", "есть", "11 420 руб.", "нет", "достаточный", "")
    values = [[chance.choice(asked), chance.choice(told)] for _ in range(count)]
    return _table("answers", [["Показатель", "Сведения"], *values], [4, 5])


def attendance(chance: random.Random, count: int) -> MadeTable:
    titles = ["Ученик", *MONTHS[: chance.randint(4, 6)]]
    values = [
        [
            f"{chance.choice(SURNAMES)} {chance.choice('АБВГ')}.",
            *(str(chance.randint(10, 99)) if chance.random() < 0.9 else "" for _ in titles[1:]),
        ]
        for _ in range(count)
    ]
    return _table("attendance", [titles, *values], [4, *([2] * (len(titles) - 1))])


def visits(chance: random.Random, count: int) -> MadeTable:
    titles = ["Дата", "Семья", "Адрес", "Что установлено"]
    values = [
        [_day(chance), chance.choice(SURNAMES) + "ы", _address(chance), chance.choice(SIGNS)]
        for _ in range(count)
    ]
    return _table("visits", [titles, *values], [2.4, 3, 4, 5])


def families(chance: random.Random, count: int) -> MadeTable:
    """Children under the family that they belong to: cells merged downwards."""
    rows: list[MadeRow] = [tuple(map(MadeCell, ("Семья", "Ребёнок", "Родился", "Примечание")))]
    while len(rows) <= count:
        children = chance.randint(1, 3)
        for child in range(children):
            owner = None if child else MadeCell(chance.choice(SURNAMES) + "ы", children)
            name, born = MadeCell(chance.choice(NAMES)), MadeCell(_day(chance))
            rows.append((owner, name, born, MadeCell(_mark(chance))))
    return MadeTable("families", tuple(rows), (3, 4, 2.6, 3))


KINDS: tuple[Callable[[random.Random, int], MadeTable], ...] = (
    annex_journal, family, plan, debts, answers, attendance, visits, families, plan, attendance,
    visits,
)  # fmt: skip


def _table(
    kind: str, rows: Sequence[Sequence[str]], widths: Sequence[float], header_rows: int = 1
) -> MadeTable:
    return MadeTable(kind, tuple(_cells(rows)), tuple(widths), header_rows)


def _cells(rows: Sequence[Sequence[str]]) -> list[MadeRow]:
    return [tuple(map(MadeCell, row)) for row in rows]


def _person(chance: random.Random) -> str:
    return f"{chance.choice(SURNAMES)} {chance.choice(NAMES)}"


def _address(chance: random.Random, filled: float = 1.0) -> str:
    if chance.random() > filled:
        return ""
    place, street = chance.choice(VILLAGES), chance.choice(STREETS)
    return f"{place}, ул. {street}, д. {chance.randint(1, 90)}"


def _day(chance: random.Random, filled: float = 1.0) -> str:
    if chance.random() > filled:
        return ""
    return f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2009, 2025)}"


def _sum(chance: random.Random, filled: float = 1.0) -> str:
    if chance.random() > filled:
        return ""
    return f"{chance.randint(1, 99)} {chance.randint(100, 999)},{chance.randint(10, 99)}"


def _mark(chance: random.Random) -> str:
    return chance.choice(("", "", "выполнено", "на контроле"))
