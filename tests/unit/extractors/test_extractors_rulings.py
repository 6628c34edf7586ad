"""Ruling lines as paper and scanners leave them."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extractors.grid import find_grids
from extractors.rulings import find_rules
from extractors.scan_types import Pixels

DPI = 200
XS, YS = (100, 400, 700, 1100), (200, 260, 320, 420, 480)


def table() -> Pixels:
    """Three columns and four rows in black on white, with letters in the cells."""
    page = np.full((800, 1200), 255, np.uint8)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 2)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS[:-1]:
        for y in YS[:-1]:
            cv2.putText(page, "HTEL", (x + 15, y + 40), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    return page


def askew(page: Pixels) -> Pixels:
    turn = cv2.getRotationMatrix2D((600, 400), 0.4, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (1200, 800), borderValue=255))


def worn(page: Pixels) -> Pixels:
    """A white scratch of 1.5 mm through every rule, between the crossings."""
    page = page.copy()
    for x in XS[:-1]:
        page[:, x + 130 : x + 142] = 255
    for y in YS[:-1]:
        page[y + 24 : y + 36] = 255
    return page


def faint(page: Pixels) -> Pixels:
    return np.maximum(page, 195)


def printed_twice(page: Pixels) -> Pixels:
    return np.minimum(page, np.roll(page, (5, 5), (0, 1)))


@pytest.mark.parametrize("spoil", [table, askew, worn, faint, printed_twice])
def test_a_table_is_found_however_its_lines_are_left(spoil: Callable[..., Pixels]) -> None:
    page = table() if spoil is table else spoil(table())
    [grid] = find_grids(find_rules(page, DPI), 6)
    assert [len(row) for row in grid.rows] == [3, 3, 3, 3]
    first = grid.rows[0][0]
    assert (first.x0, first.top) == pytest.approx((XS[0], YS[0]), abs=6)


def test_boxes_to_tick_in_a_row_do_not_become_one_table() -> None:
    page = np.full((300, 1200), 255, np.uint8)
    for x in range(100, 1000, 90):
        cv2.rectangle(page, (x, 100), (x + 40, 140), 0, 2)
    assert find_grids(find_rules(page, DPI), 6) == []


def test_a_page_without_lines_has_none() -> None:
    page = np.full((300, 900), 255, np.uint8)
    cv2.putText(page, "HTEL HTEL HTEL", (50, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    assert find_rules(page, DPI) == []
