"""A paper's family held against a kept one: who is who, and what speaks for and against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from casework.family import Family, Member, Role
from casework.resolver.addresses import compare_addresses
from casework.resolver.match import Fit, Likeness, compare

_ALIKE = frozenset({Fit.SAME, Fit.NEAR})


class Tie(StrEnum):
    """What makes two people one, strongest first; from `NAMESAKE` on they are two."""

    BORN = "born"
    BORN_NEAR = "born_near"
    BORN_INITIALS = "born_initials"
    NAMED = "named"
    GIVEN = "given"
    INITIALS = "initials"
    NAMESAKE = "namesake"
    TWIN = "twin"


_STRENGTH = {tie: len(Tie) - place for place, tie in enumerate(Tie)}
_APART = frozenset({Tie.NAMESAKE, Tie.TWIN})
_CHILDREN = frozenset({Role.CHILD})
_PARENTS = frozenset({Role.MOTHER, Role.FATHER})


@dataclass(frozen=True, slots=True)
class Pair:
    """A person of the paper and the member it is held to be (or, by its tie, just not)."""

    said: Member
    kept: Member
    tie: Tie
    likeness: Likeness

    @property
    def renamed(self) -> bool:
        return self.likeness.surname is Fit.DIFFERS

    @property
    def of_other_age(self) -> bool:
        """A child here, grown up there."""
        return (self.said.role in _CHILDREN) != (self.kept.role in _CHILDREN)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` are people found again, `apart` those who only look alike; `strangers` have no one.

    `missed` are parents of the family in whose place the paper names somebody else.
    """

    family: Family
    same: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    strangers: tuple[Member, ...]
    missed: tuple[Member, ...]
    address: Fit

    def features(self) -> dict[str, float]:
        """What the weights are for; counts are capped, as the third likeness adds little."""
        ties = Counter(pair.tie for pair in (*self.same, *self.apart))
        born = ties[Tie.BORN]
        children = sum(member.role in _CHILDREN for member in self.strangers)
        return {
            "bias": 1.0,
            "born": float(min(born, 1)),
            "born_more": float(min(max(born - 1, 0), 2)),
            "born_near": float(min(ties[Tie.BORN_NEAR], 2)),
            "born_initials": float(min(ties[Tie.BORN_INITIALS], 2)),
            "named": float(min(ties[Tie.NAMED], 1)),
            "named_more": float(min(max(ties[Tie.NAMED] - 1, 0), 2)),
            "given": float(min(ties[Tie.GIVEN], 2)),
            "initials": float(min(ties[Tie.INITIALS], 2)),
            "namesake": float(min(ties[Tie.NAMESAKE], 2)),
            "twin": float(min(ties[Tie.TWIN], 1)),
            "renamed": float(min(sum(pair.renamed for pair in self.same), 2)),
            "other_age": float(min(sum(pair.of_other_age for pair in self.same), 1)),
            "strange_children": float(min(children, 2)),
            "other_parents": float(min(len(self.missed), 2)),
            "address_same": float(self.address is Fit.SAME),
            "address_near": float(self.address is Fit.NEAR),
            "address_differs": float(self.address is Fit.DIFFERS),
        }

    @property
    def has_tie(self) -> bool:
        """Somebody is found again, or the address is: without it there is nothing to weigh."""
        return bool(self.same) or self.address is Fit.SAME

    @property
    def weakly_tied(self) -> bool:
        """Nothing but surnames with initials, or one given name, holds the two together."""
        ties = [pair.tie for pair in self.same]
        weak = set(ties) <= {Tie.INITIALS, Tie.GIVEN} and ties.count(Tie.GIVEN) < 2
        return weak and self.address is not Fit.SAME


def hold_against(said: Family, kept: Family) -> Comparison:
    """Pair the paper's people with members, the surest ties first, each person once."""
    pairs = sorted(_pairs(said, kept), key=_surest_first)
    same: list[Pair] = []
    for pair in pairs:
        taken = any(pair.said is one.said or pair.kept is one.kept for one in same)
        if pair.tie not in _APART and not taken:
            same.append(pair)
    found = {id(pair.said) for pair in same}
    apart = {
        id(pair.said): pair for pair in pairs if pair.tie in _APART and id(pair.said) not in found
    }
    strangers = tuple(member for member in said.members if id(member) not in found)
    matched = {id(pair.kept) for pair in same}
    missed = tuple(
        member
        for member in kept.members
        if id(member) not in matched and _replaced(member, strangers)
    )
    address = _best_address(said, kept)
    return Comparison(kept, tuple(same), tuple(apart.values()), strangers, missed, address)


def _surest_first(pair: Pair) -> tuple[int, int, bool]:
    written = sum(
        part is Fit.SAME
        for part in (pair.likeness.surname, pair.likeness.given, pair.likeness.patronymic)
    )
    return -_STRENGTH[pair.tie], -written, pair.of_other_age


def _replaced(member: Member, strangers: tuple[Member, ...]) -> bool:
    """The paper has another mother or father; initials or a lone first name do not tell."""
    if member.role not in _PARENTS:
        return False
    return any(
        other.role is member.role and not compare(other.person, member.person).named_alike
        for other in strangers
    )


def _pairs(said: Family, kept: Family) -> Iterator[Pair]:
    for one in said.members:
        for other in kept.members:
            likeness = compare(one.person, other.person)
            tie = tie_of(likeness)
            if tie is not None:
                yield Pair(one, other, tie, likeness)


def tie_of(likeness: Likeness) -> Tie | None:
    """What the likeness makes of two people; None where nothing holds them together."""
    surname, birth = likeness.surname, likeness.birth
    if not likeness.named_alike:
        twin = birth is Fit.SAME and likeness.given is Fit.DIFFERS and surname in _ALIKE
        return Tie.TWIN if twin and likeness.patronymic in _ALIKE else None
    written = likeness.given in _ALIKE
    if birth is Fit.SAME:
        if written:
            return Tie.BORN
        return Tie.BORN_INITIALS if surname in _ALIKE else None
    if surname is Fit.DIFFERS and not (likeness.fully_named and birth is Fit.NEAR):
        return None
    if birth is Fit.DIFFERS:
        return Tie.NAMESAKE if likeness.fully_named else None
    if written and birth is Fit.NEAR:
        return Tie.BORN_NEAR
    if likeness.fully_named and surname in _ALIKE:
        return Tie.NAMED
    if written:
        return Tie.GIVEN
    return Tie.INITIALS if likeness.given is Fit.INITIAL and surname in _ALIKE else None


def _best_address(said: Family, kept: Family) -> Fit:
    """The best agreement of any address of one with any of the other."""
    fits = {
        compare_addresses(here, there)
        for here in (said.actual_address, said.registration_address)
        for there in (kept.actual_address, kept.registration_address)
    }
    return next(fit for fit in (Fit.SAME, Fit.NEAR, Fit.DIFFERS, Fit.UNKNOWN) if fit in fits)
