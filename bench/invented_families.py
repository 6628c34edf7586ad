"""Families of invented people and the papers that speak of them, put together by chance.

What makes it hard is dealt on purpose: namesakes, twins, cousins under one roof, remarried
mothers, moves, initials, names and dates as OCR misreads them, families that nobody has kept.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.family import Family, Member, Person, Role, head_label


def _words(text: str) -> list[str]:
    return text.split()


#: A man's given name and what his children have of it.
MEN = [
    tuple(line.split())
    for line in """
    Александр Александрович Александровна|Алексей Алексеевич Алексеевна|Андрей Андреевич Андреевна
    Антон Антонович Антоновна|Артём Артёмович Артёмовна|Баатр Баатрович Баатровна
    Бадма Бадмаевич Бадмаевна|Борис Борисович Борисовна|Вадим Вадимович Вадимовна
    Валерий Валерьевич Валерьевна|Виктор Викторович Викторовна|Виталий Витальевич Витальевна
    Владимир Владимирович Владимировна|Геннадий Геннадьевич Геннадьевна
    Григорий Григорьевич Григорьевна|Даниил Даниилович Данииловна|Денис Денисович Денисовна
    Дмитрий Дмитриевич Дмитриевна|Евгений Евгеньевич Евгеньевна|Егор Егорович Егоровна
    Иван Иванович Ивановна|Игорь Игоревич Игоревна|Кирилл Кириллович Кирилловна
    Константин Константинович Константиновна|Максим Максимович Максимовна|Марат Маратович Маратовна
    Михаил Михайлович Михайловна|Николай Николаевич Николаевна|Олег Олегович Олеговна
    Очир Очирович Очировна|Павел Павлович Павловна|Пётр Петрович Петровна
    Роман Романович Романовна|Рустам Рустамович Рустамовна|Санал Саналович Саналовна
    Сергей Сергеевич Сергеевна|Станислав Станиславович Станиславовна|Степан Степанович Степановна
    Тимур Тимурович Тимуровна|Церен Церенович Цереновна|Эльдар Эльдарович Эльдаровна
    Юрий Юрьевич Юрьевна|Ярослав Ярославович Ярославовна
    """.replace("\n", "|").split("|")
    if line.strip()
]
WOMEN = _words(
    """
    Айса Алевтина Александра Алина Алла Алтана Анастасия Анна Баина Валентина Валерия Вера
    Вероника Виктория Галина Герел Гиляна Дарья Диана Динара Евгения Екатерина Елена Елизавета
    Жанна Заяна Зоя Инна Ирина Карина Кристина Ксения Лариса Людмила Маргарита Марина Мария
    Надежда Наталья Нина Оксана Олеся Ольга Полина Раиса Регина Саглара Светлана София Тамара
    Татьяна Ульяна Эльза Юлия Яна
    """
)
_ONSETS = _words(
    """
    Ба Бо Ва Ве Га Го Да Де Жи За Зо Ка Ко Ла Ло Ма Ми На Ни Па По Ра Ро Са Со Та То Фе Ше
    """
)
_CODAS = _words(
    """
    вар гаш дин жил зар каш лим лоб ман наб пел рем руб сев сил таг тос хар чен шан
    """
)
_ENDS = _words(
    """
    ов ев ин ов ев ин ский енко
    """
)
_STREETS = _words(
    """
    Речная Садовая Степная Школьная Клубная Джангара Зелёная Луговая Полевая Тюльпанная Озёрная
    Рыбацкая Заводская Молодёжная Пионерская Кирпичная Целинная Ковыльная Торговая Солнечная
    Мостовая Каштановая Северная Южная Лесная Парковая Весенняя Тихая Новая Вокзальная
    """
)
_TOWNS = ["с. Ковыльное", "п. Ковыльный", "г. Белополье", "с. Полынное", "п. Сайгачий"]
#: What OCR makes of letters, and of figures.
MISREAD = {
    "н": "и", "и": "н", "п": "н", "ш": "щ", "щ": "ш", "е": "с", "с": "е", "о": "с", "а": "о",
    "л": "п", "в": "з", "з": "э", "к": "н", "р": "п", "ё": "е", "й": "и", "ы": "и", "ц": "п",
    "г": "т", "т": "г", "б": "6", "д": "л", "м": "и", "я": "а", "ч": "н", "ь": "в",
}  # fmt: skip
FIGURES = {"1": "7", "7": "1", "3": "8", "8": "3", "5": "6", "6": "5", "0": "6", "9": "0"}
TODAY = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper says, of which kept family (its place in the list); None: of none of them."""

    family: Family
    of: int | None
    sort: str


