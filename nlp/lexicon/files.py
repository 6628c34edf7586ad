"""Lexicon files: the package's own, then the office's of the same name, which adds to it.

One rule for all: tables are merged by key, lists are appended, anything else is replaced. A text
of words (`parted`) is a list of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

#: The files that an office may add to; for those that hold texts of words, what parts these.
NAMES: Mapping[str, str] = {
    "assertion": "",
    "directories": r"\n",
    "fields": "",
    "kinds": "",
    "roles": r"[|\n]",
    "signs": "",
}
_SUFFIX = ".toml"


class LexiconError(ValueError):
    """Words can't be used as they stand; the Russian message names the file and the key."""


@dataclass(frozen=True, slots=True)
class LexiconFiles:
    """Where words are read from; `office` is its folder, None or missing for none."""

    office: Path | None = None

    def table(self, name: str) -> dict[str, Any]:
        """The package's table of that name with the office's added; LexiconError."""
        own = (files("nlp") / "lexicon" / f"{name}{_SUFFIX}").read_text("utf-8")
        table = _listed(tomllib.loads(own), NAMES[name])
        return added(table, _listed(self.added(name), NAMES[name]), self.where(name))

    def added(self, name: str) -> dict[str, Any]:
        """What the office's file of that name holds; LexiconError when it can't be read."""
        path = self.office / f"{name}{_SUFFIX}" if self.office else None
        if path is None or not path.exists():
            return {}
        try:
            return tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise LexiconError(f"{path}: не читается как TOML: {error}") from error

    def found(self) -> Iterator[str]:
        """Names of the office's files; LexiconError for one that nothing would ever read."""
        paths = sorted(self.office.iterdir()) if self.office and self.office.is_dir() else []
        for path in paths:
            if path.suffix != _SUFFIX:
                continue
            if path.stem not in NAMES:
                known = ", ".join(f"{name}{_SUFFIX}" for name in NAMES)
                raise LexiconError(f"{path}: такого словаря нет. Бывают: {known}.")
            yield path.stem

    def where(self, name: str) -> str:
        """What messages call the file of that name: the office's, if it has one."""
        path = self.office / f"{name}{_SUFFIX}" if self.office else None
        return str(path) if path and path.exists() else f"nlp/lexicon/{name}{_SUFFIX}"


def added(table: Mapping[str, Any], more: Mapping[str, Any], where: str) -> dict[str, Any]:
    """`table` with `more` added to it; LexiconError where one holds what the other can't."""
    return {
        key: _value(table.get(key), more.get(key), f"{where}, {key}") for key in {**table, **more}
    }


def _value(own: Any, more: Any, where: str) -> Any:
    if own is None or more is None:
        return more if own is None else own
    kinds = [float if isinstance(value, int) else type(value) for value in (own, more)]
    if kinds[0] is not kinds[1] or isinstance(own, bool) is not isinstance(more, bool):
        raise LexiconError(f"{where}: здесь должно быть {_CALLED[type(own)]}")
    if isinstance(own, dict):
        return added(own, more, where)
    return [*own, *more] if isinstance(own, list) else more


_CALLED = {
    bool: "true или false",
    dict: "таблица",
    float: "число",
    int: "число",
    list: "список",
    str: "текст",
}


def _listed(table: Mapping[str, Any], parted: str) -> dict[str, Any]:
    """The table with its texts of words as lists of them."""
    return {key: _words(value, parted) for key, value in table.items()}


def _words(value: Any, parted: str) -> Any:
    if not parted or not isinstance(value, str):
        return value
    return [word.strip() for word in re.split(parted, value) if word.strip()]
