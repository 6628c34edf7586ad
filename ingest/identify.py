"""What a file is, told by the signatures at its head and tail; the name only confirms.

Nothing is parsed here: this runs in the worker's own process. The deep checks are made by the
reader's confined child.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode
from papers.source import MediaKind

_HEAD = 1 << 16
_TAIL = 1 << 18
_PDF_START = 1024

_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"BM")
#: Formats of text that are more than text; they wait for a reader of their own.
_MARKUP = re.compile(
    rb"(?i)\s*(?:\{\\rtf|<(?:!doctype|html|\?xml|svg|body|head)|%!ps)"
    rb"|(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:mime-version|received|message-id):"
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")

_SUFFIXES = {
    MediaKind.DOCX: {".docx", ".docm", ".dotx", ".dotm"},
    MediaKind.PDF: {".pdf"},
    MediaKind.IMAGE: {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".bmp"},
    MediaKind.TEXT: {".txt", ".text"},
}
_WORD_SUFFIXES = _SUFFIXES[MediaKind.DOCX] | {".doc", ".dot", ".rtf", ".odt"}


@dataclass(frozen=True, slots=True)
class Identified:
    """The kind of the bytes, and what is to be said of the name."""

    media: MediaKind
    warnings: tuple[ReadingWarning, ...] = ()


def identify(path: Path, name: str) -> Identified:
    """Tell the kind of the file at `path`, called `name`; raises Refused, OSError."""
    head, tail = _ends(path)
    if not head:
        raise Refused(RefusalCode.EMPTY_FILE)
    suffix = PurePath(name).suffix.lower()
    media = _media(path, head, tail, suffix)
    warnings: list[ReadingWarning] = []
    if suffix and suffix not in _SUFFIXES[media]:
        warnings.append(ReadingWarning(WarningCode.TYPE_CORRECTED))
    if media is not MediaKind.DOCX and _ZIP_END in tail:
        warnings.append(ReadingWarning(WarningCode.AMBIGUOUS_TYPE))
    return Identified(media, tuple(warnings))


def _media(path: Path, head: bytes, tail: bytes, suffix: str) -> MediaKind:
    if head.startswith(_ZIP):
        return _zip_media(head, tail, suffix)
    if head.startswith(_OLE):
        raise Refused(_ole_refusal(path))
    if b"%PDF-" in head[:_PDF_START]:
        return MediaKind.PDF
    if head.startswith(_IMAGES):
        return MediaKind.IMAGE
    if _is_text(head):
        return MediaKind.TEXT
    raise Refused(RefusalCode.UNSUPPORTED_TYPE)


def _zip_media(head: bytes, tail: bytes, suffix: str) -> MediaKind:
    """A ZIP with Word parts is DOCX; other Office families and archives are told apart."""
    ends = head + tail
    if b"word/" in ends:
        return MediaKind.DOCX
    if _ZIP_END not in tail:
        raise Refused(RefusalCode.CORRUPT_CONTAINER)
    if suffix not in _WORD_SUFFIXES:
        raise Refused(RefusalCode.UNSUPPORTED_TYPE)
    other = b"xl/" in ends or b"ppt/" in ends or b"opendocument" in ends
    raise Refused(RefusalCode.WRONG_TYPE if other else RefusalCode.NOT_A_WORD_DOCUMENT)


def _ole_refusal(path: Path) -> RefusalCode:
    """An encrypted DOCX is an OLE file with a stream of that name; others are old formats."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        encrypted = data.find(_OLE_ENCRYPTED) >= 0
    return RefusalCode.PASSWORD_PROTECTED if encrypted else RefusalCode.UNSUPPORTED_TYPE


def _is_text(head: bytes) -> bool:
    if _MARKUP.match(head.lstrip(b"\xef\xbb\xbf")):
        return False
    if head.startswith(_BYTE_ORDER_MARKS):
        return True
    wide = head[1::2].count(0) + head[1::2].count(4)
    return (wide > 0.6 * len(head[1::2]) and head.count(0) < 0.9 * len(head)) or (
        not _BINARY.search(head)
    )


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL))
        return head, file.read()