class World:
    """Families with their namesakes; `papers` speak of some of them."""

    def __init__(self, seed: int, count: int) -> None:
        self._chance = random.Random(seed)
        surnames = [a + b + c for a in _ONSETS for b in _CODAS for c in dict.fromkeys(_ENDS)]
        self._chance.shuffle(surnames)
        self._surnames = surnames[:1500]
        self._weights = [1 / (rank + 8) for rank in range(len(self._surnames))]
        self.families: list[Family] = []
        while len(self.families) < count:
            self.families.append(self._family())

    @property
    def people(self) -> int:
        return sum(len(family.members) for family in self.families)

    # Families

    def _family(self) -> Family:
        roll = self._chance.random()
        if self.families and roll < 0.06:
            return self._cousins(self._chance.choice(self.families))
        if self.families and roll < 0.11:
            return self._namesakes(self._chance.choice(self.families))
        surname = self._chance.choices(self._surnames, self._weights)[0]
        return self._household(surname, self._address())

    def _household(self, surname: str, address: str, father: str = "") -> Family:
        chance = self._chance
        his = next((man for man in MEN if man[0] == father), None) or chance.choice(MEN)
        mother_born = _day(chance, 1975, 2003)
        others = chance.random() < 0.2  # she kept or took another surname
        own = chance.choices(self._surnames, self._weights)[0] if others else surname
        mother = _person(own, chance.choice(WOMEN), chance.choice(MEN)[2], mother_born, "f")
        members = [Member(mother, Role.MOTHER)]
        if chance.random() < 0.5:
            born = mother_born - timedelta(days=chance.randrange(-900, 2900))
            man = _person(surname, his[0], chance.choice(MEN)[1], born, "m")
            members.append(Member(man, Role.FATHER))
        count = chance.choices((1, 2, 3, 4), (45, 33, 16, 6))[0]
        members += self._children(surname, his, count)
        if chance.random() < 0.1:
            born = mother_born - timedelta(days=chance.randrange(7000, 11000))
            old = _person(own, chance.choice(WOMEN), chance.choice(MEN)[2], born, "f")
            members.append(Member(old, Role.OTHER_RELATIVE))
        return Family(head_label(tuple(members)), tuple(members), address)

    def _children(self, surname: str, his: Sequence[str], count: int) -> list[Member]:
        chance = self._chance
        born = _day(chance, 2009, 2024)
        children: list[Member] = []
        used: set[str] = set()
        for _ in range(count):
            girl = chance.random() < 0.5
            names = WOMEN if girl else [man[0] for man in MEN]
            name = chance.choice([name for name in names if name not in used])
            used.add(name)
            sex, his_name = ("f", his[2]) if girl else ("m", his[1])
            children.append(Member(_person(surname, name, his_name, born, sex), Role.CHILD))
            if chance.random() > 0.12:  # else the next one is a twin
                born = min(born + timedelta(days=chance.randrange(330, 1800)), TODAY)
        return children

    def _cousins(self, others: Family) -> Family:
        """A brother's family in the same house: one surname, one patronymic of the fathers."""
        child = next(iter(others.children)).person
        return self._household(_man(child), others.actual_address, self._chance.choice(MEN)[0])

    def _namesakes(self, others: Family) -> Family:
        """Another mother of the very same name, elsewhere, with children of her own."""
        mother = others.members[0].person
        family = self._household(_man(others.children[0].person), self._address())
        same = replace(mother, birth_date=_day(self._chance, 1975, 2003))
        same = replace(same, birth_year=same.birth_date.year if same.birth_date else None)
        members = (Member(same, Role.MOTHER), *family.members[1:])
        return replace(family, head_label=same.full_name, members=members)

    def _address(self) -> str:
        chance = self._chance
        flat = f", кв. {chance.randrange(1, 90)}" if chance.random() < 0.6 else ""
        street, house = chance.choice(_STREETS), chance.randrange(1, 120)
        return f"{chance.choice(_TOWNS)}, ул. {street}, д. {house}{flat}"

    # Papers

    def papers(self, count: int) -> Iterator[Said]:
        """Papers in every sort; three of ten speak of a family that is not kept."""
        for _ in range(count):
            if self._chance.random() < 0.3:
                yield self._stranger()
                continue
            place = self._chance.randrange(len(self.families))
            yield self._of(self._lived_on(self.families[place]), place)

    def _stranger(self) -> Said:
        """A family that is not kept; its mother may bear the name of one that is."""
        if self._chance.random() < 0.3:
            family = self._namesakes(self._chance.choice(self.families))
        elif self._chance.random() < 0.3:
            family = self._cousins(self._chance.choice(self.families))
        else:
            surname = self._chance.choices(self._surnames, self._weights)[0]
            family = self._household(surname, self._address())
        return self._of(family, None)

    def _lived_on(self, family: Family) -> Family:
        """As the family is now: moved, the mother remarried, another child born."""
        chance = self._chance
        if chance.random() < 0.12:
            family = replace(family, actual_address=self._address())
        if chance.random() < 0.07:
            new = _woman(chance.choices(self._surnames, self._weights)[0])
            mother = replace(family.members[0].person, last_name=new)
            members = (replace(family.members[0], person=mother), *family.members[1:])
            family = replace(family, members=members)
        if chance.random() < 0.05:
            child = family.children[0].person
            his = next(man for man in MEN if child.patronymic in man)
            born = self._children(_man(child), his, 1)
            family = replace(family, members=(*family.members, *born))
        return family

    def _of(self, family: Family, place: int | None) -> Said:
        sort = self._chance.choices(tuple(_SORTS), tuple(w for w, _ in _SORTS.values()))[0]
        members, addressed = _SORTS[sort][1](self._chance, family)
        if self._chance.random() < 0.25:
            members = [_misread(self._chance, member) for member in members]
        address = _retold(self._chance, family.actual_address) if addressed else ""
        told = tuple(replace(member, person=replace(member.person, id=0)) for member in members)
        return Said(Family(head_label(told), told, address), place, sort)


