"""Which program wrote an OLE compound file (MS-CFB): the head of its directory tells.

Only fixed fields are looked at, and names of streams as they lie in the file.
"""

from __future__ import annotations

import mmap
import struct
from enum import StrEnum
from pathlib import Path

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR_SHIFT_AT, _DIRECTORY_AT = 0x1E, 0x30
_SHIFTS = (9, 12)  # sectors of 512 and 4096 bytes
_ENTRY_BYTES, _CLASS_AT, _CLASS_BYTES = 128, 0x50, 16


class Compound(StrEnum):
    """What lies in a compound file; `BROKEN` has no directory where its header says."""

    WORD = "word"
    OUTLOOK = "outlook"
    ENCRYPTED = "encrypted"
    OTHER_OFFICE = "other_office"
    UNKNOWN = "unknown"
    BROKEN = "broken"


def _class(first: int, rest: str = "0000 0000 c000000000000046") -> bytes:
    """The 16 bytes of a class identifier as it is stored."""
    return struct.pack("<I", first) + bytes.fromhex(rest)


#: The class of the root storage, where the writing program states one.
_CLASSES = {
    _class(0x00020906): Compound.WORD,  # Word 97 and later
    _class(0x00020900): Compound.WORD,  # Word 6
    _class(0x00020D0B): Compound.OUTLOOK,
    _class(0x00020810): Compound.OTHER_OFFICE,  # Excel 5
    _class(0x00020820): Compound.OTHER_OFFICE,  # Excel 97 and later
    _class(0x64818D10, "9b4f cf11 86ea00aa00b929e8"): Compound.OTHER_OFFICE,  # PowerPoint
}
#: Streams that tell where the root has no class; the first that is there decides: a message may
#: carry any file whole, a Word document a sheet, and a locked document nothing but ciphertext.
_STREAMS = (
    ("__properties_version1.0", Compound.OUTLOOK),
    ("__nameid_version1.0", Compound.OUTLOOK),
    ("EncryptedPackage", Compound.ENCRYPTED),
    ("WordDocument", Compound.WORD),
    ("Workbook", Compound.OTHER_OFFICE),
    ("PowerPoint Document", Compound.OTHER_OFFICE),
)


def compound_kind(path: Path) -> Compound:
    """What the compound file at `path` holds; OSError."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        root = _root_entry(data)
        if not root.startswith("R".encode("utf-16-le")):  # "Root Entry"; old writers say "R"
            return Compound.BROKEN
        stated = _CLASSES.get(root[_CLASS_AT : _CLASS_AT + _CLASS_BYTES])
        if stated is not None:
            return stated
        for name, kind in _STREAMS:
            if data.find(f"{name}\0".encode("utf-16-le")) >= 0:
                return kind
    return Compound.UNKNOWN


def _root_entry(data: mmap.mmap) -> bytes:
    """The first entry of the directory; empty where the header can't be right."""
    if len(data) < _DIRECTORY_AT + 4:
        return b""
    (shift,) = struct.unpack_from("<H", data, _SECTOR_SHIFT_AT)
    (sector,) = struct.unpack_from("<I", data, _DIRECTORY_AT)
    start = (sector + 1) << shift
    return data[start : start + _ENTRY_BYTES] if shift in _SHIFTS else b""
