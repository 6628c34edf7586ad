"""Who the gathered people are to each other: roles, families, implied surnames."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from casework.field import OFFERED
from casework.findings import KindGuess
from nlp.kinship import Person, family_key, is_father, paired_surname
from nlp.names import Shape

ROLES = ("child", "mother", "father", "guardian", "applicant", "debtor", "claimant", "other_adult")
_ADULT = frozenset(ROLES) - {"child"}
#: Roles that a family has once, the likeliest to be named first.
_LEADERS = ("mother", "guardian", "applicant")
_LEADS = frozenset({*_LEADERS, "father"})
_ADULT_AGE = 18
_YOUNG_PARENT = 14
_STUDENT_AGE = 22
#: Years between a parent and a child.
_GENERATION = 15
#: Papers of which every row speaks of another family.
_REGISTER = "benefit_register"
_REGISTERS = frozenset({_REGISTER, "benefit_base_analysis"})
#: Papers in which the first grown-up asks for something.
_APPLICANT_KINDS = frozenset(
    {
        "applicant_statement", "consent", "refusal", "service_contract",
        "need_decision", "need_conclusion", "ippsu", _REGISTER,
    }
)  # fmt: skip

#: Those whom a paper may call without the surname that it gave to the family.
_NAMED_ALONE = frozenset({"child", "mother", "father"})

Households = dict[str, list[Person]]


def relate(persons: list[Person], kind: KindGuess, today: str, family_names: Iterable[str]) -> None:
    """Fill in `roles`, `family` and `surname` of the persons of a paper, in place.

    `today` is the day of the paper (ISO, may be empty), `family_names` the surnames that it
    gives to families in the plural, as men bear them.
    """
    for person in persons:
        person.roles = _told_roles(person, today)
    households = _households(persons)
    for person in persons:
        if _looks_like_child(person, households, today):
            person.roles = ["child"]
    if kind.value in _APPLICANT_KINDS:
        _name_applicant(persons)
    if kind.value == _REGISTER:
        _name_receivers(persons)
    _sort_members(persons)
    parents = {role: [p for p in persons if role in p.roles] for role in ("mother", "father")}
    some_child = any("child" in person.roles for person in persons)
    for person in persons:
        if not {"child", "mother", "father", "guardian", "other_adult"} & set(person.roles):
            _name_parent(person, households, parents, some_child)
    _name_grandparents(persons, households)
    _number_families(persons, kind.value)
    _imply_surnames(persons, list(family_names))


def _households(persons: list[Person]) -> Households:
    """Persons by their family's surname."""
    households: Households = defaultdict(list)
    for person in persons:
        households[family_key(person.name.surname)].append(person)
    return households


def _told_roles(person: Person, today: str) -> list[str]:
    """Roles that words and age give, without regard to the others."""
    parent, other = ("father", "mother") if person.name.gender == "m" else ("mother", "father")
    told = {role: person.told(role) for role in ROLES}
    # The label of the next column may have come to stand before the name.
    told[parent], told[other] = max(told[parent], told[other]), 0.0
    adult = max(person.told("parent"), *(told[role] for role in _ADULT))
    age = person.age(today)
    if age is not None and age < _ADULT_AGE and (age < _YOUNG_PARENT or adult <= told["child"]):
        return ["child"]
    if age is not None and age >= _ADULT_AGE and (adult or age > _STUDENT_AGE):
        told["child"] = 0.0
    if told["child"] > adult:
        return ["child"]
    return [role for role in ROLES if role in _ADULT and told[role] >= OFFERED]


def _looks_like_child(person: Person, households: Households, today: str) -> bool:
    """Named without a role or an age, and the patronymic is that of a father of the surname."""
    said = person.roles or person.told("parent") or person.told("official")
    if said or person.shape is not Shape.FULL or person.age(today) is not None:
        return False
    return any(
        "father" in other.roles and is_father(other.name.given, person.name.patronymic)
        for other in households[family_key(person.name.surname)]
        if other is not person
    )


