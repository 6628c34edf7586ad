"""Rows, columns and spans of w:tbl, as the reader of Word documents gives them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.limits import Limits
from extractors.protocol import Bench, PageReading
from extractors.word_file import WordFile

GRID = "<w:tblPr><w:tblBorders><w:insideH w:val='single'/></w:tblBorders></w:tblPr>"
OPEN = "<w:tblPr/>"

#: row, column, row_span, column_span, text
Cells = list[tuple[int, int, int, int, str]]


def tc(text: str, properties: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in text.split("|"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read(folder: Path, *bodies: str) -> PageReading:
    made = docx.Document()
    for body in bodies:
        made.add_paragraph("перед таблицей")
        made.element.body.insert(-1, parse_xml(f"<w:tbl {nsdecls('w')}>{body}</w:tbl>"))
    path = folder / "a.docx"
    made.save(str(path))
    return WordFile(path, Bench(Limits(), folder)).read_page(1)


def cells(reading: PageReading, table: int = 0) -> Cells:
    return [
        (c.row, c.column, c.row_span, c.column_span, reading.text[c.start : c.stop])
        for c in reading.tables[table].cells
    ]


def test_merged_cells_are_counted_by_the_columns_of_the_grid(tmp_path: Path) -> None:
    across = "<w:gridSpan w:val='2'/>"
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    reading = read(
        tmp_path,
        GRID
        + tr(tc("Семья", down), tc("Место", across), properties="<w:tblHeader/>")
        + tr(tc("", on), tc("учёбы"), tc("работы"), properties="<w:tblHeader/>")
        + tr(tc("Мишины"), tc(""), tc("завод")),
    )
    assert cells(reading) == [
        (0, 0, 2, 1, "Семья"),
        (0, 1, 1, 2, "Место"),
        (1, 1, 1, 1, "учёбы"),
        (1, 2, 1, 1, "работы"),
        (2, 0, 1, 1, "Мишины"),
        (2, 1, 1, 1, ""),
        (2, 2, 1, 1, "завод"),
    ]
    [table] = reading.tables
    assert (table.ruled, table.header_rows, table.row_count, table.column_count) == (True, 2, 3, 3)


def test_a_row_may_begin_late_and_columns_that_no_cell_ends_at_do_not_count(
    tmp_path: Path,
) -> None:
    wide = "<w:gridSpan w:val='3'/>"
    reading = read(
        tmp_path,
        GRID
        + tr(tc("а", wide), tc("б"))
        + tr(tc("в"), properties="<w:gridBefore w:val='3'/>")
        + tr(tc("г", wide), tc("д")),
    )
    assert [cell[:2] for cell in cells(reading)] == [(0, 0), (0, 1), (1, 1), (2, 0), (2, 1)]


def test_edges_dragged_apart_by_a_hair_are_one_column_line(tmp_path: Path) -> None:
    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in (2000, 40, 3000))
    twice = "<w:gridSpan w:val='2'/>"
    reading = read(
        tmp_path,
        GRID
        + f"<w:tblGrid>{grid}</w:tblGrid>"
        + tr(tc("а"), tc("б", twice))
        + tr(tc("в", twice), tc("г")),
    )
    assert cells(reading) == [
        (0, 0, 1, 1, "а"), (0, 1, 1, 1, "б"), (1, 0, 1, 1, "в"), (1, 1, 1, 1, "г"),
    ]  # fmt: skip


def test_cells_merged_the_old_way(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        GRID
        + tr(tc("а", "<w:hMerge w:val='restart'/>"), tc("", "<w:hMerge/>"), tc("б"))
        + tr(tc("в"), tc("г"), tc("д")),
    )
    assert cells(reading)[0] == (0, 0, 1, 2, "а")
    assert cells(reading)[1] == (0, 2, 1, 1, "б")


def test_several_paragraphs_rows_of_controls_and_a_table_in_a_cell(tmp_path: Path) -> None:
    inner = f"<w:tbl>{GRID}{tr(tc('в'), tc('г'))}{tr(tc('д'), tc(''))}</w:tbl><w:p/>"
    control = f"<w:sdt><w:sdtContent>{tr(tc('поле'), tc('5'))}</w:sdtContent></w:sdt>"
    reading = read(
        tmp_path, GRID + tr(tc("раз|два"), tc("б")) + control + tr(tc("е"), f"<w:tc>{inner}</w:tc>")
    )
    assert [text for *_, text in cells(reading)] == [
        "раз два", "б", "поле", "5", "е", "в\tг\nд",
    ]  # fmt: skip
    assert [text for *_, text in cells(reading, 1)] == ["в", "г", "д", ""]


def test_texts_side_by_side_in_a_ruled_table_are_its_cells(tmp_path: Path) -> None:
    reading = read(tmp_path, GRID + tr(tc("а|б|в"), tc("г|д|е")) + tr(tc("1"), tc("2")))
    assert [text for *_, text in cells(reading)] == ["а\nб\nв", "г\nд\nе", "1", "2"]


@pytest.mark.parametrize(
    "body",
    [
        OPEN + tr(tc("Школа|Исх. № 5"), tc("Директору|центра")),
        OPEN + tr(tc("3 мая 2024 г."), tc("с. Троицкое")),
        GRID + tr(tc("рамка")),
        GRID + tr(tc("Школа|тел. 2-14"), tc("Директору|центра")),
        OPEN
        + tr(tc("Директор"), tc("_____"), tc("А.Б. Ли"))
        + tr(tc("Врач"), tc(""), tc("Я. Ким")),
    ],
    ids=["letterhead", "date and place", "frame", "letterhead over a line", "signatures"],
)
def test_what_only_sets_text_in_place_is_no_table(tmp_path: Path, body: str) -> None:
    assert read(tmp_path, body).tables == ()


def test_a_table_without_lines_is_said_to_be_unruled(tmp_path: Path) -> None:
    reading = read(tmp_path, OPEN + tr(tc("Жильё"), tc("дом")) + tr(tc("Газ"), tc("есть")))
    assert [table.ruled for table in reading.tables] == [False]
