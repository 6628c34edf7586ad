"""Приложения № 2, 8 and 9 filled by chance: as Word files, and as scans with marks in ink."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from casework.form_spec import Checklist
from casework.forms import load_region

Value = bool | int | float
#: How a hand or a typist says yes and no; the last ones are drawn or boxes.
TYPED = (("V", "-"), ("+", "-"), ("да", "нет"), ("x", "нет"), ("v", "–"))
WORD_STYLES = (*TYPED, ("wingdings", "-"), ("control", ""), ("boxes", ""))
INK = ("tick", "vee", "plus", "cross", "filled")
SCAN_STYLES = (*TYPED[:3], *((shape, "-") for shape in INK[:4]), ("boxes", ""))
NOTES = ("", "", "", "", "со слов матери", "в общем коридоре", "на двоих", "по справке")
HEADS = {
    "primary_act": ("Приложение № 2", "Типовой акт обследования жилищно-бытовых условий",
                    "(первичный)", "Дата обследования 12 марта 2026 года"),
    "control_act": ("Приложение № 8", "АКТ", "обследования условий жизни семьи"
                    " (несовершеннолетних)", "от « 5 » февраля 2026 года"),
    "family_passport": ("СОЦИАЛЬНЫЙ ПАСПОРТ", "СЕМЬИ, НАХОДЯЩЕЙСЯ В ТРУДНОЙ ЖИЗНЕННОЙ СИТУАЦИИ"
                        " (ТЖС)", "СОЦИАЛЬНО ОПАСНОМ ПОЛОЖЕНИИ (СОП)",
                        "Дата постановки семьи на учет 18.02.2024"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line with what is put beside it; a group's heading has no cell."""

    label: str
    value: Value | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...] = ()
    #: Words of a choice with whether they are underlined.
    words: tuple[tuple[str, bool], ...] = ()
    two_columns: bool = False


@dataclass(frozen=True)
class Form:
    """A filled form; `marks` is its truth, `style` how yes and no are put down."""

    kind: str
    style: tuple[str, str]
    sections: tuple[Section, ...]
    marks: dict[str, Value] = field(default_factory=dict)


