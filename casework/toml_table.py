"""Reading a TOML table key by key: the types are checked, what nobody asked for is a mistake."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from casework.kinds import KINDS

T = TypeVar("T", str, int, bool)
E = TypeVar("E", bound=StrEnum)


class RegionDataError(ValueError):
    """The data of a region are wrong; the Russian message names the file and the place."""


class Table:
    """A TOML table at `where` (for messages). Call `close` when everything was taken."""

    def __init__(self, data: dict[str, object], where: str) -> None:
        self._left = dict(data)
        self.where = where

    @classmethod
    def parse(cls, text: str, where: str) -> Table:
        try:
            return cls(tomllib.loads(text), where)
        except tomllib.TOMLDecodeError as error:
            raise RegionDataError(f"{where}: не читается как TOML: {error}") from error

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, default: T) -> T:
        """The value of `key`, of the type of `default`, which stands in when there is none."""
        value = self._left.pop(key, default)
        # bool is a kind of int for Python, not for the person who wrote the file.
        if type(value) is not type(default):
            raise self.wrong(f"«{key}» — не то значение: {value!r}")
        return value

    def text(self, key: str) -> str:
        """A text that must be there and not blank."""
        value = self.take(key, "")
        if not value.strip():
            raise self.wrong(f"нет обязательного «{key}»")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when there is none."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(f"«{key}» должен быть списком текстов")
        return tuple(value)

    def values(self, key: str) -> frozenset[str | bool]:
        """A list of texts, of yes and no; empty when there is none."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str | bool) for item in value):
            raise self.wrong(f"«{key}» должен быть списком текстов или true, false")
        return frozenset(value)

    def pattern(self, text: str) -> re.Pattern[str]:
        """The regular expression `text`, whatever the case of letters."""
        try:
            return re.compile(text, re.IGNORECASE)
        except re.error as error:
            raise self.wrong(f"плохое выражение «{text}»: {error}") from error

    def day(self, key: str) -> date:
        """A date that must be there, as TOML writes dates: 2026-01-09."""
        value = self._left.pop(key, None)
        if type(value) is not date:  # a moment is a date for Python, too
            raise self.wrong(f"«{key}» должен быть датой вида 2026-01-09")
        return value

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, empty when there is none; each is called by its id or place."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"«{key}» должен быть списком таблиц")
        return tuple(
            Table(item, f"{self.where}, {key} {item.get('id', place)}")
            for place, item in enumerate(value, 1)
        )

    def table(self, key: str) -> Table:
        """The table under `key`, which must be there."""
        value = self._left.pop(key, None)
        if not isinstance(value, dict):
            raise self.wrong(f"«{key}» должен быть таблицей")
        return Table(value, f"{self.where}, {key}")

    def kinds(self, key: str = "kinds") -> frozenset[str]:
        """The kinds of papers under `key`, empty when there are none."""
        kinds = frozenset(self.texts(key))
        if strange := sorted(kinds - KINDS.keys() - {"*"}):
            raise self.wrong(f"нет таких видов бумаг: {', '.join(strange)}")
        return kinds

    def member(self, key: str, members: type[E]) -> E:
        """The member of `members` that `key` names."""
        value = self.text(key)
        try:
            return members(value)
        except ValueError as error:
            raise self.wrong(f"«{key}» бывает {', '.join(members)}, а не «{value}»") from error

    def unique(self, what: str, ids: Iterable[str]) -> None:
        """RegionDataError when one of the `ids` of `what` stands twice."""
        if twice := [one for one, count in Counter(ids).items() if count > 1]:
            raise self.wrong(f"повторяется {what}: {', '.join(twice)}")

    def close(self) -> None:
        """RegionDataError when keys are left that nobody knows."""
        if self._left:
            raise self.wrong(f"неизвестные ключи: {', '.join(sorted(self._left))}")

    def wrong(self, what: str) -> RegionDataError:
        return RegionDataError(f"{self.where}: {what}")
