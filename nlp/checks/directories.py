"""Places and bodies held against the local directories, which an office may add to.

An entry that stands there letter for letter makes a value surer. A recognised word that is one
letter off an entry keeps its value; the entry becomes an alternative beside it, never offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from casework.field import OFFERED, FieldCandidate
from nlp.addresses import names_of
from nlp.checks.weighing import STEP, agrees, fails
from nlp.paper import Paper

_ADDRESSES = frozenset({"address", "registration_address"})
_BODIES = frozenset({"issuer", "responsible_body"})
#: Shorter names are one letter off too many others.
_SHORTEST = 5
#: How sure an entry is that was not read; below what is offered.
_NEVER_OFFERED = OFFERED - 0.1


def listed(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """Settlements and streets of addresses, bodies: found, nearly found, or unknown."""
    for candidate in found:
        for directory, name in _names(candidate):
            entries = paper.lexicon.directories[directory]
            if name in entries:
                candidate = agrees(candidate, f"есть в справочнике: {name}", 0.8)
            elif paper.document.scanned and len(name) >= _SHORTEST:
                near = [entry for entry in entries.near(name) if not _inflected(name, entry)]
                if near:
                    told = ", ".join(near)
                    candidate = fails(candidate, f"в справочнике похожее: {told}", 0.95)
                    yield from (_instead(candidate, name, entry) for entry in near)
        yield candidate


def _names(candidate: FieldCandidate) -> Iterator[tuple[str, str]]:
    """(directory, name) of what the value holds, as printed."""
    if candidate.field in _ADDRESSES:
        yield from names_of(str(candidate.value))
    elif candidate.field in _BODIES:
        yield "bodies", str(candidate.value)


def _inflected(name: str, entry: str) -> bool:
    """«Сургуте» is Сургут in another case, no slip of the reader."""
    return name[:-1] in (entry, entry[:-1]) or name == entry[:-1]


def _instead(candidate: FieldCandidate, name: str, entry: str) -> FieldCandidate:
    value = str(candidate.value).replace(name, entry)
    sure = min(_NEVER_OFFERED, candidate.confidence)
    other = replace(candidate, value=value, confidence=sure, trail=(), rule="directory")
    return other.weighed(STEP, round(sure * 0.99, 3), f"по справочнику вместо «{name}»")