def _day(chance: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=chance.randrange(365 * (last - first)))


def _person(surname: str, given: str, patronymic: str, born: date, sex: str) -> Person:
    surname = _woman(surname) if sex == "f" else surname
    return Person(surname, given, patronymic, born, born.year, sex)


def _woman(surname: str) -> str:
    if surname.endswith("ский"):
        return surname[:-2] + "ая"
    return surname if surname.endswith("ко") else surname + "а"


def _man(person: Person) -> str:
    name = person.last_name
    if person.sex == "f" and not name.endswith("ко"):
        return name[:-2] + "ий" if name.endswith("ая") else name[:-1]
    return name


# --- sorts of papers -------------------------------------------------------------------------

_Chosen = tuple[list[Member], bool]


def _undated(member: Member, year: bool = False) -> Member:
    kept = member.person.birth_year if year else None
    return replace(member, person=replace(member.person, birth_date=None, birth_year=kept))


def _initials(member: Member) -> Member:
    person = member.person
    short = replace(
        person, first_name=f"{person.first_name[0]}.", patronymic=f"{person.patronymic[0]}."
    )
    return _undated(replace(member, person=replace(short, partial=True, sex=None)))


def _given_only(member: Member) -> Member:
    return _undated(replace(member, person=replace(member.person, patronymic="")))


def _parents(family: Family) -> list[Member]:
    return list(family.of(Role.MOTHER, Role.FATHER))


def _whole(chance: random.Random, family: Family) -> _Chosen:
    return [m for m in family.members if m.role is not Role.OTHER_RELATIVE], chance.random() < 0.9


