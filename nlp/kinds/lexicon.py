"""The clues and fields of kinds as data: nlp/lexicon/kinds.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from casework.kinds import KINDS
from nlp.layout import letters_of
from nlp.lexicon.files import LexiconError
from nlp.lexicon.strict import known, subtable, texts, weight

_ZONES = ("heading", "letterhead", "addressee", "text", "operative")
#: The marks of a page that may be weighed: nlp/kinds/page.py.
_MARKS = frozenset(
    {"addressee", "citizen", "letter", "letterhead", "ticked_refusal", "uid", "unlettered"}
    | {"untitled"}
)
_KEYS = frozenset({"fields", "title", "subtype", "layout", *_ZONES})


@dataclass(frozen=True, slots=True)
class TitleClue:
    """A title that begins with these letters; `subtype` is what the title says more closely."""

    letters: str
    weight: float
    subtype: str | None = None


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase in one zone of the paper."""

    zone: str
    pattern: re.Pattern[str]
    weight: float


@dataclass(frozen=True, slots=True)
class KindRules:
    """All that speaks for one kind, and the fields that papers of the kind have."""

    id: str
    fields: frozenset[str]
    titles: tuple[TitleClue, ...]
    clues: tuple[Clue, ...]
    layout: Mapping[str, float]


@dataclass(frozen=True)
class KindLexicon:
    """Every kind's rules; a paper whose best sum is below `threshold` is of no known kind."""

    threshold: float
    kinds: Mapping[str, KindRules]

    @cached_property
    def titles(self) -> frozenset[str]:
        """The letters of every title of every kind."""
        return frozenset(clue.letters for kind in self.kinds.values() for clue in kind.titles)

    @classmethod
    def parse(cls, data: Mapping[str, Any], where: str) -> KindLexicon:
        """From the tables of kinds.toml; LexiconError names what in `where` can't be."""
        known(data, ("threshold", "fields", "kind"), "ключей", where)
        sets = {name: texts(data["fields"], name, where) for name in data["fields"]}
        kinds = {
            name: _rules(name, subtable(data["kind"], name, where), sets, f"{where}, {name}")
            for name in data["kind"]
        }
        return cls(weight(data, "threshold", where), kinds)

    @property
    def fields(self) -> Mapping[str, frozenset[str]]:
        """The fields that papers of each kind have."""
        return {name: rules.fields for name, rules in self.kinds.items()}

    def with_fields(self, more: Mapping[str, frozenset[str]]) -> KindLexicon:
        """The same with more fields of some kinds."""
        kinds = {
            name: replace(rules, fields=rules.fields | more.get(name, frozenset()))
            for name, rules in self.kinds.items()
        }
        return replace(self, kinds=kinds)


def _rules(
    name: str, table: Mapping[str, Any], sets: Mapping[str, tuple[str, ...]], where: str
) -> KindRules:
    known(table, _KEYS, "ключей", where)
    listed = texts(table, "fields", where)
    if name not in KINDS and not listed:
        raise LexiconError(f"{where}: нет такого вида бумаг, а у нового должны быть «fields»")
    known({entry[1:] for entry in listed if entry[0] == "@"}, sets, "наборов полей", where)
    subtypes = subtable(table, "subtype", where)
    titles = tuple(
        TitleClue(letters_of(title), sure, subtypes.get(title))
        for title, sure in _weights(table, "title", where)
    )
    clues = tuple(
        Clue(zone, phrase_pattern(phrase), sure)
        for zone in _ZONES
        for phrase, sure in _weights(table, zone, where)
    )
    fields = frozenset(
        field
        for entry in listed
        for field in (sets[entry[1:]] if entry.startswith("@") else [entry])
    )
    layout = dict(_weights(table, "layout", where))
    known(layout, _MARKS, "примет листа", f"{where}, layout")
    return KindRules(name, fields, titles, clues, layout)


def _weights(table: Mapping[str, Any], key: str, where: str) -> Iterator[tuple[str, float]]:
    """Phrases with their weights under `key`."""
    clues = subtable(table, key, where)
    for phrase in clues:
        if not phrase.strip(" |"):
            raise LexiconError(f"{where}, {key}: пустая фраза")
        yield phrase, weight(clues, phrase, f"{where}, {key}")


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """«семь* ... учет*|кдн» as an expression over folded text."""
    return re.compile("|".join(_alternative(part) for part in phrase.split("|")))


def _alternative(phrase: str) -> str:
    phrase = phrase.strip()
    words = [re.escape(word).replace(r"\*", "[а-я]*") for word in phrase.split()]
    joined = r"\s+".join(words).replace(r"\s+\.\.\.\s+", r"\b[^\n]{0,60}?\b")
    head = r"\b" if phrase[0].isalnum() else ""
    return head + joined + (r"\b" if phrase[-1].isalnum() else "")
