"""Walk WordprocessingML (ECMA-376 part 1, chapter 17) to blocks of lines of cells.

python-docx shows only plain paragraphs and tables; what an office writes also stands in text
boxes, content controls, insertions, frames and nested tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docx.oxml.ns import qn
from lxml import etree

from extractors.page_text import underline, without_underlines
from extractors.tables import Slot, TableHead, are_signatures
from extractors.word_package import Element
from extractors.word_styles import WordStyles
from extractors.word_symbols import checkbox, field_box, in_font, symbol
from extractors.word_tables import header_rows, slots_of
from papers.document import EMPTY_BOX, BlockKind
from papers.outcome import WarningCode

#: A line is a list of cells; ordinary lines have one.
Row = list[str]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_PARAGRAPH, _TABLE, _RUN = qn("w:p"), qn("w:tbl"), qn("w:r")
_BOX = qn("w:txbxContent")
_INSERTED = frozenset({qn("w:ins"), qn("w:moveTo")})
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})
_SKIPPED = frozenset(
    qn(name)
    for name in (
        "w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:sectPr",
        "w:instrText", "w:delText", "w:delInstrText", "w:rt",
    )
)  # fmt: skip
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXT = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
#: Lines of a cell of a ruled table that is a text of its own.
_TALL = 3
#: Characters of a tick: «V», «да».
_TICK = 3


@dataclass(frozen=True, slots=True)
class WordBlock:
    """Rows of cells; in a table each cell has its slot, or the block stands `within` a cell."""

    kind: BlockKind
    rows: tuple[Row, ...]
    slots: tuple[Sequence[Slot | None], ...] = field(default=(), compare=False)
    within: tuple[Slot, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class Walk:
    """Collects the blocks of one story; `seen` says what the reviewer should know.

    `tables` are those met so far, by the number that their slots give.
    """

    styles: WordStyles
    blocks: list[WordBlock] = field(default_factory=list)
    seen: set[WarningCode] = field(default_factory=set)
    tables: list[TableHead] = field(default_factory=list)
    _open: list[Row] = field(default_factory=list)

    def story(self, root: Element, kind: BlockKind) -> list[WordBlock]:
        """The blocks of a body, header, footer, note, cell or text box."""
        self._children(root, kind)
        self._close(kind)
        return self.blocks

    def _children(self, root: Element, kind: BlockKind) -> None:
        for child in root.iterchildren(etree.Element):
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child, kind)
            elif tag == _TABLE and kind is BlockKind.TABLE and (box := self._box(child)):
                self._open.append([box])
            elif tag == _TABLE:
                self._close(kind)
                self._table(child)
            elif tag == qn("w:altChunk"):
                self.seen.add(WarningCode.ALTCHUNK_NOT_READ)
            elif tag in _DELETED:
                self.seen.add(WarningCode.TRACKED_CHANGES)
            elif tag == _ALTERNATE:
                self._children(_chosen(child), kind)
            elif tag not in _SKIPPED:
                self._children(child, kind)

    def _paragraph(self, paragraph: Element, kind: BlockKind) -> None:
        text, boxes = self._inline(paragraph)
        framed = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None
        if boxes or (framed and kind is BlockKind.BODY) or not text.strip():
            self._close(kind)
        for box in boxes:
            self.blocks += self._inner(box, BlockKind.TEXT_BOX)
        rows = [part.strip("\t ").split("\t") for part in text.split("\n")]
        self._open += (row for row in rows if any(cell.strip() for cell in row))
        if framed and kind is BlockKind.BODY:
            self._close(BlockKind.TEXT_BOX)

    def _close(self, kind: BlockKind) -> None:
        if self._open:
            self.blocks.append(WordBlock(kind, tuple(self._open)))
            self._open = []

    def _inner(self, root: Element, kind: BlockKind) -> list[WordBlock]:
        return Walk(self.styles, seen=self.seen, tables=self.tables).story(root, kind)

    def _inline(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The visible text of a paragraph, and the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[Element] = []
        waiting = [paragraph]
        while waiting:
            element = waiting.pop()
            tag = element.tag
            if tag in _TEXT:
                pieces.append(self._text(element))
            elif tag in _CHARACTERS:
                pieces.append(_CHARACTERS[tag])
            elif tag == qn("w:sym"):
                pieces.append(symbol(element.get(qn("w:font")), element.get(qn("w:char"))))
            elif tag == qn("w:fldChar"):
                pieces.append(field_box(element))
            elif tag == qn("w:sdt") and (box := checkbox(element)):
                pieces.append(box)
            elif tag == _BOX:
                boxes.append(element)
            else:
                waiting += reversed(self._visible_children(element))
        return "".join(pieces), boxes

    def _text(self, element: Element) -> str:
        text, run = element.text or "", element.getparent()
        if run is None or run.tag != _RUN:
            return text
        text = in_font(run, text)
        return underline(text) if self.styles.underlines(run) else text

    def _visible_children(self, element: Element) -> list[Element]:
        tag = element.tag
        if tag in _SKIPPED:
            return []
        if tag in _INSERTED or tag in _DELETED:
            self.seen.add(WarningCode.TRACKED_CHANGES)
        if tag in _DELETED:
            return []
        if tag == _ALTERNATE:
            return [_chosen(element)]
        if tag == _RUN and self.styles.hides(element):
            if any(piece.text for piece in element.iter(*_TEXT)):
                self.seen.add(WarningCode.HIDDEN_TEXT)
            return [box for box in element.iter(_BOX) if not _inside_fallback(box)]
        return list(element.iterchildren(etree.Element))

    def _box(self, table: Element) -> str:
        """What a box to tick holds: a table of one small cell within a cell; else nothing."""
        rows = [cells for _, cells in self._rows(table)]
        if len(rows) != 1 or len(rows[0]) != 1:
            return ""
        if next(rows[0][0].iter(_TABLE), None) is not None:
            return ""  # and not walked twice: tables in tables would be walked 2**depth times
        text = _joined(self._inner(rows[0][0], BlockKind.TABLE)).strip() or EMPTY_BOX
        return text if len(without_underlines(text)) <= _TICK else ""

    def _table(self, table: Element) -> None:
        """Rows of a data table are lines of cells; a letterhead comes cell by cell."""
        elements = list(self._rows(table))
        rows = [[self._inner(cell, BlockKind.TABLE) for cell in cells] for _, cells in elements]
        ruled = self.styles.ruled(table)
        lowest = 2 if len(rows) < 2 or not ruled else _TALL
        apart = [len(cells) == 1 or _is_complex(cells) or _is_tall(cells, lowest) for cells in rows]
        slots: list[list[Slot | None]] = [[None] * len(cells) for cells in rows]
        if _is_table(rows, apart, ruled):
            slots = slots_of(table, elements, len(self.tables))
            self.tables.append(TableHead(ruled, header_rows(row for row, _ in elements)))
        lines: list[tuple[Row, list[Slot | None]]] = []
        for cells, places, one_by_one in zip(rows, slots, apart, strict=True):
            if one_by_one:
                self._close_table(lines)
                for blocks, slot in zip(cells, places, strict=True):
                    self.blocks += _held(blocks, slot)
            else:
                lines.append(([_joined(blocks) for blocks in cells], places))
        self._close_table(lines)

    def _close_table(self, lines: list[tuple[Row, list[Slot | None]]]) -> None:
        if lines:
            rows, slots = zip(*lines, strict=True)
            self.blocks.append(WordBlock(BlockKind.TABLE, rows, slots))
            lines.clear()

    def _rows(self, table: Element) -> Iterator[tuple[Element, list[Element]]]:
        for row in _descend(table, qn("w:tr")):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                self.seen.add(WarningCode.TRACKED_CHANGES)
                continue
            yield row, list(_descend(row, qn("w:tc")))


def _chosen(alternate: Element) -> Element:
    """One of the two copies of the same content: the modern one where there is one."""
    found = alternate.find(_CHOICE)
    if found is None:
        found = alternate.find(_FALLBACK)
    return etree.Element("none") if found is None else found


def _inside_fallback(box: Element) -> bool:
    return any(
        ancestor.tag == _FALLBACK and ancestor.getparent().find(_CHOICE) is not None
        for ancestor in box.iterancestors()
    )


def _descend(root: Element, wanted: str) -> Iterator[Element]:
    """Children called `wanted`, also through content controls and insertions."""
    for child in root.iterchildren(etree.Element):
        if child.tag == wanted:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in _DELETED:
            yield from _descend(child, wanted)


def _is_table(rows: list[list[list[WordBlock]]], apart: list[bool], ruled: bool) -> bool:
    """Whether rows hold values, rather than set a letterhead, signatures or a frame in place."""
    if sum(map(len, rows)) < 2:
        return False
    if ruled:
        return len(rows) > 1 or not apart[0]
    joined = [[without_underlines(_joined(blocks)) for blocks in cells] for cells in rows]
    by_value = sum(not one_by_one for one_by_one in apart)
    return len(rows) > 1 and by_value > len(rows) / 2 and not are_signatures(joined)


def _held(blocks: list[WordBlock], slot: Slot | None) -> list[WordBlock]:
    """The blocks of a cell that is a text of its own; an empty cell keeps its place."""
    if slot is None:
        return blocks
    return [
        replace(block, within=(*block.within, slot))
        for block in blocks or [WordBlock(BlockKind.TABLE, ())]
    ]


def _is_complex(cells: list[list[WordBlock]]) -> bool:
    """Whether a cell holds a table or a text box of its own."""
    return any(
        block.kind is BlockKind.TEXT_BOX
        or block.slots
        or block.within
        or any(len(row) > 1 for row in block.rows)
        for blocks in cells
        for block in blocks
    )


def _is_tall(cells: list[list[WordBlock]], lines: int) -> bool:
    """Whether texts of several lines stand side by side: one in a letterhead, two in a table."""
    heights = sorted(sum(len(block.rows) for block in blocks) for blocks in cells)
    return heights[-1] >= lines and (lines < _TALL or heights[-2] >= lines)


def _joined(blocks: list[WordBlock]) -> str:
    return " ".join(" ".join(row) for block in blocks for row in block.rows)
