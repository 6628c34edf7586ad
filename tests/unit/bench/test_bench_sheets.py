"""Papers written with a little markup become Word files that say the same."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from sheets import write_sheet

SHEET = """[[font Arial 13]]
[[columns 45 55]]
Школа № 3⏎г. Тверь
03.02.2025 № 12
||
Директору
[[end]]
^^ **СООБЩЕНИЕ**
Мать __не работает__, ______ одна
[[table 20 80]]
1 | Беседа⏎с матерью
2 |
[[end]]
>> Подпись
"""


def test_blocks_and_marks(tmp_path: Path) -> None:
    write_sheet(SHEET, tmp_path / "a.docx")
    paper = docx.Document(str(tmp_path / "a.docx"))
    head, measures = paper.tables
    assert [p.text for p in head.rows[0].cells[0].paragraphs] == [
        "Школа № 3\nг. Тверь",
        "03.02.2025 № 12",
    ]
    assert [[c.text for c in row.cells] for row in measures.rows] == [
        ["1", "Беседа\nс матерью"],
        ["2", ""],
    ]
    title, body, sign = (p for p in paper.paragraphs if p.text)
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert title.runs[0].bold
    assert body.text == "Мать не работает, ______ одна"
    assert [run.text for run in body.runs if run.underline] == ["не работает"]
    assert sign.alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_marks_within_marks_and_blanks(tmp_path: Path) -> None:
    text = "**ПАСПОРТ⏎__В ОПАСНОМ ПОЛОЖЕНИИ__**\n«__» ________ 20__ г., __дома__"
    write_sheet(text, tmp_path / "a.docx")
    title, date = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert title.text == "ПАСПОРТ\nВ ОПАСНОМ ПОЛОЖЕНИИ"
    assert [run.text for run in title.runs if run.underline] == ["В ОПАСНОМ ПОЛОЖЕНИИ"]
    assert all(run.bold for run in title.runs)
    assert date.text == "«__» ________ 20__ г., дома"


def test_a_block_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="end"):
        write_sheet("[[box right]]\nВх. № 5\n", tmp_path / "a.docx")
