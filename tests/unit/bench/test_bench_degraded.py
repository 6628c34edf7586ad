"""The pages that reading is measured on: known text, one page each, the same from a seed."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from degraded import CLEAN, SPOILT, Condition
from invented_papers import compose, text_of
from reading import error_rate

from making.sheet import printed

EVERY = (*CLEAN, *SPOILT)


def words_printed(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return sorted(document[0].get_textpage().get_text_range().split())


def test_there_are_ten_conditions_beside_the_clean_ones() -> None:
    assert len(SPOILT) == 10
    assert len({condition.name for condition in EVERY}) == len(EVERY)


@pytest.mark.parametrize("seed", range(0, 12, 4))
def test_what_is_printed_is_what_the_truth_says(seed: int) -> None:
    for paper in compose(4, seed):
        assert words_printed(printed(paper)[0]) == sorted(text_of(paper).split())


@pytest.mark.parametrize("condition", EVERY, ids=lambda condition: condition.name)
def test_a_condition_spoils_a_page_in_the_same_way_every_time(condition: Condition) -> None:
    paper, condition = compose(1, seed=7)[0], replace(condition, dpi=60)
    file = condition.picture(paper, seed=7)
    assert file == condition.picture(paper, seed=7)
    with Image.open(io.BytesIO(file)) as picture:
        stated = picture.info.get("dpi")
        assert min(picture.size) > 8 * condition.dpi  # inches of an A4 page
        assert stated is None or round(stated[0]) == condition.dpi
        assert (stated is not None and stated[0] > 1) == condition.states_dpi


def test_other_seeds_give_other_papers() -> None:
    texts = {text_of(paper) for seed in range(20) for paper in compose(4, 4 * seed)}
    assert len(texts) == 80


def test_the_look_of_marks_is_no_error_and_all_that_is_missing_is() -> None:
    truth = "«Дом» – у\tреки,\nкирпич-\nный"
    assert error_rate(truth, '"Дом" - у реки, кирпич-ный') == 0
    assert error_rate(truth, "«Дам» – у реки, кирпич-ный") == pytest.approx(1 / 27, rel=0.05)
    assert error_rate(truth, "") == 1
    assert error_rate("да", "совсем не то, что на листе") == 1
