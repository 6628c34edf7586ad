"""Addresses in the wording of papers, inside their sentences, with what each of them is.

Places and streets are put together by chance; whoever lives there is invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

REGIONS = [
    "Республика Калмыкия", "Респ. Калмыкия", "РК", "Ростовская область", "Волгоградская обл.",
    "Астраханская область", "Ставропольский край", "Республика Дагестан", "Республика Тыва",
    "Республика Саха (Якутия)", "Республика Татарстан", "Московская обл.", "Забайкальский край",
    "Тюменская область", "ХМАО - Югра", "Чеченская Республика", "Краснодарский край",
]  # fmt: skip
DISTRICTS = [
    "Кетченеровский район", "Приютненский р-н", "Ики-Бурульский район", "Сарпинский р-н",
    "Яшкульский район", "Целинный район", "Сальский район", "Буйнакский район",
    "Усть-Алданский улус", "Таттинский улус", "Дзун-Хемчикский кожуун", "Улуг-Хемский кожуун",
    "Лаганский муниципальный район", "Юстинское РМО",
]  # fmt: skip
SETTLEMENTS = [
    "г. {t}", "гор. {t}", "город {t}", "п. {t}", "пос. {t}", "посёлок {t}", "с. {t}", "село {t}",
    "х. {t}", "хутор {t}", "ст. {c}", "ст-ца {c}", "станица {c}", "а. {t}", "аул {t}",
    "д. {t}", "дер. {t}", "пгт {t}", "пгт. {t}", "рп {t}", "р.п. {t}", "разъезд {t}", "рзд {t}",
    "ж/д ст. {t}", "ж.-д. станция {t}", "м. {t}", "местечко {t}", "арбан {t}", "сумон {t}",
    "наслег {t}", "г.{t}", "с.{t}", "п.{t}",
]  # fmt: skip
TOWNS = [
    "Аршан", "Бергин", "Верхний Яшкуль", "Городовиковск", "Дубовка", "Ергенинск", "Зургань",
    "Ики-Чонос", "Красная Поляна", "Лесное", "Малые Дербеты", "Новая Жизнь", "Октябрьское",
    "Первомайское", "Ровное", "Садовое", "Троицкое", "Утта", "Хулхута", "Цаган-Нур", "Чолун-Хамур",
    "Шарлджин", "Эрдниевский", "Южный", "Яшалта", "Комсомольское",
]  # fmt: skip
STATIONS = ["Граббевская", "Денисовская", "Нагавская", "Кутейниковская", "Власовская"]
STREETS = [
    "ул. {s}", "ул.{s}", "улица {s}", "ул. им. {p}", "ул. {p}", "пер. {s}", "переулок {s}",
    "пр-кт {p}", "пр. {s}", "просп. {s}", "проспект {p}", "пр-д {s}", "проезд {s}", "б-р {p}",
    "бульвар {p}", "пл. {s}", "наб. {s}", "шоссе {s}", "ш. {s}", "тупик {s}", "мкр. {s}",
    "мкр {s}", "микрорайон {s}", "{n} мкр.", "{n} микрорайон", "мкр. {n}", "мкр-н {n}",
    "квартал {n}", "кв-л {n}", "военный городок № {n}", "в/г {n}", "территория {s}", "СНТ {q}",
    "{s} улица", "{s} переулок", "аллея {s}", "линия {n}", "{n}-я линия", "ул. {o}",
    "ул. {n}-я {s}",
]  # fmt: skip
NAMED = [
    "Садовая", "Степная", "Мира", "Ленина", "Советская", "Комсомольская", "Западная", "Буденного",
    "Восточная", "Клыкова", "Чкалова", "Школьная", "Озёрная", "Пушкина", "Набережная", "Луговая",
    "Хрущёва", "Строителей", "Светлый", "Молодёжный",
]  # fmt: skip
PERSONS = [
    "Г. Тукая", "О.И. Городовикова", "Б. Городовикова", "К. Маркса", "Карла Маркса", "В. И. Ленина",
    "Анны Ахматовой", "Хонгора Джангарова", "А. Пушкина", "Героев Сталинграда", "Ю. Гагарина",
    "Розы Люксембург", "И.К. Илишкина", "Братьев Кошевых", "Маршала Жукова", "Льва Толстого",
]  # fmt: skip
OF_DAYS = [
    "50 лет Октября", "8 Марта", "1 Мая", "40 лет Победы", "9-го Января", "30 лет ВЛКСМ",
    "60-летия Победы", "28-й Армии", "1-я Степная", "Юрия Гагарина", "Красных Партизан",
    "25 лет Автономии", "Л.Н. Толстого", "Дружбы Народов",
]  # fmt: skip
HOUSES = [
    "д. {a}", "д.{a}", "дом {a}", "дом № {a}", "д. № {a}", "{a}", "д {a}", "домовладение {a}",
    "д. {a}{l}", "дом {a} {l}", "{a}{l}", "д. {a}/{b}", "д. {a}-{L}", "д. {a}, корп. {b}",
    "д. {a}, корпус {b}", "д. {a}, стр. {b}", "д. {a}, строение {b}", "д. {a}, лит. {L}",
    "д. {a} корп. {b}", "д. {a}, литера {L}", "д. {a} к. {b}", "вл. {a}", "{a}, корп. {b}",
]  # fmt: skip
FLATS = [
    "кв. {f}", "кв.{f}", "кв {f}", "квартира {f}", "кв. № {f}", "комн. {f}", "ком. {f}",
    "комната {f}", "общежитие, комн. {f}", "общежитие, комната {f}", "кв. {f}, ком. {b}",
]  # fmt: skip

Filler = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Case:
    """A piece of a paper and what must be read of it; «» where a field must stay empty."""

    text: str
    address: str = ""
    registration_address: str = ""


def _filler(chance: random.Random) -> Filler:
    def fill(template: str) -> str:
        return template.format(
            t=chance.choice(TOWNS), c=chance.choice(STATIONS), s=chance.choice(NAMED),
            p=chance.choice(PERSONS),
            o=chance.choice(OF_DAYS), q=f"«{chance.choice(NAMED)}»", n=chance.randint(1, 12),
            a=chance.randint(1, 190), b=chance.randint(1, 9), f=chance.randint(1, 240),
            l=chance.choice("абвг"), L=chance.choice("АБВ"),
        )  # fmt: skip

    return fill


def address(chance: random.Random) -> str:
    """One address, whole or in part, in one of the orders of papers."""
    fill = _filler(chance)
    region, district = chance.choice(REGIONS), chance.choice(DISTRICTS)
    settlement = fill(chance.choice(SETTLEMENTS))
    street, house = fill(chance.choice(STREETS)), fill(chance.choice(HOUSES))
    flat = fill(chance.choice(FLATS)) if chance.random() < 0.5 else ""
    order = chance.randrange(10)
    index = f"{chance.randint(344, 461)}{chance.randint(0, 999):03}"
    if order == 0:  # 5-12: house and flat in one
        named = fill(chance.choice(["ул. {s}", "пер. {s}", "ул. {p}", "ул. {o}"]))
        return f"{settlement}, {named}, {chance.randint(1, 99)}-{chance.randint(1, 99)}"
    if order == 1:  # the house before its street
        named = fill(chance.choice(["по ул. {s}", "по улице {s}", "по пер. {s}", "по улице {p}"]))
        at = chance.choice([f", {settlement}", f" {settlement}", ""])
        return f"{chance.choice(['дом', 'д.'])} {chance.randint(1, 99)} {named}{at}"
    if order == 2:  # from the house to the region
        return ", ".join(part for part in (street, house, flat, settlement, district) if part)
    if order == 3:
        return " ".join(part for part in (settlement, street, house, flat) if part)
    if order == 4:
        return ", ".join(part for part in (street, house, flat) if part)
    whole = [region, district, settlement] if order < 8 else [settlement]
    if order == 5:
        whole = [index, *whole]
    if order == 6:
        whole = [index, "Россия", *whole]
    return ", ".join(part for part in (*whole, street, house, flat) if part)


#: {a} is where the family lives, {r} where it is registered, {x} neither.
SENTENCES = [
    "Семья проживает по адресу: {a}. Мать не работает.",
    "Проживает с матерью по адресу {a}.",
    "Несовершеннолетний Лапин Глеб Львович, 04.05.2012 г.р., проживающий по адресу: {a}, состоит"
    " на учёте.",
    "Фактически семья проживает: {a}.",
    "Адрес фактического проживания: {a}\nТелефон: 8-900-000-00-00",
    "Место жительства: {a}",
    "Домашний адрес: {a}.",
    "Адрес места жительства семьи: {a}; жильё благоустроенное.",
    "Проведено обследование условий жизни семьи по адресу: {a}. Дом содержится в порядке.",
    "Просим посетить семью, проживающую по адресу: {a}, и сообщить о результатах.",
    "прож.: {a}",
    "Живут по адресу: {a}; в доме чисто.",
    "Место фактического проживания несовершеннолетнего: {a}. Условия удовлетворительные.",
    "Зарегистрирована по адресу: {r}, фактически проживает по адресу: {a}.",
    "Адрес регистрации: {r}\nАдрес проживания: {a}",
    "Зарегистрирован: {r}. Фактически проживает: {a}.",
    "проживает по адресу: {a} (регистрация: {r}).",
    "Фактический адрес: {a}\nАдрес по прописке: {r}",
    "Адрес по месту регистрации: {r}; адрес по месту фактического проживания: {a}.",
    "{r}\n(адрес регистрации по месту жительства)\n{a}\n(адрес фактического проживания)",
    "Паспорт 85 12 123456 выдан ОВД 12.03.2013, зарегистрирована по адресу: {r}. Семья с детьми"
    " проживает: {a}.",
    "Место регистрации: {r}.\nМесто фактического проживания: {a}.",
    "Явиться в учреждение по адресу: {x}, каб. 7.",
    "Дети помещены в центр, расположенный по адресу: {x}.",
    "Ответ просим направить по адресу: {x}.",
    "Заседание комиссии состоится в здании администрации: {x}.",
    "Семья проживает по адресу: {a}. Ответ направить в учреждение по адресу: {x}.",
]


def cases(count: int, seed: int) -> list[Case]:
    """Pieces of papers with their addresses, half of them broken over lines as scans are."""
    chance = random.Random(seed)
    made = []
    for i in range(count):
        sentence = SENTENCES[i % len(SENTENCES)]
        lives, registered, other = (address(chance) for _ in range(3))
        text = sentence.format(a=lives, r=registered, x=other)
        if i % 2:
            text = _broken(chance, text)
        made.append(
            Case(
                text,
                lives if "{a}" in sentence else "",
                registered if "{r}" in sentence else "",
            )
        )
    return made


def _broken(chance: random.Random, text: str) -> str:
    """Lines of a printed width: broken at whatever blank comes last before the margin."""
    width, column, chars = chance.randint(24, 70), 0, []
    for word in text.split(" "):
        if column and column + len(word) > width:
            chars.append("\n")
            column = 0
        elif column:
            chars.append(" ")
        chars.append(word)
        column += len(word) + 1
    return "".join(chars)