def _name_applicant(persons: list[Person]) -> None:
    """The first adult of an application asks for it, unless another is said to."""
    adults = [person for person in persons if "child" not in person.roles]
    if adults and not any("applicant" in person.roles for person in adults):
        adults[0].roles.append("applicant")


def _name_receivers(persons: list[Person]) -> None:
    """Of every row of a register the first adult is the one who asked."""
    rows = {p.row: p for p in reversed(persons) if p.row is not None and "child" not in p.roles}
    for person in rows.values():
        if "applicant" not in person.roles:
            person.roles.append("applicant")


def _sort_members(persons: list[Person]) -> None:
    """Of a column that holds whole families: children have the name of a man of their row, or one
    patronymic between them, or are called by a first name beside a full one."""
    rows: dict[int, list[Person]] = defaultdict(list)
    for person in persons:
        if person.told("member") and person.row is not None:
            rows[person.row].append(person)
    for first, *others in rows.values():
        fathers = Counter(_father_of(person) for person in others)
        for person in others:
            father = _father_of(person)
            sibling = father and fathers[father] > 1 and father != _father_of(first)
            short = not father and first.name.patronymic
            if not person.roles and (short or sibling or _has_father(person, (first, *others))):
                person.roles = ["child"]


def _father_of(person: Person) -> str:
    """What the patronymics of brothers and sisters share."""
    return re.sub(r"(?:[оеи]вич|[оеи]вна|ич|ична|инична)$", "", person.name.patronymic)


def _is_sibling(person: Person, kin: Iterable[Person]) -> bool:
    """Whether a child of the surname has the same father."""
    father = _father_of(person)
    return any("child" in p.roles and father == _father_of(p) for p in kin if father)


def _has_father(person: Person, others: Iterable[Person]) -> bool:
    return any(
        other is not person and is_father(other.name.given, person.name.patronymic)
        for other in others
    )


def _name_grandparents(persons: list[Person], households: Households) -> None:
    """Of two mothers (or fathers) a generation apart the elder is the other's own."""
    for role in ("mother", "father"):
        alike = [person for person in persons if role in person.roles and person.birth_year]
        years = {
            id(person): int(person.birth_year.value[:4]) for person in alike if person.birth_year
        }
        last = max(years.values(), default=0)
        for person in alike:
            younger = last - years[id(person)] >= _GENERATION
            if younger and not _has_own_child(person, households[family_key(person.name.surname)]):
                person.roles = [r for r in person.roles if r != role] + ["other_adult"]


def _has_own_child(person: Person, persons: list[Person]) -> bool:
    key = family_key(person.name.surname)
    return any("child" in p.roles and family_key(p.name.surname) == key for p in persons)


def _name_parent(
    person: Person, households: Households, parents: dict[str, list[Person]], some_child: bool
) -> None:
    """A party, an applicant or a grown-up without a role: a parent where children are named."""
    role = "mother" if person.name.gender == "f" else "father"
    kin = households[family_key(person.name.surname)]
    rivals = kin if any("child" in other.roles for other in kin) else parents[role]
    if not person.roles and person.called("брат", "сестра"):
        person.roles.append("child" if _is_sibling(person, kin) else "other_adult")
        return
    taken = any(role in other.roles for other in rivals if other is not person)
    neutral = person.told("kin") or person.birth_year or not person.roles
    if taken and person.roles == ["applicant"] and not _has_own_child(person, kin):
        person.roles.append("other_adult")  # a neighbour or an aunt writes of a family
    elif person.told("parent") or (some_child and (person.roles or (neutral and not taken))):
        person.roles.append(role)
        parents[role].append(person)
    elif not person.roles:
        person.roles.append("other_adult")


