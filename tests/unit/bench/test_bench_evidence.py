"""The judge of boxes: a box holds a value when the words of the page in it are its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from evidence import shown_values

from papers.document import Document, Method, Page, Word
from papers.geometry import Box

WORDS = (
    Word("от", 0, 1, Box(0.10, 0.1, 0.14, 0.12), 0.9),
    Word("14.03.2025", 3, 1, Box(0.15, 0.1, 0.25, 0.12), 0.9),
    Word("№", 14, 1, Box(0.26, 0.1, 0.28, 0.12), 0.9),
    Word("52", 16, 1, Box(0.29, 0.1, 0.32, 0.12), 0.9),
)
TEXT = "от 14.03.2025 № 52"
SCAN = Document(TEXT, (Page(1, 0, len(TEXT), WORDS, Method.OCR, 100, 100),))


def told(box: list[float], raw: str = "14.03.2025") -> dict[str, Any]:
    value = {"value": "2025-03-14", "raw": raw, "evidence": [{"page": 1, "box": box}]}
    return {"fields": {"doc_date": value}}


@pytest.mark.parametrize(
    ("box", "held", "tight"),
    [
        ([0.15, 0.1, 0.25, 0.12], True, True),
        ([0.10, 0.1, 0.32, 0.12], True, False),
        ([0.26, 0.1, 0.32, 0.12], False, False),
        ([0.15, 0.5, 0.25, 0.52], False, True),
    ],
)
def test_a_box_holds_the_words_whose_middle_is_in_it(
    box: list[float], held: bool, tight: bool
) -> None:
    (shown,) = shown_values(SCAN, told(box))
    assert (shown.field, shown.held, shown.tight) == ("doc_date", held, tight)


def test_blanks_and_look_alikes_do_not_count() -> None:
    (shown,) = shown_values(SCAN, told([0.10, 0.1, 0.25, 0.12], "oт\n14.03. 2025"))
    assert shown.held


def test_a_value_of_flowing_text_has_no_box_to_look_into() -> None:
    value = {"value": "52", "raw": "52", "evidence": [{"span": [16, 18]}]}
    assert not list(shown_values(SCAN, {"fields": {"doc_number": value}}))


def test_alternatives_are_looked_at_too() -> None:
    other = told([0.29, 0.1, 0.32, 0.12], "53")["fields"]["doc_date"]
    told_all = {"doc_number": {"value": None, "evidence": [], "alternatives": [other]}}
    assert [shown.held for shown in shown_values(SCAN, {"fields": told_all})] == [False]
