"""Addresses as they are compared: the street, the numbers, and letters for want of a street."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from casework.resolver.match import Fit
from casework.resolver.names import shape

_NUMBER = re.compile(r"\d+[а-я]?")
_STREET = re.compile(
    r"\b(?:ул(?:ица|ице)?|пер(?:еулок)?|пр(?:оспект|-кт|-т|оезд|-д)|мкр|микрорайон|бульвар|б-р"
    r"|пл(?:ощадь)?|наб(?:ережная)?|шоссе|тракт|тупик)\b\.?\s*(?P<name>[^,]+)"
)
_HOUSE = re.compile(r"[,\s]*\bд(?:ом)?\b\.?.*$")
#: From how much agreement (0..100) on two streets, or two whole addresses, are one, misread.
_MISREAD_STREET, _SAME_TEXT = 80, 92


@dataclass(frozen=True, slots=True)
class Place:
    """`street` is folded; `numbers` are those of house, building and flat, in order."""

    street: str
    numbers: tuple[str, ...]
    text: str


def place_of(address: str) -> Place:
    """What of an address can be compared; `street` is empty where none is named."""
    text = address.casefold().replace("ё", "е")
    found = _STREET.search(text)
    if found is None:
        return Place("", tuple(_NUMBER.findall(text)), shape(text))
    name = _HOUSE.sub("", found["name"])
    rest = text[found.start("name") + len(name) :]
    return Place(shape(name.strip()), tuple(_NUMBER.findall(rest)), shape(text))


def compare_addresses(one: str, other: str) -> Fit:
    """One place; the same house with a flat unsaid, or misread; another one; unknown."""
    if not one or not other:
        return Fit.UNKNOWN
    here, there = place_of(one), place_of(other)
    if not here.street or not there.street:
        alike = fuzz.token_sort_ratio(here.text, there.text) >= _SAME_TEXT
        return Fit.NEAR if alike and here.numbers == there.numbers else Fit.DIFFERS
    if fuzz.ratio(here.street, there.street) < _MISREAD_STREET:
        return Fit.DIFFERS
    if here.numbers and here.numbers == there.numbers:
        return Fit.SAME
    shared = min(len(here.numbers), len(there.numbers))
    return Fit.NEAR if shared and here.numbers[:shared] == there.numbers[:shared] else Fit.DIFFERS


def address_key(address: str) -> str | None:
    """Street and numbers; None where the address has no street with a number."""
    place = place_of(address)
    if not place.street or not place.numbers:
        return None
    return f"a:{place.street[:40]}:{':'.join(place.numbers[:3])}"