def _number_families(persons: list[Person], kind: str | None) -> None:
    """Number the families: rows of a table, or mothers with the people that follow them."""
    mothers = [person for person in persons if "mother" in person.roles]
    starts = _receivers(persons) if kind in _REGISTERS else _first_rows(persons)
    if starts:
        for person in persons:
            rows = 1 if person.row is None else bisect_right(starts, person.row)
            person.family = max(1, rows)
    elif len(mothers) > 1:
        _follow_mothers(persons, mothers)


def _receivers(persons: list[Person]) -> list[int]:
    """Rows of a register of benefits that name a grown-up: each is a family of its own."""
    grown = {person.row for person in persons if "child" not in person.roles}
    return sorted(row for row in grown if row is not None)


def _first_rows(persons: list[Person]) -> list[int]:
    """The rows of tables in which a family begins; empty where the rows are of one family.

    Rows are of several families when several hold a head beside children, or when a role that a
    family has once stands in several. Where every person has a row, a family begins with that role.
    """
    rows: dict[int, list[Person]] = defaultdict(list)
    for person in persons:
        if person.row is not None:
            rows[person.row].append(person)
    headed = [row for row in sorted(rows) if any(_LEADS & set(p.roles) for p in rows[row])]
    if sum(any("child" in p.roles for p in rows[row]) for row in headed) > 1:
        return headed
    for role in _LEADERS:
        own = [row for row in sorted(rows) if any(role in person.roles for person in rows[row])]
        if len(own) > 1:
            return headed if any(len(rows[row]) > 1 for row in headed) else own
    return []


def _follow_mothers(persons: list[Person], mothers: list[Person]) -> None:
    """Each with the only mother of the surname, else with the last mother named before."""
    alike: dict[str, list[int]] = defaultdict(list)
    for number, mother in enumerate(mothers, 1):
        alike[family_key(mother.name.surname)].append(number)
    starts = [mother.first for mother in mothers]
    for person in persons:
        own = alike[family_key(person.name.surname)]
        last = max(1, bisect_right(starts, person.first))
        person.family = own[0] if len(own) == 1 else last


def _imply_surnames(persons: list[Person], family_names: list[str]) -> None:
    """First-name-only children bear the surname of the one family that the paper speaks of."""
    named: dict[int, list[Person]] = defaultdict(list)
    asking: dict[int, list[Person]] = defaultdict(list)
    for person in persons:
        if person.name.surname and {"mother", "father", "child"} & set(person.roles):
            named[person.family].append(person)
        elif person.name.surname and "applicant" in person.roles:
            asking[person.family].append(person)
    for child in persons:
        if child.name.surname or not _NAMED_ALONE & set(child.roles):
            continue
        kin = named[child.family] if "child" in child.roles else []
        surname = _surname_of(child, kin, family_names)
        if not surname and not kin and "child" in child.roles:
            surname = _one_family(asking[child.family])
        if surname:
            child.surname = paired_surname(surname, child.name.gender)


def _surname_of(child: Person, kin: list[Person], family_names: list[str]) -> str:
    """The father's by the patronymic; that of brothers and sisters; that of all, those named
    before first; that which the paper calls the family by. Empty where these differ."""
    fathers = [p for p in kin if is_father(p.name.given, child.name.patronymic)]
    before = [p for p in kin if p.first < child.first]
    siblings = [p for p in before if "child" in p.roles]
    return (
        _one_family(fathers)
        or _one_family(siblings)
        or _one_family([*before, *(p for p in kin if "father" in p.roles)])
        or _one_family(p for p in kin if "child" in p.roles)
        or _one_family(kin)
        or _one_of(family_names)
    )


def _one_family(persons: Iterable[Person]) -> str:
    return _one_of(person.name.surname for person in persons)


def _one_of(surnames: Iterable[str]) -> str:
    """A surname that all share but for gender; empty when there is none."""
    alike = {family_key(surname): surname for surname in surnames}
    return next(iter(alike.values())) if len(alike) == 1 else ""
