"""Nominatives of oblique cases, on names inflected here by tables of the test's own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest

from nlp.nominative import readings

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
NAMES = 500
TARGET = 0.97

#: Forms as (letters cut from the nominative, endings of the five oblique cases).
Table = tuple[int, tuple[str, str, str, str, str]]
M_HARD: Table = (0, ("а", "у", "а", "ом", "е"))
M_HUSH: Table = (0, ("а", "у", "а", "ем", "е"))
M_SOFT: Table = (1, ("я", "ю", "я", "ем", "е"))
M_IY: Table = (1, ("я", "ю", "я", "ем", "и"))
A_HARD: Table = (1, ("ы", "е", "у", "ой", "е"))
A_VELAR: Table = (1, ("и", "е", "у", "ой", "е"))
YA: Table = (1, ("и", "е", "ю", "ей", "е"))
IYA: Table = (1, ("и", "и", "ю", "ей", "и"))
F_SOFT: Table = (1, ("и", "и", "ь", "ью", "и"))
STAYS: Table = (0, ("", "", "", "", ""))
OV_M: Table = (0, ("а", "у", "а", "ым", "е"))
OV_F: Table = (1, ("ой", "ой", "у", "ой", "ой"))
ADJ_M: Table = (2, ("ого", "ому", "ого", "ым", "ом"))
ADJ_KM: Table = (2, ("ого", "ому", "ого", "им", "ом"))
ADJ_F: Table = (2, ("ой", "ой", "ую", "ой", "ой"))
EC: Table = (2, ("ца", "цу", "ца", "цом", "це"))


def inflect(word: str, table: Table) -> dict[str, str]:
    cut, endings = table
    stem = word[: len(word) - cut]
    return dict(zip(CASES, (word, *(stem + ending for ending in endings)), strict=True))


def words(text: str) -> list[str]:
    return text.split()


def both(text: str, table: Table) -> list[Surname]:
    """Surnames of men that decline and of women that do not."""
    return [(name, table, name, STAYS) for name in words(text)]


Surname = tuple[str, Table, str, Table]
_OV = words(
    """
    Авдеев Ахмедов Бадмаев Басангов Бембеев Гаряев Герасимов Дорджиев Ерёмушкин Жуков Зверев Омаров
    Ибрагимов Исаев Калинин Кожевников Лиджиев Мантыков Мухаметшин Насибуллин Никитин Пантелеев
    Рамазанов Сангаджиев Сорокин Тихонов Убушаев Фомин Хабибуллин Хулхачиев Царёв Шамсутдинов
    Щербинин Эрдниев Юсупов Янышев Лисицын Птицын Соловьёв Королёв
    """
)
_SKY = words(
    "Березовск Вишневск Дубровск Заболоцк Каменск Лозинск Малиновск Покровск Рудницк Ясинск"
)
SURNAMES: dict[str, list[Surname]] = {
    "-ов": [(name, OV_M, name + "а", OV_F) for name in _OV],
    "-ский": [(stem + "ий", ADJ_KM, stem + "ая", ADJ_F) for stem in _SKY],
    "-ой": [
        ("Толстой", ADJ_M, "Толстая", ADJ_F),
        ("Донской", ADJ_KM, "Донская", ADJ_F),
        ("Трубецкой", ADJ_KM, "Трубецкая", ADJ_F),
        ("Полевой", ADJ_M, "Полевая", ADJ_F),
    ],
    "-ый": [(s + "ый", ADJ_M, s + "ая", ADJ_F) for s in ("Бел", "Чёрн", "Горн")],
    "-ых": both("Черных Седых Долгих Польских Сухих", STAYS),
    "-ко": both("Бойко Литвиненко Романенко Ткаченко Шевченко", STAYS),
    "-ук": both("Бондарчук Климчук Радчук Матвиюк Ковальчук", M_HARD),
    "-дзе": both("Гогоберидзе Майсурадзе Чхеидзе", STAYS),
    "-швили": both("Бараташвили Кикнавелашвили Метревели", STAYS),
    "-ян": both("Аветисян Григорян Петросян Хачатрян", M_HARD),
    "consonant": both("Мельник Гончар Дрозд Шмидт Вебер Сом Чабан Базар Магомед", M_HARD),
    "hush": both("Абрамович Ткач Довгаш Пашкевич", M_HUSH),
    "soft": both("Коваль Бондарь Кобзарь Бугай Шалай", M_SOFT),
    "-ец": both("Кравец Горобец", EC),
    "-а": [
        *((name, A_HARD, name, A_HARD) for name in ("Щерба", "Дзюба", "Скиба", "Квашта")),
        *((name, A_VELAR, name, A_VELAR) for name in ("Рябуха", "Сорока", "Галушка")),
    ],
}
_MEN = {
    """
    Александр Антон Артём Баатр Булат Валентин Владимир Давид Данил Денис Иван Ильдар Магомед Максим
    Мингиян Наран Ахмед Очир Рамазан Расул Роман Рустам Санал Савр Станислав Тимур Хонгор Церен
    Эльдар Эренцен Ярослав Ислам Арслан Дольган Константин
    """: M_HARD,
    "Игорь Камиль Шамиль Наиль Андрей Алексей Матвей Николай": M_SOFT,
    "Дмитрий Евгений Василий Виталий Юрий": M_IY,
    "Никита Бадма Муса Мустафа Данила": A_HARD,
    "Санджи Али Гаджи Манджи": STAYS,
    "Илья": YA,
}
_WOMEN = {
    """
    Айса Алина Алтана Анна Баина Вера Гиляна Данара Екатерина Елена Зарема Ирина Камила Людмила
    Марина Надежда Нина Саглара Светлана Тамара Татьяна Фатима Цагана Эльвира Эльза
    """: A_HARD,
    "Ольга Вероника Анжелика": A_VELAR,
    "Наталья Дарья Софья Галя Таисья": YA,
    "Мария Виктория Анастасия Альфия Юлия Евгения Валерия": IYA,
    "Герел Саглар Кермен Айгуль Патимат Аминат Лейсан Булгун": STAYS,
    "Любовь": F_SOFT,
}
MEN = [(name, table) for text, table in _MEN.items() for name in words(text)]
WOMEN = [(name, table) for text, table in _WOMEN.items() for name in words(text)]
_FATHERS = words(
    """
    Александро Андрее Бадмае Баатро Василье Виталье Владимиро Гаджие Дмитрие Замиро Ивано Игоре
    Камиле Магомедо Мингияно Николае Олего Очиро Павло Рамазано Рустамо Санджие Сергее Умаро
    Хонгоро Церено Эрдние
    """
)
PATRONYMICS_M = [(father + "вич", M_HUSH) for father in _FATHERS] + [
    (name, (0, ("а", "у", "а", "ом", "е"))) for name in ("Ильич", "Кузьмич")
]
PATRONYMICS_F = [(father + "вна", A_HARD) for father in _FATHERS] + [
    (name, A_HARD) for name in ("Ильинична", "Никитична")
]

Name = dict[str, str]


def generated(count: int, seed: int) -> list[tuple[str, Name]]:
    """(class of the surname, forms of the whole name by case), both genders in turn."""
    chance = random.Random(seed)
    made: list[tuple[str, Name]] = []
    classes = list(SURNAMES)
    for i in range(count):
        kind = classes[i % len(classes)] if i % 2 else "-ов"
        male, m_table, female, f_table = chance.choice(SURNAMES[kind])
        woman = chance.random() < 0.5
        surname = inflect(*((female, f_table) if woman else (male, m_table)))
        given = inflect(*chance.choice(WOMEN if woman else MEN))
        father = inflect(*chance.choice(PATRONYMICS_F if woman else PATRONYMICS_M))
        made.append((kind, {c: f"{surname[c]} {given[c]} {father[c]}" for c in CASES}))
    return made


def share(transform: Callable[[str], str]) -> tuple[float, list[str], Counter[str]]:
    """(share of oblique forms led back to their nominative, failures, failures by class)."""
    right, failures, classes = 0, [], Counter[str]()
    names = generated(NAMES, seed=20250314)
    for kind, forms in names:
        for case in CASES[1:]:
            got = readings(*transform(forms[case]).split(" ", 2))[0].full
            if got == transform(forms["nom"]):
                right += 1
            else:
                failures.append(f"{forms[case]} -> {got}, want {forms['nom']}")
                classes[kind] += 1
    return right / (5 * len(names)), failures, classes


@pytest.mark.parametrize("fold_yo", [False, True], ids=["with ё", "ё as е"])
def test_oblique_cases_lead_back_to_the_nominative(
    fold_yo: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    transform = (lambda text: text.replace("ё", "е")) if fold_yo else str
    figure, failures, classes = share(transform)
    with capsys.disabled():
        print(f"\nnominatives of {NAMES} names in five oblique cases: {figure:.4f}", dict(classes))
    assert figure >= TARGET, "\n".join(failures[:40])


def test_nominatives_stay_nominatives() -> None:
    names = generated(NAMES, seed=7)
    kept = sum(readings(*forms["nom"].split(" ", 2))[0].full == forms["nom"] for _, forms in names)
    assert kept / NAMES >= 0.99


def test_weights_are_probabilities() -> None:
    for _, forms in generated(120, seed=11):
        for case in CASES:
            weights = [reading.weight for reading in readings(*forms[case].split(" ", 2))]
            assert sum(weights) <= 1.0 + 1e-9
            assert weights == sorted(weights, reverse=True)
