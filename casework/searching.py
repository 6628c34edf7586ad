"""Searching what is kept: a query, what can be found by it, a hit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What can be found."""

    DOCUMENT = "document"
    FAMILY = "family"
    LETTER = "letter"


class Where(StrEnum):
    """In what of it; the order is that of hits."""

    NUMBER = "number"
    PEOPLE = "people"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Term:
    """What must stand in a subject: at each place one of several words in normal form.

    Several places are a phrase. With `prefix` the (one) word may go on.
    """

    places: tuple[tuple[str, ...], ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All `terms` must stand in a subject; without any nothing is found."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class SearchSource:
    """What a subject says: its text, names of people, numbers. `pages` are (number, offset)
    of where pages of the text begin. `version` tells when it has changed since.
    """

    subject: Subject
    id: int
    version: int
    text: str
    people: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    kind: str = ""
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A source with its words in normal form, parted by spaces.

    `words` has one for every word of the text; `forms` what else those may be forms of.
    """

    source: SearchSource
    people: str
    numbers: str
    words: str
    forms: str


@dataclass(frozen=True, slots=True)
class Hit:
    """`snippet` is the text about the first word found, with `marks` (start, stop) in it."""

    subject: Subject
    id: int
    where: Where
    kind: str
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    family_id: int | None = None
