"""What a file is, told by the signatures at its head and tail; the name only confirms.

Nothing is parsed here: this runs in the worker's own process. The deep checks are made by the
reader's confined child.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.compound import SIGNATURE as _OLE
from ingest.compound import Compound, compound_kind
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode
from papers.source import MediaKind

_HEAD = 1 << 16
_TAIL = 1 << 18
_PDF_START = 1024

_ZIP, _ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
_ZIP_LONGEST_END, _ZIP_DIRECTORY_SIZE_AT = 22, 12
_ENTRY = rb"PK\x01\x02.{42}"  # the head of a name in the directory at a ZIP's end
_OPC, _WORD_PART, _ODF = (
    re.compile(_ENTRY + name, re.DOTALL)
    for name in (rb"\[Content_Types\]\.xml", rb"word/", rb"META-INF/manifest\.xml")
)
_MIME_MEMBER = re.compile(
    rb"PK\x03\x04.{26}mimetype.{0,64}?(application/[a-z0-9.+-]+)", re.DOTALL
)  # the first member, stored, of OpenDocument and the like
_WRITER = b"application/vnd.oasis.opendocument.text"
_RTF = re.compile(rb"\s*\{\\rtf")
_IMAGES = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|II\*\0|MM\0\*|RIFF.{4}WEBP"
    rb"|.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)"
    rb"|BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0",
    re.DOTALL,
)
#: Formats of text that are more than text; nobody reads them.
_MARKUP = re.compile(rb"(?i)\s*(?:<(?:!doctype|html|\?xml|svg|body|head)|%!ps)")
_HEADER = re.compile(rb"([\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*")
_MAILBOX_LINE = re.compile(rb"\s*(?:From [^\n]*\n)?")
_OF_MAIL = frozenset(
    (b"from", b"to", b"subject", b"date", b"received", b"message-id", b"return-path",
     b"delivered-to", b"reply-to", b"mime-version", b"content-type")
)  # fmt: skip
_OF_MAIL_ONLY = frozenset((b"to", b"received", b"message-id", b"return-path", b"delivered-to"))
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")

_SUFFIXES = {
    MediaKind.DOCX: {".docx", ".docm", ".dotx", ".dotm"},
    MediaKind.PDF: {".pdf"},
    MediaKind.IMAGE: {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".bmp", ".dib", ".webp",
        ".heic", ".heif", ".hif",
    },
    MediaKind.TEXT: {".txt", ".text"},
    MediaKind.OFFICE: {".doc", ".dot", ".rtf", ".odt", ".ott"},
    MediaKind.MAIL: {".eml"},
    MediaKind.OUTLOOK: {".msg", ".oft"},
    MediaKind.ARCHIVE: {".zip"},
}  # fmt: skip
_ODT_SUFFIXES = {".odt", ".ott"}
_WORD_SUFFIXES = _SUFFIXES[MediaKind.DOCX] | _SUFFIXES[MediaKind.OFFICE]
#: Whose end says nothing of a second file behind: they may hold archives themselves.
_ENDS_FREELY = frozenset((MediaKind.PDF, MediaKind.IMAGE, MediaKind.TEXT))


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
    if media in _ENDS_FREELY and _ZIP_END in tail:
        warnings.append(ReadingWarning(WarningCode.AMBIGUOUS_TYPE))
    return Identified(media, tuple(warnings))


def _media(path: Path, head: bytes, tail: bytes, suffix: str) -> MediaKind:
    if head.startswith((_ZIP, _ZIP_END)):
        return _zip_media(head, tail, suffix)
    if head.startswith(_OLE):
        return _compound_media(path, suffix)
    if b"%PDF-" in head[:_PDF_START]:
        return MediaKind.PDF
    if _IMAGES.match(head):
        return MediaKind.IMAGE
    if _RTF.match(_unmarked(head)):
        return MediaKind.OFFICE
    if _is_mail(head):
        return MediaKind.MAIL
    if _is_text(head):
        return MediaKind.TEXT
    raise Refused(RefusalCode.UNSUPPORTED_TYPE)


def _zip_media(head: bytes, tail: bytes, suffix: str) -> MediaKind:
    """Documents that are packages tell themselves by their members; other ZIPs are archives."""
    end = tail.rfind(_ZIP_END)
    if end < 0 or len(tail) < end + _ZIP_LONGEST_END:
        raise Refused(RefusalCode.CORRUPT_CONTAINER)
    (size,) = struct.unpack_from("<I", tail, end + _ZIP_DIRECTORY_SIZE_AT)
    directory = tail[max(0, end - size) : end]
    mime = _MIME_MEMBER.match(head)
    if _OPC.search(directory) and _WORD_PART.search(directory):
        return MediaKind.DOCX
    repacked = not mime and suffix in _ODT_SUFFIXES and _ODF.search(directory)
    if repacked or (mime and mime[1] in (_WRITER, _WRITER + b"-template")):
        return MediaKind.OFFICE
    if mime or _OPC.search(directory):
        raise Refused(_no_paper(suffix))
    if suffix in _WORD_SUFFIXES:
        raise Refused(RefusalCode.NOT_A_WORD_DOCUMENT)
    return MediaKind.ARCHIVE


def _compound_media(path: Path, suffix: str) -> MediaKind:
    match compound_kind(path):
        case Compound.WORD:
            return MediaKind.OFFICE
        case Compound.OUTLOOK:
            return MediaKind.OUTLOOK
        case Compound.ENCRYPTED:
            raise Refused(RefusalCode.PASSWORD_PROTECTED)
        case Compound.BROKEN:
            raise Refused(RefusalCode.CORRUPT_CONTAINER)
    raise Refused(_no_paper(suffix))


def _no_paper(suffix: str) -> RefusalCode:
    """What to say of a file of another Office family: a lie only where Word is promised."""
    return RefusalCode.WRONG_TYPE if suffix in _WORD_SUFFIXES else RefusalCode.UNSUPPORTED_TYPE


def _is_mail(head: bytes) -> bool:
    """Whether the text begins with the header of a letter; a saved web page has less of one."""
    text = _unmarked(head).replace(b"\r\n", b"\n")
    begin = _MAILBOX_LINE.match(text)
    place = begin.end() if begin else 0
    names: set[bytes] = set()
    while header := _HEADER.match(text, place):
        names.add(header[1].lower())
        place = header.end()
    return len(names & _OF_MAIL) > 1 and bool(names & _OF_MAIL_ONLY)


def _unmarked(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_text(head: bytes) -> bool:
    if _MARKUP.match(_unmarked(head)):
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
