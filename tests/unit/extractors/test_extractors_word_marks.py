"""What Word files are ticked and underlined with."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from extractors.limits import Limits
from extractors.protocol import Bench, PageReading
from extractors.word_file import WordFile

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
CONTROL = (
    "<w:sdt {w} {w14}><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
)
FIELD = (
    '<w:r {w}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox>'
    "</w:ffData></w:fldChar></w:r>"
)


def read(document: object, folder: Path) -> PageReading:
    path = folder / "form.docx"
    document.save(str(path))  # type: ignore[attr-defined]
    return WordFile(path, Bench(Limits(), folder)).read_page(1)


def add(paragraph: Paragraph, xml: str, state: str) -> None:
    paragraph._p.append(parse_xml(xml.format(w=nsdecls("w"), w14=W14, state=state)))
    paragraph.add_run(" Газ")


@pytest.mark.parametrize(
    ("xml", "state", "text"),
    [
        (CONTROL, '<w14:checked w14:val="1"/>', "☑ Газ"),
        (CONTROL, '<w14:checked w14:val="0"/>', "☐ Газ"),
        (CONTROL, "", "☐ Газ"),
        (FIELD, "<w:checked/>", "☑ Газ"),
        (FIELD, '<w:default w:val="1"/>', "☑ Газ"),
        (FIELD, '<w:default w:val="1"/><w:checked w:val="0"/>', "☐ Газ"),
        (FIELD, "", "☐ Газ"),
    ],
)
def test_check_boxes_say_their_state(xml: str, state: str, text: str, tmp_path: Path) -> None:
    document = docx.Document()
    add(document.add_paragraph(), xml, state)
    assert read(document, tmp_path).text == f"{text}\n"


@pytest.mark.parametrize(
    ("font", "typed", "shown"),
    [
        ("Wingdings", "\u00fc", "✓"),
        ("Wingdings", "\uf0fe", "☑"),
        ("Wingdings 2", "P", "✓"),
        ("Webdings", "a", "✓"),
        ("Arial", "a", "a"),
        ("Wingdings", "Да", "Да"),
    ],
)
def test_letters_of_symbol_fonts_are_what_they_look_like(
    font: str, typed: str, shown: str, tmp_path: Path
) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(typed)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), font)
    assert read(document, tmp_path).text == f"{shown}\n"


def test_underlined_words_are_told_and_struck_ones_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("нужное подчеркнуть: ")
    paragraph.add_run("тихий, ").underline = False
    paragraph.add_run("очень шумный").underline = True
    struck = paragraph.add_run(" иной")
    struck.underline = struck.font.strike = True
    paragraph.add_run("  ").underline = True
    reading = read(document, tmp_path)
    assert reading.text == "нужное подчеркнуть: тихий, очень шумный иной\n"
    assert [reading.text[u.start : u.stop] for u in reading.underlines] == ["очень шумный"]


@pytest.mark.parametrize(("inside", "shown"), [("V", "V"), ("", "☐")])
def test_a_box_within_a_cell_belongs_to_the_cell(inside: str, shown: str, tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for row, label in zip(table.rows, ("Туалет", "Газ"), strict=True):
        row.cells[0].text = label
        row.cells[1].add_table(rows=1, cols=1).cell(0, 0).text = inside
    assert read(document, tmp_path).text == f"Туалет\t{shown}\nГаз\t{shown}\n"
