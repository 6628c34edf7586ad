"""Two people held side by side: what of their names and births agrees, what speaks against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from casework.family import Family, Person
from casework.resolver.names import is_initial, shape, sound, stem


class Fit(StrEnum):
    """How two parts of people compare."""

    SAME = "same"
    NEAR = "near"
    INITIAL = "initial"
    UNKNOWN = "unknown"
    DIFFERS = "differs"


#: Letters that may be misread in a word, by its length: one from the first on, two from the second.
_ONE_LETTER, _TWO_LETTERS = 4, 9
#: Years by which a year of birth that was told, not read, may be off.
_NEAR_YEARS = 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """How the parts of two people fit, and whether both are known to be of one sex."""

    surname: Fit
    given: Fit
    patronymic: Fit
    birth: Fit

    @property
    def named_alike(self) -> bool:
        """Given name and patronymic could be those of one person."""
        return Fit.DIFFERS not in (self.given, self.patronymic)

    @property
    def fully_named(self) -> bool:
        """Given name and patronymic written out, and both agree."""
        return {self.given, self.patronymic} <= {Fit.SAME, Fit.NEAR}


def compare(one: Person, other: Person) -> Likeness:
    """Hold two people side by side; of different sex they never fit."""
    given = compare_part(one.first_name, other.first_name)
    if one.sex and other.sex and one.sex != other.sex:
        given = Fit.DIFFERS
    return Likeness(
        compare_surname(one.last_name, other.last_name),
        given,
        compare_part(one.patronymic, other.patronymic),
        compare_births(one, other),
    )


def compare_part(one: str, other: str) -> Fit:
    """Two given names or two patronymics, either of which may be an initial."""
    if not one or not other:
        return Fit.UNKNOWN
    if is_initial(one) or is_initial(other):
        same = sound(one[:1]) == sound(other[:1])
        return Fit.INITIAL if same else Fit.DIFFERS
    # Sisters are called Марина and Карина; a capital is seldom misread.
    return _spelled(one, other) if shape(one[0]) == shape(other[0]) else Fit.DIFFERS


def compare_surname(one: str, other: str) -> Fit:
    if not one or not other:
        return Fit.UNKNOWN
    stems = _spelled(stem(one), stem(other))
    # An ending that was misread is not cut off.
    return _spelled(one, other) if stems is Fit.DIFFERS else stems


def _spelled(one: str, other: str) -> Fit:
    """The same word, the same word misread, or another one."""
    heard = sound(one), sound(other)
    if heard[0] == heard[1]:
        return Fit.SAME
    if shape(one) == shape(other):
        return Fit.NEAR
    length = min(map(len, heard))
    misread = (length >= _ONE_LETTER) + (length >= _TWO_LETTERS)
    near = Levenshtein.distance(*heard, score_cutoff=misread) <= misread
    return Fit.NEAR if near else Fit.DIFFERS


def compare_births(one: Person, other: Person) -> Fit:
    """Equal days; a digit misread or day and month changed over; years where no more is known."""
    if one.birth_date and other.birth_date:
        return _compare_days(one.birth_date, other.birth_date)
    if one.year is None or other.year is None:
        return Fit.UNKNOWN
    return Fit.NEAR if abs(one.year - other.year) <= _NEAR_YEARS else Fit.DIFFERS


def _compare_days(one: date, other: date) -> Fit:
    if one == other:
        return Fit.SAME
    turned = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    misread = Levenshtein.distance(f"{one:%d%m%Y}", f"{other:%d%m%Y}") == 1
    return Fit.NEAR if turned or misread else Fit.DIFFERS


def is_plainly_same(one: Person, other: Person) -> bool:
    """Whether two kept people are one without a doubt: whole names equal, births agree.

    Without a patronymic the whole birth date must be known of both.
    """
    if one.partial or other.partial or not one.first_name:
        return False
    if not one.patronymic and not (one.birth_date and other.birth_date):
        return False
    names = [p.full_name.casefold().replace("ё", "е") for p in (one, other)]
    if names[0] != names[1]:
        return False
    if one.birth_date and other.birth_date:
        return one.birth_date == other.birth_date
    return one.year is None or other.year is None or one.year == other.year


def poorer_twins(kept: Family, taken: Family) -> set[tuple[int, int]]:
    """Who is in both families, by family and person: of each two the one of whom less is known."""
    poorer = set()
    for member in taken.members:
        for other in kept.members:
            if is_plainly_same(member.person, other.person):
                less = member.person.birth_date is None or other.person.birth_date is not None
                family, gone = (taken, member) if less else (kept, other)
                poorer.add((family.id, gone.person.id))
    return poorer
