"""The clues and fields of kinds as data: nlp/lexicon/kinds.toml, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from nlp.layout import letters_of

_ZONES = ("heading", "letterhead", "addressee", "text", "operative")


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
    def load(cls) -> KindLexicon:
        text = files("nlp").joinpath("lexicon/kinds.toml").read_text("utf-8")
        return cls.parse(tomllib.loads(text))

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> KindLexicon:
        """From the tables of kinds.toml; KeyError for an unknown set of fields."""
        sets: Mapping[str, list[str]] = data["fields"]
        kinds = {name: _rules(name, table, sets) for name, table in data["kind"].items()}
        return cls(float(data["threshold"]), kinds)


def _rules(name: str, table: Mapping[str, Any], sets: Mapping[str, list[str]]) -> KindRules:
    subtypes = table.get("subtype", {})
    titles = tuple(
        TitleClue(letters_of(title), weight, subtypes.get(title))
        for title, weight in table.get("title", {}).items()
    )
    clues = tuple(
        Clue(zone, _phrase(phrase), weight)
        for zone in _ZONES
        for phrase, weight in table.get(zone, {}).items()
    )
    fields = frozenset(
        field
        for entry in table["fields"]
        for field in (sets[entry[1:]] if entry.startswith("@") else [entry])
    )
    return KindRules(name, fields, titles, clues, table.get("layout", {}))


def _phrase(phrase: str) -> re.Pattern[str]:
    """«семь* ... учет*|кдн» as an expression over folded text."""
    return re.compile("|".join(_alternative(part) for part in phrase.split("|")))


def _alternative(phrase: str) -> str:
    words = [re.escape(word).replace(r"\*", "[а-я]*") for word in phrase.split()]
    joined = r"\s+".join(words).replace(r"\s+\.\.\.\s+", r"\b[^\n]{0,60}?\b")
    head = r"\b" if phrase[0].isalnum() else ""
    return head + joined + (r"\b" if phrase.strip()[-1].isalnum() else "")
