"""Full names in all six cases, declined by others than the program.

Surnames and given names of OpenCorpora are declined by pymorphy3's dictionary, where people wrote
the forms down; what it does not hold (Kalmyk, Tatar, Caucasian, Armenian, Georgian, Ukrainian
names) by the tables below, written from Зализняк and Розенталь without a look at
nlp/declension.py. Every name is put together by chance: nobody bears it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pymorphy3

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
_TAGS = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}

Forms = dict[str, str]
#: Letters cut from the nominative, endings of the five oblique cases.
Table = tuple[int, tuple[str, str, str, str, str]]

M_HARD: Table = (0, ("а", "у", "а", "ом", "е"))
M_HUSH: Table = (0, ("а", "у", "а", "ем", "е"))
M_SOFT: Table = (1, ("я", "ю", "я", "ем", "е"))
M_IY: Table = (1, ("я", "ю", "я", "ем", "и"))
A_HARD: Table = (1, ("ы", "е", "у", "ой", "е"))
A_VELAR: Table = (1, ("и", "е", "у", "ой", "е"))
A_HUSH: Table = (1, ("и", "е", "у", "ей", "е"))
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


def inflect(word: str, table: Table) -> Forms:
    """The six forms of `word` by a table."""
    cut, endings = table
    stem = word[: len(word) - cut]
    return dict(zip(CASES, (word, *(stem + ending for ending in endings)), strict=True))


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname of the class `kind`: its forms for a man and for a woman."""

    kind: str
    man: Forms
    woman: Forms


@dataclass(frozen=True, slots=True)
class Declined:
    """A whole name: the class of its surname, its parts «surname given patronymic» by case."""

    kind: str
    woman: bool
    parts: dict[str, tuple[str, str, str]]  # the patronymic may be empty

    def full(self, case: str) -> str:
        return " ".join(part for part in self.parts[case] if part)


def ov(text: str, kind: str = "-ов") -> list[Surname]:
    return [Surname(kind, inflect(w, OV_M), inflect(w + "а", OV_F)) for w in text.split()]


def both(kind: str, text: str, table: Table, woman: Table = STAYS) -> list[Surname]:
    return [Surname(kind, inflect(w, table), inflect(w, woman)) for w in text.split()]


def adjective(kind: str, text: str, table: Table) -> list[Surname]:
    return [Surname(kind, inflect(w, table), inflect(w[:-2] + "ая", ADJ_F)) for w in text.split()]


#: Surnames by their class; of men's forms women's are made where they decline.
SURNAMES: tuple[Surname, ...] = (
    *ov(
        """
        Авдеев Ахмедов Бадмаев Басангов Бембеев Гаряев Герасимов Дорджиев Ерёмушкин Жуков Зверев
        Ибрагимов Исаев Калинин Кожевников Лиджиев Мантыков Мухаметшин Насибуллин Никитин Омаров
        Пантелеев Рамазанов Сангаджиев Сорокин Тихонов Убушаев Фомин Хабибуллин Хулхачиев Царёв
        Шамсутдинов Щербинин Эрдниев Юсупов Янышев Лисицын Птицын Соловьёв Королёв Желтоногов
        Пряхин Затравкин Лукошкин Старостенков Дёмушкин Подлиняев Студенников
        """
    ),
    *adjective(
        "-ский",
        "Березовский Вишневский Дубровский Заболоцкий Каменский Лозинский Малиновский Покровский"
        " Рудницкий Ясинский Крутоярский Залесский",
        ADJ_KM,
    ),
    *adjective("-ой", "Толстой Полевой Луговой Степной", ADJ_M),
    *adjective("-ой", "Донской Трубецкой Луговской", ADJ_KM),
    *adjective("-ый", "Белый Чёрный Горный Хмурый", ADJ_M),
    *both(
        "-ых",
        "Черных Седых Долгих Польских Сухих Белых Косых Гладких Кривых Новосёловских Тонких Рыжих"
        " Земских",
        STAYS,
    ),
    *both(
        "-ко",
        "Бойко Литвиненко Романенко Ткаченко Тимошенко Галушко Макаренко Писаренко Сушко Верещако"
        " Дудко Пантелейко Величко Гречко",
        STAYS,
    ),
    *both(
        "-ук",
        "Бондарчук Климчук Радчук Матвиюк Ковальчук Гринюк Савчук Полищук Ярмолюк Демчук",
        M_HARD,
    ),
    *both("-ак", "Поляк Гуцуляк Спивак Сердюк Чумак Русак", M_HARD),
    *both("-дзе", "Гогоберидзе Майсурадзе Чхеидзе Ломтатидзе Каландадзе Джапаридзе", STAYS),
    *both("-швили", "Бараташвили Кикнавелашвили Гелашвили Метревели Чиковани Церетели", STAYS),
    *both("-ия", "Данелия Жвания Чантурия Гулия", IYA, IYA),
    *both(
        "-ян",
        "Аветисян Григорян Петросян Хачатрян Саркисян Мкртчян Тер-Акопян Арутюнян Багдасарян"
        " Мелконян",
        M_HARD,
    ),
    *both("-янц", "Айвазянц Калустянц", M_HUSH),
    *both("consonant", "Мельник Гончар Дрозд Шмидт Вебер Чабан Базар Штейн Миллер Ворон", M_HARD),
    *both("hush", "Абрамович Ткач Довгаш Пашкевич Мацкевич Бабич Лукаш", M_HUSH),
    *both("soft", "Коваль Бондарь Кобзарь Бугай Шалай Мамай", M_SOFT),
    *both("-ец", "Кравец Горобец Борисовец", EC),
    *both("-а", "Щерба Дзюба Скиба Квашта Заруба", A_HARD, A_HARD),
    *both("-а", "Рябуха Сорока Галушка", A_VELAR, A_VELAR),
    *both("vowel", "Шульце Гарибальди Мурадели Дюрго", STAYS),
)


