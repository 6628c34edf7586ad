from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from casework.draft import Cell, CellState, CellValue, ConfirmedRecord, Subject
from casework.forms import load_region
from casework.journal import JournalRow
from exports.journal import UnknownFormat, write_journal

FORM = load_region("kalmykia").form(1)
CENTRE = "БУ РК «Центр «Теегин герл»"
AT = datetime(2025, 3, 12, 10, tzinfo=UTC)
TITLES = {
    "tzhs": "ЖУРНАЛ учета поступившей информации, обращений о семьях (несовершеннолетних), "
    "находящихся в трудной жизненной ситуации",
    "sop": "ЖУРНАЛ учета поступившей информации, обращений о семьях (несовершеннолетних), "
    "находящихся в социально опасном положении",
}
HEADER = [
    "N п/п",
    "Дата поступления информации",
    "От кого поступила информация",
    "В отношении кого поступила информация (Ф.И.О. родителей, несовершеннолетних)",
    "Адрес места жительства",
    "Признаки неблагополучия",
    "Кому поручено первичное обследование",
    "Дата предоставления первичного акта обследования",
    "Принятое решение",
]
NUMBERS = {"tzhs": [*list("123"), "4*", *list("56789")], "sop": list("123456789")}


def row(
    number: int = 1, category: str = "sop", annulled: str | None = None, **values: CellValue
) -> JournalRow:
    cells = tuple(
        Cell(cell_id, value, state=CellState.ENTERED) for cell_id, value in values.items()
    )
    record = ConfirmedRecord(9, 1, category, cells, "Санджиева", AT)
    return JournalRow(number, category, record, annulled)


FULL = row(
    12,
    received_at="2025-03-11T09:30:00+03:00",
    informant_text="Отдел опеки и попечительства",
    subjects=(
        Subject("Убушаев Санал", ("child",), "2016-01-01"),
        Subject("Убушаева Нина Петровна", ("mother",), "1991-01-01"),
    ),
    address="п. Цаган, ул. Новая, д. 1",
    distress_signs=("low_income", "parent_alcohol"),
    distress_text="денег нет",
    survey_assignee="Очиров Б.Б.",
    primary_act_submitted_on="2025-03-13",
    decision="forwarded",
)
PRINTED = [
    "12",
    "11.03.2025",
    "Отдел опеки и попечительства",
    "Убушаева Нина Петровна (мать)\nУбушаев Санал (несовершеннолетний)",
    "п. Цаган, ул. Новая, д. 1",
    "Малообеспеченная\nНаличие факторов, отрицательно влияющих на воспитание детей со стороны "
    "родителей: злоупотребление алкогольной и спиртосодержащей продукцией\nденег нет",
    "Очиров Б.Б.",
    "13.03.2025",
    "передано в КЦСОН по месту фактического проживания",
]


def export(rows: Sequence[JournalRow], out: Path, category: str = "sop") -> Path:
    write_journal(FORM, category, CENTRE, rows, out)
    return out


def sheet(path: Path) -> Worksheet:
    book = load_workbook(path)
    (page,) = book.worksheets
    return page


def header_row(page: Worksheet) -> int:
    return next(cells[0].row for cells in page.iter_rows() if cells[0].value == "N п/п")


def texts(page: Worksheet, number: int) -> list[object]:
    return [cell.value for cell in page[number]]


# --- XLSX ------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", ["tzhs", "sop"])
def test_an_empty_workbook_has_the_orders_head_and_nothing_else(
    tmp_path: Path, category: str
) -> None:
    page = sheet(export([], tmp_path / "empty.xlsx", category))
    header = header_row(page)
    above = [
        cell.value for cells in page.iter_rows(max_row=header - 1) for cell in cells if cell.value
    ]
    assert above == [
        FORM.annex,
        TITLES[category],
        CENTRE,
        "(полное наименование поставщика социальных услуг)",
    ]
    assert texts(page, header) == HEADER
    assert texts(page, header + 1) == NUMBERS[category]
    assert page.max_row == header + 1


def test_a_workbook_row_cell_by_cell(tmp_path: Path) -> None:
    page = sheet(export([FULL], tmp_path / "one.xlsx"))
    body = header_row(page) + 2
    assert texts(page, body) == [12, *PRINTED[1:]]
    assert [cell.data_type for cell in page[body]] == ["n"] + ["s"] * 8
    assert all(cell.alignment.wrap_text for cell in page[body])


