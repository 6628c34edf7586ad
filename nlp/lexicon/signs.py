"""The phrase sets of lexicon/signs.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nlp.lexicon.files import LexiconError
from nlp.lexicon.strict import chance, flag, known, pattern, subtable, texts
from nlp.phrases import PhraseSet

#: Who may do what a sign tells of: nlp.holders.Holder and anybody.
HOLDERS = frozenset({"mother", "father", "parents", "adult", "child", "unknown", "any"})
_KEYS = frozenset({"signs", "phrases", "confidence", "unless", "repeated", "victim", "child"})
_HALF = r"(?!\S+\?(?:\s|$))(?:@нет|[^\s~<>@]+)(?:\s+(?:~\d|@нет|[^\s~<>@]+))*"
_PHRASE = re.compile(rf"{_HALF}(?:\s+<\d>\s+{_HALF})?")
_DEFAULT = 0.85


def read_signs(table: Mapping[str, Any], where: str) -> Mapping[str, PhraseSet]:
    """The sets by name; LexiconError names the set and key that can't be."""
    return {name: _phrase_set(name, subtable(table, name, where), where) for name in table}


def _phrase_set(name: str, entry: Mapping[str, Any], file: str) -> PhraseSet:
    where = f"{file}, {name}"
    known(entry, _KEYS, "ключей", where)
    phrases = texts(entry, "phrases", where)
    for phrase in phrases:
        if not _PHRASE.fullmatch(phrase.strip()):
            raise LexiconError(f"{where}, phrases: «{phrase}» — не фраза; начните ее словом")
    return PhraseSet(
        name,
        _signs(entry, where),
        phrases,
        chance(entry, "confidence", where, _DEFAULT),
        tuple(pattern(unless, f"{where}, unless") for unless in texts(entry, "unless", where)),
        flag(entry, "repeated", where),
        flag(entry, "victim", where),
        flag(entry, "child", where),
    )


def _signs(entry: Mapping[str, Any], where: str) -> Mapping[str, str]:
    """The sign by its holder."""
    signs = entry.get("signs")
    if isinstance(signs, str):
        return {"any": signs}
    if not isinstance(signs, Mapping) or not all(isinstance(v, str) for v in signs.values()):
        raise LexiconError(f"{where}, signs: нужен признак или таблица признаков по лицам")
    known(signs, HOLDERS, "лиц", f"{where}, signs")
    return dict(signs)
