"""Figures that are somebody's telephone or register number are no number or date of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from phonenumbers import PhoneNumberMatcher
from stdnum.ru import inn, ogrn

from casework.field import FieldCandidate
from nlp.checks.weighing import fails
from nlp.paper import Paper

NUMBERS = frozenset(
    {"doc_number", "incoming_number", "reply_to_number", "protocol_number", "case_number"}
)
_DATES = frozenset({"doc_date", "incoming_date", "reply_to_date", "protocol_date", "survey_date"})
#: Characters on either side in which a telephone that holds the value may begin or end.
_AROUND = 20
#: «№ 86-11-000972» says itself what it is.
_SIGN = re.compile(r"[№N]\s*$")
_SIGN_REACH = 3
_FIGURES = re.compile(r"\d{10}|\d{12,13}|\d{15}")


def telephone(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """A number or date that lies inside a telephone number of the same line."""
    for candidate in found:
        inside = candidate.field in NUMBERS | _DATES and _in_telephone(paper, candidate)
        yield fails(candidate, f"это часть телефона {inside}", 0.2) if inside else candidate


def _in_telephone(paper: Paper, candidate: FieldCandidate) -> str:
    """The telephone number around the value; empty when there is none."""
    evidence, text = candidate.evidence[0], paper.document.text
    if _SIGN.search(text[max(0, evidence.start - _SIGN_REACH) : evidence.start]):
        return ""
    first = max(text.rfind("\n", 0, evidence.start) + 1, evidence.start - _AROUND)
    end = text.find("\n", evidence.stop)
    last = min(end if end >= 0 else len(text), evidence.stop + _AROUND)
    for match in PhoneNumberMatcher(text[first:last], "RU"):
        if first + match.start < evidence.stop and evidence.start < first + match.end:
            return str(match.raw_string)
    return ""


def registered_number(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """A number that is an organisation's or a person's ИНН or ОГРН by its check digits."""
    for candidate in found:
        value = str(candidate.value)
        if candidate.field not in NUMBERS or not _FIGURES.fullmatch(value):
            yield candidate
        elif inn.is_valid(value):
            yield fails(candidate, "по контрольным цифрам это ИНН", 0.3)
        elif ogrn.is_valid(value):
            yield fails(candidate, "по контрольной цифре это ОГРН", 0.3)
        else:
            yield candidate
