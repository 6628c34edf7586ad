"""Invented papers, the same ones come again, and their neighbours: a sibling's, the next quarter's.

What a paper says is in its `Facts`; a layout sets them down. A neighbour is the same layout with
other facts; a repetition the same facts, misread, stamped, or laid inside a covering letter.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from invented_families import FIGURES, MEN, MISREAD, WOMEN

from making.paper import (
    Block,
    Condition,
    Grid,
    Head,
    Paper,
    Signed,
    Truth,
    body,
    centre,
    left,
    right,
)

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
_SURNAMES = (
    "Бондаренко", "Седых", "Ткаченко", "Долгих", "Коваленко", "Сухих", "Лысенко", "Белых",
    "Гриценко", "Польских", "Онищенко", "Крутых", "Макаренко", "Косых", "Демченко", "Рыжих",
    "Величко", "Земских", "Дудко", "Кривых", "Писаренко", "Тонких",
)  # fmt: skip
_SEEN = (
    "За отчётный период ребёнок пропустил {n} уроков, из них без уважительной причины – {m}.",
    "Классный руководитель посещал семью {day}: в доме чисто, продукты есть, у ребёнка своё место.",
    "С матерью проведены беседы {day} и {later}; на замечания реагирует, обещала помощь.",
    "Успеваемость слабая: по русскому языку и математике удовлетворительно, по физике {m} двойки.",
    "В совершении правонарушений не замечен, на учёте в подразделении по делам детей не состоит.",
    "Посещает кружок рисования, занятий пропустил {m}; с товарищами ровен, к старшим вежлив.",
    "Семье выдан продуктовый набор на сумму {n} 350 рублей, оказано {m} консультаций психолога.",
    "Отец с семьёй не живёт, алименты на {day} не уплачены в размере {n} 480 рублей.",
    "Питание в школе бесплатное, учебники выданы; на зиму требуется тёплая одежда и обувь.",
    "Комиссия по итогам посещения {later} сделала вывод, что обстановка в семье улучшается.",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a paper says and its neighbours may say otherwise."""

    layout: int
    seed: int
    number: int
    day: date
    child: tuple[str, str, date]
    mother: tuple[str, str, date]
    surname: str
    school: int
    house: int
    figures: int

    def sibling(self, chance: random.Random) -> Facts:
        """The same letter of the same day about the other child."""
        given, _, born = self.child
        names = [man[0] for man in MEN if man[0] != given]
        child = (chance.choice(names), self.child[1], born + timedelta(days=400 + self.seed % 900))
        number = self.number + chance.choice((0, 1, 1, 2))
        return replace(self, child=child, number=number, figures=self.figures + 1)

    def next_quarter(self, chance: random.Random) -> Facts:
        """The next letter of the same office about the same child."""
        later = self.day + timedelta(days=chance.randrange(80, 100))
        number = self.number + chance.randrange(3, 140)
        return replace(self, number=number, day=later, figures=self.figures + 1)


def invented(seed: int) -> Facts:
    chance = random.Random(seed)
    father = chance.choice(MEN)
    day = date(2025, 1, 10) + timedelta(days=chance.randrange(300))
    return Facts(
        layout=seed % len(LAYOUTS),
        seed=seed,
        number=chance.randrange(20, 990),
        day=day,
        child=(chance.choice(MEN)[0], father[1], _born(chance, 2009, 2018)),
        mother=(chance.choice(WOMEN), chance.choice(MEN)[2], _born(chance, 1978, 1995)),
        surname=chance.choice(_SURNAMES),
        school=chance.randrange(2, 40),
        house=chance.randrange(1, 120),
        figures=seed,
    )


def _born(chance: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=chance.randrange(365 * (last - first)))


