"""Cells of tables at their row and column: tables of known content as Word, text PDF and scan.

Counts empty cells by themselves, and tables seen on pages that have none.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import docx
import pypdfium2
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from invented_tables import Lines, MadeTable, invented_tables
from PIL import Image
from rapidfuzz import fuzz
from targets import Figure, report

from extractors.reader import Reader
from papers.arrangement import Table
from papers.document import Document
from papers.outcome import Refused
from papers.source import MediaKind

TABLES = 44
SEED = 20250
DPI = 300
#: Tables of more rows begin in the middle of a page and run on over the next.
LONG = 14
#: How alike the text of a scanned cell and the truth must be, of 100.
ALIKE = 80
FONTS = Path("/usr/share/fonts/truetype/liberation")
BEFORE = "Сведения приведены по состоянию на начало месяца и уточняются при каждом посещении."
AFTER = "Специалист обязан внести изменения в течение трёх рабочих дней после посещения семьи."
BORDERS = {
    Lines.LEVEL: ("top", "bottom", "insideH"),
    Lines.NONE: (),
}

FORMATS: dict[str, tuple[str, MediaKind]] = {
    "word": (".docx", MediaKind.DOCX),
    "pdf": (".pdf", MediaKind.PDF),
    "scan": (".pdf", MediaKind.PDF),
}


# --- pages ------------------------------------------------------------------------------------


class Sheet(FPDF):
    """A4 pages with a number in the middle of the foot."""

    def __init__(self, landscape: bool = False, size: float = 11) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self.set_margins(25, 18, 15)
        self.set_auto_page_break(True, margin=20)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("text", style, FONTS / f"LiberationSerif-{name}.ttf")
        self.set_font("text", size=size)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-14)
        self.cell(0, 5, str(self.page_no()), align="C")

    def say(self, text: str, align: str = "J") -> None:
        self.multi_cell(0, 5.5, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)


def pdf_of(table: MadeTable) -> bytes:
    wide = len(table.widths) > 7
    sheet = Sheet(landscape=wide, size=8 if wide else 11)
    for _ in range(9 if len(table.rows) > LONG else 1):
        sheet.say(BEFORE)
    layout = {Lines.FULL: "ALL", Lines.LEVEL: "HORIZONTAL_LINES", Lines.NONE: "NONE"}
    with sheet.table(
        col_widths=table.widths,
        borders_layout=layout[table.lines],
        num_heading_rows=table.header_rows,
        repeat_headings=int(table.repeats_header),
        text_align="LEFT",
        line_height=5,
        padding=(1.2, 1.5),
    ) as drawn:
        for made in table.rows:
            row = drawn.row()
            for cell in made:
                if cell is not None:
                    row.cell(cell.text, colspan=cell.column_span, rowspan=cell.row_span)
    sheet.ln(4)
    sheet.say(AFTER)
    return bytes(sheet.output())


def word_of(table: MadeTable) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    if len(table.widths) > 7:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(BEFORE)
    style = "Table Grid" if table.lines is Lines.FULL else "Normal Table"
    drawn = document.add_table(len(table.rows), len(table.widths), style=style)
    if table.lines is Lines.LEVEL:
        sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in BORDERS[Lines.LEVEL])
        drawn._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    for index, made in enumerate(table.rows):
        for column, cell in enumerate(made):
            if cell is None:
                continue
            last = drawn.cell(index + cell.row_span - 1, column + cell.column_span - 1)
            drawn.cell(index, column).merge(last).text = cell.text
    for index in range(table.header_rows if table.repeats_header else 0):
        drawn.rows[index]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph(AFTER)
    return _saved(document)


def scan_of(pdf: bytes, skew: float) -> bytes:
    """The pages of a PDF as pictures alone."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
        if skew:
            picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
        pages.append(picture)
    file = io.BytesIO()
    pages[0].save(file, "PDF", resolution=DPI, save_all=True, append_images=pages[1:], quality=85)
    return file.getvalue()


def _saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# --- pages without tables ---------------------------------------------------------------------

