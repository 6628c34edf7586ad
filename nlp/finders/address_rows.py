"""An address that a form takes apart: a row for the index, the village, the street, the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from casework.field import FieldCandidate
from nlp.layout import Line
from nlp.paper import Paper

FINDER = "address"
RULE = "address-rows"
_CONFIDENCE = 0.9
_LABEL_END = r"\s*(?:\([а-я, ]{1,40}\)|№|номер)?\s*:?"
#: What a row asks for, and the word that belongs before its answer.
_ROWS = tuple(
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
#: So many answered rows, house among them, make an address.
_FEWEST = 3
_REGISTERED = re.compile(r"регистрац|прописк")
_REACH = 120


def find_rows(paper: Paper) -> Iterator[FieldCandidate]:
    """A candidate for every run of rows that together answer for an address."""
    run: list[tuple[Line, str]] = []
    for _, group in groupby(paper.printed, key=lambda line: line.row):
        row = tuple(group)
        word = _asked(row[0])
        if word is None:
            yield from _address(paper, run)
            run = []
        elif len(row) > 1 and any(char.isalnum() for char in row[1].text):
            run.append((row[1], word))
    yield from _address(paper, run)


def _asked(line: Line) -> str | None:
    """The word before the answer when the line asks for a part of an address."""
    return next((word for label, word in _ROWS if label.fullmatch(line.text)), None)


def _address(paper: Paper, run: list[tuple[Line, str]]) -> Iterator[FieldCandidate]:
    if len(run) < _FEWEST or not any(word == "дом " for _, word in run):
        return
    value = ", ".join(
        answer.shown if answer.text.startswith(word.strip()) else word + answer.shown
        for answer, word in run
    )
    start = run[0][0].start
    above = paper.lines.folded[max(0, start - _REACH) : start]
    field = "registration_address" if _REGISTERED.search(above) else "address"
    evidence = tuple(paper.cite(paper.lines, answer.start, answer.stop) for answer, _ in run)
    first, *rest = evidence
    yield FieldCandidate(field, value, first.quote, _CONFIDENCE, (first, *rest), FINDER, RULE)
