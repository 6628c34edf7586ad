from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.image_prep import even_light, is_bilevel, noise, part_inks, prepare
from extractors.layout import Placed
from extractors.letterspacing import take_apart
from extractors.ocr import parse
from extractors.rulings import find_rules
from extractors.scan_types import Pixels

DPI = 150


def sheet(width: int = 1240, height: int = 1754) -> Pixels:
    """Nearly white paper with nearly black lines of words, its left margin straight."""
    page = np.full((height, width), 250, np.uint8)
    random = np.random.default_rng(5)
    for top in range(150, height - 200, 34):
        left = 130
        while left < width - 220:
            word = int(random.integers(30, 110))
            for letter in range(left, left + word, 12):
                cv2.rectangle(page, (letter, top), (letter + 7, top + 14), 15, -1)
            left += word + 14
    return page


def turned(page: Pixels, degrees: float) -> Pixels:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=250))


def test_a_clean_page_is_left_as_it_is() -> None:
    page = sheet()
    prepared = prepare(page, DPI)
    assert prepared.rotation == 0.0
    assert prepared.steps == ()
    assert np.array_equal(prepared.gray, page)


@pytest.mark.parametrize("skew", [-5.0, -1.3, 2.0, 6.5])
def test_skew_is_taken_out(skew: float) -> None:
    prepared = prepare(turned(sheet(), skew), DPI)
    assert (-prepared.rotation - skew + 180) % 360 - 180 == pytest.approx(0, abs=0.2)


def test_a_page_on_its_side_is_turned() -> None:
    lying = np.asarray(cv2.rotate(sheet(), cv2.ROTATE_90_CLOCKWISE))
    prepared = prepare(lying, DPI)
    assert prepared.was_on_its_side
    assert prepared.rotation == 90.0
    assert prepared.gray.shape == sheet().shape


def test_a_sheet_on_a_dark_table_is_cut_out() -> None:
    table = np.full((2200, 1700), 30, np.uint8)
    table[200:1954, 220:1460] = sheet()
    prepared = prepare(table, DPI)
    height, width = prepared.gray.shape
    assert height == pytest.approx(1754, abs=15)
    assert width == pytest.approx(1240, abs=15)


def test_a_sheet_half_in_shadow_is_cut_out_of_a_brown_table() -> None:
    table = np.full((2000, 1400, 3), (70, 95, 130), np.uint8)  # BGR
    table[120:1874, 80:1320] = sheet()[..., None]
    light = np.ones((2000, 1400, 1))
    light[900:, 500:] = 0.42  # darker than the table where the sun falls
    prepared = prepare((table * light).astype(np.uint8), DPI)
    height, width = prepared.gray.shape
    assert height == pytest.approx(1754, abs=15)
    assert width == pytest.approx(1240, abs=15)


def test_the_edge_of_the_picture_is_not_the_edge_of_a_sheet() -> None:
    dusk = np.tile(np.linspace(40, 250, 1240), (1754, 1)).astype(np.uint8)
    dusk[:40] = dusk[-40:] = 40
    prepared = prepare(dusk, DPI)
    assert prepared.gray.shape == dusk.shape


def test_uneven_light_becomes_even() -> None:
    shade = np.tile(np.linspace(0.35, 1.0, 1240), (1754, 1))
    lit = even_light((sheet() * shade).astype(np.uint8), DPI)
    assert lit is not None
    paper = lit[20:120]
    assert paper.min() > 235


def test_black_and_coloured_ink_are_parted() -> None:
    page = np.full((400, 400, 3), 245, np.uint8)
    page[50:60] = (200, 60, 30)  # blue stamp, BGR
    page[200:250] = (10, 10, 10)
    black, coloured = part_inks(page)
    assert black[55, 70] == 255
    assert black[220, 70] == 10
    assert coloured is not None
    assert coloured[55, 70] < 50
    assert coloured[220, 70] == 255


def test_tinted_paper_is_not_ink() -> None:
    page = np.full((400, 400, 3), (180, 220, 230), np.uint8)  # yellowish, BGR
    page[200:250] = (10, 10, 10)
    black, coloured = part_inks(page)
    assert coloured is None
    assert black[0, 0] == 230
    assert black[220, 70] == 10


def test_dots_of_a_bilevel_picture_become_grays() -> None:
    random = np.random.default_rng(4)
    dots = np.where(random.random(sheet().shape) * 255 < sheet(), 255, 0).astype(np.uint8)
    assert is_bilevel(dots)
    prepared = prepare(dots, DPI)
    assert prepared.steps[0] == "dots"
    assert not is_bilevel(prepared.gray)


def test_strong_noise_is_measured_and_taken_away() -> None:
    random = np.random.default_rng(3)
    noisy = np.clip(sheet() * 0.8 + random.normal(0, 20, sheet().shape), 0, 255).astype(np.uint8)
    assert noise(noisy) == pytest.approx(20, rel=0.25)
    prepared = prepare(noisy, DPI)
    assert "noise" in prepared.steps
    assert noise(prepared.gray) < 9


def test_rules_of_a_table_are_found() -> None:
    page = sheet()
    cv2.rectangle(page, (100, 300), (900, 600), 0, 2)
    cv2.line(page, (100, 450), (900, 452), 0, 2)
    rules = find_rules(page, DPI)
    assert sum(rule.level for rule in rules) == 3
    assert sum(not rule.level for rule in rules) == 2


def test_letters_printed_apart_are_taken_apart() -> None:
    page = np.full((60, 400), 255, np.uint8)
    for index in range(6):
        cv2.rectangle(page, (20 + 40 * index, 20), (36 + 40 * index, 44), 0, -1)
    word = Placed("ПРИКАЗ", 20, 18, 238, 46, 0.9)
    parts = take_apart([word, Placed("обычное", 20, 50, 130, 59, 0.9)], page)
    assert [part.text for part in parts] == ["П", "Р", "И", "К", "А", "З", "обычное"]
    assert [round(part.x0) for part in parts[:6]] == [20 + 40 * index for index in range(6)]


def test_tesseract_table_is_read_with_offsets_of_words_only() -> None:
    head = "level page_num block_num par_num line_num word_num left top width height conf text"
    rows = [
        "4\t1\t1\t1\t1\t0\t10\t20\t100\t30\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t40\t30\t90.5\tМать",
        "5\t1\t1\t1\t1\t2\t60\t20\t50\t30\t60\tБаина",
        "5\t1\t1\t1\t1\t3\t60\t20\t50\t30\t95\t ",
    ]
    recognised = parse("\n".join([head.replace(" ", "\t"), *rows]))
    assert [word.text for word in recognised.words] == ["Мать", "Баина"]
    assert recognised.words[0] == Placed("Мать", 10, 20, 50, 50, 0.905)
    assert recognised.confidence == pytest.approx((4 * 0.905 + 5 * 0.6) / 9)
