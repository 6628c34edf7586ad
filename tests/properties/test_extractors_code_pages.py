"""A Russian text of a few lines is read exactly, in whatever code page it was saved."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.text_file import decode

TEXT = (
    "сообщаем семья ребёнок проживает школа мать отец директору центра класс урок пропуск просим "
    "посетить ответить решение комиссия постановила учёт помощь адрес улица квартира телефон дата "
    "рождения опека заявление справку согласие обследования помещение подпись печать объезд щётка "
    "съёмный эхо юг цыган хутор фирма Очиров Бадмаева Манджиев Элиста Лагань Ковыльное УФССП МБОУ"
)
WORDS = TEXT.split()
MARKS = st.sampled_from(("", "", "", ",", ".", ":", " 12.03.2025", " - 7", " (17)"))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """At least sixty letters; words small, capitalised or in capitals, with figures between."""
    case = draw(st.sampled_from((str, str, str.title, str.upper)))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=8, max_size=40, unique=True))
    text = " ".join((case if draw(st.booleans()) else str)(word) + draw(MARKS) for word in words)
    assume(sum(map(str.isalpha, text)) >= 60)
    return text


@pytest.mark.parametrize(
    "code_page",
    ["cp1251", "koi8-r", "cp866", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"],
)
@given(text=lines())
def test_a_text_is_read_in_its_code_page(code_page: str, text: str) -> None:
    assert decode(text.encode(code_page)) == text