LEFT = (
    "Муниципальное бюджетное учреждение", "«Речная средняя школа»", "ул. Школьная, д. 4",
    "тел. 2-14-15", "12.03.2025 № 47",
)  # fmt: skip
RIGHT = ("Директору центра", "социального обслуживания", "Осиповой А. Б.")
SIGNERS = (("Директор", "А. Б. Мишин"), ("Секретарь", "В. Г. Котова"), ("Члены", "Д. Е. Тюрин"))
FIELDS = ("Фамилия, имя, отчество", "Адрес", "Телефон", "Место работы", "Состав семьи")
PROSE = " ".join((BEFORE, AFTER)) + " "


def letter(sheet: Sheet) -> None:
    top = sheet.get_y()
    for column, lines in ((25, LEFT), (120, RIGHT)):
        for number, line in enumerate(lines):
            sheet.text(column, top + 5 + 5.5 * number, line)
    sheet.set_y(top + 40)
    for _ in range(4):
        sheet.say(PROSE * 2)
    _sign(sheet, 0)


def minutes(sheet: Sheet) -> None:
    sheet.say("ПРОТОКОЛ № 7", "C")
    for number in range(1, 6):
        sheet.say(f"{number}. {PROSE}")
    _sign(sheet, 45)


def questionnaire(sheet: Sheet) -> None:
    """Lines to be filled in by hand under each other."""
    sheet.say("АНКЕТА", "C")
    for name in FIELDS * 2:
        sheet.cell(60, 9, name)
        sheet.line(80, sheet.get_y() + 7, 190, sheet.get_y() + 7)
        sheet.ln(9)
    sheet.ln(9)
    sheet.say(PROSE)


def two_columns(sheet: Sheet) -> None:
    top = sheet.get_y()
    for column in (25, 112):
        sheet.set_xy(column, top)
        sheet.multi_cell(78, 5.5, PROSE * 5, align="L")
    _sign(sheet, 0)


def _sign(sheet: Sheet, line: float) -> None:
    sheet.ln(8)
    for office, name in SIGNERS:
        y = sheet.get_y() + 5
        sheet.text(25, y, office)
        if line:
            sheet.line(90, y + 0.5, 90 + line, y + 0.5)
        sheet.text(150, y, name)
        sheet.ln(8)


PLAIN: tuple[Callable[[Sheet], None], ...] = (letter, minutes, questionnaire, two_columns)


def plain_pdf(draw: Callable[[Sheet], None]) -> bytes:
    sheet = Sheet()
    draw(sheet)
    return bytes(sheet.output())


def plain_word() -> bytes:
    """A letterhead and signatures set by tables without lines."""
    document = docx.Document()
    head = document.add_table(1, 2)
    for cell, lines in zip(head.rows[0].cells, (LEFT, RIGHT), strict=True):
        cell.text = "\n".join(lines)
    document.add_paragraph(PROSE * 3)
    signers = document.add_table(len(SIGNERS), 3)
    for row, (office, name) in zip(signers.rows, SIGNERS, strict=True):
        row.cells[0].text, row.cells[1].text, row.cells[2].text = office, "__________", name
    return _saved(document)


# --- scores -----------------------------------------------------------------------------------


def same(truth: str, found: str, exact: bool) -> bool:
    if exact:
        return " ".join(found.split()) == truth
    return fuzz.ratio(_folded(truth), _folded(found)) >= ALIKE


def _folded(text: str) -> str:
    return re.sub(r"[\s«»\"]", "", text).lower().replace("ё", "е")


def score(made: MadeTable, document: Document, exact: bool) -> tuple[Counter[str], list[str]]:
    """Cells and empty cells, and those at the right place with the right text; what is wrong."""
    best: tuple[Counter[str], list[str]] = (Counter(), ["no table"])
    for table in document.tables or (Table(()),):
        counts, wrong = _against(made, table, document.text, exact)
        if not best[0] or counts["right"] > best[0]["right"]:
            best = counts, wrong
    return best


