from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.known_words import is_known
from extractors.layout import Placed
from extractors.look_alikes import as_cyrillic
from extractors.second_reading import better_of, doubtful_lines

FIRST = Placed("ссмья", 100, 100, 180, 120, 0.4)


def second(text: str, confidence: float, shift: float = 2.0) -> Placed:
    return replace(FIRST, text=text, confidence=confidence, x0=FIRST.x0 + shift)


def text_of(first: str, confidence: float, again: Placed) -> str:
    return better_of([replace(FIRST, text=first, confidence=confidence)], [again])[0].text


def test_a_word_that_russian_knows_beats_one_that_it_does_not() -> None:
    assert text_of("ссмья", 0.6, second("семья", 0.5)) == "семья"
    assert text_of("семья", 0.4, second("ссмья", 0.9)) == "семья"


def test_what_was_sure_is_never_touched() -> None:
    assert text_of("Бембинов", 0.93, second("семья", 0.99)) == "Бембинов"


@pytest.mark.parametrize("first", ["14.03.2025", "№12/7", "Эвелг", "1б.07."])
def test_where_the_dictionary_cannot_tell_the_surer_reading_stays(first: str) -> None:
    assert text_of(first, 0.6, second("семья" if "." in first else "Эвелгг", 0.55)) == first
    assert text_of(first, 0.4, second("14.03.2026", 0.9)) == "14.03.2026"


def test_a_name_that_lost_a_letter_is_no_better_however_sure() -> None:
    assert text_of("Жамбангара", 0.6, second("амбангара", 0.95)) == "Жамбангара"


def test_a_reading_of_another_place_changes_nothing() -> None:
    assert text_of("ссмья", 0.4, second("семья", 0.9, shift=60)) == "ссмья"


def test_the_new_reading_keeps_the_place_of_the_old_one() -> None:
    (word,) = better_of([FIRST], [second("семья", 0.8)])
    assert word == replace(FIRST, text="семья", confidence=0.8)


def test_lines_with_the_most_doubt_are_read_again_up_to_half_of_the_page() -> None:
    page = [
        replace(FIRST, top=30.0 * row, bottom=30.0 * row + 20, confidence=0.9 if row < 7 else 0.3)
        for row in range(10)
    ]
    assert [line.top for line in doubtful_lines(page)] == [210, 240, 270]
    assert len(doubtful_lines([replace(word, confidence=0.2) for word in page])) == 5
    assert doubtful_lines(page[:7]) == []
    assert doubtful_lines([*page[:7] * 10, replace(FIRST, text="а")]) == []


@pytest.mark.parametrize(
    ("word", "known"),
    [("семья,", True), ("СЕМЬЯ", True), ("сЕМЬЯ", False), ("ссмья", False), ("12.03", False)],
)
def test_words_of_the_dictionary(word: str, known: bool) -> None:
    assert is_known(word) is known


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Cидоров", "Сидоров"),  # Latin C
        ("ПОCТАНОВЛЕНИЕ", "ПОСТАНОВЛЕНИЕ"),
        ("08RS0001-01-2025-000123-45", "08RS0001-01-2025-000123-45"),
        ("centr@example.org", "centr@example.org"),
        ("XIV", "XIV"),
        ("№ 7-A", "№ 7-A"),
        ("3Dпринтер", "3Dпринтер"),
    ],
)
def test_latin_look_alikes_inside_cyrillic_words(read: str, meant: str) -> None:
    assert as_cyrillic(read) == meant
    assert len(as_cyrillic(read)) == len(read)
