"""Open a DOCX package: its bounds and its XML are checked before any of it is built in memory.

ECMA-376 part 2 (Open Packaging Conventions); python-docx loads the parts.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.package import Package
from lxml import etree

from extractors.limits import Limits
from papers.outcome import RefusalCode, Refused, WarningCode

Element = Any  # lxml's elements have no useful static type
_WORD_MAIN = "wordprocessingml"
_MACRO_MAIN = "ms-word.document.macroEnabled"
_OTHER_OFFICE = ("spreadsheetml", "presentationml", "ms-excel", "ms-powerpoint")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The stories of a Word document as XML trees, in reading order."""

    body: Element
    headers: tuple[Element, ...]
    footers: tuple[Element, ...]
    notes: tuple[Element, ...]
    styles: Element | None
    numbering: Element | None
    warnings: tuple[WarningCode, ...]

    @property
    def stories(self) -> tuple[Element, ...]:
        return (*self.headers, self.body, *self.notes, *self.footers)


def open_package(path: Path, limits: Limits) -> WordPackage:
    """Check and load; raises Refused."""
    checked = check_members(path, limits)
    try:
        package = Package.open(str(path))
        main = package.main_document_part
    except (PackageNotFoundError, KeyError, AttributeError, ValueError) as error:
        raise Refused(RefusalCode.NOT_A_WORD_DOCUMENT) from error
    except etree.XMLSyntaxError as error:
        raise Refused(RefusalCode.CORRUPT_XML) from error
    _check_main(main, checked)
    warnings = {
        WarningCode.MACROS_IGNORED: any("vbaProject" in name for name in checked.names),
        WarningCode.EXTERNAL_REFERENCE_IGNORED: any(
            relation.is_external and relation.reltype != REL.HYPERLINK
            for relation in package.iter_rels()
        ),
    }
    return WordPackage(
        body=_tree(main),
        headers=_related(main, REL.HEADER),
        footers=_related(main, REL.FOOTER),
        notes=_related(main, REL.FOOTNOTES) + _related(main, REL.ENDNOTES),
        styles=next(iter(_related(main, REL.STYLES)), None),
        numbering=next(iter(_related(main, REL.NUMBERING)), None),
        warnings=tuple(code for code, true in warnings.items() if true),
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What the members of the package are called, and which were seen to be sound XML."""

    names: frozenset[str]
    xml: frozenset[str]


def check_members(path: Path, limits: Limits) -> Checked:
    """Hold the members of a package to the limits, and its XML to be sound; raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_sizes(members, limits)
            xml = [member for member in members if member.filename.endswith((".xml", ".rels"))]
            room = limits.text_characters
            for member in xml:
                with archive.open(member) as stream:
                    room -= _check_xml(stream, room)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise Refused(RefusalCode.CORRUPT_CONTAINER) from error
    return Checked(
        frozenset(member.filename for member in members),
        frozenset(member.filename for member in xml),
    )


def check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """The announced sizes bind: zipfile never gives more than a member announces."""
    if len(members) > limits.members:
        raise Refused(RefusalCode.TOO_MANY_MEMBERS)
    sizes = [member.file_size for member in members]
    if max(sizes, default=0) > limits.member_bytes or sum(sizes) > limits.unpacked_bytes:
        raise Refused(RefusalCode.DECOMPRESSION_LIMIT)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refused(RefusalCode.PASSWORD_PROTECTED)


def _check_xml(stream: IO[bytes], room: int) -> int:
    """The count of characters of sound XML without a DOCTYPE (in whatever encoding)."""
    count = 0

    def refuse_doctype(*_: object) -> None:
        raise Refused(RefusalCode.DOCTYPE_FORBIDDEN)

    def measure(text: str) -> None:
        nonlocal count
        count += len(text)
        if count > room:
            raise Refused(RefusalCode.TOO_LONG)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.CharacterDataHandler = measure
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise Refused(RefusalCode.CORRUPT_XML) from error
    return count


def _check_main(main: Any, checked: Checked) -> None:
    if any(family in main.content_type for family in _OTHER_OFFICE):
        raise Refused(RefusalCode.WRONG_TYPE)
    if _WORD_MAIN not in main.content_type and _MACRO_MAIN not in main.content_type:
        raise Refused(RefusalCode.NOT_A_WORD_DOCUMENT)
    if str(main.partname).lstrip("/") not in checked.xml:
        raise Refused(RefusalCode.NOT_A_WORD_DOCUMENT)


def _related(main: Any, kind: str) -> tuple[Element, ...]:
    """The parts of a kind that `main` refers to, in the order of its relationships."""
    parts = {
        str(relation.target_part.partname): relation.target_part
        for relation in main.rels.values()
        if relation.reltype == kind and not relation.is_external
    }
    return tuple(_tree(parts[name]) for name in sorted(parts))


def _tree(part: Any) -> Element:
    """The XML of a part; python-docx builds no tree for notes and macro-enabled documents."""
    return part.element if hasattr(part, "element") else parse_xml(part.blob)
