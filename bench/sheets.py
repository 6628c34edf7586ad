"""Papers written as plain text with a little markup, made into Word files.

One line is one paragraph. `^^` centres it, `>>` puts it to the right, `**bold**`,
`__underlined__`, `⏎` breaks the line, `⇥` is a tab. `[[font NAME SIZE]]` may stand first.
`[[columns 45 55]]` … `||` … `[[end]]` lays blocks side by side without borders,
`[[table 10 60 30]]` … `[[end]]` is a bordered table with `|` between cells, `[[box right]]` …
`[[end]]` a stamp's frame, `[[page]]` a new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

_WIDTH = 16.5
_BLOCK = re.compile(r"\[\[(\w+)([^\]]*)\]\]\s*$")
#: `__underlined__`; two underscores before a closing quote («__») are a blank.
_UNDERLINED = re.compile(r"(?s)(?<!_)__(?=[^_\s»])(.+?)(?<=[^_\s])__(?!_)")
_ALIGNED = {"^^": WD_ALIGN_PARAGRAPH.CENTER, ">>": WD_ALIGN_PARAGRAPH.RIGHT}
_PLACED = {
    "left": WD_TABLE_ALIGNMENT.LEFT,
    "center": WD_TABLE_ALIGNMENT.CENTER,
    "right": WD_TABLE_ALIGNMENT.RIGHT,
}


class _Holder(Protocol):
    """A document or a cell: what paragraphs are added to."""

    def add_paragraph(self, text: str = ...) -> Paragraph: ...


def write_sheet(text: str, out: Path) -> None:
    """Write the paper that `text` describes as .docx; ValueError for markup that does not end."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _font(word, "Times New Roman", 12)
    lines = iter(text.rstrip("\n").split("\n"))
    for line in lines:
        block = _BLOCK.match(line)
        if block is None:
            _paragraph(word, line)
        elif block[1] == "font":
            *name, size = block[2].split()
            _font(word, " ".join(name), float(size))
        elif block[1] == "page":
            word.add_page_break()
        else:
            _lay_out(word, block[1], block[2].split(), list(_until_end(lines)))
    word.save(str(out))


def _font(word: WordDocument, name: str, size: float) -> None:
    style = word.styles["Normal"]
    style.font.name, style.font.size = name, Pt(size)
    style.paragraph_format.space_after = Pt(2)


def _until_end(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() == "[[end]]":
            return
        yield line
    raise ValueError("a block has no [[end]]")


def _lay_out(word: WordDocument, kind: str, options: list[str], lines: list[str]) -> None:
    if kind == "columns":
        cells = "\n".join(lines).split("\n||\n")
        table = _table(word, len(cells), [float(option) for option in options])
        _fill(table, [cell.split("\n") for cell in cells])
    elif kind == "table":
        rows = [line.split("|") for line in lines if line.strip()]
        table = _table(word, max(map(len, rows)), [float(option) for option in options])
        table.style = "Table Grid"
        for row in rows:
            _fill(table, [cell.strip().split("⏎") for cell in row])
    elif kind == "box":
        table = _table(word, 1, [40])
        table.style = "Table Grid"
        table.alignment = _PLACED[options[0] if options else "right"]
        _fill(table, [lines])
    else:
        raise ValueError(f"no block is called {kind}")


def _table(word: WordDocument, columns: int, widths: list[float]) -> Table:
    """An empty table; `widths` in per cent of the printed width."""
    table = word.add_table(rows=0, cols=columns)
    for column, width in zip(table.columns, widths or [100 / columns] * columns, strict=False):
        column.width = Cm(_WIDTH * width / 100)
    return table


def _fill(table: Table, cells: list[list[str]]) -> None:
    row = table.add_row()
    for cell, column, lines in zip(row.cells, table.columns, cells, strict=False):
        cell.width = column.width
        for line in lines:
            _paragraph(cell, line)
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)


def _paragraph(holder: _Holder, line: str) -> None:
    mark, text = line[:2], line
    paragraph = holder.add_paragraph()
    if mark in _ALIGNED:
        paragraph.alignment, text = _ALIGNED[mark], line[2:].strip()
    shown = text.replace("⏎", "\n").replace("⇥", "\t")
    for bold, stretch in enumerate(shown.split("**")):
        for underlined, piece in enumerate(_UNDERLINED.split(stretch)):
            if piece:
                run = paragraph.add_run(piece)
                run.bold, run.underline = bool(bold % 2) or None, bool(underlined % 2) or None
