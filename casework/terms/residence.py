"""Which place an address names, as far as duties depend on it."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_SETTLEMENT = re.compile(
    r"(?<!\w)(?:г(?:ор(?:од)?)?|п(?:ос(?:[её]лок)?)?|с(?:ело)?|пгт|рп|дер(?:евня)?|ст(?:аница)?"
    r"|х(?:утор)?|аул)\.?\s*([А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?)"
)
_DISTRICT = re.compile(r"([А-ЯЁ][\w-]+)\s+(?:муниципальн\w+\s+)?(?:район|р-н|округ)")
#: Two writings of one name, of ten letters, may differ by a letter or an ending.
_ONE_NAME = 80


def settled_elsewhere(registration: str, actual: str) -> str:
    """The place of registration when it is another one than where the family lives.

    Districts are compared where both addresses name one, else settlements; empty when the places
    are one, or one of them is not known.
    """
    for pattern in (_DISTRICT, _SETTLEMENT):
        there, here = pattern.search(registration), pattern.search(actual)
        if there and here:
            one, other = _folded(there[1]), _folded(here[1])
            return there[1] if fuzz.ratio(one, other) < _ONE_NAME else ""
    return ""


def lies_in(address: str, where: str) -> bool:
    """Whether every word of `where` stands in the address (a street, a village)."""
    words, wanted = _words(address), _words(where)
    return bool(wanted) and wanted <= words


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", _folded(text)))


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
