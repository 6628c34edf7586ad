"""Laws of a document read otherwise: words stand where they say, every span leads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from scanned import scanned

from papers.arrangement import Table, TableCell, Underline
from papers.document import Document
from papers.other_reading import OtherReading, Replaced, read_otherwise

WORDS = st.lists(st.text("абв12.", min_size=1, max_size=6), min_size=1, max_size=12)
OTHERS = st.lists(st.text("гд34", min_size=1, max_size=9), min_size=1, max_size=3).map(" ".join)


@st.composite
def read_twice(draw: st.DrawFn) -> tuple[Document, list[Replaced], OtherReading]:
    words = draw(WORDS)
    document = scanned("".join(word + draw(st.sampled_from((" ", "\n"))) for word in words))
    chosen = draw(st.sets(st.sampled_from(document.pages[0].words)))
    replaced = [Replaced(word.start, word.stop, draw(OTHERS)) for word in chosen]
    return document, replaced, read_otherwise(document, replaced)


@given(read_twice())
def test_words_stand_where_they_say(case: tuple[Document, list[Replaced], OtherReading]) -> None:
    _, _, other = case
    page = other.document.pages[0]
    assert (page.start, page.stop) == (0, len(other.document.text))
    assert other.document.text.split() == [word.text for word in page.words]
    for word in page.words:
        assert other.document.text[word.start : word.stop] == word.text


@given(read_twice())
def test_what_was_read_alike_leads_back_to_itself(
    case: tuple[Document, list[Replaced], OtherReading],
) -> None:
    document, replaced, other = case
    whole = {(one.start, one.stop) for one in replaced}
    for word in other.document.pages[0].words:
        start, stop = other.first(word.start, word.stop)
        assert (start, stop) in whole or document.text[start:stop] == word.text


@given(read_twice())
def test_the_text_is_as_long_as_what_was_put_in(
    case: tuple[Document, list[Replaced], OtherReading],
) -> None:
    document, replaced, other = case
    longer = sum(len(one.text) - (one.stop - one.start) for one in replaced)
    assert len(other.document.text) == len(document.text) + longer
    assert other.first(0, len(other.document.text)) == (0, len(document.text))


def test_tables_and_underlines_move_along() -> None:
    document = scanned("№ 1\tИванова 12\n")
    cells = (TableCell(0, 0, 0, 3, 1), TableCell(0, 1, 4, 14, 1), TableCell(0, 2, 14, 14, 1))
    document = Document(
        document.text, document.pages, tables=(Table(cells),), underlines=(Underline(12, 14, 1),)
    )
    other = read_otherwise(document, [Replaced(2, 3, "17"), Replaced(12, 14, "120")]).document
    text = other.text
    assert [text[cell.start : cell.stop] for cell in other.tables[0].cells] == [
        "№ 17", "Иванова 120", ""
    ]  # fmt: skip
    assert [text[line.start : line.stop] for line in other.underlines] == ["120"]
