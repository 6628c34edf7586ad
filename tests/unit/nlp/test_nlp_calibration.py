"""Scores become probabilities by measured curves: in 0..1, never falling, nothing reordered."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, FoundTable, KindGuess
from nlp.calibration import GENERAL, Calibration, Curve
from papers.document import Document, Method, Page
from papers.evidence import cite

TEXT = "№ 23 и № 24"
FLOW = Document(TEXT, (Page(1, 0, len(TEXT), (), Method.FLOW),))
HALVING = {GENERAL: {"typed": [[0, 0], [1, 0.5]], "pictures": [[0, 0], [1, 0.4]]}}
SHIPPED = Calibration.load()
NAMES = sorted(SHIPPED.typed)

scores = st.floats(0, 1)


def candidate(score: float, field: str = "doc_number", value: str = "23") -> FieldCandidate:
    return FieldCandidate(field, value, value, score, (cite(FLOW, 2, 4),), "test", "one")


@given(st.sampled_from([*NAMES, "no such field"]), scores, scores, st.booleans())
def test_the_shipped_curves_are_probabilities_that_never_fall(
    name: str, one: float, other: float, picture: bool
) -> None:
    low, high = sorted((one, other))
    chances = [SHIPPED.probability(name, score, picture) for score in (low, high)]
    assert 0 <= chances[0] <= chances[1] <= 1


@given(scores, st.booleans())
def test_a_field_without_a_curve_has_the_general_one(score: float, picture: bool) -> None:
    general = SHIPPED.probability(GENERAL, score, picture)
    assert SHIPPED.probability("no such field", score, picture) == general


def test_loading_again_gives_the_same_curves() -> None:
    assert Calibration.load() == SHIPPED
    told = tomllib.loads(files("nlp").joinpath("lexicon/calibration.toml").read_text("utf-8"))
    assert Calibration.of(told) == SHIPPED


@given(st.lists(scores, min_size=1, max_size=5), st.booleans())
def test_order_stays_and_the_others_share_what_the_best_leaves(
    found: list[float], picture: bool
) -> None:
    ranked = sorted(found, reverse=True)
    reading = FieldReading("doc_number", tuple(candidate(score) for score in ranked))
    (calibrated,) = SHIPPED.calibrated(
        Findings(KindGuess("other", 0.9), (reading,)), picture
    ).fields
    chances = [one.confidence for one in calibrated.candidates]
    assert chances == sorted(chances, reverse=True)
    assert all(chances[0] + other <= 1 + 1e-9 for other in chances[1:])


def test_every_value_is_weighed_and_says_so() -> None:
    calibration = Calibration.of(HALVING)
    one = candidate(0.8)
    found = Findings(
        KindGuess("other", 0.8, alternatives=(("court_act", 0.2),)),
        fields=(FieldReading("doc_number", (one,)),),
        people=(FoundPerson(("child",), one, birth_date=one, parts=(one,),
                            name_alternatives=(one,), birth_alternatives=(one,)),),
        signs=(one,),
        marks=(one,),
        tables=(FoundTable("children", ((one,),)),),
        texts=(FieldReading("conclusion", (one,)),),
    )  # fmt: skip
    typed, picture = calibration.calibrated(found, False), calibration.calibrated(found, True)
    (person,) = typed.people
    weighed = (
        typed.fields[0].candidates[0], person.full_name, *person.name_alternatives,
        person.birth_date, *person.birth_alternatives, *person.parts, *typed.signs, *typed.marks,
        typed.tables[0].rows[0][0], typed.texts[0].candidates[0],
    )  # fmt: skip
    assert all(value and value.confidence == pytest.approx(0.4) for value in weighed)
    assert {value.trail[-1].what for value in weighed if value} == {"calibrated"}
    assert typed.kind == replace(found.kind, confidence=0.4, alternatives=(("court_act", 0.1),))
    assert picture.signs[0].confidence == pytest.approx(0.32)
    assert typed.fields[0].best is None, f"below {OFFERED} it is only an alternative"


@pytest.mark.parametrize(
    "points",
    [(), ((0.0, 0.5), (1.0, 0.4)), ((0.5, 0.1), (0.5, 0.2)), ((0.0, -0.1),), ((0.0, 0.2), (1, 2))],
)
def test_a_curve_that_falls_or_leaves_the_range_is_refused(
    points: tuple[tuple[float, float], ...],
) -> None:
    with pytest.raises(ValueError, match=r"points of a curve|scores and probabilities"):
        Curve(points)


def test_between_its_points_a_curve_is_straight_and_beyond_them_level() -> None:
    curve = Curve(((0.2, 0.1), (0.6, 0.5)))
    assert [curve.at(score) for score in (0.0, 0.2, 0.4, 0.6, 1.0)] == pytest.approx(
        [0.1, 0.1, 0.3, 0.5, 0.5]
    )
