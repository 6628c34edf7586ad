"""Values of lexicon tables, each checked for what it must be; LexiconError names its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from nlp.lexicon.files import LexiconError


def subtable(table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    """The table under `key`, empty when there is none."""
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise LexiconError(f"{where}, {key}: здесь должна быть таблица")
    return value


def texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """The list of texts under `key`, none of them blank; empty when there is none."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise LexiconError(f"{where}, {key}: здесь должен быть список текстов")
    return tuple(value)


def weight(table: Mapping[str, Any], key: str, where: str) -> float:
    """The number under `key`."""
    value = table.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise LexiconError(f"{where}, {key}: здесь должно быть число")
    return float(value)


def chance(table: Mapping[str, Any], key: str, where: str, default: float) -> float:
    """The confidence under `key`, above 0 and at most 1."""
    value = weight(table, key, where) if key in table else default
    if not 0 < value <= 1:
        raise LexiconError(f"{where}, {key}: уверенность — число больше 0 и не больше 1")
    return value


def flag(table: Mapping[str, Any], key: str, where: str) -> bool:
    """The true or false under `key`, false when there is none."""
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise LexiconError(f"{where}, {key}: здесь должно быть true или false")
    return value


def pattern(expression: str, where: str) -> re.Pattern[str]:
    """The expression compiled."""
    try:
        return re.compile(expression)
    except re.error as error:
        raise LexiconError(f"{where}: неверное выражение «{expression}»: {error}") from error


def known(ids: Collection[str], allowed: Collection[str], what: str, where: str) -> None:
    """LexiconError when one of `ids` is not among the `allowed`; `what` names them, plural."""
    if strange := sorted(set(ids) - set(allowed)):
        raise LexiconError(f"{where}: нет таких {what}: {', '.join(strange)}")
