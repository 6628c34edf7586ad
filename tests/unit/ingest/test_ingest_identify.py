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
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return data.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")


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
        (archive("xl/workbook.xml"), "a.docx", RefusalCode.WRONG_TYPE),
        (archive("xl/workbook.xml"), "a.xlsx", RefusalCode.UNSUPPORTED_TYPE),
        (archive("readme.txt"), "a.docx", RefusalCode.NOT_A_WORD_DOCUMENT),
        (archive("readme.txt"), "a.zip", RefusalCode.UNSUPPORTED_TYPE),
        (archive("readme.txt")[:40], "a.docx", RefusalCode.CORRUPT_CONTAINER),
        (OLE, "a.doc", RefusalCode.UNSUPPORTED_TYPE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", RefusalCode.PASSWORD_PROTECTED),
        (b"{\\rtf1 text}", "a.rtf", RefusalCode.UNSUPPORTED_TYPE),
        (b"<html><body>text</body></html>", "a.doc", RefusalCode.UNSUPPORTED_TYPE),
        (b"From: a@b\nMIME-Version: 1.0\n\ntext", "a.eml", RefusalCode.UNSUPPORTED_TYPE),
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
