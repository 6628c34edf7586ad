"""Places of a page that are to be read once more, and what was read there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from papers.geometry import Box


class Expected(StrEnum):
    """What should stand there: figures alone, or anything."""

    FIGURES = "figures"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a printed line on an upright page: `box` is asked for, `line` stands around it."""

    box: Box
    line: Box
    expected: Expected = Expected.ANYTHING


@dataclass(frozen=True, slots=True)
class Question:
    """What stands at `region` of the page, where `document.text[start:stop]` was read?"""

    page: int
    start: int
    stop: int
    region: Region


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read at the question's region, a text for every way of reading it.

    "" where a way saw nothing; no texts at all where reading broke off.
    """

    question: Question
    texts: tuple[str, ...]


#: Whoever can read regions again; questions come worst first, and only so many are answered.
Ask = Callable[[tuple[Question, ...]], tuple[Answer, ...]]
