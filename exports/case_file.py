"""The inventory of a личное дело, its text documents as Word files, and the whole as a ZIP."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

_HASHES = "hashes.sha256"
_CHUNK = 1 << 20
_LONGEST_NAME = 80
_HEAD = ("№ п/п", "Наименование документа", "Дата и номер", "Листы", "Примечание")
_WIDTHS = (Mm(14), Mm(76), Mm(38), Mm(20), Mm(32))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class InventoryLine:
    """A document of the file; its sheets are from `first` on, `count` of them."""

    title: str
    requisites: str
    first: int
    count: int
    note: str = ""

    @property
    def sheets(self) -> str:
        last = self.first + self.count - 1
        return str(self.first) if self.count == 1 else f"{self.first}–{last}"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What stands on the sheet in front of the file."""

    institution: str
    title: str
    family: str
    lines: tuple[InventoryLine, ...]
    missing: tuple[str, ...]
    made_by: str
    made_on: date


def write_inventory(inventory: Inventory, path: Path) -> None:
    """The внутренняя опись as a DOCX."""
    document = _document()
    for text, bold in (
        (inventory.institution, False),
        ("ВНУТРЕННЯЯ ОПИСЬ", True),
        ("документов, находящихся в личном деле", False),
        (inventory.title, False),
        (inventory.family, True),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(_sayable(text)).bold = bold
    document.add_paragraph()
    _table(document, inventory.lines)
    sheets = sum(line.count for line in inventory.lines)
    document.add_paragraph()
    document.add_paragraph(f"Итого документов: {len(inventory.lines)}, листов: {sheets}.")
    if inventory.missing:
        document.add_paragraph("Нет в деле:")
        for title in inventory.missing:
            document.add_paragraph(_sayable(f"— {title}"))
    document.add_paragraph()
    signature = f"Составил: {inventory.made_by} ____________ {inventory.made_on:%d.%m.%Y}"
    document.add_paragraph(_sayable(signature))
    document.save(str(path))


def _table(document: Any, lines: Sequence[InventoryLine]) -> None:
    table = document.add_table(rows=0, cols=len(_HEAD), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    head = _row(table, _HEAD)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, line in enumerate(lines, 1):
        _row(table, (str(number), line.title, line.requisites, line.sheets, line.note))


def _row(table: Any, texts: Sequence[str]) -> Any:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
        cell.width, cell.text = width, _sayable(text)
    return row


def write_text(title: str, lines: Sequence[str], path: Path) -> None:
    """A paper whose file is not opened here, by the text that was read of it."""
    document = _document()
    head = document.add_paragraph()
    head.add_run(_sayable(title)).italic = True
    head.paragraph_format.space_after = Pt(10)
    for line in lines:
        document.add_paragraph(_sayable(line))
    document.save(str(path))


def _document() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.author = "Опись"
    return document


def _sayable(text: str) -> str:
    return _CONTROL.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Member:
    """A file for the ZIP, under a name of ours; `suffix` has its dot."""

    title: str
    suffix: str
    path: Path


def write_zip(
    members: Sequence[Member], out: Path, step: Callable[[], object] = lambda: None
) -> tuple[str, ...]:
    """The files with hashes.sha256, which `sha256sum -c` understands; the names they got."""
    names, hashes = [], []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, member in enumerate(members, 1):
            name = safe_name(number, member.title, member.suffix)
            digest = _add(archive, member.path, name)
            names.append(name)
            hashes.append(f"{digest}  {name}\n")
            step()
        archive.writestr(_info(_HASHES), "".join(hashes))
    return tuple(names)


def safe_name(number: int, title: str, suffix: str) -> str:
    """Letters and figures only: no name of a paper can lead out of the folder or hide a suffix."""
    words = re.sub(r"[^0-9A-Za-zА-Яа-яЁё№]+", "_", title).strip("_")[:_LONGEST_NAME]
    ending = suffix.lower() if re.fullmatch(r"\.[0-9A-Za-z]{1,5}", suffix) else ".bin"
    return f"{number:03}_{words.rstrip('_') or 'документ'}{ending}"


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    """Copy a file in piece by piece; the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(_info(name), "w", force_zip64=True) as target:
        while piece := source.read(_CHUNK):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    """Of no date: the same files make the same archive."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
