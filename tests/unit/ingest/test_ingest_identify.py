from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from ingest.fingerprint import fingerprint
from ingest.identify import identify
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import MediaKind

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LETTER_HEAD = b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n\tand more\r\nMIME-Version: 1.0\r\n\r\ntext"


def compound(*streams: str, root_class: bytes = bytes(16)) -> bytes:
    """The bytes of an OLE file that its signature, its root and its stream names take."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[0x1E:0x20] = (9).to_bytes(2, "little")
    entries = [name.encode("utf-16-le").ljust(0x50, b"\0") for name in ("Root Entry", *streams)]
    entries = [entry.ljust(128, b"\0") for entry in entries]
    entries[0] = entries[0][:0x50] + root_class + entries[0][0x60:]
    return bytes(head) + b"".join(entries)


def archive(*names: str, mime: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        if mime:
            made.writestr("mimetype", mime)
        for name in names:
            made.writestr(name, "<x/>")
    return data.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")
ODF = "application/vnd.oasis.opendocument."


def archive_of_a_word_document() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("письмо.docx", WORD)
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media"),
    [
        (WORD, "письмо.docx", MediaKind.DOCX),
        (WORD, "без расширения", MediaKind.DOCX),
        (PDF, "скан.pdf", MediaKind.PDF),
        (b"\n\n" + PDF, "скан.pdf", MediaKind.PDF),
        (PNG, "лист.png", MediaKind.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(64), "лист.JPG", MediaKind.IMAGE),
        (b"II*\0" + bytes(64), "лист.tif", MediaKind.IMAGE),
        ("Прошу помочь семье.".encode("cp1251"), "a.txt", MediaKind.TEXT),
        ("Прошу помочь семье.".encode("utf-16"), "a.txt", MediaKind.TEXT),
        ("Прошу помочь семье.".encode("utf-16-le"), "a.txt", MediaKind.TEXT),
        (b"BMW X5, 2 items", "a.txt", MediaKind.TEXT),
        (b"Date: 1 May\n\nnothing but a note", "a.txt", MediaKind.TEXT),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(99), "лист.bmp", MediaKind.IMAGE),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(32), "лист.webp", MediaKind.IMAGE),
        (b"\0\0\0\x18ftypheic" + bytes(32), "фото.HEIC", MediaKind.IMAGE),
        (compound("WordDocument"), "письмо.doc", MediaKind.OFFICE),
        (compound("WordDocument", "Workbook"), "с таблицей.doc", MediaKind.OFFICE),
        (b"{\\rtf1 text}", "письмо.rtf", MediaKind.OFFICE),
        (b"\r\n{\\rtf1 text}", "письмо.doc", MediaKind.OFFICE),
        (archive("content.xml", mime=ODF + "text"), "письмо.odt", MediaKind.OFFICE),
        (archive("META-INF/manifest.xml", "mimetype"), "перепакован.odt", MediaKind.OFFICE),
        (compound("__properties_version1.0"), "письмо.msg", MediaKind.OUTLOOK),
        (compound("__nameid_version1.0", "WordDocument"), "с вложением.msg", MediaKind.OUTLOOK),
        (LETTER_HEAD, "письмо.eml", MediaKind.MAIL),
        (b"From a@b Mon\nReceived: x\nDate: y\n\n", "письмо.eml", MediaKind.MAIL),
        (archive("письмо.pdf"), "дело.zip", MediaKind.ARCHIVE),
        (archive("word/письмо.pdf"), "дело.zip", MediaKind.ARCHIVE),
        (archive_of_a_word_document(), "дело.zip", MediaKind.ARCHIVE),
        (archive(), "пусто.zip", MediaKind.ARCHIVE),
    ],
)
def test_content_tells_the_kind(
    tmp_path: Path, content: bytes, name: str, media: MediaKind
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(content)
    found = identify(path, name)
    assert found.media is media
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.docx", RefusalCode.EMPTY_FILE),
        (bytes(5000), "a.pdf", RefusalCode.UNSUPPORTED_TYPE),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "a.docx", RefusalCode.WRONG_TYPE),
        (archive("readme.txt"), "a.docx", RefusalCode.NOT_A_WORD_DOCUMENT),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", RefusalCode.UNSUPPORTED_TYPE),
        (archive("content.xml", mime=ODF + "text")[:90], "a.odt", RefusalCode.CORRUPT_CONTAINER),
        (archive(mime=ODF + "spreadsheet"), "a.odt", RefusalCode.WRONG_TYPE),
        (archive(mime=ODF + "spreadsheet"), "a.ods", RefusalCode.UNSUPPORTED_TYPE),
        (archive(mime="application/epub+zip"), "a.epub", RefusalCode.UNSUPPORTED_TYPE),
        (archive("readme.txt")[:40], "a.docx", RefusalCode.CORRUPT_CONTAINER),
        (compound()[:512], "a.doc", RefusalCode.CORRUPT_CONTAINER),
        (compound("Workbook"), "a.doc", RefusalCode.WRONG_TYPE),
        (compound("PowerPoint Document"), "a.ppt", RefusalCode.UNSUPPORTED_TYPE),
        (
            compound("WordDocument", root_class=bytes.fromhex("20080200000000 00c000000000000046")),
            "лист с письмом внутри.doc",
            RefusalCode.WRONG_TYPE,
        ),
        (compound("EncryptedPackage"), "a.docx", RefusalCode.PASSWORD_PROTECTED),
        (b"<html><body>text</body></html>", "a.doc", RefusalCode.UNSUPPORTED_TYPE),
        (b"Rar!\x1a\x07\x00" + bytes(64), "a.rar", RefusalCode.UNSUPPORTED_TYPE),
    ],
)
def test_what_is_not_read_is_refused(
    tmp_path: Path, content: bytes, name: str, code: RefusalCode
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        identify(path, name)
    assert refusal.value.code is code
    assert refusal.value.message


def test_another_suffix_is_corrected_with_a_word(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_bytes(PDF)
    assert [w.code for w in identify(path, "a.docx").warnings] == [WarningCode.TYPE_CORRECTED]


def test_a_pdf_with_an_archive_behind_it_is_ambiguous(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_bytes(PDF + archive("a.txt"))
    found = identify(path, "a.pdf")
    assert found.media is MediaKind.PDF
    assert [w.code for w in found.warnings] == [WarningCode.AMBIGUOUS_TYPE]


def test_fingerprint_is_the_digest_of_the_bytes(tmp_path: Path) -> None:
    content = bytes(range(256)) * 9000  # more than one piece
    path = tmp_path / "blob"
    path.write_bytes(content)
    assert fingerprint(path) == (hashlib.sha256(content).hexdigest(), len(content))
