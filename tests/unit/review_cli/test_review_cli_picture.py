"""Crops show the evidence, marked, undistorted, and never anything outside the page."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_for_desk import HEIGHT, WIDTH, draw, letter
from PIL import Image

from papers.geometry import Box
from review_cli.desk.completion import PaperWords, complete
from review_cli.desk.picture import MARKER, OUTLINE, around, whole

PAGE = letter(paged=True)
WORD_BOX = PAGE.pages[0].words[4].box or pytest.fail("the letter is paged")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    [path] = draw(PAGE, tmp_path_factory.mktemp("page"))
    return path


def share(picture: Image.Image, wanted: tuple[int, int, int], near: int = 40) -> float:
    """How much of the picture has about this colour."""
    away = np.abs(np.asarray(picture, dtype=int) - np.array(wanted))
    return float((away < near).all(axis=2).mean())


@pytest.mark.parametrize("shape", [0.7, 1.5, 3.0])
def test_the_crop_has_the_wanted_shape_and_shows_the_marked_word(page: Path, shape: float) -> None:
    crop = around(page, [WORD_BOX], shape)
    assert crop.width / crop.height == pytest.approx(shape, rel=0.02)
    assert crop.width < WIDTH
    assert share(crop, OUTLINE) > 0.0005
    assert share(crop, (0, 0, 0)) > 0.005


def test_ink_stays_ink_under_the_marker(page: Path) -> None:
    """White paper turns yellow, black letters stay black."""
    blank = Box(0.5, 0.5, 0.6, 0.52)
    crop = around(page, [blank], 2.0)
    assert share(crop, MARKER) > 0.01
    assert share(crop, (0, 0, 0)) == 0.0


def test_the_whole_page_is_there_with_its_mark(page: Path) -> None:
    picture = whole(page, [WORD_BOX], 1.0)
    assert picture.size == (HEIGHT, HEIGHT)
    assert share(picture, OUTLINE) > 0.0
    assert share(whole(page, [], 1.0), OUTLINE) == 0.0


@settings(max_examples=30)
@given(
    st.tuples(*[st.floats(0, 1)] * 4).map(
        lambda s: Box(min(s[0], s[2]), min(s[1], s[3]), max(s[0], s[2]), max(s[1], s[3]))
    ),
    st.floats(0.3, 4),
)
def test_any_box_gives_a_picture_of_the_wanted_shape(page: Path, box: Box, shape: float) -> None:
    crop = around(page, [box], shape)
    assert crop.width / crop.height == pytest.approx(shape, rel=0.05)
    assert crop.width <= max(WIDTH, round(HEIGHT * shape)) + 1


TEXT = "Живут по адресу: п. Степной, ул. Джангара, д. 7, кв. 2. Мать — Бадмаева Айса Сергеевна"


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("Джан", "Джангара"),
        ("ул. Джангара, ", "ул. Джангара, д"),
        ("бадм", "бадмаева"),
        ("Сестра: Бадмаева ", "Сестра: Бадмаева Айса"),
        ("п", None),
        ("Элиста", None),
        ("", None),
        ("(((", None),
    ],
)
async def test_words_of_the_paper_complete_what_was_begun(
    typed: str, completed: str | None
) -> None:
    assert complete(TEXT, typed) == completed
    assert await PaperWords(TEXT).get_suggestion(typed) == completed
