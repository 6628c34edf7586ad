from __future__ import annotations

import cv2
import numpy as np

from extractors.layout import Placed
from extractors.leftovers import believable, leftover_page


def line_of_words(page: np.ndarray, top: int) -> list[Placed]:
    """Draw eight words of five letters, 20 pixels high."""
    words = []
    for left in range(100, 900, 100):
        for letter in range(left, left + 80, 16):
            cv2.rectangle(page, (letter, top), (letter + 8, top + 20), 0, -1)
        words.append(Placed("слово", left, top, left + 80, top + 20, 0.9))
    return words


def test_a_line_that_was_passed_over_is_put_on_its_own_page() -> None:
    page = np.full((600, 1000), 255, np.uint8)
    known = line_of_words(page, 100) + line_of_words(page, 140)
    line_of_words(page, 300)
    cv2.line(page, (100, 400), (900, 400), 0, 2)  # a rule is not text
    cv2.circle(page, (700, 500), 80, 0, 6)  # nor is a stamp
    rest = leftover_page(page, known)
    assert rest is not None
    assert (rest[90:170] == 255).all()
    assert (rest[300:320] == 0).sum() == (page[300:320] == 0).sum()
    assert (rest[395:405] == 255).all()


def test_a_page_that_was_read_in_full_leaves_nothing() -> None:
    page = np.full((600, 1000), 255, np.uint8)
    assert leftover_page(page, line_of_words(page, 100)) is None


def test_only_new_and_sure_words_are_believed() -> None:
    known = [Placed("мать", 100, 100, 180, 120, 0.9)]
    found = [
        Placed("отец", 300, 100, 380, 120, 0.9),
        Placed("мат", 110, 101, 170, 119, 0.9),
        Placed("шум", 500, 100, 580, 120, 0.2),
        Placed("—", 700, 100, 780, 120, 0.9),
    ]
    assert [word.text for word in believable(found, known)] == ["отец"]