def _school(chance: random.Random, family: Family) -> _Chosen:
    child = chance.choice(family.children)
    dated = child if chance.random() < 0.7 else _undated(child, year=True)
    return [dated, _undated(family.members[0])], chance.random() < 0.6


def _police(chance: random.Random, family: Family) -> _Chosen:
    children = [_given_only(child) for child in family.children]
    return [chance.choice(_parents(family)), *children], chance.random() < 0.8


def _bailiffs(chance: random.Random, family: Family) -> _Chosen:
    parents = [_undated(parent, chance.random() < 0.5) for parent in _parents(family)]
    return [*parents, chance.choice(family.children)], chance.random() < 0.3


def _brief(chance: random.Random, family: Family) -> _Chosen:
    child = chance.choice(family.children)
    year = _undated(child, year=True) if chance.random() < 0.6 else child
    mother = family.members[0]
    short = _initials(mother)
    if chance.random() < 0.25:
        born = replace(short.person, birth_date=mother.person.birth_date)
        short = replace(short, person=replace(born, birth_year=mother.person.birth_year))
    return [short, year], chance.random() < 0.6


def _undated_all(chance: random.Random, family: Family) -> _Chosen:
    return [_undated(m) for m in (family.members[0], *family.children)], chance.random() < 0.6


def _mother_alone(chance: random.Random, family: Family) -> _Chosen:
    dated = chance.random() < 0.5
    return [family.members[0] if dated else _undated(family.members[0])], chance.random() < 0.4


def _bare(_chance: random.Random, family: Family) -> _Chosen:
    return [_initials(family.members[0])], False


#: Sort of paper: its share, and whom it names how.
_SORTS = {
    "whole": (30, _whole),
    "school": (22, _school),
    "police": (12, _police),
    "bailiffs": (8, _bailiffs),
    "brief": (13, _brief),
    "undated": (13, _undated_all),
    "mother": (4, _mother_alone),
    "bare": (2, _bare),
}


# --- misreading ------------------------------------------------------------------------------


def _misread(chance: random.Random, member: Member) -> Member:
    """One or two letters of a name read wrong, now and then a figure of a date."""
    person = member.person
    for _ in range(chance.choice((1, 1, 2))):
        if chance.random() < 0.2 and person.birth_date:
            person = replace(person, birth_date=_misread_day(chance, person.birth_date))
            continue
        name = chance.choice(("last_name", "first_name", "patronymic"))
        person = replace(person, **{name: misread(chance, getattr(person, name))})
    year = person.birth_date.year if person.birth_date else person.birth_year
    return replace(member, person=replace(person, birth_year=year))


def misread(chance: random.Random, word: str) -> str:
    """The word with a letter taken for another, lost, or seen twice; the capital stays."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word))
    roll = chance.random()
    if roll < 0.75:
        return word[:at] + MISREAD.get(word[at], word[at]) + word[at + 1 :]
    return word[:at] + word[at + 1 :] if roll < 0.9 else word[:at] + word[at] + word[at:]


def _retold(chance: random.Random, address: str) -> str:
    """An address as another office writes it: words in full, the place or the flat left out."""
    if chance.random() < 0.3:
        for short, full in (("ул. ", "улица "), (" д. ", " дом "), (" кв. ", " квартира ")):
            address = address.replace(short, full)
    if chance.random() < 0.2:
        address = address.split(", ", 1)[1]
    if chance.random() < 0.1:
        address = address.split(", кв")[0]
    if chance.random() < 0.2:
        at = chance.randrange(len(address))
        address = address[:at] + MISREAD.get(address[at], address[at]) + address[at + 1 :]
    return address


def _misread_day(chance: random.Random, day: date) -> date:
    text = f"{day:%d.%m.%Y}"
    at = chance.choice([i for i, char in enumerate(text) if char in FIGURES])
    read = text[:at] + FIGURES[text[at]] + text[at + 1 :]
    figures = [int(part) for part in read.split(".")]
    try:
        other = date(figures[2], figures[1], figures[0])
    except ValueError:
        return day
    return other if 1950 <= other.year <= TODAY.year else day
