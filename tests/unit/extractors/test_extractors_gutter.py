from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.grid import Rule
from extractors.gutter import find_gutter, sides
from extractors.layout import Placed
from extractors.scan_types import Pixels

DPI = 100
SIDE = (827, 1169)  # A4


def write_lines(
    page: Pixels, left: int, right: int, top: int = 100, bottom: int = 1050, pitch: int = 24
) -> None:
    """Lines of words of chance lengths between two margins."""
    random = np.random.default_rng(left)
    for y in range(top, bottom, pitch):
        x = left
        while x < right - 12:
            word = min(int(random.integers(20, 80)), right - x)
            for letter in range(x, x + word, 8):
                cv2.rectangle(page, (letter, y), (letter + 4, y + 9), 15, -1)
            x += word + 8


def spread(valley: int = 0) -> Pixels:
    page = np.full((SIDE[1], 2 * SIDE[0]), 250, np.uint8)
    write_lines(page, 100, 740)
    write_lines(page, SIDE[0] + 90, SIDE[0] + 730, top=130, pitch=26)
    if valley:
        page[:, SIDE[0] - 2 : SIDE[0] + 3] = valley
    return page


@pytest.mark.parametrize("fold", [0, 90])
def test_two_facing_pages_are_parted_in_the_gutter(fold: int) -> None:
    gutter = find_gutter(spread(fold), DPI)
    assert gutter is not None
    assert 745 < gutter < SIDE[0] + 85


def test_a_page_that_stands_upright_is_one_page() -> None:
    page = np.full((SIDE[1], SIDE[0]), 250, np.uint8)
    write_lines(page, 90, 380)
    write_lines(page, 450, 740)
    assert find_gutter(page, DPI) is None


def test_a_letter_across_a_landscape_sheet_is_one_page() -> None:
    page = np.full((SIDE[0], SIDE[1]), 250, np.uint8)
    write_lines(page, 90, 450, bottom=200)
    write_lines(page, 700, 1080, bottom=200)
    write_lines(page, 90, 1080, top=260, bottom=740)
    assert find_gutter(page, DPI) is None


@pytest.mark.parametrize("ruled", [True, False])
def test_a_landscape_table_is_one_page(ruled: bool) -> None:
    page = np.full((SIDE[0], SIDE[1]), 250, np.uint8)
    for column in range(90, 1080, 250):
        write_lines(page, column, column + 120, bottom=740)
    if ruled:
        for y in range(90, 760, 48):
            cv2.line(page, (80, y), (1080, y), 0, 2)
    assert find_gutter(page, DPI) is None


def test_an_empty_side_is_no_page() -> None:
    page = np.full((SIDE[1], 2 * SIDE[0]), 250, np.uint8)
    write_lines(page, 100, 740)
    assert find_gutter(page, DPI) is None


def test_words_and_rules_go_to_their_side() -> None:
    left, right = Placed("левая", 10, 0, 60, 10), Placed("правая", 110, 0, 160, 10)
    rules = [Rule(0, 20, 90, 21), Rule(105, 20, 190, 21)]
    assert sides([right, left], rules, 100.0) == [([left], rules[:1]), ([right], rules[1:])]
    assert sides([right, left], rules, None) == [([right, left], rules)]
