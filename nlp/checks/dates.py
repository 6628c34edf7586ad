"""Dates held against the day of the week beside them and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from casework.field import FieldCandidate
from nlp.checks.weighing import agrees, fails
from nlp.paper import Paper

_DATED = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен")
_BEFORE = re.compile(rf"\b(?P<day>{'|'.join(_DAYS)})[а-я]{{0,3}}[\s,(-]{{1,4}}$")
_AFTER = re.compile(rf"[\s,(-]{{1,4}}(?P<day>{'|'.join(_DAYS)})[а-я]{{0,3}}\b")
_REACH = 20
#: Fields whose day can't come before the paper's own, with why; and those that can't come after.
_NOT_BEFORE = {
    "effective_date": "в силу вступает не раньше, чем вынесено",
    "reply_due": "ответа ждут не раньше, чем написано",
    "incoming_date": "регистрируют не раньше, чем написано",
}
_NOT_AFTER = {"reply_to_date": "отвечают на то, что написано раньше"}
#: How sure the paper's own date must be to be held against.
_FIRM = 0.8


def weekday(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """«17 марта 2025 года (понедельник)», «в среду, 19.03.2025»."""
    for candidate in found:
        named = _named_day(paper, candidate) if _DATED.fullmatch(str(candidate.value)) else None
        if named is None:
            yield candidate
        elif date.fromisoformat(str(candidate.value)).weekday() == named:
            yield agrees(candidate, "день недели рядом — тот же")
        else:
            yield fails(candidate, "день недели рядом — другой", 0.6)


def _named_day(paper: Paper, candidate: FieldCandidate) -> int | None:
    evidence, text = candidate.evidence[0], paper.document.text
    before = text[max(0, evidence.start - _REACH) : evidence.start].lower()
    after = text[evidence.stop : evidence.stop + _REACH].lower()
    match = _AFTER.match(after) or _BEFORE.search(before)
    return _DAYS.index(match["day"]) if match else None


def in_order(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """What comes into force, is answered or registered, and when the paper was written."""
    candidates = tuple(found)
    own = max(
        (c for c in candidates if c.field == "doc_date"),
        key=lambda c: c.confidence,
        default=None,
    )
    for candidate in candidates:
        reason = _out_of_order(candidate, own) if own and own.confidence >= _FIRM else ""
        yield fails(candidate, reason, 0.6) if reason else candidate


def _out_of_order(candidate: FieldCandidate, own: FieldCandidate) -> str:
    """Why the two days can't both be right; empty when they can."""
    if candidate.field in _NOT_BEFORE and str(candidate.value) < str(own.value):
        return _NOT_BEFORE[candidate.field]
    if candidate.field in _NOT_AFTER and str(candidate.value) > str(own.value):
        return _NOT_AFTER[candidate.field]
    return ""
