"""Lays a paper out as a Word document: letterhead tables, header, footer, stamp in a text box."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import singledispatchmethod

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from making.paper import (
    Block,
    Caption,
    Grid,
    Head,
    Paper,
    Para,
    Rule,
    Signed,
    Stamp,
    left,
    right,
)

TYPEFACES = {
    "serif": "Times New Roman",
    "sans": "Arial",
    "mono": "Courier New",
    "dejavu": "DejaVu Serif",
}
MADE_ON = datetime(2025, 1, 1, tzinfo=UTC)
ALIGNMENT = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
EMU_PER_MM = 36000
TEXT_WIDTH = 167.0

# Word writes a text box twice: as a drawing, and as VML for programs that know no drawings.
TEXT_BOX = """
<mc:AlternateContent
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
  xmlns:v="urn:schemas-microsoft-com:vml">
 <mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0"
   simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
  <wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
  <wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
  <wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>
  <wp:docPr id="101" name="Надпись 1"/><wp:cNvGraphicFramePr/>
  <a:graphic><a:graphicData
    uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
   <wps:cNvSpPr txBox="1"/>
   <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
    <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>
    <a:ln w="12700"><a:solidFill><a:srgbClr val="1F3F9F"/></a:solidFill></a:ln></wps:spPr>
   <wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx><wps:bodyPr/>
  </wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
 <mc:Fallback><w:pict><v:shape style="position:absolute;width:170pt;height:50pt">
  <v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent>"""
BOX_LINE = (
    '<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>'
    '<w:color w:val="1F3F9F"/><w:sz w:val="20"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)


class Letter:
    """A DOCX in the making."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document = Document()
        self._page()
        self._style()
        for block in paper.blocks:
            self.put(block)
        self._running_lines()
        if paper.stamp:
            self._text_box(paper.stamp)

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(15)
        section.top_margin, section.bottom_margin = Mm(18), Mm(18)
        section.different_first_page_header_footer = True
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "", "", ""
        properties.created = properties.modified = MADE_ON.replace(tzinfo=None)

    def _style(self) -> None:
        style = self.document.styles["Normal"]
        face = TYPEFACES[self.paper.typeface]
        style.font.name, style.font.size = face, Pt(self.paper.size)
        style.element.rPr.rFonts.set(qn("w:cs"), face)
        style.paragraph_format.space_after = Pt(3)

    def _running_lines(self) -> None:
        section = self.document.sections[0]
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number._p.append(field)
        if self.paper.footer:
            foot = section.first_page_footer.paragraphs[0]
            for at, line in enumerate(self.paper.footer.split("\n")):
                run = foot.add_run()
                if at:
                    run.add_break()
                run.add_text(line)
                run.font.size = Pt(9)

    def _text_box(self, stamp: Stamp) -> None:
        xml = TEXT_BOX.format(
            x=round(stamp.left * EMU_PER_MM),
            y=round(stamp.top * EMU_PER_MM),
            width=round(stamp.width * EMU_PER_MM),
            height=round((5.5 * len(stamp.lines) + 4) * EMU_PER_MM),
            lines="".join(BOX_LINE.format(text=line) for line in stamp.lines),
        )
        first = next(iter(self.document.element.body.iter(qn("w:p"))))
        run = OxmlElement("w:r")
        run.append(parse_xml(xml))
        first.append(run)

    @singledispatchmethod
    def put(self, block: Block) -> None:
        raise TypeError(f"no layout for {type(block).__name__}")

    @put.register
    def _(self, block: Para) -> None:
        self._fill(self.document.add_paragraph(), block)

    @put.register
    def _(self, block: Head) -> None:
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        sides = ((block.left, block.share), (block.right, 1 - block.share))
        for cell, (paragraphs, share) in zip(table.rows[0].cells, sides, strict=True):
            cell.width = Mm(TEXT_WIDTH * share)
            for at, para in enumerate(paragraphs):
                self._fill(cell.add_paragraph() if at else cell.paragraphs[0], para)
        self.document.add_paragraph()

    @put.register
    def _(self, block: Grid) -> None:
        table = self.document.add_table(rows=0, cols=len(block.shares), style="Table Grid")
        for number, row in enumerate(block.rows):
            cells = table.add_row().cells
            for cell, text, share in zip(cells, row, block.shares, strict=True):
                cell.width = Mm(TEXT_WIDTH * share)
                bold = block.titled and number == 0
                self._fill(cell.paragraphs[0], Para(text, "left", bold=bold, size=block.size))
        self.document.add_paragraph()

    @put.register
    def _(self, block: Caption) -> None:
        line = self.document.add_paragraph()
        self._fill(line, Para(block.value, "center"))
        line.paragraph_format.space_after = Pt(0)
        self._underline(line)
        self._fill(self.document.add_paragraph(), Para(f"({block.meaning})", "center", size=9))

    @put.register
    def _(self, block: Signed) -> None:
        table = self.document.add_table(rows=1, cols=3)
        texts = (left(block.post), left("_____________"), right(block.name))
        for cell, para, share in zip(table.rows[0].cells, texts, (0.45, 0.2, 0.35), strict=True):
            cell.width = Mm(TEXT_WIDTH * share)
            self._fill(cell.paragraphs[0], para)

    @put.register
    def _(self, _block: Rule) -> None:
        self._underline(self.document.add_paragraph())

    def _fill(self, paragraph: Paragraph, para: Para) -> None:
        paragraph.alignment = ALIGNMENT[para.align]
        paragraph.paragraph_format.space_after = Pt(2 + 2.8 * para.gap)
        if para.indent:
            paragraph.paragraph_format.first_line_indent = Mm(para.indent)
        run = paragraph.add_run(para.text)
        run.bold, run.italic = para.bold or None, para.italic or None
        if para.size:
            run.font.size = Pt(para.size)

    def _underline(self, paragraph: Paragraph) -> None:
        borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        # The order of the schema: borders stand before spacing and alignment.
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def docx(paper: Paper) -> bytes:
    """The paper as a Word file; the same bytes on every run."""
    written = io.BytesIO()
    Letter(paper).document.save(written)
    steady = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=(2025, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return steady.getvalue()
