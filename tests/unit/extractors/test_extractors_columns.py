"""Tables without upright rules, and what only looks like them."""

from __future__ import annotations

import pytest

from extractors.columns import open_grids
from extractors.grid import Rule
from extractors.layout import Placed
from extractors.page_text import PageText
from extractors.pages import lay_out
from papers.arrangement import Table

HEIGHT = 10.0
ADVANCE = 5.0
XS = (20, 120, 260, 400)
PROSE = "О семье известно из письма школы, полученного в прошлом месяце, что дети здоровы."


def put(text: str, x: float, y: float) -> list[Placed]:
    words = []
    for part in text.split():
        width = ADVANCE * len(part)
        words.append(Placed(part, x, y, x + width, y + HEIGHT))
        x += width + 3
    return words


def set_rows(rows: list[list[str]], top: float, pitch: float = 24) -> list[Placed]:
    """Rows of cells at the columns `XS`; lines of a cell are parted by a bar."""
    words: list[Placed] = []
    for cells in rows:
        for x, text in zip(XS, cells, strict=False):
            for number, line in enumerate(text.split("|")):
                words += put(line, x, top + 12 * number)
        top += pitch + 12 * max(text.count("|") for text in cells)
    return words


def tables(words: list[Placed], rules: list[Rule] | None = None) -> list[tuple[bool, list[str]]]:
    """Whether each table is ruled, and its rows with bars between the cells."""
    page = PageText(1)
    found = lay_out(page, words, rules or [], 595, 842)
    text = page.finish()
    return [(table.ruled, rows_of(table, text)) for table in found]


def rows_of(table: Table, text: str) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(text[cell.start : cell.stop])
    return ["|".join(row) for row in rows]


def test_columns_between_white_space_with_cells_that_wrap_and_empty_ones() -> None:
    words = set_rows(
        [
            ["Дата", "Семья", "Что установлено"],
            ["01.02.2025", "Мишины", "пропуски занятий|без причины"],
            ["03.02.2025", "Котовы", ""],
            ["04.02.2025", "Осиповы", "долг за газ|и за свет"],
        ],
        60,
    )
    assert tables(put(PROSE, 20, 20) + words + put(PROSE, 20, 220)) == [
        (
            False,
            [
                "Дата|Семья|Что установлено",
                "01.02.2025|Мишины|пропуски занятий без причины",
                "03.02.2025|Котовы|",
                "04.02.2025|Осиповы|долг за газ и за свет",
            ],
        )
    ]


def test_level_rules_part_rows_and_a_title_over_two_columns_is_merged() -> None:
    words = set_rows([["Семья", "Взыскано и начислено"], ["Мишины", "100", "200"]], 40)
    words += set_rows([["Котовы", "", "300"], ["Осиповы", "400", ""]], 88)
    words += put("взысканиям, руб.", 219, 40)
    rules = [Rule(15, 35 + 24 * n, 420, 35 + 24 * n) for n in range(5)]
    page = PageText(1)
    [table] = lay_out(page, words, rules, 595, 842)
    spans = [(c.row, c.column, c.column_span) for c in table.cells if c.row < 2]
    assert spans == [(0, 0, 1), (0, 1, 2), (1, 0, 1), (1, 1, 1), (1, 2, 1)]
    assert rows_of(table, page.finish())[1:] == ["Мишины|100|200", "Котовы||300", "Осиповы|400|"]


def test_a_row_over_the_first_rule_and_one_under_the_last_belong_to_the_table() -> None:
    words = set_rows([["Имя", "Дата"], ["Ли", "1"], ["Ким", "2"], ["Пак", "3"]], 40)
    rules = [Rule(15, 56 + 24 * n, 420, 56 + 24 * n) for n in range(3)]
    assert tables(put(PROSE, 20, 8) + words, rules) == [
        (False, ["Имя|Дата", "Ли|1", "Ким|2", "Пак|3"])
    ]


def two_columns(left: list[str], right: list[str], top: float, pitch: float = 13) -> list[Placed]:
    words: list[Placed] = []
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        words += put(one, 20, top + pitch * index) + put(other, 300, top + pitch * index)
    return words


LETTERHEAD = two_columns(
    ["Муниципальное учреждение", "средняя школа", "ул. Школьная, 4", "12.03.2025 № 47"],
    ["Директору", "центра обслуживания", "населения", "Осиповой А.Б."],
    30,
)
SIGNATURES = put(PROSE, 20, 20) + two_columns(
    ["Директор", "Секретарь", "Врач", "Учитель"],
    ["А.Б. Ли", "В.Г. Ким", "Д.Е. Пак", "Ж.З. Тян"],
    40,
    26,
)
COLUMNS_OF_TEXT = put(PROSE, 20, 20) + two_columns(
    [f"слева идёт речь о делах {n} года" for n in range(8)],
    [f"справа идёт речь о детях {n} лет" for n in range(8)],
    40,
)
LIST = put(PROSE, 20, 20) + [
    word
    for n in range(5)
    for word in put(f"{n + 1}.", 20, 40 + 14 * n) + put(PROSE, 60, 40 + 14 * n)
]
LABELS = put(PROSE, 20, 20) + two_columns(
    ["Фамилия:", "Имя:", "Адрес:", "Телефон:"], ["Мишин", "Пётр", "с. Речное", "2-14"], 40, 20
)


@pytest.mark.parametrize(
    "words",
    [LETTERHEAD, SIGNATURES, COLUMNS_OF_TEXT, LIST, LABELS, put(PROSE, 20, 20)],
    ids=["letterhead", "signatures", "columns of text", "list", "labels", "prose"],
)
def test_what_may_be_something_else_is_no_table(words: list[Placed]) -> None:
    assert tables(words) == []


def test_lines_to_be_filled_in_are_no_table() -> None:
    words = [word for n in range(6) for word in put("Адрес семьи", 20, 40 + 20 * n)]
    rules = [Rule(100, 50 + 20 * n, 400, 50 + 20 * n) for n in range(6)]
    assert tables(words, rules) == []
    assert open_grids([], rules, HEIGHT) == []
