"""An address that a form takes apart: the index, the village, the street, the house by themselves.

As rows of a table («улица | Мира») or one after the other on a line («улица Мира  дом № 5»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casework.field import FieldCandidate
from nlp.paper import Paper

FINDER = "address"
RULE = "address-rows"
_CONFIDENCE = 0.9
_LABEL_END = r"\b\s*(?:\([а-я, ]{1,40}\)|№|номер)?\s*:?\s*"
#: What a place of the form asks for, and the word that belongs before its answer.
_PLACES = tuple(
    (re.compile(pattern + _LABEL_END), word)
    for pattern, word in (
        (r"(?:почтовый )?индекс", ""),
        (r"(?:республика|область|край|регион|субъект(?: рф| российской федерации)?)", ""),
        (r"(?:муниципальный )?(?:район|округ)", ""),
        (r"(?:город|населенный пункт|село|поселок|пгт|деревня|станица|аул)", ""),
        (r"(?:улица|проспект|переулок|микрорайон)", "улица "),
        (r"дом", "дом "),
        (r"(?:корпус|строение)", "корпус "),
        (r"(?:квартира|комната)", "квартира "),
    )
)
#: So many answers, the house among them, make an address.
_FEWEST = 3
_REGISTERED = re.compile(r"регистрац|прописк")
_REACH = 120


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer at `start:stop` of the lines view; `word` belongs before it."""

    start: int
    stop: int
    word: str

    def printed(self, text: str) -> str:
        answer = " ".join(text[self.start : self.stop].split())
        return (
            answer if answer.lower().startswith(self.word.strip() or "\0") else self.word + answer
        )


def find_rows(paper: Paper) -> Iterator[FieldCandidate]:
    """A candidate for every run of places that together answer for an address."""
    run: list[_Answer] = []
    asked: tuple[int, str] | None = None
    seen: set[str] = set()
    for line in paper.printed:
        if asked and asked[0] == line.row:
            if _filled(line.text):
                run.append(_Answer(line.start, line.stop, asked[1]))
            asked = None
            continue
        place = _place(line.text)
        if place is None or (place[1] and place[1] in seen):  # a second street: another address
            yield from _address(paper, run)
            run, asked, seen = [], None, set()
        if place:
            label, word = place
            seen.add(word)
            if _filled(line.text[label:]):
                run.append(_Answer(line.start + label, line.stop, word))
            asked = None if line.text[label:] else (line.row, word)
    yield from _address(paper, run)


def _place(text: str) -> tuple[int, str] | None:
    """Length of the label that the text begins with, and the word for its answer."""
    found = ((label.match(text), word) for label, word in _PLACES)
    return next(((match.end(), word) for match, word in found if match), None)


def _filled(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _address(paper: Paper, run: list[_Answer]) -> Iterator[FieldCandidate]:
    if len(run) < _FEWEST or not any(answer.word == "дом " for answer in run):
        return
    above = paper.lines.folded[max(0, run[0].start - _REACH) : run[0].start]
    field = "registration_address" if _REGISTERED.search(above) else "address"
    first, *rest = (paper.cite(paper.lines, answer.start, answer.stop) for answer in run)
    value = ", ".join(answer.printed(paper.lines.text) for answer in run)
    yield FieldCandidate(field, value, first.quote, _CONFIDENCE, (first, *rest), FINDER, RULE)
