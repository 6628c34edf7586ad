"""Every form of the order on paper: its words, its blanks, what a record fills in."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from openpyxl import load_workbook

from casework.draft import Cell, CellState, CellValue, ChildRow, ConfirmedRecord
from casework.form_spec import FormSpec
from casework.forms import load_region
from casework.print_spec import BlockKind, Literal, Option, PrintBlock, PrintSpec
from exports.form import write_form
from exports.journal import UnknownFormat, write_journal
from exports.pdf import all_to_pdf

REGION = load_region("kalmykia")
FORMS = [form for form in REGION.forms if form.number]
JOURNALS = [form for form in FORMS if form.journals]
ACTS = [(form, layout) for form in FORMS if (layout := REGION.print_of(form))]
ORDER = (Path(__file__).parents[2] / "data" / "order_kalmykia_annexes.txt").read_text("utf-8")
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
CENTRE = "БУ РК «Центр «Теегин герл»"


def plain(text: str) -> str:
    """Letters and figures alone: the source breaks words, escapes blanks, misses spaces."""
    return "".join(char for char in text.casefold() if char.isalnum())


SOURCE = plain(ORDER)
#: Rows of the order's tables; the source breaks words of narrow columns («прожива ния») and once
#: has a letter wrong («несовершенноле тных»).
TABLE_ROWS = {
    line.replace(" ", "").replace("несовершеннолетных", "несовершеннолетних")
    for line in ORDER.splitlines()
    if "\t" in line
}


def record(form: FormSpec, values: dict[str, CellValue], *children: ChildRow) -> ConfirmedRecord:
    cells = tuple(Cell(key, value, state=CellState.ENTERED) for key, value in values.items())
    return ConfirmedRecord(None, form.number, "", cells, "Санджиева", AT, children)


def line(table: str, **values: CellValue) -> ChildRow:
    return ChildRow(table, tuple(Cell(key, value) for key, value in values.items()))


def printed(form: FormSpec, kept: ConfirmedRecord | None, folder: Path) -> WordDocument:
    layout = REGION.print_of(form)
    assert layout
    write_form(form, layout, kept, folder / "form.docx")
    return Document(str(folder / "form.docx"))


def body(document: WordDocument) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def underlined(document: WordDocument) -> list[str]:
    runs = chain.from_iterable(paragraph.runs for paragraph in document.paragraphs)
    return [run.text for run in runs if run.underline]


def rows(document: WordDocument) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


# --- the order's own words ---------------------------------------------------------------------


@pytest.mark.parametrize("form", JOURNALS, ids=lambda form: form.id)
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_titles_and_columns_of_a_journal_are_those_of_the_order(
    form: FormSpec, suffix: str, tmp_path: Path
) -> None:
    for category in form.categories:
        out = tmp_path / f"journal{suffix}"
        write_journal(form, category, CENTRE, (), out)
        if suffix == ".docx":
            document = Document(str(out))
            head, table = [p.text for p in document.paragraphs if p.text], rows(document)
        else:
            lines = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
            start = next(at for at, texts in enumerate(lines) if None not in texts)
            head = [str(text) for texts in lines[:start] for text in texts if text]
            table = [list(map(str, texts)) for texts in lines[start:]]
        shown = [text for text in head if text not in (form.annex, CENTRE)]
        assert shown[0] == form.journal(category).title
        assert all(plain(text) in SOURCE for text in shown)
        assert "\t".join(table[0]).replace(" ", "") in TABLE_ROWS
        assert table[1:] == ([list(form.journal(category).numbers)] if len(table) > 1 else [])
        assert (CENTRE in head) == bool(form.caption)


def blocks_of(blocks: tuple[PrintBlock, ...]) -> list[PrintBlock]:
    return [one for block in blocks for one in (block, *blocks_of(block.blocks))]


@pytest.mark.parametrize(("form", "layout"), ACTS, ids=lambda one: getattr(one, "id", ""))
def test_the_words_of_an_act_are_those_of_the_order(form: FormSpec, layout: PrintSpec) -> None:
    words = [*layout.title]
    for block in blocks_of(layout.blocks):
        words += block.heads
        words += [block.text] if block.kind in (BlockKind.HEADING, BlockKind.NOTE) else []
        words += [part.text for part in block.parts if isinstance(part, Literal)]
        words += [part.words for part in block.parts if isinstance(part, Option)]
        if block.kind is BlockKind.TABLE:
            words += [column.title for column in form.table(block.table).columns]
    assert [text for text in words if plain(text) not in SOURCE] == []


@pytest.mark.parametrize(("form", "layout"), ACTS, ids=lambda one: getattr(one, "id", ""))
def test_an_act_has_every_cell_of_its_form_that_the_order_prints(
    form: FormSpec, layout: PrintSpec
) -> None:
    """Every child table and checklist of the form has its block."""
    blocks = blocks_of(layout.blocks)
    inline = {cell.partition(".")[0] for block in blocks for part in block.parts
              for cell in getattr(part, "cells", ())}  # fmt: skip
    assert {table.id for table in form.tables} <= {block.table for block in blocks} | inline
    assert {part.section for part in form.checklists} == {
        block.section for block in blocks if block.section
    }


# --- filled and empty --------------------------------------------------------------------------


def test_an_empty_act_has_blanks_and_no_marks(tmp_path: Path) -> None:
    document = printed(REGION.form(2), None, tmp_path)
    assert 'Дата обследования " ____ " ______________ 20__ год' in body(document)
    assert underlined(document) == []
    assert not any("✓" in text for row in rows(document) for text in row)


def test_a_filled_act_says_what_the_record_says_and_nothing_else(tmp_path: Path) -> None:
    values: dict[str, CellValue] = {
        "survey_on": "2026-03-12",
        "survey_address": "п. Цаган, ул. Новая, д. 1",
        "housing.gas": True,
        "housing.gas.note": "баллоны",
        "housing.hot_water": False,
        "family_completeness.incomplete": True,
        "help_child": ("legal",),
    }
    mother = line("primary_act_parent", role="mother", full_name="Убушаева Нина Петровна")
    child = line("primary_act_child", full_name="Убушаев Санал", birth_date="2016-05-04")
    form = REGION.form(2)
    document = printed(form, record(form, values, mother, child), tmp_path)
    marks = rows(document)
    assert ["Газ", "✓", "баллоны"] in marks
    assert ["Горячая вода", "нет", ""] in marks
    assert ["Электричество", "", ""] in marks
    assert ["Неполная семья", "✓"] in marks
    assert ["Убушаев Санал", "04.05.2016", "", ""] in marks
    assert underlined(document) == [
        '" 12 " марта 2026', "п. Цаган, ул. Новая, д. 1", "Убушаева Нина Петровна", "правовая",
    ]  # fmt: skip


def test_chosen_words_are_underlined_and_others_are_not(tmp_path: Path) -> None:
    form = REGION.form(8)
    kept = record(form, {"climate": "unfavourable", "relations": ("strained", "overprotection")})
    document = printed(form, kept, tmp_path)
    assert underlined(document) == ["неблагоприятный", "натянутые", "гиперопека над ребенком"]
    assert "благоприятный, неблагоприятный" in body(document)


def test_a_passport_has_a_block_for_every_child(tmp_path: Path) -> None:
    form = REGION.form(9)
    children = [
        line("passport_child", full_name=name) for name in ("Убушаев Санал", "Убушаев Олег")
    ]
    text = body(printed(form, record(form, {}, *children), tmp_path))
    assert text.count("Ф.И.О. несовершеннолетнего:") == 2
    assert "Ф.И.О. несовершеннолетнего: Убушаев Олег" in text


def test_an_act_is_no_workbook(tmp_path: Path) -> None:
    form, layout = ACTS[0]
    with pytest.raises(UnknownFormat, match=r"\.docx или \.pdf"):
        write_form(form, layout, None, tmp_path / "a.xlsx")


# --- LibreOffice -------------------------------------------------------------------------------


def test_libreoffice_opens_every_form_in_every_format(tmp_path: Path) -> None:
    """Ten forms as Word files, their journals as workbooks, too: one run makes PDFs of all."""
    made = []
    for form in FORMS:
        if layout := REGION.print_of(form):
            made.append(tmp_path / f"{form.id}.docx")
            write_form(form, layout, None, made[-1])
        for category in form.categories if form.journals else ():
            for suffix in (".docx", ".xlsx"):
                made.append(tmp_path / f"{form.id}-{category}{suffix[1:]}{suffix}")
                write_journal(form, category, CENTRE, (), made[-1], 3)
    pdfs = all_to_pdf(made, tmp_path)
    assert len(pdfs) == 22
    assert all(pdf.read_bytes().startswith(b"%PDF-") for pdf in pdfs)
