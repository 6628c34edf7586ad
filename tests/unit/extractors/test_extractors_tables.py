from __future__ import annotations

import pytest

from extractors.page_text import PageText, cell
from extractors.tables import Slot, TableHead, TextBlock, are_signatures, write
from papers.arrangement import Table
from papers.document import BlockKind


def texts(page: PageText, table: Table) -> list[tuple[int, int, str]]:
    text = page.finish()
    return [(cell.row, cell.column, text[cell.start : cell.stop]) for cell in table.cells]


def test_cells_are_told_where_they_came_to_stand_and_empty_ones_too() -> None:
    page = PageText(1)
    page.add(BlockKind.BODY, [[cell("до")]])
    rows = [["Имя", "", "Дата"], ["", "", ""], ["Ли Ян", "", ""]]
    block = TextBlock(
        BlockKind.TABLE,
        [[cell(text) for text in row] for row in rows],
        [[Slot(0, r, c) for c in range(3)] for r in range(3)],
    )
    [table] = write(page, [block], [TableHead(header_rows=1)])
    page.add(BlockKind.BODY, [[cell("после")]])
    assert page.finish() == "до\n\nИмя\t\tДата\nЛи Ян\t\t\n\nпосле\n"
    assert texts(page, table) == [(r, c, rows[r][c]) for r in range(3) for c in range(3)]
    assert table.header_rows == 1
    starts = [cell.start for cell in table.cells]
    assert starts == sorted(starts)
    assert starts[1] == len("до\n\nИмя\t")


def test_a_cell_that_is_a_text_of_its_own_runs_over_its_blocks() -> None:
    page = PageText(2)
    left, right = Slot(0, 0, 0), Slot(0, 0, 1)
    blocks = [
        TextBlock(BlockKind.TABLE, [[cell("раз")], [cell("два")]], within=(left,)),
        TextBlock(BlockKind.TEXT_BOX, [[cell("три")]], within=(left,)),
        TextBlock(BlockKind.TABLE, [], within=(right,)),
    ]
    [table] = write(page, blocks, [TableHead()])
    assert texts(page, table) == [(0, 0, "раз\nдва\n\nтри"), (0, 1, "")]
    assert {cell.page for cell in table.cells} == {2}


def test_an_outer_table_comes_before_the_one_inside_it() -> None:
    page = PageText(1)
    outer = Slot(1, 0, 0)
    blocks = [
        TextBlock(
            BlockKind.TABLE, [[cell("а"), cell("б")]], [[Slot(0, 0, 0), Slot(0, 0, 1)]], (outer,)
        ),
        TextBlock(BlockKind.TABLE, [[cell("в")]], within=(Slot(1, 0, 1),)),
    ]
    first, second = write(page, blocks, [TableHead(ruled=False), TableHead()])
    assert texts(page, first) == [(0, 0, "а\tб"), (0, 1, "в")]
    assert texts(page, second) == [(0, 0, "а"), (0, 1, "б")]
    assert (first.ruled, second.ruled) == (True, False)


@pytest.mark.parametrize(
    ("rows", "signed"),
    [
        ([["Директор", "______", "А.Б. Ли"], ["Секретарь", "______", "В.Г. Ким"]], True),
        ([["Председатель", "Ким В.Г."], ["Члены", "А. Б. Ли"]], True),
        ([["Ребёнок", "Родился"], ["Ли Ян", "04.03.2012"], ["Ким А.Б.", "2014"]], False),
        ([["Семья", "Специалист"], ["Мишины", "Ли А.Б."], ["Котовы", "Ким В.Г."]], False),
    ],
)
def test_signatures_are_told_from_values(rows: list[list[str]], signed: bool) -> None:
    assert are_signatures(rows) is signed
