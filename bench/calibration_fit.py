"""Curves from scores to probabilities, fitted to values whose truth is known.

One general curve is fitted to all values; a field's own begins as the general one and leaves it
as far as the field's values say so. The same fit takes confirmed reviews: what was proposed with
which score, and whether the specialist kept it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from casework.field import OFFERED
from nlp.calibration import GENERAL, Points

#: A field with fewer values has no curve of its own; with more than the second its curve takes
#: any rising shape, between them a logistic one.
FEW, MANY = 30, 500
#: The general curve counts in a field's own as much as so many of its values.
PRIOR = 30.0
#: Nothing that was measured on some hundreds of papers is surer, or less sure, than this.
LEAST, MOST = 0.01, 0.99
#: Fields whose value is never hidden among the alternatives for the sake of precision.
NEVER_HIDDEN = frozenset({"threat_to_life"})
#: The scores at which curves are written down.
GRID = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 1.0)

Numbers = NDArray[np.float64]
#: From scores, and whether each is of a picture, to probabilities.
Chances = Callable[[Numbers, Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Rated:
    """A value that was proposed: its score before calibration, and whether it was right.

    `paper` keeps its conditions together: a value that is wrong in one is wrong in the others.
    `weight` is what the paper counts beside others.
    """

    field: str
    score: float
    right: bool
    picture: bool = False
    paper: str = ""
    condition: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """The curves of a field for typed text and for pictures, and on how many values they rest."""

    values: int
    wrong: int
    shape: str
    typed: Points
    pictures: Points


def fit(values: Sequence[Rated]) -> dict[str, Fitted]:
    """The general curve and those of the fields that have enough values; ValueError on none."""
    rated = _once_a_paper(values)
    chances = _general(rated)
    curves = {GENERAL: _fitted(rated, "logistic", chances)}
    by_field: dict[str, list[Rated]] = defaultdict(list)
    for one in rated:
        by_field[one.field].append(one)
    for field, own in sorted(by_field.items()):
        if len(own) >= FEW:
            shape = "logistic" if len(own) <= MANY else "isotonic"
            curves[field] = _fitted(own, shape, _field(own, shape, chances), field in NEVER_HIDDEN)
    return curves


def _once_a_paper(values: Sequence[Rated]) -> list[Rated]:
    """The values with the weight of a paper shared out among its conditions."""
    conditions: dict[str, set[str]] = defaultdict(set)
    for one in values:
        conditions[one.paper].add(one.condition)
    return [replace(one, weight=one.weight / len(conditions[one.paper])) for one in values]


def _general(rated: Sequence[Rated]) -> Chances:
    """A logistic curve over all values, apart for pictures by a shift; never falling."""
    scores, pictures, right, weights = _columns(rated)
    if len(set(right)) < 2:
        raise ValueError("a fit needs values that were right and values that were wrong")
    model = LogisticRegression(C=10.0)
    model.fit(_features(scores, pictures), right, weights)
    return _never_falling(lambda s, p: model.predict_proba(_features(s, p))[:, 1])


def _field(own: Sequence[Rated], shape: str, general: Chances) -> Chances:
    """The field's own values, and the general curve as so many values more at the same scores."""
    scores, pictures, right, weights = _columns(own)
    expected = general(scores, pictures)
    prior = np.full(len(own), PRIOR / len(own))
    x = _logit(np.tile(expected, 3))
    y = np.concatenate([right, np.ones(len(own)), np.zeros(len(own))])
    w = np.concatenate([weights, prior * expected, prior * (1 - expected)])
    if shape == "isotonic":
        curve = IsotonicRegression(y_min=LEAST, y_max=MOST, out_of_bounds="clip").fit(x, y, w)
        return lambda s, p: curve.predict(_logit(general(s, p)))
    model = LogisticRegression(C=10.0).fit(x[:, None], y, w)
    return _never_falling(lambda s, p: model.predict_proba(_logit(general(s, p))[:, None])[:, 1])


def _never_falling(chances: Chances) -> Chances:
    """The mean chance instead of a curve that falls: then the score says nothing."""
    ends = np.array([0.0, 1.0])

    def rising(scores: Numbers, pictures: Numbers) -> Numbers:
        low, high = chances(ends, np.full(2, pictures[0] if len(pictures) else 0.0))
        if low <= high:
            return chances(scores, pictures)
        return np.full(len(scores), (low + high) / 2)

    return rising


def _fitted(
    own: Sequence[Rated], shape: str, chances: Chances, never_hidden: bool = False
) -> Fitted:
    typed, pictures = (_points(chances, float(picture), never_hidden) for picture in (0, 1))
    return Fitted(len(own), sum(not one.right for one in own), shape, typed, pictures)


def _points(chances: Chances, picture: float, never_hidden: bool) -> Points:
    scores = np.array(GRID)
    found = np.clip(chances(scores, np.full(len(GRID), picture)), LEAST, MOST)
    if never_hidden:
        found = np.where(scores >= OFFERED, np.maximum(found, OFFERED), found)
    return tuple(zip(GRID, (round(float(chance), 3) for chance in found), strict=True))


def _columns(rated: Iterable[Rated]) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    table = [(one.score, one.picture, one.right, one.weight) for one in rated]
    scores, pictures, right, weights = np.array(table, dtype=np.float64).T
    return scores, pictures, right, weights


def _features(scores: Numbers, pictures: Numbers) -> Numbers:
    return np.column_stack([_logit(scores), pictures])


def _logit(chances: Numbers) -> Numbers:
    kept = np.clip(chances, LEAST, MOST)
    return np.log(kept / (1 - kept))


def as_tables(curves: Mapping[str, Fitted]) -> dict[str, dict[str, Points]]:
    """The curves as nlp.calibration takes them."""
    return {
        name: {"typed": fitted.typed, "pictures": fitted.pictures}
        for name, fitted in curves.items()
    }


def as_toml(curves: Mapping[str, Fitted]) -> str:
    """The curves as they are kept, the general one first."""
    lines: list[str] = []
    for name in sorted(curves, key=lambda name: (name != GENERAL, name)):
        fitted = curves[name]
        lines += [
            "",
            f"[{name}]",
            f"values = {fitted.values}",
            f"wrong = {fitted.wrong}",
            f'shape = "{fitted.shape}"',
            f"typed = {_written(fitted.typed)}",
            f"pictures = {_written(fitted.pictures)}",
        ]
    return "\n".join(lines) + "\n"


def _written(points: Points) -> str:
    return "[" + ", ".join(f"[{score:g}, {chance:g}]" for score, chance in points) + "]"