def _against(
    made: MadeTable, table: Table, text: str, exact: bool
) -> tuple[Counter[str], list[str]]:
    at = {(cell.row, cell.column): cell for cell in table.cells}
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for row, column, cell in _placed(made):
        found = at.get((row, column))
        read = None if found is None else text[found.start : found.stop]
        if not cell.text:
            counts["empty"] += 1
            counts["empty right"] += read == ""
            continue
        counts["cells"] += 1
        if read is not None and same(cell.text, read, exact):
            counts["right"] += 1
            spans = found is not None and (found.row_span, found.column_span)
            counts["span right"] += spans == (cell.row_span, cell.column_span)
        else:
            wrong.append(f"{row},{column}: {cell.text!r} read {read!r}")
    return counts, wrong


def _placed(made: MadeTable) -> Iterator[tuple[int, int, object]]:
    for row, cells in enumerate(made.rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                yield row, column, cell


# --- the run ----------------------------------------------------------------------------------


def read(name: str, data: bytes) -> Document:
    suffix, media = FORMATS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(data)
        try:
            return Reader().read(path, media)
        except Refused:
            return Document("", ())


def files(table: MadeTable, number: int, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    if "word" in names:
        yield "word", word_of(table)
    pdf = pdf_of(table)
    if "pdf" in names:
        yield "pdf", pdf
    if "scan" in names:
        skew = random.Random(number).uniform(-1.5, 1.5) if number % 3 == 0 else 0.0
        yield "scan", scan_of(pdf, skew)


def spurious(names: Sequence[str], pool: ThreadPoolExecutor) -> dict[str, int]:
    """Tables seen where there are none, by format."""
    pdfs = [plain_pdf(draw) for draw in PLAIN]
    papers = {"word": [plain_word()], "pdf": pdfs, "scan": [scan_of(pdf, 0.4) for pdf in pdfs]}
    return {
        name: sum(
            len(document.tables)
            for document in pool.map(lambda data, name=name: read(name, data), papers[name])
        )
        for name in names
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=TABLES)
    parser.add_argument("--formats", default="word,pdf,scan")
    parser.add_argument("--only", default="", help="only kinds or rulings that match this")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to list of each")
    parser.add_argument("--keep", type=Path, help="folder to keep the made files in")
    args = parser.parse_args()
    names = args.formats.split(",")
    tables = list(enumerate(invented_tables(args.tables, SEED)))
    tables = [(n, t) for n, t in tables if re.search(args.only, f"{t.kind} {t.lines}")]
    totals: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with ThreadPoolExecutor(2) as pool:
        work = [(n, t, *file) for n, t in tables for file in files(t, n, names)]
        if args.keep:
            for number, _, name, data in work:
                (args.keep / f"{number:02}.{name}{FORMATS[name][0]}").write_bytes(data)
        documents = pool.map(lambda item: read(item[2], item[3]), work)
        for (number, table, name, _), document in zip(work, documents, strict=True):
            counts, wrong = score(table, document, exact=name != "scan")
            totals[name, "all"] += counts
            totals[name, table.lines.value] += counts
            totals[name, table.kind] += counts
            if wrong and args.errors:
                share = counts["right"] / max(1, counts["cells"])
                print(f"-- {number} {table.kind} {table.lines} {name}: {share:.2f} right")
                print("\n".join(wrong[: args.errors]))
        extra = spurious(names, pool)
    for (name, part), counts in sorted(totals.items()):
        print(
            f"{name:5} {part:10} cells right {counts['right']:5} of {counts['cells']:5}"
            f" = {counts['right'] / max(1, counts['cells']):.3f},"
            f" with the right spans {counts['span right'] / max(1, counts['cells']):.3f},"
            f" empty right {counts['empty right']} of {counts['empty']}"
        )

    def share(name: str) -> float:
        return totals[name, "all"]["right"] / max(1, totals[name, "all"]["cells"])

    goals = {"word": ("Word", 0.95), "pdf": ("text PDF", 0.95), "scan": ("clean scans", 0.85)}
    figures = [
        Figure(f"cells at their row and column, {goals[n][0]}", share(n), goals[n][1])
        for n in names
    ]
    figures += [
        Figure(f"tables seen where there are none, {goals[n][0]}", extra[n], 0, at_most=True)
        for n in names
    ]
    return report(figures)


if __name__ == "__main__":
    sys.exit(main())
