"""Curves fitted to judged values: near the truth, near the general one where data are few."""

from __future__ import annotations

import random
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from calibration import calibration_error, out_of_fold, silent, sure, tenths
from calibration_fit import FEW, MANY, Rated, as_tables, as_toml, fit

from nlp.calibration import GENERAL, Calibration

SCORES = (0.3, 0.55, 0.7, 0.85, 0.93, 0.97)


def made(field: str, count: int, share: float, seed: int = 1, **more: bool) -> list[Rated]:
    """Values of papers of their own that are right as often as `share` of their score."""
    chance = random.Random(seed)
    drawn = ((chance.choice(SCORES), i) for i in range(count))
    return [
        Rated(field, score, chance.random() < share * score, paper=f"{seed}/{i}", **more)
        for score, i in drawn
    ]


def curves(rated: list[Rated]) -> Calibration:
    return Calibration.of(as_tables(fit(rated)))


def test_a_curve_says_how_often_values_of_the_score_were_right() -> None:
    calibration = curves(made("issuer", 4000, 0.8))
    for score in SCORES:
        assert calibration.probability("issuer", score, False) == pytest.approx(
            0.8 * score, abs=0.08
        )


def test_pictures_are_told_apart() -> None:
    calibration = curves(made("issuer", 2000, 1.0) + made("uid", 2000, 0.6, 2, picture=True))
    typed, picture = (calibration.probability(GENERAL, 0.9, p) for p in (False, True))
    assert typed > picture + 0.1


def test_a_field_with_few_values_has_no_curve_of_its_own() -> None:
    fitted = fit(made("issuer", 300, 0.9) + made("uid", FEW - 1, 0.2, 2) + made("consent", FEW, 1))
    assert set(fitted) == {GENERAL, "issuer", "consent"}
    assert fitted["issuer"].shape == "logistic"


def test_few_wrong_values_move_a_field_less_than_many() -> None:
    others = made("issuer", 2000, 1.0)
    few = curves(others + made("uid", FEW, 0.4, 2)).probability("uid", 0.93, False)
    many = curves(others + made("uid", MANY, 0.4, 2)).probability("uid", 0.93, False)
    general = curves(others).probability(GENERAL, 0.93, False)
    assert many < few < general


def test_a_paper_in_many_conditions_counts_once() -> None:
    others = made("issuer", 400, 1.0)
    wrong = [Rated("uid", 0.9, False, paper="x/1", condition=str(i)) for i in range(40)]
    right = [Rated("uid", 0.9, True, paper=f"x/{i + 2}") for i in range(40)]
    assert curves(others + wrong + right).probability("uid", 0.9, False) > 0.8


def test_danger_is_never_hidden_among_the_alternatives() -> None:
    calibration = curves(made("issuer", 500, 1.0) + made("threat_to_life", 100, 0.1, 2))
    assert calibration.probability("threat_to_life", 0.5, False) >= 0.5
    assert calibration.probability("threat_to_life", 0.4, False) < 0.5


def test_what_is_written_is_read_as_the_same_curves() -> None:
    fitted = fit(made("issuer", MANY + 1, 0.9) + made("uid", 100, 0.6, 2))
    assert fitted["issuer"].shape == "isotonic"
    assert Calibration.of(tomllib.loads(as_toml(fitted))) == Calibration.of(as_tables(fitted))


def test_only_right_values_are_nothing_to_fit_to() -> None:
    with pytest.raises(ValueError, match="right and values that were wrong"):
        fit([Rated("uid", 0.9, True)])


@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(SCORES), st.booleans(), st.booleans()), min_size=31))
def test_curves_never_fall_whatever_was_right(judged: list[tuple[float, bool, bool]]) -> None:
    always = [Rated("issuer", 0.9, True), Rated("issuer", 0.2, False)]
    fitted = fit([*always, *(Rated("uid", s, r, p) for s, r, p in judged)])
    calibration = Calibration.of(as_tables(fitted))  # refuses curves that fall or leave 0..1
    assert calibration.typed.keys() == {GENERAL, "uid"}


def test_papers_are_judged_by_curves_that_have_not_seen_them() -> None:
    rated = made("issuer", 600, 0.9)
    judged = out_of_fold(rated)
    assert sorted(one.rated.paper for one in judged) == sorted(one.paper for one in rated)
    assert calibration_error(judged) < 0.08
    changed = out_of_fold([replace(rated[0], right=not rated[0].right), *rated[1:]])
    before, after = (
        next(one.chance for one in some if one.rated.paper == rated[0].paper)
        for some in (judged, changed)
    )
    assert before == after


def test_figures_of_judged_values() -> None:
    rated = made("issuer", 400, 1.0)
    judged = out_of_fold(rated)
    assert sum(tenth.values for tenth in tenths(judged)) == 400
    assert 0 <= silent(judged) <= 1
    assert sure(judged) <= sum(one.chance >= 0.9 for one in judged) / 400
