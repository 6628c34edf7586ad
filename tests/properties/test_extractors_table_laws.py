"""Cells of tables lie in the text, each at a place of its own, whatever stands on the page."""

from __future__ import annotations

from itertools import pairwise

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.grid import Rule
from extractors.layout import Placed
from extractors.page_text import PageText, Token
from extractors.pages import lay_out
from extractors.tables import TextBlock, write
from extractors.word_styles import WordStyles
from extractors.word_walk import Walk
from papers.arrangement import Table
from papers.document import BlockKind

PLACED = st.builds(
    lambda text, x, y, width, height: Placed(text, x, y, x + width, y + height, 0.5),
    st.text(alphabet="абвг1.№-", min_size=1, max_size=8),
    st.floats(0, 560),
    st.floats(0, 800),
    st.floats(1, 60),
    st.floats(6, 14),
)
PLACE = st.integers(0, 8).map(lambda n: 60.0 * n + 20)
RULE = st.one_of(
    st.builds(lambda x, y, length: Rule(x, y, x + length, y), PLACE, PLACE, PLACE),
    st.builds(lambda x, y, length: Rule(x, y, x, y + length), PLACE, PLACE, PLACE),
)
#: A line of words at columns, of which every one may be missing.
LINE = st.tuples(*[st.sampled_from(["", "да", "01.02.2025", "пять слов"])] * 4)


def check(tables: tuple[Table, ...], text: str) -> None:
    for table in tables:
        assert table.cells
        places = [(cell.row, cell.column) for cell in table.cells]
        assert places == sorted(set(places))
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(covered) == len(set(covered))
        for cell in table.cells:
            assert 0 <= cell.start <= cell.stop <= len(text)
            inner = text[cell.start : cell.stop]
            assert inner == inner.strip()
        filled = sorted((c.start, c.stop) for c in table.cells if c.stop > c.start)
        assert all(one[1] <= other[0] for one, other in pairwise(filled))


#: A line that parts the left column only: what is around it has no rectangle of its own.
HALF_DRAWN = [
    *(Rule(20, y, x1, y) for y, x1 in ((20, 160), (80, 100), (140, 160))),
    *(Rule(x, top, x, 160) for x, top in ((20, 20), (80, 80), (140, 20))),
]


@given(st.lists(PLACED, max_size=40), st.lists(RULE, max_size=25))
@example([Placed("да", x, y, x + 20, y + 10, 0.5) for x in (30, 90) for y in (40, 100)], HALF_DRAWN)
def test_ruled_pages(words: list[Placed], rules: list[Rule]) -> None:
    page = PageText(1)
    tables = lay_out(page, words, rules, 595, 842)
    check(tables, page.finish())
    assert sorted(word.text for word in page.words) == sorted(word.text for word in words)


@given(st.lists(LINE, max_size=12), st.integers(11, 30))
def test_columns_of_words(lines: list[tuple[str, ...]], pitch: int) -> None:
    words = [
        Placed(part, 20 + 130 * column + 60 * n, 30 + pitch * row, 75 + 130 * column + 60 * n,
               40 + pitch * row)
        for row, cells in enumerate(lines)
        for column, text in enumerate(cells)
        for n, part in enumerate(text.split())
    ]  # fmt: skip
    page = PageText(1)
    check(lay_out(page, words, (), 595, 842), page.finish())
    assert len(page.words) == len(words)


CELL = st.tuples(
    st.sampled_from(["", "слово", "раз два"]),
    st.integers(1, 3),
    st.sampled_from(["", "<w:vMerge/>", "<w:vMerge w:val='restart'/>", "<w:hMerge/>"]),
    st.integers(1, 4),
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5), st.booleans())
def test_word_tables(rows: list[list[tuple[str, int, str, int]]], ruled: bool) -> None:
    body = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{merge}</w:tcPr>"
            + f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" * paragraphs
            + "</w:tc>"
            for text, span, merge, paragraphs in cells
        )
        + "</w:tr>"
        for cells in rows
    )
    borders = "<w:tblBorders><w:top w:val='single'/></w:tblBorders>" if ruled else ""
    story = parse_xml(
        f"<w:body {nsdecls('w')}><w:tbl><w:tblPr>{borders}</w:tblPr>{body}</w:tbl></w:body>"
    )
    walk = Walk(WordStyles(None))
    page = PageText(1)
    blocks = [
        TextBlock(
            block.kind,
            [[list(map(Token, text.split())) for text in row] for row in block.rows],
            block.slots,
            block.within,
        )
        for block in walk.story(story, BlockKind.BODY)
    ]
    check(tuple(write(page, blocks, walk.tables)), page.finish())
