"""Further parts of a person where printed: birth year, СНИЛС, passport, work, school."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from nlp.identity import find_identity
from nlp.kinship import Person
from nlp.names import NameMention
from nlp.paper import Paper

FINDER = "people"
_SNILS = re.compile(r"(?<!\d)(\d{3})[- ]?(\d{3})[- ]?(\d{3})[- ]?(\d{2})(?!\d)")
_END = r"(?P<value>[^,;\n\t()]{3,90}?)(?=\s*(?:[,;\n\t()]|\.(?:\s|$)|$))"
#: Where a person works or studies; matched after the name, before the next one.
RULES: tuple[tuple[str, str, re.Pattern[str], float], ...] = tuple(
    (name, field, re.compile(pattern + _END), confidence)
    for name, field, pattern, confidence in (
        ("work-label", "workplace", r"место работы[^:\n()]{0,30}:\s*", 0.9),
        ("works-in", "workplace", r"(?<!не )работа(?:ет|ющ[а-я]{2,3})(?: [а-я]+){0,2} в ", 0.85),
        ("study-label", "study_place", r"место (?:учебы|обучения)[^:\n()]{0,30}:\s*", 0.9),
        ("studies-in", "study_place", r"(?:обуча(?:ется|ющ[а-я]{2,5})|учится|посещает) в ", 0.8),
        ("class-of", "study_place", r"класса?\s+(?=[а-я]{2,6}\s*[\"№]|школ|гимнази|лице)", 0.85),
    )
)
_REACH, _REACH_OF_A_PASSPORT = 200, 600
_BLANK = re.compile(r"нет\b|не |сведени|отсутств|_|-$|\d")


def find_particulars(paper: Paper, person: Person) -> Iterator[FieldCandidate]:
    """The parts of a person; the first mention that shows a part gives it."""
    birth = person.birth_year
    if birth and len(birth.value) == 4:
        span = (birth.start, birth.stop)
        yield paper.candidate(
            "birth_year", int(birth.value), paper.prose, span, birth.confidence, FINDER, birth.rule
        )
    shown: set[str] = set()
    for sighting in person.sightings:
        for part in _around(paper, sighting.mention, sighting.until):
            if part.field not in shown:
                shown.add(part.field)
                yield part


def _around(paper: Paper, mention: NameMention, until: int) -> Iterator[FieldCandidate]:
    text = paper.prose.folded
    stop = min(until, mention.stop + _REACH)
    for number in _SNILS.finditer(text, mention.stop, stop):
        if is_snils("".join(number.groups())):
            value = "{}-{}-{} {}".format(*number.groups())
            yield paper.candidate("snils", value, paper.prose, number.span(), 0.97, FINDER, "snils")
    for name, field, pattern, confidence in RULES:
        match = pattern.search(text, mention.stop, stop)
        if match and not _BLANK.match(match["value"]):
            span = match.span("value")
            value = paper.prose.text[slice(*span)].strip()
            yield paper.candidate(field, value, paper.prose, span, confidence, FINDER, name)
    yield from find_identity(paper, mention.stop, min(until, mention.stop + _REACH_OF_A_PASSPORT))


def is_snils(digits: str) -> bool:
    """The check digits of an insurance number (ПФР, постановление № 192п): nine digits and two."""
    if len(digits) != 11 or not digits.isdigit():
        return False
    control = sum(
        int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False)
    )
    return control % 101 % 100 == int(digits[9:])
