"""What a confidence has turned out to be worth: curves measured on papers with known truth.

A rule's confidence is its author's estimate, raised where rules agree and lowered by bad
characters and rivals. As a last step a curve of nlp/lexicon/calibration.toml turns it into the
share of such values that were right. `make bench-calibration` measures the curves.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeAlias

from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, FoundTable, KindGuess

#: The curve for what was measured too seldom to have one of its own.
GENERAL = "general"
#: Curves that several fields share.
KIND, SIGNS, MARKS, CELLS = "kind", "distress_signs", "marks", "cells"

Points: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A probability that never falls while the score rises: straight between its points.

    `points` are (score, probability), both 0..1, scores rising. ValueError where they do not.
    """

    points: Points

    def __post_init__(self) -> None:
        scores, chances = [p[0] for p in self.points], [p[1] for p in self.points]
        rising = all(a < b for a, b in pairwise(scores))
        never_falling = chances == sorted(chances)
        if not (self.points and rising and never_falling):
            raise ValueError("the points of a curve must rise")
        if not all(0 <= number <= 1 for point in self.points for number in point):
            raise ValueError("scores and probabilities are 0..1")

    def at(self, score: float) -> float:
        """The probability at `score`; beyond the last points that of the nearest."""
        index = bisect_right(self.points, score, key=lambda point: point[0])
        if index in (0, len(self.points)):
            return self.points[min(index, len(self.points) - 1)][1]
        (left, low), (right, high) = self.points[index - 1 : index + 1]
        return low + (high - low) * (score - left) / (right - left)


#: What says of a score only what the score says itself.
IDENTITY = Curve(((0.0, 0.0), (1.0, 1.0)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves by field, apart for what was typed and what was recognised from pictures."""

    typed: Mapping[str, Curve] = field(default_factory=lambda: {GENERAL: IDENTITY})
    pictures: Mapping[str, Curve] = field(default_factory=lambda: {GENERAL: IDENTITY})

    @classmethod
    def load(cls) -> Calibration:
        """The curves of nlp/lexicon/calibration.toml; ValueError where one falls."""
        text = files("nlp").joinpath("lexicon/calibration.toml").read_text("utf-8")
        return cls.of(tomllib.loads(text))

    @classmethod
    def of(cls, told: Mapping[str, Mapping[str, Any]]) -> Calibration:
        """Tables by field, each with its points under `typed` and `pictures`."""
        typed, pictures = (
            {name: Curve(tuple((x, y) for x, y in table[key])) for name, table in told.items()}
            for key in ("typed", "pictures")
        )
        return cls(typed, pictures)

    def probability(self, name: str, score: float, picture: bool) -> float:
        """How likely a value of the field called `name` is right that scored `score`."""
        curves = self.pictures if picture else self.typed
        return curves.get(name, curves[GENERAL]).at(score)

    def calibrated(self, findings: Findings, picture: bool) -> Findings:
        """The findings with probabilities for scores; nothing is reordered."""
        weigh = _Scale(self, picture)
        return replace(
            findings,
            kind=weigh.kind(findings.kind),
            fields=tuple(weigh.reading(reading) for reading in findings.fields),
            people=tuple(weigh.person(person) for person in findings.people),
            signs=tuple(weigh.one(sign, SIGNS) for sign in findings.signs),
            marks=tuple(weigh.one(mark, MARKS) for mark in findings.marks),
            tables=tuple(weigh.table(table) for table in findings.tables),
            texts=tuple(weigh.reading(text) for text in findings.texts),
        )


@dataclass(frozen=True, slots=True)
class _Scale:
    """A calibration for one paper."""

    calibration: Calibration
    picture: bool

    def one(self, found: FieldCandidate, name: str, most: float = 1.0) -> FieldCandidate:
        chance = self.calibration.probability(name, found.confidence, self.picture)
        return found.weighed("calibrated", min(most, chance), name)

    def ranked(self, found: tuple[FieldCandidate, ...], name: str) -> tuple[FieldCandidate, ...]:
        """Different values of one thing, best first: the others share what the best leaves."""
        if not found:
            return ()
        first = self.one(found[0], name)
        rest = (self.one(other, name, 1 - first.confidence) for other in found[1:])
        return (first, *rest)

    def reading(self, reading: FieldReading) -> FieldReading:
        return replace(reading, candidates=self.ranked(reading.candidates, reading.field))

    def kind(self, guess: KindGuess) -> KindGuess:
        def chance(score: float) -> float:
            return self.calibration.probability(KIND, score, self.picture)

        sure = chance(guess.confidence)
        rest = tuple((kind, min(1 - sure, chance(score))) for kind, score in guess.alternatives)
        return replace(guess, confidence=sure, alternatives=rest)

    def person(self, person: FoundPerson) -> FoundPerson:
        names = (person.full_name, *person.name_alternatives)
        name, *others = self.ranked(names, person.full_name.field)
        births = (person.birth_date, *person.birth_alternatives) if person.birth_date else ()
        birth, *otherwise = self.ranked(births, "birth_date") or (None,)
        return replace(
            person,
            full_name=name,
            name_alternatives=tuple(others),
            birth_date=birth,
            birth_alternatives=tuple(otherwise),
            parts=tuple(self.one(part, part.field) for part in person.parts),
        )

    def table(self, table: FoundTable) -> FoundTable:
        rows = (tuple(self.one(cell, CELLS) for cell in row) for row in table.rows)
        return replace(table, rows=tuple(rows))
