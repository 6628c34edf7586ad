"""Laws of a part of a document: it is a document itself, and every quotation finds its way back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from thick_scan import bound

from casework.division import PageRange, moved, own_pages, ranges_of, ranges_to_text
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from papers.arrangement import Table, TableCell, Underline
from papers.document import Document
from papers.evidence import cite
from papers.part import part

PAGES = st.lists(st.text("абв 12\n", max_size=30), min_size=1, max_size=6)


@st.composite
def parted(draw: st.DrawFn) -> tuple[Document, int, int]:
    document = bound(*draw(PAGES))
    cells = tuple(
        TableCell(row, 0, word.start, word.stop, word.page)
        for row, word in enumerate(word for page in document.pages for word in page.words)
    )
    lines = tuple(Underline(cell.start, cell.stop, cell.page) for cell in cells)
    document = replace(document, tables=(Table(cells, header_rows=1),), underlines=lines)
    first = draw(st.integers(1, len(document.pages)))
    return document, first, draw(st.integers(first, len(document.pages)))


@given(parted())
def test_a_part_says_what_its_pages_say(case: tuple[Document, int, int]) -> None:
    document, first, last = case
    own = part(document, first, last)
    held = document.pages[first - 1 : last]
    assert own.document.text == document.text[held[0].start : held[-1].stop]
    assert [page.number for page in own.document.pages] == list(range(first, last + 1))
    for page, former in zip(own.document.pages, held, strict=True):
        stands = own.document.text[page.start : page.stop]
        assert stands == document.text[former.start : former.stop]
        for word in page.words:
            assert own.document.text[word.start : word.stop] == word.text


@given(parted())
def test_tables_and_underlines_of_other_pages_stay_behind(case: tuple[Document, int, int]) -> None:
    document, first, last = case
    own = part(document, first, last).document
    words = [word.text for page in own.pages for word in page.words]
    assert [own.text[line.start : line.stop] for line in own.underlines] == words
    cells = [cell for table in own.tables for cell in table.cells]
    assert [own.text[cell.start : cell.stop] for cell in cells] == words
    assert [cell.row for cell in cells] == list(range(len(cells)))
    for table in own.tables:
        headed = document.tables[0].cells[0].page
        assert table.header_rows == (first <= headed <= last)


@given(parted(), st.data())
def test_quotations_find_their_way_back(
    case: tuple[Document, int, int], data: st.DataObject
) -> None:
    document, first, last = case
    own = part(document, first, last)
    words = [word for page in own.document.pages for word in page.words]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    here = cite(own.document, word.start, word.stop)
    there = own.back(here)
    assert there == cite(document, there.start, there.stop)
    assert there.quote == here.quote
    name = FieldCandidate("full_name", "Я", "Я", 0.9, (here,), "test", "test")
    findings = Findings(
        KindGuess("other", 1.0),
        fields=(FieldReading("full_name", (name,)),),
        people=(FoundPerson(("child",), name, birth_date=name, parts=(name,)),),
        signs=(name,),
        pages=tuple(range(first, last + 1)),
    )
    back = moved(findings, own.back)
    person = back.people[0]
    found = (*back.fields[0].candidates, *back.signs, person.full_name, *person.parts)
    assert {piece for one in found for piece in one.evidence} == {there}
    assert own_pages(document, findings).text == own.document.text


@given(st.lists(st.integers(1, 3), min_size=1, max_size=8))
def test_ranges_are_read_as_they_are_written(lengths: list[int]) -> None:
    at, ranges = 1, []
    for length in lengths:
        ranges.append(PageRange(at, at + length - 1))
        at += length + length % 2
    assert ranges_of(ranges_to_text(ranges), at) == tuple(ranges)
