"""Nominatives of oblique cases, on the names of `make bench-names`, 500 of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from declined_names import CASES, Declined, generated

from nlp.nominative import Reading, readings

NAMES = 500
TARGET = 0.97


def likeliest(name: Declined, case: str, transform: Callable[[str], str] = str) -> Reading:
    return readings(*map(transform, name.parts[case]))[0]


def share(transform: Callable[[str], str]) -> tuple[float, list[str], Counter[str]]:
    """(share of oblique forms led back to their nominative, failures, failures by class)."""
    right, failures, classes = 0, [], Counter[str]()
    for name in generated(NAMES, seed=20250314):
        for case in CASES[1:]:
            got = likeliest(name, case, transform).full
            if got == transform(name.full("nom")):
                right += 1
            else:
                failures.append(f"{name.full(case)} -> {got}, want {name.full('nom')}")
                classes[name.kind] += 1
    return right / (5 * NAMES), failures, classes


@pytest.mark.parametrize("fold_yo", [False, True], ids=["with ё", "ё as е"])
def test_oblique_cases_lead_back_to_the_nominative(
    fold_yo: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    transform = (lambda text: text.replace("ё", "е")) if fold_yo else str
    figure, failures, classes = share(transform)
    with capsys.disabled():
        print(f"\nnominatives of {NAMES} names in five oblique cases: {figure:.4f}", dict(classes))
    assert figure >= TARGET, "\n".join(failures[:40])


def test_nominatives_stay_nominatives() -> None:
    names = list(generated(NAMES, seed=7))
    kept = sum(likeliest(name, "nom").full == name.full("nom") for name in names)
    assert kept / NAMES >= 0.99


def test_weights_are_probabilities() -> None:
    for name in generated(120, seed=11):
        for case in CASES:
            weights = [reading.weight for reading in readings(*name.parts[case])]
            assert sum(weights) <= 1.0 + 1e-9
            assert weights == sorted(weights, reverse=True)
