"""Invented papers that are full of numbers, dates and names, with their truth.

For measuring what a misread figure costs: a bailiff's resolution, a court order, a resolution of
the commission, a citizen's letter. Everything follows from the seed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from invented_papers import MONTHS, Chance

from making.paper import (
    Block,
    Condition,
    Head,
    Paper,
    Person,
    Signed,
    Truth,
    Typeface,
    body,
    centre,
    left,
    right,
)

TOWNS = ("г. Элиста", "г. Лагань", "г. Волжский", "с. Троицкое", "п. Кетченеры")
ROADS = ("Клыкова", "Ленина", "Номто Очирова", "Губаревича", "Революционная", "Правды")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as papers print it and as the truth has it."""

    year: int
    month: int
    day: int

    @property
    def figures(self) -> str:
        return f"{self.day:02}.{self.month:02}.{self.year}"

    @property
    def words(self) -> str:
        return f"{self.day:02} {MONTHS[self.month - 1]} {self.year} года"

    @property
    def iso(self) -> str:
        return f"{self.year}-{self.month:02}-{self.day:02}"


def _day(chance: Chance, first: int, last: int) -> Day:
    return Day(chance.number(first, last), chance.number(1, 12), chance.number(1, 28))


def _place(chance: Chance) -> str:
    house, flat = chance.number(1, 198), chance.number(1, 160)
    return f"{chance.one(TOWNS)}, ул. {chance.one(ROADS)}, д. {house}, кв. {flat}"


def _uid(chance: Chance) -> str:
    court = f"08MS00{chance.number(10, 99)}-01-2025-00{chance.number(1000, 9999)}"
    return f"{court}-{chance.number(10, 99)}"


def bailiff(chance: Chance) -> tuple[tuple[Block, ...], Truth]:
    """Постановление о расчёте задолженности по алиментам."""
    day, born, owed = _day(chance, 2025, 2026), _day(chance, 1975, 1995), chance.number(11, 897)
    rest, child = chance.number(100, 999), _day(chance, 2010, 2022)
    number = f"{chance.number(1000, 99999)}/25/080{chance.number(10, 26)}-ИП"
    own = f"080{chance.number(10, 26)}/25/{chance.number(10000, 99999)}"
    man, boy, case = chance.full_name(False), chance.full_name(False), chance.number(100, 2999)
    blocks = (
        centre("Управление ФССП России по Республике Калмыкия", size=12),
        centre("Отделение судебных приставов по Целинному району", bold=True, size=12),
        centre("ПОСТАНОВЛЕНИЕ", bold=True, gap=3),
        centre("о расчёте задолженности по алиментам", gap=1),
        Head(left=(left(day.figures),), right=(right(f"№ {own}"),)),
        *body(
            f"Судебный пристав-исполнитель {chance.short_name()}, рассмотрев материалы "
            f"исполнительного производства № {number}, возбуждённого на основании судебного "
            f"приказа № 2-{case}/2025 от {_day(chance, 2024, 2025).figures}, УСТАНОВИЛ:",
            f"Должник {man}, {born.figures} г.р., обязан выплачивать алименты на содержание сына "
            f"{boy}, {child.figures} года рождения, в размере 1/4 доли всех видов заработка.",
            f"Общая задолженность по алиментам на {day.figures} составляет {owed} {rest} руб. "
            "10 коп.",
            "ПОСТАНОВИЛ:",
            f"1. Определить задолженность должника в размере {owed} {rest} руб. 10 коп.",
            "2. Копию постановления направить сторонам исполнительного производства.",
        ),
        Signed("Судебный пристав-исполнитель", chance.short_name()),
    )
    truth = Truth(
        kind="bailiff_resolution",
        fields={
            "doc_number": own,
            "doc_date": day.iso,
            "enforcement_number": number,
            "case_number": f"2-{case}/2025",
            "debt_amount": f"{owed}{rest}.10",
        },
        people=(
            Person(("father", "debtor"), man, born.iso),
            Person(("child",), boy, child.iso),
        ),
        optional=("issuer", "alimony_share", "alimony_from", "effective_date"),
    )
    return blocks, truth


def order(chance: Chance) -> tuple[tuple[Block, ...], Truth]:
    """Судебный приказ о взыскании алиментов."""
    day, case, uid = _day(chance, 2025, 2026), chance.number(100, 2999), _uid(chance)
    mother, father = chance.full_name(True), chance.full_name(False)
    born = [_day(chance, 1975, 1999) for _ in range(2)]
    girl, birth = chance.full_name(True), _day(chance, 2010, 2023)
    home = _place(chance)
    blocks = (
        right(f"Дело № 2-{case}/2025"),
        right(f"УИД {uid}"),
        centre("СУДЕБНЫЙ ПРИКАЗ", bold=True, gap=3),
        Head(left=(left(day.words),), right=(right("г. Элиста"),)),
        *body(
            f"Мировой судья судебного участка № {chance.number(1, 9)} Элистинского судебного "
            f"района Республики Калмыкия {chance.short_name()}, рассмотрев заявление о взыскании "
            "алиментов на содержание несовершеннолетнего ребёнка,",
            "руководствуясь статьями 121–130 ГПК РФ, ПОСТАНОВИЛ:",
            f"Взыскать с {father}, {born[0].figures} года рождения, в пользу взыскателя: {mother}, "
            f"{born[1].figures} года рождения, проживающей по адресу: {home}, алименты на "
            f"содержание дочери: {girl}, {birth.figures} года рождения, в размере 1/4 части всех "
            f"видов заработка ежемесячно, начиная с {day.figures} и до её совершеннолетия.",
        ),
        Signed("Мировой судья", chance.short_name()),
    )
    truth = Truth(
        kind="court_act",
        fields={
            "case_number": f"2-{case}/2025",
            "uid": uid,
            "doc_date": day.iso,
            "alimony_from": day.iso,
            "address": home,
        },
        people=(
            Person(("mother", "claimant"), mother, born[1].iso),
            Person(("father", "debtor"), father, born[0].iso),
            Person(("child",), girl, birth.iso),
        ),
        optional=("issuer", "alimony_share", "effective_date", "registration_address"),
    )
    return blocks, truth


