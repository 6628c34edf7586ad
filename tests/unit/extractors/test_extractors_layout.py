from __future__ import annotations

from extractors.grid import Rule, find_grids
from extractors.layout import Lines, Placed, arrange
from extractors.pages import page_blocks
from papers.document import BlockKind

HEIGHT = 10.0
ADVANCE = 5.0


def put(text: str, x: float, y: float) -> list[Placed]:
    """The words of a line set from `x`, its top at `y`."""
    words = []
    for part in text.split():
        width = ADVANCE * len(part)
        words.append(Placed(part, x, y, x + width, y + HEIGHT))
        x += width + 3
    return words


def lines_of(blocks: list[Lines]) -> list[list[str]]:
    return [
        ["\t".join(" ".join(word.text for word in cell) for cell in line) for line in lines]
        for lines in blocks
    ]


def test_letterhead_columns_are_not_interleaved() -> None:
    words: list[Placed] = []
    for index in range(6):
        words += put(f"слева строка {index}", 20, 20 + 13 * index)
    for index in range(4):
        words += put(f"кому {index}", 300, 26 + 13 * index)  # another phase of lines
    words += put("О помощи семье, которая ждёт ответа от центра с прошлого месяца", 20, 130)
    assert lines_of(arrange(words)) == [
        [f"слева строка {index}" for index in range(6)],
        [f"кому {index}" for index in range(4)],
        ["О помощи семье, которая ждёт ответа от центра с прошлого месяца"],
    ]


def test_spaces_under_each_other_are_no_gutter() -> None:
    left, right = ("школа номер два", "Оконов Бата,", "не работает"), ("город", "1990", "сейчас")
    words: list[Placed] = []
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        x = 100 - ADVANCE * len(one.replace(" ", "")) - 3 * one.count(" ")
        words += put(one, x, 20 + 13 * row) + put(other, 109, 20 + 13 * row)
    assert lines_of(arrange(words)) == [
        [f"{one} {other}" for one, other in zip(left, right, strict=True)]
    ]


def test_a_wide_gap_in_a_line_parts_cells() -> None:
    words = put("3 мая 2024 г.", 20, 20) + put("п. Яшкуль", 400, 20)
    assert lines_of(arrange(words)) == [["3 мая 2024 г.\tп. Яшкуль"]]


def test_signatures_stay_with_their_offices() -> None:
    words: list[Placed] = []
    for index, (office, name) in enumerate(
        [("Председатель", "А.Б. Ли"), ("Секретарь", "В.Г. Ким"), ("Члены комиссии", "Д.Е. Пак")]
    ):
        words += put(office, 20, 20 + 13 * index) + put(name, 300, 20 + 13 * index)
    assert lines_of(arrange(words)) == [
        ["Председатель\tА.Б. Ли", "Секретарь\tВ.Г. Ким", "Члены комиссии\tД.Е. Пак"]
    ]


def test_a_line_stretched_to_the_margins_is_one_cell() -> None:
    words = [
        Placed(text, x, 20, x + 60, 30)
        for text, x in (("просим", 20), ("Вас", 110), ("срочно", 199), ("ответить", 290))
    ]
    assert lines_of(arrange(words)) == [["просим Вас срочно ответить"]]


def test_a_wide_space_between_lines_begins_a_block() -> None:
    words = put("раз", 20, 20) + put("два", 20, 34) + put("три", 20, 48) + put("после", 20, 90)
    assert lines_of(arrange(words)) == [["раз", "два", "три"], ["после"]]


def rules(xs: list[float], ys: list[float]) -> list[Rule]:
    level = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return level + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def test_a_ruled_table_gives_its_rows_and_empty_cells() -> None:
    words = put("до таблицы", 20, 10)
    words += put("Имя", 25, 42) + put("Дата", 205, 42)
    words += put("Ли", 25, 72) + put("Ян", 25, 84)
    words += put("после неё", 20, 140)
    blocks = page_blocks(words, rules([20, 200, 380], [40, 70, 100]))
    assert [(block.kind, lines_of([block.lines])[0]) for block in blocks] == [
        (BlockKind.BODY, ["до таблицы"]),
        (BlockKind.TABLE, ["Имя\tДата", "Ли Ян\t"]),
        (BlockKind.BODY, ["после неё"]),
    ]


def test_a_framed_stamp_does_not_split_the_text_beside_it() -> None:
    words: list[Placed] = []
    for index in range(6):
        words += put(f"строка письма номер {index}", 20, 20 + 13 * index)
    words += put("Вх. № 5", 305, 46) + put("от 3 мая", 305, 60)
    blocks = page_blocks(words, rules([300, 380], [40, 75]))
    assert [(block.kind, lines_of([block.lines])[0]) for block in blocks] == [
        (BlockKind.BODY, [f"строка письма номер {index}" for index in range(6)]),
        (BlockKind.TEXT_BOX, ["Вх. № 5", "от 3 мая"]),
    ]


def test_a_border_around_the_page_is_no_table() -> None:
    words = put("раз", 20, 20) + put("два", 20, 34)
    blocks = page_blocks(words, rules([5, 500], [5, 700]))
    assert [block.kind for block in blocks] == [BlockKind.BODY]


def test_rules_that_miss_each_other_a_little_still_make_cells() -> None:
    loose = [
        Rule(21, 40.6, 380, 40.6),
        Rule(19, 70, 199, 70),
        Rule(201, 69.2, 381, 69.2),
        Rule(20, 41, 20, 69),
        Rule(380, 39, 380, 71),
    ]
    (grid,) = find_grids(loose, tolerance=3)
    assert grid.is_frame
    assert find_grids(loose, tolerance=0.1) == []
