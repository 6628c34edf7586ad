"""Kalmyk, Tatar and Caucasian names in all six cases, put together by chance.

Women's names on a consonant stay as they are; оглы and кызы stay with the father's name before
them; some people have no patronymic at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from declined_names import (
    A_HARD,
    A_VELAR,
    CASES,
    IYA,
    M_HARD,
    M_SOFT,
    STAYS,
    YA,
    Declined,
    Forms,
    Surname,
    both,
    fathers,
    given,
    ov,
    put_together,
)


@dataclass(frozen=True, slots=True)
class People:
    """The names of one people; `bare` is the share of names without a patronymic."""

    surnames: list[Surname]
    men: list[Forms]
    women: list[Forms]
    sons: list[Forms]
    daughters: list[Forms]
    bare: float

    def generated(self, count: int, seed: int) -> Iterator[Declined]:
        """Whole names of either sex."""
        chance = random.Random(seed)
        for _ in range(count):
            surname = chance.choice(self.surnames)
            yield put_together(
                chance, surname, self.men, self.women, self.sons, self.daughters, self.bare
            )


def _stay(names: str) -> list[Forms]:
    return [dict.fromkeys(CASES, name) for name in names.split(", ")]


def kalmyk() -> People:
    sons, daughters = fathers(
        """
        Баатро Бадмае Санджие Санало Очиро Церено Эрдние Манджие Нарано Хонгоро Мингияно Арслано
        Лиджие Дорджие Басанго Бембее Савро Улюмджие Горяе
        """
    )
    return People(
        ov(
            """
            Бадмаев Манджиев Очиров Санджиев Лиджиев Убушаев Эрдниев Горяев Дорджиев Мучкаев
            Нимгиров Бембеев Хулхачиев Эльдышев Басангов Буваев Цеденов Настаев Шовгуров Кекеев
            Мутулов Абушинов Довданов Сусеев Тюрбеев Менкенасунов Бюрчиев Наминов Пюрвеев Зулаев
            """,
            "kalmyk",
        ),
        given(
            {
                "Баатр Санал Мингиян Наран Очир Савр Хонгор Церен Эренцен Арслан Джангар"
                " Эльдар Басан Баир Батыр Дольган": M_HARD,
                "Бадма": A_HARD,
                "Бембя Гаря": YA,
                "Санджи Манджи Дорджи Лиджи Эрдни": STAYS,
            }
        ),
        given(
            {
                "Айса Алтана Баина Гиляна Данара Саглара Цагана Эльза Заяна Байрта Даяна Айлана"
                " Иляна Нарана": A_HARD,
                "Нюдля": YA,
                "Герел Саглар Кермен Булгун Делгир Цаган Эльзят Деляш": STAYS,
            }
        ),
        sons,
        daughters,
        bare=0.25,
    )


def tatar() -> People:
    sons, daughters = fathers(
        """
        Ильдаро Ринато Рустамо Камиле Наиле Шамиле Марато Фаридо Рафаило Мансуро Талгато Равиле
        Ахато Рашито Зуфаро Минсагито
        """
    )
    return People(
        ov(
            """
            Хабибуллин Гарипов Шайхутдинов Мухаметзянов Насибуллин Галиев Сафин Зарипов Хайруллин
            Ахметшин Гильмутдинов Валеев Миннуллин Нуриев Фаттахов Шакиров Юнусов Закиров Камалов
            Сабиров Тазетдинов Мингазов Биктимиров Янгиров Хузин Гимадиев
            """,
            "tatar",
        ),
        given(
            {
                "Ильдар Ринат Айдар Рустам Булат Ильнур Рамис Фарид Азат Марат Ильшат Тагир Расим"
                " Зуфар Алмаз Ильгиз": M_HARD,
                "Рамиль Камиль Наиль Шамиль Эмиль Равиль Фаниль": M_SOFT,
                "Мустафа Муса": A_HARD,
                "Гали Вали": STAYS,
            }
        ),
        given(
            {
                "Гульнара Эльмира Резеда Камила Алина Динара Ляйла Фарида": A_HARD,
                "Миляуша": A_VELAR,
                "Альфия Зульфия Гульфия Рания": IYA,
                "Наиля Рамиля": YA,
                "Айгуль Лейсан Гузель Гульназ Алсу Айсылу Гульшат Чулпан Ильсияр": STAYS,
            }
        ),
        sons + _stay("Ринат улы, Камил улы"),
        daughters + _stay("Ринат кызы, Камил кызы"),
        bare=0.15,
    )


def caucasian() -> People:
    sons, daughters = fathers(
        """
        Магомедо Рамазано Ахмедо Мурадо Гаджие Исае Умаро Абдулае Ибрагимо Султано Салмано Хасано
        Расуло Ашото Арсено Вахтанго Резо Тамазо
        """
    )
    return People(
        [
            *ov(
                """
                Магомедов Гаджиев Абдурахманов Рамазанов Алиев Исмаилов Курбанов Омаров Дудаев
                Кадыров Басаев Хасбулатов Тимурзиев Евлоев Цечоев Дзасохов Хетагуров Кумыков
                Шогенов Гусейнов Мамедов Асланов Муртузалиев Хизриев
                """,
                "caucasian",
            ),
            *both("-ян", "Аветисян Погосян Галстян Симонян Геворкян Назарян", M_HARD),
            *both("-дзе", "Кобалидзе Гиоргадзе Микеладзе", STAYS),
            *both("-швили", "Хуцишвили Мамардашвили Гочиашвили", STAYS),
        ],
        given(
            {
                "Магомед Рамазан Расул Мурад Заур Аслан Ислам Хасан Хусейн Адам Анзор Султан"
                " Ибрагим Тамерлан Эльчин Рауф Арсен Ашот Гурген Нугзар Зелимхан": M_HARD,
                "Муса Мустафа Иса": A_HARD,
                "Али Гаджи": STAYS,
            }
        ),
        given(
            {
                "Фатима Заира Зарема Мадина Амина Лаура": A_HARD,
                "Асия Сания": IYA,
                "Патимат Аминат Салимат Хадижат Мариам Написат Барият Айшат Асият Сабият"
                " Севиндж Нино Ануш": STAYS,
            }
        ),
        sons + _stay("Рафиг оглы, Ахмед оглы, Вагиф оглы"),
        daughters + _stay("Рафиг кызы, Ахмед кызы, Вагиф кызы"),
        bare=0.15,
    )


PEOPLES = {"Kalmyk": kalmyk, "Tatar": tatar, "Caucasian": caucasian}
