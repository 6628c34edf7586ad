"""Marks that are ink: ticks, crosses, dashes in cells, boxes beside labels, underlined words."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.grid import Rule
from extractors.ink import Ink, ink_of
from extractors.layout import Placed
from extractors.scan_types import Pixels
from extractors.ticks import classify, with_ticks
from extractors.underlines import strokes_under, underlined
from papers.document import CROSS, EMPTY_BOX, TICK, TICKED_BOX

DPI = 200
HEIGHT = 26.0  # of the words around, in pixels
CELL = (300, 100, 420, 150)
STROKES: dict[str, list[list[tuple[float, float]]]] = {
    TICK: [[(0.0, 0.55), (0.3, 1.0), (1.0, 0.0)]],
    "V": [[(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)]],
    "+": [[(0.5, 0.0), (0.5, 1.0)], [(0.0, 0.5), (1.0, 0.5)]],
    CROSS: [[(0.0, 0.0), (1.0, 1.0)], [(1.0, 0.0), (0.0, 1.0)]],
    "-": [[(0.0, 0.5), (0.8, 0.5)]],
}


def page() -> Pixels:
    return np.full((400, 800), 250, np.uint8)


def draw(gray: Pixels, name: str, left: int, top: int, side: int = 24, thick: int = 3) -> None:
    for stroke in STROKES[name]:
        points = np.array([(left + x * side, top + y * side) for x, y in stroke], np.int32)
        cv2.polylines(gray, [points], False, 20, thick, cv2.LINE_AA)


def ruled(gray: Pixels) -> list[Rule]:
    """A row of two cells, drawn, with its rules."""
    left, top, right, bottom = CELL
    lines = [(40, top, right, top), (40, bottom, right, bottom)]
    lines += [(x, top, x, bottom) for x in (40, left, right)]
    for x0, y0, x1, y1 in lines:
        cv2.line(gray, (x0, y0), (x1, y1), 0, 2)
    return [Rule(*map(float, line)) for line in lines]


def word(text: str, x0: float, top: float, wide: float = 90, sure: float = 0.95) -> Placed:
    return Placed(text, x0, top, x0 + wide, top + HEIGHT, sure)


def read(gray: Pixels, rules: list[Rule], *cell: Placed) -> list[str]:
    label = [word("Электричество", 60, 112, 180), word("проведено", 60, 200)]
    return [w.text for w in with_ticks([*label, *cell], rules, ink_of(gray, DPI))][2:]


@pytest.mark.parametrize(
    ("drawn", "told"), [(TICK, TICK), ("V", TICK), ("+", "+"), (CROSS, CROSS), ("-", "-")]
)
@pytest.mark.parametrize("misread", ["", "У", "№", "="])
def test_a_mark_in_a_cell_is_told_by_its_shape(drawn: str, told: str, misread: str) -> None:
    gray = page()
    rules = ruled(gray)
    draw(gray, drawn, 340, 112)
    words = [word(misread, 340, 112, 24, 0.5)] if misread else []
    assert read(gray, rules, *words) == [told]


def test_an_empty_cell_and_an_answer_stay_as_they_are() -> None:
    gray = page()
    rules = ruled(gray)
    assert read(gray, rules) == []
    draw(gray, "+", 340, 112)
    assert read(gray, rules, word("нет", 340, 112)) == ["нет"]
    assert read(gray, rules, word("2", 340, 112, 14)) == ["2"]


@pytest.mark.parametrize("letter", ["A", "O", "B", "T", "8", "0", "F", "E"])
def test_letters_and_figures_are_no_marks(letter: str) -> None:
    picture = np.zeros((60, 60), np.uint8)
    cv2.putText(picture, letter, (8, 48), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 255, 3)
    x, y, wide, tall = cv2.boundingRect(picture)
    shape = (picture[y : y + tall, x : x + wide] > 0).astype(np.uint8)
    assert classify(shape, 40.0) is None


@pytest.mark.parametrize(
    ("mark", "told"), [("", EMPTY_BOX), (TICK, TICKED_BOX), (CROSS, TICKED_BOX)]
)
def test_a_box_beside_a_label_is_empty_or_ticked(mark: str, told: str) -> None:
    gray = page()
    cv2.rectangle(gray, (60, 100), (86, 126), 0, 2)
    if mark:
        draw(gray, mark, 62, 100, 26)
    words = [word("П", 60, 100, 26, 0.4), word("Газ", 100, 100), word("есть", 300, 100)]
    assert sorted(w.text for w in with_ticks(words, [], ink_of(gray, DPI))) == sorted(
        ["Газ", "есть", told]
    )


def test_a_square_inside_a_word_and_a_sure_letter_are_no_boxes() -> None:
    gray = page()
    cv2.rectangle(gray, (60, 100), (86, 126), 0, 2)
    for words in ([word("Павлов", 40, 98, 120)], [word("О", 60, 100, 26, 0.95)]):
        assert with_ticks(words, [], ink_of(gray, DPI)) == words


def test_square_letters_of_a_title_in_spaced_letters_are_no_boxes() -> None:
    gray, title = page(), []
    for place, letter in enumerate("РОВОО"):
        left = 60 + 50 * place
        title.append(word(letter, left, 300, 28, 0.55))
        if letter in "ОВ":
            cv2.rectangle(gray, (left, 300), (left + 26, 326), 20, 2)
    assert read(gray, [], *title) == list("РОВОО")


def test_squares_that_begin_lines_are_no_ticked_boxes() -> None:
    gray = page()
    for top in (100, 160, 220):
        cv2.rectangle(gray, (60, top), (80, top + 20), 0, -1)
    words = [word("Мебель", 100, 98)]
    assert with_ticks(words, [], ink_of(gray, DPI)) == words


def lined(gray: Pixels, words: list[Placed]) -> list[str]:
    ink = ink_of(gray, DPI)
    return [w.text for w in underlined(words, strokes_under(words, ink)) if w.underlined]


CHOICE = [word("тихий,", 60, 100, 90), word("шумный,", 160, 100, 110), word("др.", 280, 100, 40)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ((160, 128, 262, 128), ["шумный,"]),
        ((60, 128, 268, 128), ["тихий,", "шумный,"]),
        ((20, 128, 700, 128), []),  # a line to write on
        ((60, 128, 500, 128), []),  # goes on behind the words
        ((160, 150, 262, 150), []),  # too low
        ((180, 128, 220, 128), []),  # under a part of a word
    ],
)
def test_an_underline_begins_and_ends_with_words(
    line: tuple[int, int, int, int], found: list[str]
) -> None:
    gray = page()
    cv2.line(gray, line[:2], line[2:], 20, 2)
    assert lined(gray, CHOICE) == found


def test_a_ruling_line_of_a_layer_underlines_too() -> None:
    rules = [Rule(160, 127, 262, 128), Rule(10, 300, 700, 301), Rule(160, 10, 161, 400)]
    assert [w.text for w in underlined(CHOICE, rules) if w.underlined] == ["шумный,"]


def test_no_ink_says_nothing() -> None:
    assert strokes_under(CHOICE, Ink(np.zeros((10, 10), np.uint8), 1.0)) == []