def _figures(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _words(day: date) -> str:
    return f"«{day:%d}» {_MONTHS[day.month - 1]} {day.year} г."


def _child(facts: Facts) -> str:
    given, patronymic, _ = facts.child
    return f"{facts.surname} {given} {patronymic}"


def _mother(facts: Facts) -> str:
    given, patronymic, _ = facts.mother
    return f"{facts.surname} {given} {patronymic}"


def _said(facts: Facts, count: int) -> list[str]:
    """What was seen: the sentences are the family's, the figures in them the letter's."""
    sentences = random.Random(facts.seed).sample(_SEEN, count)
    chance = random.Random(facts.figures)
    first = facts.day - timedelta(days=chance.randrange(20, 70))
    return [
        sentence.format(
            n=chance.randrange(11, 97),
            m=chance.randrange(2, 10),
            day=_figures(first),
            later=_figures(first + timedelta(days=chance.randrange(3, 18))),
        )
        for sentence in sentences
    ]


def _school(facts: Facts) -> tuple[Block, ...]:
    head = Head(
        left=(
            centre("Муниципальное бюджетное общеобразовательное учреждение", size=11),
            centre(f"«Средняя общеобразовательная школа № {facts.school}»", bold=True, size=11),
            left(f"{_words(facts.day)} № {facts.number}"),
        ),
        right=(left("Директору"), left("районного центра помощи"), left("семье и детям")),
    )
    return (
        head,
        left("О положении несовершеннолетнего", gap=2),
        *body(
            f"Школа сообщает сведения об ученике: {_child(facts)}, {_figures(facts.child[2])} года "
            f"рождения. Мать: {_mother(facts)}, {_figures(facts.mother[2])} года рождения. Семья "
            f"проживает по адресу: п. Ковыльный, ул. Степная, д. {facts.house}.",
            *_said(facts, 6),
            "Просим сообщить о принятых мерах.",
        ),
        Signed("Директор", "В. С. Пономаренко"),
    )


def _progress(facts: Facts) -> tuple[Block, ...]:
    quarter = (facts.day.month - 1) // 3 + 1
    return (
        centre("Комиссия по делам несовершеннолетних и защите их прав", bold=True),
        Head(left=(left(_figures(facts.day)),), right=(right(f"№ {facts.number}"),)),
        centre("ИНФОРМАЦИЯ", bold=True, gap=2),
        centre(f"о выполнении плана за {quarter} квартал {facts.day.year} года"),
        *body(
            f"В отношении семьи: мать {_mother(facts)}, {_figures(facts.mother[2])} г.р., "
            f"несовершеннолетний {_child(facts)}, {_figures(facts.child[2])} г.р.",
            *_said(facts, 7),
        ),
        Signed("Ответственный секретарь", "Н. Б. Шевченко"),
    )


def _character(facts: Facts) -> tuple[Block, ...]:
    return (
        centre("ХАРАКТЕРИСТИКА", bold=True, size=14, gap=2),
        centre(f"ученика школы № {facts.school}"),
        *body(
            f"{_child(facts)}, {_figures(facts.child[2])} года рождения, учится в школе с первого "
            f"класса. Воспитывает его мать, {_mother(facts)}.",
            *_said(facts, 8),
        ),
        left(_figures(facts.day)),
        Signed("Классный руководитель", "О. Д. Величко"),
    )


def _card(facts: Facts) -> tuple[Block, ...]:
    rows = (
        ("№", "Фамилия, имя, отчество", "Дата рождения", "Кем приходится"),
        ("1", _mother(facts), _figures(facts.mother[2]), "мать"),
        ("2", _child(facts), _figures(facts.child[2]), "сын"),
    )
    return (
        centre("Отделение полиции, подразделение по делам несовершеннолетних", bold=True),
        left(f"{_figures(facts.day)} № {facts.number}/ПДН"),
        centre("СООБЩЕНИЕ", bold=True, gap=2),
        left(f"Адрес: п. Ковыльный, ул. Речная, д. {facts.house}"),
        Grid(rows=rows, shares=(0.08, 0.46, 0.2, 0.26)),
        *body(*_said(facts, 6)),
        Signed("Инспектор", "А. А. Косых"),
    )


LAYOUTS: tuple[Callable[[Facts], tuple[Block, ...]], ...] = (_school, _progress, _character, _card)


def set_down(facts: Facts) -> Paper:
    """The paper as it was printed."""
    truth = Truth(kind="", fields={}, people=())
    blocks = LAYOUTS[facts.layout](facts)
    return Paper(f"{facts.seed}.pdf", Condition.CLEAN_SCAN, blocks, truth, size=12)


# --- how a text comes out of another scanner --------------------------------------------------


def read_badly(chance: random.Random, text: str, errors: float) -> str:
    """The text with that share of its characters read wrong, and now and then a line lost."""
    lines = []
    for line in text.split("\n"):
        if chance.random() < errors / 4 and len(line) < 60:
            continue
        lines.append("".join(_char(chance, char, errors) for char in line))
    return "\n".join(lines)


def _char(chance: random.Random, char: str, errors: float) -> str:
    if chance.random() >= errors:
        return char
    roll = chance.random()
    if roll < 0.7:
        other = FIGURES.get(char) or MISREAD.get(char.lower(), char)
        return other.upper() if char.isupper() else other
    return "" if roll < 0.85 else char + chance.choice(" .'|")


def stamped(chance: random.Random, text: str, day: date) -> str:
    """With the stamp that the office put on it when it came the first time."""
    came = day + timedelta(days=chance.randrange(1, 9))
    return f"Вх. № {chance.randrange(10, 900)} от {_figures(came)}\n\n{text}"


def covered(chance: random.Random, text: str, day: date) -> str:
    """A copy behind a covering letter of another office."""
    sent = day + timedelta(days=chance.randrange(2, 20))
    return (
        "Администрация района\nОтдел по вопросам семьи\n"
        f"{_words(sent)} № {chance.randrange(1000, 3000)}\n\nДиректору районного центра\n\n"
        "Направляем для рассмотрения и принятия мер поступивший в администрацию документ. "
        "О результатах просим сообщить в отдел в установленный срок, ответ направить почтой.\n\n"
        f"Приложение: на 1 л. в 1 экз.\n\nНачальник отдела    Т. П. Демченко\n\n{text}"
    )
