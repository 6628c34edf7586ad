"""Forms of the order filled with invented families: what is printed and what is to be read.

Titles and heads stand as the order prints them, or as offices shorten and change them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is printed; `truth` are its rows by column id, under the table's `name`."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    truth: tuple[Row, ...]
    widths: tuple[float, ...]
    numbered: bool = False


@dataclass
class FilledForm:
    """A paper: lines of text and tables from top to bottom, and its truth."""

    kind: str
    parts: list[str | Grid] = field(default_factory=list)
    #: Rows of tables that are printed as labelled lines.
    blocks: dict[str, list[Row]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    #: Parts of `identity` by the person's full name.
    identity: dict[str, dict[str, str]] = field(default_factory=dict)
    wide: bool = False

    def tables(self) -> dict[str, list[Row]]:
        """Every row that the paper holds, by the name of its table."""
        found = {name: list(rows) for name, rows in self.blocks.items()}
        for part in self.parts:
            if isinstance(part, Grid):
                found.setdefault(part.name, []).extend(part.truth)
        return found


SURNAMES = ("Ковылин", "Санжиев", "Горохов", "Мучкаев", "Убушаев", "Лагутин", "Эрендженов")
MEN = ("Олег", "Баатр", "Санал", "Илья", "Пётр", "Арслан")
WOMEN = ("Ольга", "Герел", "Анна", "Кермен", "Вера", "Байрта")
FATHERS = ("Олег", "Санал", "Игорь", "Арслан")
VILLAGES = ("п. Ковыльный", "с. Речное", "п. Степной Яр", "с. Дубки", "х. Солёный")
STREETS = ("Речная", "Школьная", "Степная", "Тополиная", "60 лет Октября")
SITUATIONS = (
    "Дома чисто, дети накормлены, уроки выполнены",
    "Мать дома, в комнатах прохладно, печь не топлена",
    "Дверь не открыли, соседи сообщили, что семья уехала",
    "Отец трезв, дети в школе; запас продуктов на неделю",
    "В доме идёт ремонт, дети временно живут у бабушки",
)
HELP = (
    "материальная",
    "помощь психолога",
    "оформление пособия",
    "не нуждаются",
    "юридическая консультация",
    "социальная, медицинская",
)
ACTIONS = (
    "Проведена беседа о режиме дня ребёнка",
    "Оказана помощь в сборе документов на пособие",
    "Вручена памятка, назначена консультация психолога",
    "Передан набор продуктов",
)
SERVICES = (
    "Социально-педагогическая консультация",
    "Содействие в получении полиса",
    "Беседа психолога",
    "Помощь в оформлении документов",
    "Организация досуга детей",
)
MEASURES = (
    "Посетить семью по месту жительства, проверить условия жизни детей",
    "Оказать содействие матери в трудоустройстве",
    "Провести диагностику детско-родительских отношений",
    "Записать ребёнка в кружок или секцию",
    "Организовать летний отдых детей",
    "Проверить посещаемость занятий",
)
BODIES = ("КЦСОН", "школа", "отдел опеки", "районная больница", "ПДН", "центр занятости")
STAFF = ("Манцаева Р.Ш., специалист", "Жукова Е.В., психолог", "Дорджиев Б.Н., юрист")
TERMS = ("ежемесячно", "в течение года", "1 раз в квартал", "постоянно")
CATEGORIES = ("многодетная", "малообеспеченная", "неполная, малообеспеченная", "опекунская")
SCHOOLS = ("Речная СОШ, 5 класс", "д/с «Ручеёк»", "МБОУ «Степная школа», 2 кл.", "не посещает")
WORK = ("ООО «Заря», оператор", "не работает", "КФХ «Ковыль», рабочий", "школа, повар")
ISSUERS = (
    "ОУФМС России по Республике Калмыкия",
    "МВД по Республике Калмыкия",
    "ОВД Речного района",
)
REGISTRIES = ("Речной отдел ЗАГС", "отдел ЗАГС г. Элисты")
DITTO = ("--//--", '–"–', '-"-', "то же")


class Invent:
    """People and facts by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.pick: Callable[[Sequence[str]], str] = chance.choice
        self._named: set[str] = set()

    def day(self, first: int = 2024, last: int = 2025) -> str:
        chance = self.chance
        return (
            f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(first, last)}"
        )

    def woman(self, surname: str) -> str:
        return self._new(lambda: f"{surname}а {self.pick(WOMEN)} {_daughter(self.pick(FATHERS))}")

    def man(self, surname: str) -> str:
        return self._new(lambda: f"{surname} {self.pick(MEN)} {_son(self.pick(FATHERS))}")

    def _new(self, invent: Callable[[], str]) -> str:
        """A name that nobody on the paper has yet, while there are such."""
        name = next((name for _ in range(50) if (name := invent()) not in self._named), invent())
        self._named.add(name)
        return name

    def child(self, surname: str) -> str:
        return self.woman(surname) if self.chance.random() < 0.5 else self.man(surname)

    def surname(self) -> str:
        return self.pick(SURNAMES)

    def address(self) -> str:
        house = self.chance.randint(1, 90)
        flat = f", кв. {self.chance.randint(1, 60)}" if self.chance.random() < 0.4 else ""
        return f"{self.pick(VILLAGES)}, ул. {self.pick(STREETS)}, д. {house}{flat}"

    def maybe(self, text: str, share: float = 0.7) -> str:
        return text if self.chance.random() < share else ""

    def digits(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))


def iso(day: str) -> str:
    return "-".join(reversed(day.split(".")))


def filled(cells: Row) -> Row:
    """The cells that something is written in."""
    return {column: value for column, value in cells.items() if value not in ("", None)}


def _daughter(father: str) -> str:
    return father[:-1] + "евна" if father.endswith("ь") else father + "овна"


def _son(father: str) -> str:
    return father[:-1] + "евич" if father.endswith("ь") else father + "ович"


Maker = Callable[[Invent, int, bool], FilledForm]


def filled_forms(count: int, seed: int, makers: Sequence[Maker]) -> Iterator[FilledForm]:
    """All forms in turn, in the order's words and in the offices'; every fifth journal is long."""
    chance = random.Random(seed)
    for number in range(count):
        make = makers[number % len(makers)]
        rows = chance.randint(12, 18) if number % 5 == 4 else chance.randint(2, 7)
        yield make(Invent(chance), rows, (number // len(makers)) % 2 == 0)