def commission(chance: Chance) -> tuple[tuple[Block, ...], Truth]:
    """Постановление комиссии о постановке семьи на учёт."""
    day, number = _day(chance, 2025, 2026), f"{chance.number(10, 99)}/{chance.number(1, 40)}"
    mother, born = chance.full_name(True), _day(chance, 1978, 1999)
    children = [(chance.full_name(bool(n)), _day(chance, 2009, 2023)) for n in range(2)]
    home = _place(chance)
    named = "; ".join(f"{name}, {birth.figures} г.р." for name, birth in children)
    blocks = (
        centre("Комиссия по делам несовершеннолетних и защите их прав", bold=True),
        centre("ПОСТАНОВЛЕНИЕ", bold=True, gap=3),
        Head(left=(left(f"от {day.figures}"),), right=(right(f"№ {number}"),)),
        *body(
            f"Комиссия в составе председателя {chance.short_name()}, секретаря "
            f"{chance.short_name()}, рассмотрев материалы в отношении семьи, УСТАНОВИЛА:",
            f"Мать: {mother}, {born.figures} г.р., проживает по адресу: {home}. Дети: {named}",
            "Мать не работает, обязанности по содержанию детей исполняет не в полной мере. "
            f"Обследование проведено {_day(chance, 2025, 2025).figures}.",
            "ПОСТАНОВИЛА:",
            "1. Признать семью находящейся в социально опасном положении.",
            "2. Органам профилактики провести индивидуальную профилактическую работу.",
        ),
        Signed("Председатель", chance.short_name()),
    )
    truth = Truth(
        kind="kdn_resolution",
        fields={"doc_number": number, "doc_date": day.iso, "address": home},
        people=(
            Person(("mother",), mother, born.iso),
            *(Person(("child",), name, birth.iso) for name, birth in children),
        ),
        optional=(
            "issuer", "kdn_decision", "category", "responsible_body", "protocol_number",
            "protocol_date", "survey_date", "reply_due", "threat_to_life", "effective_date",
        ),
    )  # fmt: skip
    return blocks, truth


def statement(chance: Chance) -> tuple[tuple[Block, ...], Truth]:
    """Заявление о социальном обслуживании."""
    day, mother, born = _day(chance, 2025, 2026), chance.full_name(True), _day(chance, 1975, 2000)
    child, birth, home = chance.full_name(False), _day(chance, 2010, 2023), _place(chance)
    blocks = (
        right("Директору БУ РК «Кризисный центр»"),
        right(chance.short_name()),
        centre("ЗАЯВЛЕНИЕ", bold=True, gap=4),
        *body(
            f"Я, {mother}, {born.figures} года рождения, СНИЛС {snils(chance)}, проживаю по "
            f"адресу: {home}.",
            f"Прошу принять на социальное обслуживание моего сына: {child}, {birth.figures} года "
            "рождения. Доход семьи состоит из детского пособия и случайных заработков.",
            "На обработку персональных данных согласна.",
        ),
        Head(left=(left(day.figures, gap=4),), right=(right(chance.short_name(), gap=4),)),
    )
    truth = Truth(
        kind="applicant_statement",
        fields={"doc_date": day.iso, "address": home},
        people=(
            Person(("mother", "applicant"), mother, born.iso),
            Person(("child",), child, birth.iso),
        ),
        optional=("consent", "issuer", "registration_address"),
    )
    return blocks, truth


def snils(chance: Chance) -> str:
    """An insurance number with its true check digits."""
    parts = [chance.number(100, 999) for _ in range(3)]
    digits = "".join(map(str, parts))
    check = sum(int(digit) * (9 - i) for i, digit in enumerate(digits)) % 101 % 100
    return f"{parts[0]}-{parts[1]}-{parts[2]} {check:02}"


PAPERS: tuple[Callable[[Chance], tuple[tuple[Block, ...], Truth]], ...] = (
    bailiff,
    order,
    commission,
    statement,
)
FACES: tuple[Typeface, ...] = ("serif", "sans", "dejavu", "serif")


def compose(count: int, seed: int) -> list[Paper]:
    """`count` one-page papers, the kinds and typefaces in turn."""
    made = []
    for n in range(count):
        make = PAPERS[n % len(PAPERS)]
        blocks, truth = make(Chance(seed + n))
        face = FACES[(n // len(PAPERS)) % len(FACES)]
        name = f"{make.__name__}-{n}.pdf"
        size = 11 if face == "dejavu" else 12
        made.append(Paper(name, Condition.CLEAN_SCAN, blocks, truth, typeface=face, size=size))
    return made