def invented_forms(count: int, seed: int, styles: Sequence[tuple[str, str]]) -> Iterator[Form]:
    """The three annexes in turn, each in the next style."""
    chance = random.Random(seed)
    kinds = ("primary_act", "control_act", "family_passport", "control_act")
    for number in range(count):
        kind = kinds[number % len(kinds)]
        style = styles[(number * 3 + number // len(styles)) % len(styles)]
        marks: dict[str, Value] = {}
        checklists = load_region("kalmykia").checklists
        sections = tuple(
            _choice(part, chance, marks) if part.choice else _table(part, style, chance, marks)
            for part in checklists
            if kind in part.kinds and part.items
        )
        yield Form(kind, style, sections, marks)


def _table(
    part: Checklist, style: tuple[str, str], chance: random.Random, marks: dict[str, Value]
) -> Section:
    rows, group = [], ""
    for item in part.items:
        if item.group not in ("", group) and part.section == "control_criterion":
            rows.append(Row(f"{item.group}:"))
        group = item.group
        value: Value | None = chance.choices((True, False, None), (0.35, 0.15, 0.5))[0]
        if item.number:
            value = (
                chance.randint(1, 5) if "комнат" in item.title else chance.randint(150, 900) / 10
            )
        elif value is False and not style[1]:
            value = None
        if item.id == "other_sign":
            value = None
        if value is not None:
            marks[f"{part.section}.{item.id}"] = value
        note = "" if part.any_text else chance.choice(NOTES)
        rows.append(Row(item.title, value, note if style[1] else ""))
    return Section(part.title, tuple(rows), two_columns=part.any_text)


def _choice(part: Checklist, chance: random.Random, marks: dict[str, Value]) -> Section:
    most = 1 if len(part.items) == 2 else 3
    chosen = {item.id for item in chance.sample(part.items[:-1] if most > 1 else part.items,
                                                chance.randint(1, most))}  # fmt: skip
    marks |= {f"{part.section}.{item}": True for item in chosen}
    words = tuple((item.title, item.id in chosen) for item in part.items)
    return Section(f"{part.title} (подчеркнуть)", words=words)


def _said(value: Value | None, style: tuple[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return style[0] if value else style[1]
    return str(value).replace(".", ",")


# --- Word ------------------------------------------------------------------------------------


def write_word(form: Form, path: Path) -> Path:
    document = Document()
    for line in HEADS[form.kind]:
        document.add_paragraph(line)
    for section in form.sections:
        if section.words:
            _word_choice(document, section)
        elif form.style[0] in ("control", "boxes"):
            _word_boxes(document, section, form.style[0])
        else:
            _word_table(document, section, form.style)
    document.add_paragraph("Выводы комиссии: рекомендовано сопровождение специалиста.")
    document.save(str(path))
    return path


def _word_choice(document: WordDocument, section: Section) -> None:
    paragraph = document.add_paragraph(f"{section.title}: ")
    for number, (word, underlined) in enumerate(section.words):
        paragraph.add_run(", " if number else "")
        paragraph.add_run(word).underline = underlined


def _word_boxes(document: WordDocument, section: Section, style: str) -> None:
    document.add_paragraph(f"{section.title}:")
    for row in section.rows:
        paragraph = document.add_paragraph()
        if isinstance(row.value, bool | None) and not row.label.endswith(":"):
            _add_box(paragraph, row.value is True, style)
        written = "" if isinstance(row.value, bool | None) else f": {_said(row.value, ('', ''))}"
        paragraph.add_run(f" {row.label}{written}")


def _add_box(paragraph: Paragraph, ticked: bool, style: str) -> None:
    if style == "boxes":
        paragraph.add_run("☒" if ticked else "☐")
        return
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/'
            f'wordml"><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def _word_table(document: WordDocument, section: Section, style: tuple[str, str]) -> None:
    document.add_paragraph(f"{section.title}:")
    columns = 2 if section.two_columns else 3
    table = document.add_table(rows=1, cols=columns, style="Table Grid")
    table.rows[0].cells[-1].text = "Примечания"
    for row in section.rows:
        cells = table.add_row().cells
        cells[0].text = row.label
        said = _said(row.value, style)
        if said == "wingdings":
            run = cells[1].paragraphs[0].add_run("\u00fc")
            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:ascii"), "Wingdings")
        else:
            cells[1].text = said
        if columns > 2:
            cells[2].text = row.note


# --- scans -----------------------------------------------------------------------------------

DPI = 300
FONT = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
SPARE_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
LEFT, TOP, BOTTOM = 190, 160, 3340
COLUMNS = (1400, 240, 420)  # pixels of the cells
STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "tick": (((0.0, 0.5), (0.32, 1.0), (1.0, -0.2)),),
    "vee": (((0.0, 0.0), (0.5, 1.0), (1.0, 0.0)),),
    "plus": (((0.5, 0.0), (0.5, 1.0)), ((0.0, 0.5), (1.0, 0.5))),
    "cross": (((0.0, 0.0), (1.0, 1.0)), ((1.0, 0.0), (0.0, 1.0))),
    "-": (((0.0, 0.5), (0.9, 0.5)),),
}


class _Sheets:
    """Pages that grow from top to bottom."""

    def __init__(self, seed: int) -> None:
        self.pages: list[Image.Image] = []
        self.chance = random.Random(seed)
        name = FONT if Path(FONT).exists() else SPARE_FONT
        self.font = ImageFont.truetype(name, round(12 * DPI / 72))
        self._turn()

    def _turn(self) -> None:
        self.pages.append(Image.new("L", (2480, 3508), 255))
        self.draw = ImageDraw.Draw(self.pages[-1])
        self.y = TOP

    def room(self, tall: int) -> None:
        if self.y + tall > BOTTOM:
            self._turn()

    def wrapped(self, text: str, wide: int) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.font.getlength(longer) > wide:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def write(self, text: str, x: int = LEFT, gap: int = 62) -> None:
        for line in self.wrapped(text, 2100):
            self.room(gap)
            self.draw.text((x, self.y), line, font=self.font, fill=25)
            self.y += gap

    def ink(self, name: str, x: float, y: float, side: float) -> None:
        """A mark as a hand draws it: bent, never twice the same."""
        if name == "filled":
            self.draw.rectangle((x, y, x + side, y + side), fill=40)
            return
        for stroke in STROKES[name]:
            ends = [(x + a * side, y + b * side) for a, b in stroke]
            jitter = side * 0.07
            points = [
                (
                    px + self.chance.uniform(-jitter, jitter),
                    py + self.chance.uniform(-jitter, jitter),
                )
                for px, py in ends
            ]
            self.draw.line(points, fill=45, width=6, joint="curve")

    def row(self, cells: Sequence[str], widths: Sequence[int]) -> None:
        lines = [self.wrapped(cell, wide - 30) for cell, wide in zip(cells, widths, strict=True)]
        tall = 56 * max(map(len, lines)) + 18
        self.room(tall)
        x = LEFT
        for cell, wide in zip(lines, widths, strict=True):
            self.draw.rectangle((x, self.y, x + wide, self.y + tall), outline=20, width=3)
            if cell[0] in STROKES and (cell[0] != "-" or self.chance.random() < 0.5):
                self.ink(cell[0], x + 60, self.y + 18, 36)
            else:
                for number, line in enumerate(cell):
                    at = (x + 14, self.y + 8 + 56 * number)
                    self.draw.text(at, line, font=self.font, fill=25)
            x += wide
        self.y += tall


def write_scan(form: Form, path: Path, seed: int) -> Path:
    """A TIFF of a clean scan: slightly turned, a little noise."""
    sheets = _Sheets(seed)
    for line in HEADS[form.kind]:
        sheets.write(line)
    for section in form.sections:
        if section.words:
            _scan_choice(sheets, section)
        elif form.style[0] == "boxes":
            _scan_boxes(sheets, section)
        else:
            _scan_table(sheets, section, form.style)
    sheets.write("Выводы комиссии: рекомендовано сопровождение специалиста.")
    noise = np.random.default_rng(seed)
    pages = [_scanned(page, noise) for page in sheets.pages]
    pages[0].save(
        path, save_all=True, append_images=pages[1:], dpi=(DPI, DPI), compression="tiff_lzw"
    )
    return path


def _scan_table(sheets: _Sheets, section: Section, style: tuple[str, str]) -> None:
    widths = (COLUMNS[0], COLUMNS[1] + COLUMNS[2]) if section.two_columns else COLUMNS
    sheets.y += 20
    sheets.room(300)
    sheets.write(f"{section.title}:")
    sheets.row(("", "Примечания") if section.two_columns else ("", "", "Примечания"), widths)
    for row in section.rows:
        cells = (row.label, _said(row.value, style), row.note)
        sheets.row(cells[: len(widths)], widths)
    sheets.y += 20


def _scan_boxes(sheets: _Sheets, section: Section) -> None:
    sheets.y += 20
    sheets.write(f"{section.title}:")
    for row in section.rows:
        if not isinstance(row.value, bool | None) or row.label.endswith(":"):
            said = "" if row.value is None else f": {_said(row.value, ('', ''))}"
            sheets.write(f"{row.label}{said}")
            continue
        sheets.room(140)
        sheets.draw.rectangle((LEFT, sheets.y + 6, LEFT + 38, sheets.y + 44), outline=20, width=4)
        if row.value:
            shape = sheets.chance.choice(("tick", "cross", "filled"))
            inset = 9 if shape == "filled" else 4
            sheets.ink(shape, LEFT + inset, sheets.y + 6 + inset, 38 - 2 * inset)
        sheets.write(row.label, LEFT + 64)


def _scan_choice(sheets: _Sheets, section: Section) -> None:
    sheets.y += 20
    sheets.write(f"{section.title}:")
    x, blank = LEFT, round(sheets.font.getlength(" "))
    sheets.room(140)
    for number, (phrase, underlined) in enumerate(section.words):
        comma = "," if number + 1 < len(section.words) else ""
        wide = round(sheets.font.getlength(phrase))
        if x + wide > 2280:
            x, sheets.y = LEFT, sheets.y + 66
        sheets.draw.text((x, sheets.y), phrase + comma, font=sheets.font, fill=25)
        if underlined:
            y = sheets.y + 52
            sheets.draw.line((x - 2, y, x + wide + 2, y), fill=25, width=4)
        x += wide + round(sheets.font.getlength(comma)) + blank
    sheets.y += 80


def _scanned(page: Image.Image, noise: np.random.Generator) -> Image.Image:
    turned = page.rotate(float(noise.uniform(-0.4, 0.4)), Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8)), np.float32)
    return Image.fromarray(np.clip(soft + noise.normal(0, 4, soft.shape), 0, 255).astype(np.uint8))
