"""Every bad file ends with its code, and says in Russian what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from paper_files import (
    LETTER,
    add_member,
    form_tower,
    make_docx,
    make_pdf,
    make_scan,
    page_picture,
    png_bomb,
    raw_pdf,
    replace_member,
)

from extractors.limits import Limits
from extractors.reader import Reader
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import MediaKind

DOCUMENT = "word/document.xml"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def truncated_docx(path: Path) -> None:
    make_docx(path)
    path.write_bytes(path.read_bytes()[:3000])


def cut_xml(path: Path) -> None:
    replace_member(make_docx(path), DOCUMENT, b"<w:document><w:body>")


def doctype(path: Path) -> None:
    xml = f'<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="{WORD}"/>'
    replace_member(make_docx(path), DOCUMENT, xml.encode("utf-16"))


def endless_text(path: Path) -> None:
    xml = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{"а" * 3_000_000}</w:t></w:r></w:p>'
    replace_member(make_docx(path), DOCUMENT, (xml + "</w:body></w:document>").encode())


def unpacking_bomb(path: Path) -> None:
    add_member(make_docx(path), "word/media/a.bin", bytes(80_000_000))


def many_members(path: Path) -> None:
    make_docx(path)
    for number in range(60):
        add_member(path, f"word/media/{number}.bin", b"")


def not_word(path: Path) -> None:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    replace_member(make_docx(path), "[Content_Types].xml", types.encode())


def truncated_pdf(path: Path) -> None:
    make_pdf(path)
    path.write_bytes(path.read_bytes()[:400])


def pdf_without_pages(path: Path) -> None:
    path.write_bytes(raw_pdf(b"").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0"))


def tower(path: Path) -> None:
    path.write_bytes(form_tower())


def png_of_nothing(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def bomb(path: Path) -> None:
    path.write_bytes(png_bomb())


def stamp_sized(path: Path) -> None:
    page_picture().resize((20, 28)).save(path, "PNG")


@pytest.mark.parametrize(
    ("make", "media", "expected"),
    [
        (truncated_docx, MediaKind.DOCX, {RefusalCode.CORRUPT_CONTAINER}),
        (cut_xml, MediaKind.DOCX, {RefusalCode.CORRUPT_XML}),
        (doctype, MediaKind.DOCX, {RefusalCode.DOCTYPE_FORBIDDEN}),
        (endless_text, MediaKind.DOCX, {RefusalCode.TOO_LONG}),
        (unpacking_bomb, MediaKind.DOCX, {RefusalCode.DECOMPRESSION_LIMIT}),
        (many_members, MediaKind.DOCX, {RefusalCode.TOO_MANY_MEMBERS}),
        (not_word, MediaKind.DOCX, {RefusalCode.NOT_A_WORD_DOCUMENT}),
        (truncated_pdf, MediaKind.PDF, {RefusalCode.CORRUPT_PDF}),
        (pdf_without_pages, MediaKind.PDF, {RefusalCode.NO_PAGES}),
        (tower, MediaKind.PDF, {RefusalCode.CORRUPT_PDF, RefusalCode.TIME_LIMIT}),
        (png_of_nothing, MediaKind.IMAGE, {RefusalCode.CORRUPT_IMAGE}),
        (bomb, MediaKind.IMAGE, {RefusalCode.IMAGE_TOO_LARGE}),
        (stamp_sized, MediaKind.IMAGE, {RefusalCode.IMAGE_TOO_SMALL}),
    ],
)
def test_refusals(
    tmp_path: Path, make: Callable[[Path], None], media: MediaKind, expected: set[RefusalCode]
) -> None:
    path = tmp_path / "file"
    make(path)
    limits = Limits(members=50, cpu_seconds=5, page_cpu_seconds=4)
    if make is not many_members:
        limits = Limits(cpu_seconds=5, page_cpu_seconds=4)
    with pytest.raises(Refused) as refusal:
        Reader(limits).read(path, media)
    assert refusal.value.code in expected
    assert refusal.value.message.endswith(".")


def test_too_many_bytes_and_pages(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [LETTER] * 3)
    with pytest.raises(Refused) as refusal:
        Reader(Limits(file_bytes=1000)).read(path, MediaKind.PDF)
    assert refusal.value.code is RefusalCode.TOO_LARGE
    with pytest.raises(Refused) as refusal:
        Reader(Limits(pages=2)).read(path, MediaKind.PDF)
    assert refusal.value.code is RefusalCode.TOO_MANY_PAGES


def test_macros_and_links_are_told_of_and_the_text_is_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph(LETTER[0])
    made.part.rels.get_or_add_ext_rel(TEMPLATE, "http://192.0.2.1/a.dotm")
    path = tmp_path / "a.docx"
    made.save(str(path))
    add_member(path, "word/vbaProject.bin", b"macro")
    document = Reader().read(path, MediaKind.DOCX)
    assert document.text == LETTER[0] + "\n"
    assert {warning.code for warning in document.warnings} == {
        WarningCode.MACROS_IGNORED,
        WarningCode.EXTERNAL_REFERENCE_IGNORED,
    }


def test_white_text_is_not_read_and_scripts_are_told_of(tmp_path: Path) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    text = b"BT /F 12 Tf 60 700 Td (Plain text of the letter) Tj 1 g 0 -20 Td (Hidden) Tj ET"
    script = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf(text, [font, script], b"/Font << /F 5 0 R >>"))
    document = Reader().read(path, MediaKind.PDF)
    assert document.text == "Plain text of the letter\n"
    assert {warning.code for warning in document.warnings} == {
        WarningCode.HIDDEN_TEXT,
        WarningCode.ACTIVE_CONTENT_IGNORED,
    }


@pytest.mark.e2e
def test_a_truncated_picture_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    page_picture().save(path, dpi=(150, 150))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    document = Reader().read(path, MediaKind.IMAGE)
    assert WarningCode.IMAGE_TRUNCATED in {warning.code for warning in document.warnings}
    assert "Директору" in document.text


@pytest.mark.e2e
def test_a_huge_page_is_read_smaller(tmp_path: Path) -> None:
    path = make_scan(tmp_path / "a.pdf", [page_picture()])
    document = Reader(Limits(page_pixels=1_200_000)).read(path, MediaKind.PDF)
    assert WarningCode.PAGE_DOWNSCALED in {warning.code for warning in document.warnings}
    assert (document.pages[0].width or 0) * (document.pages[0].height or 0) <= 1_200_000