def hyphenated(chance: random.Random) -> Surname:
    """Two surnames in one, each of which declines."""
    first, second = chance.sample([s for s in SURNAMES if s.kind in ("-ов", "-ский")], 2)
    return Surname(
        "hyphen",
        {case: f"{first.man[case]}-{second.man[case]}" for case in CASES},
        {case: f"{first.woman[case]}-{second.woman[case]}" for case in CASES},
    )


def by_dictionary() -> tuple[Surname, ...]:
    """The surnames that the dictionary itself declines, both sexes of each; a CPU minute."""
    morph = pymorphy3.MorphAnalyzer()
    forms: dict[str, dict[tuple[str, str], str]] = {}
    fixed: set[str] = set()
    for word, tag, lemma, _, _ in morph.dictionary.iter_known_words():
        if "Surn" not in tag or "sing" not in tag or "V-oy" in tag or "V-ej" in tag:
            continue
        if "Fixd" in tag:
            fixed.add(word)
        elif tag.gender in ("masc", "femn"):
            forms.setdefault(lemma, {}).setdefault((tag.gender, tag.case), word)
    found = [_declined(word, dict.fromkeys(_keys(), word)) for word in sorted(fixed)]
    found += [_declined(lemma, forms[lemma]) for lemma in sorted(forms)]
    return tuple(surname for surname in found if surname)


def _keys() -> Iterator[tuple[str, str]]:
    return ((gender, tag) for gender in ("masc", "femn") for tag in _TAGS.values())


def _declined(lemma: str, forms: dict[tuple[str, str], str]) -> Surname | None:
    if len(lemma) < 4 or any(key not in forms for key in _keys()):
        return None
    man, woman = (
        {case: forms[gender, tag].capitalize() for case, tag in _TAGS.items()}
        for gender in ("masc", "femn")
    )
    return Surname("dictionary", man, woman)


def given(groups: dict[str, Table]) -> list[Forms]:
    return [inflect(name, table) for names, table in groups.items() for name in names.split()]


MEN = given({
    """
    Александр Антон Артём Валентин Владимир Давид Данил Денис Иван Максим Роман Станислав Тимур
    Ярослав Константин Леонид Борис Олег Глеб Марк Руслан Степан Тарас Фёдор Эдуард Захар
    """: M_HARD,
    "Игорь Андрей Алексей Матвей Николай Сергей Елисей": M_SOFT,
    "Дмитрий Евгений Василий Виталий Юрий Анатолий": M_IY,
    "Никита Данила": A_HARD,
    "Илья": YA,
})  # fmt: skip
WOMEN = given({
    """
    Алина Анна Вера Екатерина Елена Ирина Людмила Марина Надежда Нина Светлана Тамара Татьяна
    Эльвира Ульяна Алёна Варвара Маргарита Полина Кристина Диана Галина Жанна
    """: A_HARD,
    "Ольга Вероника Анжелика": A_VELAR,
    "Наталья Дарья Софья Галя Таисья": YA,
    "Мария Виктория Анастасия Юлия Евгения Валерия Ксения": IYA,
    "Любовь": F_SOFT,
})  # fmt: skip


def fathers(stems: str, irregular: tuple[str, ...] = ()) -> tuple[list[Forms], list[Forms]]:
    """Patronymics of sons and of daughters."""
    sons = [inflect(stem + "вич", M_HUSH) for stem in stems.split()]
    daughters = [inflect(stem + "вна", A_HARD) for stem in stems.split()]
    sons += [inflect(name, (0, ("а", "у", "а", "ом", "е"))) for name in irregular[::2]]
    daughters += [inflect(name, A_HARD) for name in irregular[1::2]]
    return sons, daughters


SONS, DAUGHTERS = fathers(
    """
    Александро Андрее Василье Виталье Владимиро Дмитрие Ивано Игоре Николае Олего Павло Сергее
    Геннадье Михайло Петро Степано Юрье Льво Тимофее Григорье
    """,
    ("Ильич", "Ильинична", "Кузьмич", "Кузьминична"),
)


def generated(count: int, seed: int, further: tuple[Surname, ...] = ()) -> Iterator[Declined]:
    """Russian full names with surnames of every class here, half of them from `further` if any."""
    chance = random.Random(seed)
    kinds = sorted({surname.kind for surname in SURNAMES} | {"hyphen"})
    for i in range(count):
        kind = kinds[(i // 2 if further else i) % len(kinds)]
        if further and i % 2:
            surname = chance.choice(further)
        elif kind == "hyphen":
            surname = hyphenated(chance)
        else:
            surname = chance.choice([s for s in SURNAMES if s.kind == kind])
        yield put_together(chance, surname, MEN, WOMEN, SONS, DAUGHTERS)


def put_together(
    chance: random.Random,
    surname: Surname,
    men: list[Forms],
    women: list[Forms],
    sons: list[Forms],
    daughters: list[Forms],
    bare: float = 0.0,
) -> Declined:
    """A whole name of either sex; with the chance of `bare` it has no patronymic."""
    woman = chance.random() < 0.5
    last = surname.woman if woman else surname.man
    first = chance.choice(women if woman else men)
    father = chance.choice(daughters if woman else sons)
    if chance.random() < bare:
        father = dict.fromkeys(CASES, "")
    parts = {case: (last[case], first[case], father[case]) for case in CASES}
    return Declined(surname.kind, woman, parts)
