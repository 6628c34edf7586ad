"""Words of texts and queries meet in one normal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.searching import SearchEntry, SearchSource, Subject, Term
from nlp.search_words import SearchWords, words_of


@pytest.fixture(scope="module")
def words() -> SearchWords:
    return SearchWords.load()


def entry(words: SearchWords, text: str) -> SearchEntry:
    return words.entry(SearchSource(Subject.DOCUMENT, 1, 1, text))


def stands(term: Term, entry: SearchEntry) -> bool:
    kept = f"{entry.words} {entry.forms}".split()
    return any(word in kept for word in term.places[0])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("семья Ивановой Марии", "Иванова"),
        ("Иванов Пётр", "Петра"),
        ("ёлка во дворе", "елки"),
        ("Дорджи-Горяевых", "Горяев"),
        ("ребёнок не посещает школу", "дети школа"),
        ("дело № 2-123/2025", "2-123/2025"),
    ],
)
def test_a_word_finds_its_other_forms(words: SearchWords, text: str, asked: str) -> None:
    kept = entry(words, text)
    assert all(stands(term, kept) for term in words.query(asked).terms)


def test_numbers_are_whole_and_may_go_on(words: SearchWords) -> None:
    told = [word for word, _, _ in words_of("исх. № 214/01-09 от 17.09.2025")]
    assert told == ["исх", "214/01-09", "от", "17.09.2025"]
    (number,) = words.query("214/01").terms
    assert number.prefix
    assert entry(words, "214/01-09").words.startswith(number.places[0][0])


def test_a_phrase_and_a_beginning(words: SearchWords) -> None:
    phrase, beginning = words.query('"социально опасном положении" Лидж*').terms
    assert len(phrase.places) == 3
    assert beginning == Term((("лидж",),), prefix=True)


@given(st.text(max_size=200))
def test_every_word_of_a_text_has_its_place(words: SearchWords, text: str) -> None:
    kept, spans = entry(words, text), words.spans(text)
    assert len(kept.words.split()) == len(spans)
    assert all(0 <= start < stop <= len(text) for start, stop in spans)


@given(st.text(max_size=100))
def test_any_text_may_be_asked(words: SearchWords, asked: str) -> None:
    for term in words.query(asked).terms:
        assert all(word.replace("_", "").isalnum() for place in term.places for word in place)
