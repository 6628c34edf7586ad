"""Fields that a printed label announces: lexicon/fields.toml."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nlp.kinds.lexicon import phrase_pattern
from nlp.lexicon.files import LexiconError
from nlp.lexicon.strict import chance, known, subtable, texts

EVERY = "*"
_KEYS = frozenset({"labels", "type", "kinds", "confidence"})
_ID = re.compile(r"[a-z][a-z0-9_]*")
_DEFAULT = 0.9


class ValueType(StrEnum):
    """What stands behind a label."""

    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    TEXT = "text"
    LINE = "line"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class LabelledField:
    """A field `id` of papers of `kinds` (`*` for all): a value of `type` behind a label."""

    id: str
    label: re.Pattern[str]
    type: ValueType
    kinds: frozenset[str]
    confidence: float

    def of(self, kind: str) -> bool:
        """Whether papers of a kind have the field."""
        return not self.kinds.isdisjoint((kind, EVERY))


def read_fields(
    table: Mapping[str, Any], kinds: Collection[str], where: str
) -> tuple[LabelledField, ...]:
    """The labelled fields; `kinds` are those that there are. LexiconError."""
    return tuple(_field(name, subtable(table, name, where), kinds, where) for name in table)


def _field(name: str, entry: Mapping[str, Any], kinds: Collection[str], file: str) -> LabelledField:
    where = f"{file}, {name}"
    known(entry, _KEYS, "ключей", where)
    own, labels = texts(entry, "kinds", where) or (EVERY,), texts(entry, "labels", where)
    known(own, {*kinds, EVERY}, "видов бумаг", f"{where}, kinds")
    if not _ID.fullmatch(name):
        raise LexiconError(f"{where}: имя поля пишется латинскими строчными буквами")
    if not labels:
        raise LexiconError(f"{where}: нет обязательного «labels»")
    if entry.get("type") not in list(ValueType):
        raise LexiconError(f"{where}, type: бывает {', '.join(ValueType)}")
    return LabelledField(
        name,
        phrase_pattern("|".join(labels)),
        ValueType(entry["type"]),
        frozenset(own),
        chance(entry, "confidence", where, _DEFAULT),
    )
