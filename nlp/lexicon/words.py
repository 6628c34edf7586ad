"""All words that understanding goes by, read once and handed on as a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.forms import load_region
from nlp.kinds.lexicon import KindLexicon
from nlp.lexicon.cues import read_cues
from nlp.lexicon.directory import Directory
from nlp.lexicon.fields import LabelledField, read_fields
from nlp.lexicon.files import LexiconFiles
from nlp.lexicon.signs import read_signs
from nlp.lexicon.strict import known, texts
from nlp.phrases import PhraseSet

_SIGN_LISTS = ("distress_sign", "control_criterion")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The package's words with an office's added.

    `signs` are phrase sets and `cues` expressions by name, `roles` phrases of lemmas by role,
    `fields` what labels announce, `directories` names of places and bodies.
    """

    signs: Mapping[str, PhraseSet]
    cues: Mapping[str, re.Pattern[str]]
    kinds: KindLexicon
    roles: Mapping[str, tuple[str, ...]]
    fields: tuple[LabelledField, ...]
    directories: Mapping[str, Directory]

    @classmethod
    def load(cls, office: Path | None = None) -> Lexicon:
        """From the package's files and those in the folder `office`; LexiconError."""
        files = LexiconFiles(office)
        added = frozenset(files.found())
        kinds = KindLexicon.parse(files.table("kinds"), files.where("kinds"))
        fields = read_fields(files.table("fields"), kinds.kinds, files.where("fields"))
        lexicon = cls(
            signs=read_signs(files.table("signs"), files.where("signs")),
            cues=read_cues(files.table("assertion"), files.where("assertion")),
            kinds=kinds.with_fields(
                {kind: frozenset(f.id for f in fields if f.of(kind)) for kind in kinds.kinds}
            ),
            roles=_roles(files.table("roles"), files.where("roles")),
            fields=fields,
            directories=_directories(files.table("directories"), files.where("directories")),
        )
        if added:
            lexicon._hold_against_package(files)
        return lexicon

    def _hold_against_package(self, files: LexiconFiles) -> None:
        """LexiconError where an office names what the program or the order does not know."""
        own = Lexicon.load()
        lists = load_region("kalmykia").lists
        signs = {item.id for name in _SIGN_LISTS for item in lists[name].items}
        for name, phrases in self.signs.items():
            where = f"{files.where('signs')}, {name}, signs"
            known(phrases.signs.values(), signs, "признаков", where)
        fields = {field.id for field in self.fields}.union(*own.kinds.fields.values())
        for name, sought in self.kinds.fields.items():
            known(sought, fields, "полей", f"{files.where('kinds')}, {name}, fields")
        known(self.cues, own.cues, "записей", files.where("assertion"))
        known(self.roles, own.roles, "ролей", files.where("roles"))
        known(self.directories, own.directories, "справочников", files.where("directories"))


def _roles(table: Mapping[str, Any], where: str) -> Mapping[str, tuple[str, ...]]:
    return {role: texts(table, role, where) for role in table}


def _directories(table: Mapping[str, Any], where: str) -> Mapping[str, Directory]:
    return {name: Directory(texts(table, name, where)) for name in table}