def test_a_workbook_is_made_for_paper(tmp_path: Path) -> None:
    page = sheet(export([FULL], tmp_path / "one.xlsx"))
    header = header_row(page)
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9  # A4 in the enumeration of the format
    assert page.print_title_rows == f"${header}:${header + 1}"
    assert all(merged.max_row < header for merged in page.merged_cells.ranges)


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-", "@home", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    page = sheet(export([row(informant_text=text)], tmp_path / "formula.xlsx"))
    cell = page.cell(header_row(page) + 2, 3)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    page = sheet(export([row(distress_text="щ" * 40_000)], tmp_path / "long.xlsx"))
    text = page.cell(header_row(page) + 2, 6).value
    assert isinstance(text, str)
    assert len(text) == 32_767
    assert text.endswith("полностью — в DOCX)")


# --- DOCX ------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", ["tzhs", "sop"])
def test_an_empty_document_has_the_orders_head(tmp_path: Path, category: str) -> None:
    document = Document(str(export([], tmp_path / "empty.docx", category)))
    assert [p.text for p in document.paragraphs if p.text] == [
        FORM.annex,
        TITLES[category],
        CENTRE,
        "(полное наименование поставщика социальных услуг)",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in line.cells] for line in table.rows] == [
        HEADER,
        NUMBERS[category],
    ]


def test_a_document_row_cell_by_cell(tmp_path: Path) -> None:
    document = Document(
        str(export([FULL, row(13, annulled="внесено дважды")], tmp_path / "a.docx"))
    )
    (table,) = document.tables
    assert [cell.text for cell in table.rows[2].cells] == PRINTED
    assert [cell.text for cell in table.rows[3].cells] == ["13"] + [""] * 7 + [
        "аннулировано: внесено дважды"
    ]


def test_a_document_is_made_for_paper(tmp_path: Path) -> None:
    document = Document(str(export([FULL], tmp_path / "a.docx")))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    repeated = [bool(line._tr.xpath("./w:trPr/w:tblHeader")) for line in document.tables[0].rows]
    assert repeated == [True, True, False]
    assert not document.tables[0]._tbl.xpath(".//w:gridSpan | .//w:vMerge")


# --- both ------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_control_characters_are_seen_not_lost(tmp_path: Path, suffix: str) -> None:
    out = export([row(address="а\x00б\x0bв\ufffeг\ud800д")], tmp_path / f"bad{suffix}")
    assert addresses_in(out) == ["а\ufffdб\ufffdв\ufffdг\ufffdд"]


def addresses_in(path: Path) -> list[str]:
    if path.suffix == ".docx":
        return [line.cells[4].text for line in Document(str(path)).tables[0].rows[2:]]
    page = sheet(path)
    return [str(cells[4].value) for cells in page.iter_rows(min_row=header_row(page) + 2)]


legal = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t=+-@'\"<>&"),
    min_size=1,
    max_size=60,
)


@settings(max_examples=15)
@given(st.lists(legal, min_size=1, max_size=20))
def test_any_text_survives_both_formats(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("journals")
    rows = [row(number, address=text) for number, text in enumerate(texts, 1)]
    for suffix in (".xlsx", ".docx"):
        assert addresses_in(export(rows, folder / f"j{suffix}")) == texts


def test_another_suffix_is_refused_in_russian(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.xlsx, \.docx или \.pdf"):
        export([], tmp_path / "journal.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_row_of_the_other_journal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another journal"):
        export([row(1), row(2, "tzhs")], tmp_path / "mixed.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_an_older_file_is_replaced_whole_and_nothing_is_left_over(
    tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"journal{suffix}"
    out.write_bytes(b"older")
    export([FULL], out)
    assert list(tmp_path.iterdir()) == [out]
    with ZipFile(out) as archive:
        assert archive.testzip() is None


def test_a_failure_leaves_the_older_file(tmp_path: Path) -> None:
    out = tmp_path / "journal.xlsx"
    out.write_bytes(b"older")
    broken = row(1, received_at="nonsense")
    with pytest.raises(ValueError, match="isoformat"):
        export([broken], out)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]
