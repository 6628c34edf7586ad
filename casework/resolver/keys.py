"""Blocking keys: words under which a family is kept, so that a paper finds the few it may mean.

Several a person, each spoilt by another misreading, so that one error never hides a family.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations

from casework.family import Family, Person
from casework.resolver.addresses import address_key
from casework.resolver.names import is_initial, shape, sound, stem


def keys(people: Iterable[Person], addresses: Iterable[str]) -> frozenset[str]:
    """All keys of some people and the places where they live."""
    known = tuple(people)
    found = {key for person in known for key in _person_keys(person)}
    found |= set(_pair_keys(known))
    found |= {key for address in addresses if (key := address_key(address))}
    return frozenset(found)


def family_keys(family: Family) -> frozenset[str]:
    """The keys by which a family is looked for."""
    people = (member.person for member in family.members)
    return keys(people, (family.actual_address, family.registration_address))


def kept_keys(family: Family) -> frozenset[str]:
    """The keys under which a family is kept: those, and the surnames that people search for."""
    surnames = {surname_key(m.person.last_name) for m in family.members if m.person.last_name}
    return family_keys(family) | surnames


def surname_key(surname: str) -> str:
    return f"f:{sound(stem(surname))}"


def _person_keys(person: Person) -> Iterator[str]:
    surname, given, patronymic = person.last_name, person.first_name, person.patronymic
    heard, seen = sound(stem(surname)), shape(stem(surname))
    first, second = sound(given[:1]), sound(patronymic[:1])
    year, born = person.year, person.birth_date
    if seen and first:
        yield f"i:{seen}:{first}{second}"
        if year:
            yield f"y:{heard}:{first}:{year}"
    if heard and given and not is_initial(given):
        yield f"n:{heard}:{shape(given)}:{second}"
    if born and first:
        yield f"b:{born.isoformat()}:{first}"
    if born and heard:
        yield f"s:{born.isoformat()}:{heard[:3]}"
    if given and patronymic and not is_initial(given) and not is_initial(patronymic):
        yield f"g:{shape(given)}:{shape(patronymic)}:{year or ''}"


def _pair_keys(people: Iterable[Person]) -> Iterator[str]:
    """Two given names of one family: rare together though each is common."""
    named = {sound(p.first_name) for p in people if p.first_name and not is_initial(p.first_name)}
    fathers = {sound(p.patronymic) for p in people if p.patronymic and not is_initial(p.patronymic)}
    for one, other in combinations(sorted(named), 2):
        for father in sorted(fathers):
            yield f"p:{_short(one, other, father)}"


def _short(*parts: str) -> str:
    return blake2b("|".join(parts).encode(), digest_size=9).hexdigest()
