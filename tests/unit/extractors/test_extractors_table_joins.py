from __future__ import annotations

from dataclasses import replace

from extractors.grid import Rule
from extractors.layout import Placed
from extractors.page_text import PageText
from extractors.pages import lay_out
from extractors.pages_in_parallel import Gathered
from extractors.protocol import PageReading
from extractors.reader import assemble
from papers.document import Document, Method

XS = [20.0, 120.0, 260.0, 500.0]


def put(text: str, x: float, y: float) -> list[Placed]:
    words = []
    for part in text.split():
        words.append(Placed(part, x, y, x + 5 * len(part), y + 10))
        x += 5 * len(part) + 3
    return words


def page(
    number: int,
    rows: list[list[str]],
    top: float = 100,
    xs: list[float] = XS,
    around: tuple[tuple[str, float], ...] = (),
) -> PageReading:
    """A page with a ruled table at `top`, and lines of text at their heights."""
    words = [
        word
        for index, cells in enumerate(rows)
        for x, text in zip(xs, cells, strict=False)
        for word in put(text, x + 5, top + 5 + 20 * index)
    ]
    words += [word for text, y in around for word in put(text, 30, y)]
    bottom = top + 20 * len(rows)
    rules = [Rule(xs[0], top + 20 * n, xs[-1], top + 20 * n) for n in range(len(rows) + 1)]
    rules += [Rule(x, top, x, bottom) for x in xs]
    text = PageText(number)
    tables = lay_out(text, words, rules, 595, 842)
    return PageReading(
        number, text.finish(), tuple(text.words), tuple(text.blocks), Method.OCR, tables=tables
    )


def assembled(*pages: PageReading) -> Document:
    return assemble(Gathered(len(pages), (), {reading.number: reading for reading in pages}))


def rows_of(document: Document, table: int = 0) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(document.tables[table].row_count)]
    for cell in document.tables[table].cells:
        rows[cell.row].append(document.text[cell.start : cell.stop])
    return ["|".join(row) for row in rows]


HEAD = ["Семья", "Адрес", "Дата"]


def test_a_table_runs_on_under_page_numbers_and_its_header_is_given_once() -> None:
    document = assembled(
        page(1, [HEAD, ["Мишины", "с. Речное", "1 мая"]], around=(("1", 800),)),
        page(2, [HEAD, ["Котовы", "", "2 мая"]], 90, around=(("Продолжение таблицы 1", 78),)),
        page(3, [["Осиповы", "с. Дубки", "3 мая"]], 90, around=(("Всего три семьи.", 300),)),
    )
    [table] = document.tables
    assert rows_of(document) == [
        "Семья|Адрес|Дата", "Мишины|с. Речное|1 мая", "Котовы||2 мая", "Осиповы|с. Дубки|3 мая",
    ]  # fmt: skip
    assert table.header_rows == 1
    assert [cell.page for cell in table.cells if cell.column == 0] == [1, 1, 2, 3]


def test_of_the_header_only_the_row_that_numbers_the_columns_may_be_repeated() -> None:
    numbers = ["1", "2", "3"]
    document = assembled(
        page(1, [HEAD, numbers, ["Мишины", "с. Речное", "1 мая"]]),
        page(2, [numbers, ["Котовы", "", "2 мая"]]),
    )
    assert rows_of(document)[1:] == ["1|2|3", "Мишины|с. Речное|1 мая", "Котовы||2 мая"]
    assert document.tables[0].header_rows == 2


def test_rows_that_are_nearly_alike_are_no_repeated_header() -> None:
    document = assembled(
        page(1, [["Мишины", "с. Речное", "01.05.2025"], ["Котовы", "с. Дубки", "02.05.2025"]]),
        page(2, [["Мишины", "с. Речное", "01.06.2025"], ["Котовы", "с. Дубки", "02.06.2025"]]),
    )
    assert len(rows_of(document)) == 4
    assert document.tables[0].header_rows == 0


def test_text_between_other_columns_and_a_page_between_keep_tables_apart() -> None:
    first = page(1, [HEAD, ["Мишины", "с. Речное", "1 мая"]])
    second = page(2, [HEAD, ["Котовы", "с. Дубки", "2 мая"]])
    said = page(1, [HEAD, ["Мишины", "с. Речное", "1 мая"]], around=(("Решили: помочь.", 300),))
    titled = page(2, [HEAD, ["Котовы", "с. Дубки", "2 мая"]], around=(("Семьи села Дубки", 80),))
    moved = page(2, [HEAD, ["Котовы", "с. Дубки", "2 мая"]], xs=[20.0, 150.0, 260.0, 500.0])
    wider = page(2, [[*HEAD, "№"], ["К", "Д", "2", "3"]], xs=[*XS, 550.0])
    for one, other in ((said, second), (first, titled), (first, moved), (first, wider)):
        assert len(assembled(one, other).tables) == 2
    empty = PageReading(2, "", (), (), Method.OCR)
    assert len(assembled(first, empty, replace(second, number=3)).tables) == 2
