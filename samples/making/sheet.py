"""Lays a paper out as a PDF with an embedded Cyrillic font."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import singledispatchmethod
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import FontFace

from making.paper import Block, Caption, Grid, Head, Paper, Para, Rule, Signed, Stamp, Typeface

FONTS = Path("/usr/share/fonts/truetype/liberation")
FAMILIES = {"serif": "LiberationSerif", "sans": "LiberationSans", "mono": "LiberationMono"}
STYLES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
#: Debian's core package of it has no italics.
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
DEJAVU_STYLES = {"": "DejaVuSerif.ttf", "B": "DejaVuSerif-Bold.ttf"}
MADE_ON = datetime(2025, 1, 1, tzinfo=UTC)
ALIGNMENT = {"left": Align.L, "center": Align.C, "right": Align.R, "justify": Align.J}
LINE = 1.15
MARGINS = (28.0, 18.0, 15.0)  # left, top, right


def faces(typeface: Typeface) -> dict[str, Path]:
    """The font file of every style that the typeface has."""
    if typeface == "dejavu":
        return {style: DEJAVU / name for style, name in DEJAVU_STYLES.items()}
    return {style: FONTS / f"{FAMILIES[typeface]}-{name}.ttf" for style, name in STYLES.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a page, in millimetres from its upper left corner; pages count from 0."""

    page: int
    x: float
    y: float


class Sheet(FPDF):
    """A4 pages that remember where signatures belong."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.paper = paper
        self.signatures: list[Place] = []
        self.set_creation_date(MADE_ON)
        self.set_margins(*MARGINS)
        self.c_margin = 0.0
        self.set_auto_page_break(True, margin=18)
        for style, face in faces(paper.typeface).items():
            self.add_font("text", style, face)
        self.set_font("text", size=paper.size)
        self.add_page()
        for block in paper.blocks:
            self.put(block)

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("text", size=11)
            self.set_y(9)
            self.cell(0, 5, str(self.page_no()), align="C")
            self.set_xy(self.l_margin, 18)

    def footer(self) -> None:
        if self.paper.footer and self.page_no() == 1:
            self.set_font("text", size=9)
            self.set_y(-16)
            self.multi_cell(0, 4, self.paper.footer, align="L")

    @singledispatchmethod
    def put(self, block: Block) -> None:
        raise TypeError(f"no layout for {type(block).__name__}")

    @put.register
    def _(self, block: Para) -> None:
        self._paragraphs((block,), self.l_margin, self.r_margin)

    @put.register
    def _(self, block: Head) -> None:
        top, width = self.get_y(), self.epw
        split = self.l_margin + width * block.share
        self._paragraphs(block.left, self.l_margin, self.w - split + 4)
        bottom = self.get_y()
        self.set_y(top)
        self._paragraphs(block.right, split + 4, self.r_margin)
        self.set_y(max(bottom, self.get_y()) + 6)

    @put.register
    def _(self, block: Grid) -> None:
        self.set_font("text", size=block.size)
        with self.table(
            col_widths=tuple(100 * share for share in block.shares),
            first_row_as_headings=block.titled,
            headings_style=FontFace(emphasis="BOLD"),
            line_height=block.size * 0.42,
            align="LEFT",
            text_align="LEFT",
            padding=1,
        ) as table:
            for row in block.rows:
                cells = table.row()
                for text in row:
                    cells.cell(text)
        self.ln(3)

    @put.register
    def _(self, block: Caption) -> None:
        self.set_font("text", size=self.paper.size)
        self.multi_cell(0, 6, block.value, align="C", new_x="LMARGIN", new_y="NEXT")
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.set_font("text", size=8.5)
        self.multi_cell(0, 4.5, f"({block.meaning})", align="C", new_x="LMARGIN", new_y="NEXT")

    @put.register
    def _(self, block: Signed) -> None:
        self.ln(7)
        self.set_font("text", size=self.paper.size)
        if self.will_page_break(20):
            self.add_page()
        top = self.get_y()
        self.multi_cell(self.epw * 0.45, 5.8, block.post, align="L", new_y="NEXT")
        last = self.get_y() - 5.8
        self.set_xy(self.l_margin + self.epw * 0.66, last)
        self.cell(self.epw * 0.34, 5.8, block.name, align="R")
        self.signatures.append(Place(self.page_no() - 1, self.l_margin + self.epw * 0.55, last))
        self.set_xy(self.l_margin, max(top, last) + 8)

    @put.register
    def _(self, _block: Rule) -> None:
        self.line(self.l_margin, self.get_y() + 1, self.w - self.r_margin, self.get_y() + 1)
        self.ln(4)

    def _paragraphs(self, paragraphs: tuple[Para, ...], left: float, right: float) -> None:
        with self.text_columns(l_margin=left, r_margin=right, line_height=LINE) as column:
            for para in paragraphs:
                style = ("B" if para.bold else "") + ("I" if para.italic else "")
                self.set_font("text", style, para.size or self.paper.size)
                with column.paragraph(
                    text_align=ALIGNMENT[para.align],
                    first_line_indent=para.indent,
                    bottom_margin=1 + para.gap,
                ) as text:
                    text.write(para.text or " ")
        self.set_font("text", size=self.paper.size)

    def frame(self, stamp: Stamp) -> None:
        """Prints the registration stamp as an office program would, on page 1."""
        last, self.page = self.page, 1
        height = 5.0 * len(stamp.lines) + 3
        with self.local_context(draw_color=(20, 50, 140), text_color=(20, 50, 140)):
            self.set_font("text", size=10)
            self.rect(stamp.left, stamp.top, stamp.width, height)
            for number, line in enumerate(stamp.lines):
                self.set_xy(stamp.left, stamp.top + 1.5 + 5.0 * number)
                self.cell(stamp.width, 5, line, align="C")
        self.page = last


def text_pdf(paper: Paper) -> bytes:
    """The paper as its author's computer printed it, registration stamp included."""
    sheet = Sheet(paper)
    if paper.stamp:
        sheet.frame(paper.stamp)
    return bytes(sheet.output())


def printed(paper: Paper) -> tuple[bytes, tuple[Place, ...]]:
    """The sheets before anyone stamped or signed them, and where signatures belong."""
    sheet = Sheet(paper)
    return bytes(sheet.output()), tuple(sheet.signatures)
