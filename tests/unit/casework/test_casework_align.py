"""A typed value finds its words in the paper, or nothing at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.align import find_words
from papers.document import Document, Method, Page, Word


def paper(text: str) -> Document:
    words: list[Word] = []
    start = 0
    for piece in text.split():
        start = text.index(piece, start)
        words.append(Word(piece, start, 1))
        start += len(piece)
    return Document(text, (Page(1, 0, len(text), tuple(words), Method.FLOW),))


LETTER = paper(
    "Семья живёт по адресу:\nг. Элиста, ул. Пюрбеева,\nд. 12, кв. 4. Мать 04.03.1985 г.р."
)


@pytest.mark.parametrize(
    ("typed", "quote"),
    [
        ("ул. Пюрбеева, д. 12", "ул. Пюрбеева,\nд. 12,"),
        ("УЛ. ПЮРБЕЕВА", "ул. Пюрбеева,"),
        ("ул. Пюрбеево", "ул. Пюрбеева,"),
        ("04.03.1985", "04.03.1985"),
    ],
)
def test_typed_words_are_found_whole(typed: str, quote: str) -> None:
    found = find_words(LETTER, typed)
    assert found is not None
    assert found.quote == quote
    assert LETTER.text[found.start : found.stop] == quote


@pytest.mark.parametrize(
    "typed", ["", "  ", "д.", "Ставрополь", "04.03.1986", "ул. Пюрбеева, д. 21"]
)
def test_what_does_not_stand_there_has_no_evidence(typed: str) -> None:
    assert find_words(LETTER, typed) is None


@given(st.lists(st.text("абвгд", min_size=3, max_size=8), min_size=1, max_size=12), st.data())
def test_any_run_of_words_is_found_as_it_stands(words: list[str], data: st.DataObject) -> None:
    document = paper(" ".join(words))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    found = find_words(document, " ".join(words[first : last + 1]))
    assert found is not None
    assert " ".join(words[first : last + 1]) in found.quote
