"""An act, a passport or a report as a Word document, laid out as the region's data say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from casework.draft import ChildRow, ConfirmedRecord
from casework.form_spec import CellType, FormSpec, Item
from casework.print_spec import BlockKind, PrintBlock, PrintSpec
from exports.blank import Filling, Piece, blank_line, is_blank, pieces
from exports.word import LONG, SHORT, centred, grid, grid_row, head_row, page_setup, put_annex

_MARGIN = Mm(15)
_YES, _NO = "✓", "нет"
_MARK_WIDTH = 14
_REFUSED = "от подписи отказались"


def write_act(form: FormSpec, spec: PrintSpec, record: ConfirmedRecord | None, path: Path) -> None:
    """The form filled from `record`, or with blanks to be filled in by hand."""
    document = Document()
    document.core_properties.author = "Опись"
    document.core_properties.title = form.title
    page_setup(document, spec.landscape, _MARGIN)
    put_annex(document, form.annex, Mm(150 if spec.landscape else 85))
    for line in spec.title:
        centred(document, line, 12).runs[0].bold = True
    document.add_paragraph()
    _Act(document, form, record, LONG if spec.landscape else SHORT).put(spec.blocks)
    document.save(str(path))


class _Act:
    """A document being written: the blocks of a layout, one after another."""

    def __init__(
        self, document: Any, form: FormSpec, record: ConfirmedRecord | None, page_width: int
    ) -> None:
        self._document = document
        self._form = form
        self._record = record
        self._width = page_width - 2 * _MARGIN
        self._own = Filling.of_record(form, record)
        self._writers: dict[BlockKind, Callable[[PrintBlock, Filling], None]] = {
            BlockKind.HEADING: self._heading,
            BlockKind.TEXT: self._text,
            BlockKind.NOTE: self._note,
            BlockKind.TABLE: self._table,
            BlockKind.LINES: self._lines,
            BlockKind.CHECKS: self._checks,
            BlockKind.SIGNATURES: self._signatures,
            BlockKind.REPEAT: self._repeat,
        }

    def put(self, blocks: Sequence[PrintBlock], filling: Filling | None = None) -> None:
        for block in blocks:
            self._writers[block.kind](block, filling or self._own)

    def _heading(self, block: PrintBlock, _: Filling) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(block.text).bold = True

    def _text(self, block: PrintBlock, filling: Filling) -> None:
        self._line(pieces(block, filling))
        if is_blank(block, filling):
            for _ in range(block.room):
                self._line((blank_line(),))

    def _line(self, parts: Sequence[Piece]) -> None:
        paragraph = self._document.add_paragraph()
        for piece in parts:
            paragraph.add_run(piece.text).underline = piece.underlined or None

    def _note(self, block: PrintBlock, _: Filling) -> None:
        centred(self._document, block.text, 8)

    def _table(self, block: PrintBlock, _: Filling) -> None:
        child = self._form.table(block.table)
        table = self._grid([column.width for column in child.columns])
        head_row(table, [column.title for column in child.columns])
        rows = self._rows(block)
        for number in range(1, max(block.rows, len(rows)) + 1):
            row = rows[number - 1] if number <= len(rows) else None
            filling = Filling.of_line(child, row, number)
            grid_row(table, ["\n".join(filling.texts(column.cells)) for column in child.columns])

    def _lines(self, block: PrintBlock, _: Filling) -> None:
        """A row of the table for each line of the list, whether the record has it or not."""
        child = self._form.table(block.table)
        table = self._grid([column.width for column in child.columns])
        head_row(table, [column.title for column in child.columns])
        kept = {str(cell.value): row for row in self._rows(block) if (cell := row.cell(block.line))}
        columns = [column for column in child.columns if block.line not in column.cells]
        for item in child.cell(block.line).choices.items:
            if item.id == block.last:
                continue
            filling = Filling.of_line(child, kept.get(item.id))
            texts = ["\n".join(_ticked(filling, column.cells)) for column in columns]
            grid_row(table, [item.title, *texts])
        if block.last:
            title = self._form.cell(block.last).title
            blanks = [""] * (len(columns) - 1)
            grid_row(table, [title, *blanks, "\n".join(self._own.texts([block.last]))])

    def _checks(self, block: PrintBlock, _: Filling) -> None:
        """A row for each line of the list under its heading; without a column for marks, a
        mark stands before the note."""
        part = next(p for p in self._form.checklists if p.section == block.section)
        marked = len(block.heads) > 2
        table = self._grid([60, _MARK_WIDTH, 32] if marked else [60, 46])
        head_row(table, block.heads)
        group = ""
        for item in (item for item in part.items if item.id not in block.skip):
            if item.group != group:
                group = item.group
                if group and group != part.title:
                    grid_row(table, [f"{group}:", *[""] * (len(block.heads) - 1)])
            mark, note = self._mark(block.section, item)
            rest = [mark, note] if marked else ["\n".join(filter(None, (mark, note)))]
            grid_row(table, [item.title, *rest])

    def _mark(self, section: str, item: Item) -> tuple[str, str]:
        cell = f"{section}.{item.id}"
        mark = "\n".join(_ticked(self._own, (cell,)))
        return mark, "\n".join(self._own.texts((f"{cell}.note",)))

    def _signatures(self, block: PrintBlock, _: Filling) -> None:
        rows = self._rows(block)
        blank = "_" * 36
        if block.heads:
            self._pair(*block.heads)
        for number in range(max(block.rows, len(rows))):
            row = rows[number] if number < len(rows) else None
            filling = Filling.of_line(self._form.table(block.table), row)
            refused = filling.values.get("refused") is True
            name = "\n".join(filling.texts(["full_name"]))
            self._pair(name or blank, _REFUSED if refused else blank)

    def _pair(self, left: str, right: str) -> None:
        """Two columns without lines around them."""
        table = self._document.add_table(rows=1, cols=2)
        for cell, text in zip(table.rows[0].cells, (left, right), strict=True):
            cell.text = text

    def _repeat(self, block: PrintBlock, _: Filling) -> None:
        child = self._form.table(block.table)
        rows = self._rows(block)
        for number in range(max(block.rows, len(rows))):
            row = rows[number] if number < len(rows) else None
            self.put(block.blocks, Filling.of_line(child, row, number + 1))

    def _rows(self, block: PrintBlock) -> list[ChildRow]:
        """The lines of the block's table, those of its own only where it takes but some."""
        children = self._record.children if self._record else ()
        rows = [row for row in children if row.table == block.table]
        if not block.where:
            return rows
        sorts = ((row, row.cell(block.where)) for row in rows)
        return [row for row, sort in sorts if sort and sort.value in block.values]

    def _grid(self, widths: Sequence[int]) -> Any:
        return grid(self._document, widths, self._width)


def _ticked(filling: Filling, cells: Sequence[str]) -> list[str]:
    """As `Filling.texts`, but a yes is a tick."""
    ticked: list[str] = []
    for cell in cells:
        value = filling.values.get(cell)
        if filling.specs[cell].type is CellType.YES_NO and isinstance(value, bool):
            ticked.append(_YES if value else _NO)
        else:
            ticked += filling.texts((cell,))
    return ticked
