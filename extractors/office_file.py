"""DOC, RTF and ODT: checked, turned into DOCX by LibreOffice, read as DOCX."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import olefile
from docx.oxml.ns import qn

from extractors.libreoffice import to_docx
from extractors.limits import Limits
from extractors.protocol import Bench, PageReading
from extractors.word_file import WordFile
from extractors.word_package import Element, check_members, check_sizes
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

_RTF = re.compile(rb"\s*\{\\rtf")
_RTF_PARTS = {
    WarningCode.EXTERNAL_REFERENCE_IGNORED: re.compile(
        rb'\\\*\\template\s[^}]*//|INCLUDE(?:TEXT|PICTURE)\s+"?[^"}]*//'
    ),
    WarningCode.ATTACHMENTS_NOT_READ: re.compile(rb"\\objdata\b"),
}
#: The file information block of Word 97 and later (MS-DOC 2.5.2): its mark, flags, their bits.
_FIB_MARKS = (b"\xec\xa5", b"\xdc\xa5")
_FIB_BYTES, _FIB_FLAGS_AT, _FIB_ENCRYPTED = 12, 10, 0x0100
_ODF_LOCKED = b"encryption-data"
_ODF_LINKED = re.compile(
    rb'<(?:draw:image|text:section-source|draw:object)\b[^>]*xlink:href="(?:\w{2,}:|//)'
)
#: What LibreOffice works out anew on opening a file: not what was printed, so not the paper's.
_COMPUTED = frozenset({"DATE", "TIME", "SAVEDATE", "PRINTDATE", "EDITTIME", "FILENAME"})
_SHOWN = (qn("w:t"), qn("w:tab"), qn("w:br"))


class OfficeFile:
    """One page that flows."""

    page_count = 1

    def __init__(self, path: Path, bench: Bench) -> None:
        suffix, seen = _examined(path, bench.limits)
        # The suffix tells LibreOffice the format; it leaves a lock beside what it opens.
        source = Path(shutil.copyfile(path, bench.scratch / f"paper.{suffix}"))
        made = to_docx(source, bench.scratch, bench.limits.converter_cpu_seconds)
        self._word = WordFile(made, bench)
        for story in self._word.stories:
            drop_computed(story)
        own = (ReadingWarning(code) for code in seen)
        self.warnings = tuple(dict.fromkeys((*own, *self._word.warnings)))

    def read_page(self, number: int) -> PageReading:
        return self._word.read_page(number)


def drop_computed(story: Element) -> None:
    """Take out the results of fields that LibreOffice has filled with today's values."""
    fields: list[list[str]] = []  # the open ones: instruction, then its results' mark
    for part in list(story.iter(qn("w:fldChar"), qn("w:instrText"), *_SHOWN)):
        if part.tag == qn("w:fldChar"):
            match part.get(qn("w:fldCharType")):
                case "begin":
                    fields.append([""])
                case "separate" if fields:
                    fields[-1].append("results")
                case "end" if fields:
                    fields.pop()
        elif part.tag == qn("w:instrText") and fields:
            fields[-1][0] += part.text or ""
        elif any(len(field) > 1 and _name(field[0]) in _COMPUTED for field in fields):
            part.getparent().remove(part)


def _name(instruction: str) -> str:
    return (instruction.split(maxsplit=1) or [""])[0].upper()


def _examined(path: Path, limits: Limits) -> tuple[str, list[WarningCode]]:
    """The suffix of the format, and what can be told of the file without LibreOffice."""
    with path.open("rb") as file:
        head = file.read(64)
    if _RTF.match(head.removeprefix(b"\xef\xbb\xbf")):
        data = path.read_bytes()
        return "rtf", [code for code, sign in _RTF_PARTS.items() if sign.search(data)]
    if head.startswith(olefile.MAGIC):
        return "doc", _doc_parts(path)
    return "odt", _odt_parts(path, limits)


def _doc_parts(path: Path) -> list[WarningCode]:
    with olefile.OleFileIO(path) as compound:
        block = compound.openstream("WordDocument").read(_FIB_BYTES)
        if len(block) < _FIB_BYTES or not block.startswith(_FIB_MARKS):
            raise Refused(RefusalCode.CORRUPT_CONTAINER)
        if int.from_bytes(block[_FIB_FLAGS_AT:], "little") & _FIB_ENCRYPTED:
            raise Refused(RefusalCode.PASSWORD_PROTECTED)
        storages = compound.listdir(streams=False, storages=True)
    parts = {
        WarningCode.MACROS_IGNORED: ["Macros", "VBA"] in storages,
        WarningCode.ATTACHMENTS_NOT_READ: any(
            len(names) > 1 and names[0] == "ObjectPool" for names in storages
        ),
    }
    return [code for code, true in parts.items() if true]


def _odt_parts(path: Path, limits: Limits) -> list[WarningCode]:
    """Bounds as for DOCX; a locked ODT holds ciphertext and says so in its manifest."""
    try:
        with zipfile.ZipFile(path) as package:
            check_sizes(package.infolist(), limits)
            if _ODF_LOCKED in package.read("META-INF/manifest.xml"):
                raise Refused(RefusalCode.PASSWORD_PROTECTED)
            content = package.read("content.xml")
    except (zipfile.BadZipFile, KeyError, EOFError, OSError) as error:
        raise Refused(RefusalCode.CORRUPT_CONTAINER) from error
    checked = check_members(path, limits)
    parts = {
        WarningCode.MACROS_IGNORED: any(
            name.startswith(("Basic/", "Scripts/")) for name in checked.names
        ),
        WarningCode.EXTERNAL_REFERENCE_IGNORED: _ODF_LINKED.search(content) is not None,
    }
    return [code for code, true in parts.items() if true]
