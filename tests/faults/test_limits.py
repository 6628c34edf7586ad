"""Every limit, exceeded by a real file: what is said then is what docs/limits.md says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from paper_files import (
    add_member,
    make_docx,
    make_pdf,
    make_scan,
    page_picture,
    raw_pdf,
    replace_member,
    splice_page,
)

from extractors.libreoffice import find_kit
from extractors.limits import MIB, Limits
from extractors.reader import Reader
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import MediaKind
from review_cli.reading import Readings, Unread, sources

pytestmark = pytest.mark.usefixtures("own_temp_folder")

LINES = ["Сообщаем о пропусках уроков без уважительной причины"] * 25


@dataclass(frozen=True)
class Case:
    """A file over a limit, that limit (with others that it needs), what may be said of it."""

    media: MediaKind
    make: Callable[[Path], object]
    limits: Limits
    codes: set[str]


def squares(path: Path) -> None:
    """A page that takes seconds to draw."""
    path.write_bytes(raw_pdf(b"0 0 9 9 re f " * 400_000))


def squares_between(path: Path) -> None:
    """Such a page between two that are read at once."""
    slow = path.with_suffix(".slow")
    slow.write_bytes(raw_pdf(b"0 0 9 9 re f " * 1_000_000))
    make_pdf(path, [LINES, LINES])
    splice_page(path, slow, at=1)


def dense_scan(path: Path) -> None:
    text = ["Комиссия рассмотрела обращение школы о семье, проживающей в посёлке " * 2] * 30
    make_scan(path, [page_picture(text, points=6)])


def big_picture(path: Path) -> None:
    page_picture().resize((9000, 9000)).save(path, "PNG")


def long_rtf(path: Path) -> None:
    path.write_text("{\\rtf1 " + "a word and another \\par " * 60_000 + "}")


def long_docx(path: Path) -> None:
    rows = b"<w:p><w:r><w:t>a row</w:t></w:r></w:p>" * 60_000
    scheme = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (scheme, rows)
    replace_member(make_docx(path), "word/document.xml", body)


def zip_in_zips(path: Path) -> None:
    inner = make_docx(path.with_suffix(".docx"))
    for depth in range(3):
        outer = path.with_name(f"{depth}.zip")
        with zipfile.ZipFile(outer, "w") as archive:
            archive.write(inner, inner.name)
        inner = outer
    inner.replace(path)


def refused(code: RefusalCode) -> set[str]:
    return {code.value}


CASES: dict[str, Case] = {
    "file_bytes": Case(
        MediaKind.PDF, make_pdf, Limits(file_bytes=1000), refused(RefusalCode.TOO_LARGE)
    ),
    "memory_bytes": Case(
        MediaKind.IMAGE, big_picture, Limits(memory_bytes=320 * MIB),
        refused(RefusalCode.MEMORY_LIMIT),
    ),
    "scratch_file_bytes": Case(
        MediaKind.PDF, lambda path: make_scan(path, [page_picture()]),
        Limits(scratch_file_bytes=100_000), refused(RefusalCode.CORRUPT_PDF),
    ),
    "answer_bytes": Case(
        MediaKind.PDF, lambda path: make_pdf(path, [LINES]), Limits(answer_bytes=2000),
        refused(RefusalCode.TOO_LONG),
    ),
    "cpu_seconds": Case(
        MediaKind.DOCX, long_docx, Limits(cpu_seconds=1, page_cpu_seconds=1),
        refused(RefusalCode.TIME_LIMIT)
    ),
    "converter_cpu_seconds": Case(
        MediaKind.OFFICE, long_rtf, Limits(converter_cpu_seconds=1),
        refused(RefusalCode.TIME_LIMIT),
    ),
    "page_cpu_seconds": Case(
        MediaKind.PDF, squares, Limits(page_cpu_seconds=1, page_objects=10**9),
        refused(RefusalCode.TIME_LIMIT),
    ),
    "page_wall_seconds": Case(
        MediaKind.PDF, dense_scan, Limits(page_wall_seconds=1), refused(RefusalCode.TIME_LIMIT)
    ),
    "lost_pages": Case(
        MediaKind.PDF, squares_between,
        Limits(lost_pages=1, page_cpu_seconds=3, page_objects=10**9),
        {"page_unreadable 2", "page_unreadable 3"},
    ),
    "pages": Case(
        MediaKind.PDF, lambda path: make_pdf(path, [["Страница"]] * 3), Limits(pages=2),
        refused(RefusalCode.TOO_MANY_PAGES),
    ),
    "page_pixels": Case(
        MediaKind.PDF, lambda path: make_scan(path, [page_picture()]),
        Limits(page_pixels=1_200_000), {WarningCode.PAGE_DOWNSCALED.value},
    ),
    "image_pixels": Case(
        MediaKind.IMAGE, lambda path: page_picture().save(path, "PNG"),
        Limits(image_pixels=1_000_000), refused(RefusalCode.IMAGE_TOO_LARGE),
    ),
    "smallest_side": Case(
        MediaKind.IMAGE, lambda path: page_picture().save(path, "PNG"),
        Limits(smallest_side=1241), refused(RefusalCode.IMAGE_TOO_SMALL),
    ),
    "members": Case(
        MediaKind.DOCX, make_docx, Limits(members=3), refused(RefusalCode.TOO_MANY_MEMBERS)
    ),
    "member_bytes": Case(
        MediaKind.DOCX,
        lambda path: add_member(make_docx(path), "word/more.xml", b" " * 300_000),
        Limits(member_bytes=200_000), refused(RefusalCode.DECOMPRESSION_LIMIT),
    ),
    "unpacked_bytes": Case(
        MediaKind.DOCX,
        lambda path: add_member(make_docx(path), "word/more.xml", b" " * 300_000),
        Limits(unpacked_bytes=200_000), refused(RefusalCode.DECOMPRESSION_LIMIT),
    ),
    "text_characters": Case(
        MediaKind.DOCX, lambda path: make_docx(path, LINES), Limits(text_characters=500),
        refused(RefusalCode.TOO_LONG),
    ),
    "page_characters": Case(
        MediaKind.PDF, lambda path: make_pdf(path, [LINES]), Limits(page_characters=500),
        {WarningCode.PAGE_TOO_COMPLEX.value},
    ),
    "page_objects": Case(
        MediaKind.PDF, lambda path: make_pdf(path, [LINES]), Limits(page_objects=5),
        {WarningCode.PAGE_TOO_COMPLEX.value},
    ),
}  # fmt: skip


def said(path: Path, media: MediaKind, limits: Limits) -> set[str]:
    """The code of a refusal, else those of the warnings, with their pages too."""
    try:
        document = Reader(limits).read(path, media)
    except Refused as refusal:
        return {refusal.code}
    codes = {warning.code.value for warning in document.warnings}
    return codes | {f"{warning.code.value} {warning.page}" for warning in document.warnings}


def test_every_limit_has_its_case() -> None:
    """Nesting has its test below, reading again and workbooks theirs in test_read_again_breaks.py
    and test_workbook_breaks.py."""
    elsewhere = {"nesting", "read_again", "sheet_rows", "sheet_characters"}
    assert {*CASES, *elsewhere} == {limit.name for limit in fields(Limits)}


@pytest.mark.parametrize("name", CASES)
def test_a_limit_holds(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    if case.media is MediaKind.OFFICE and find_kit() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "paper"
    case.make(path)
    assert case.codes <= said(path, case.media, case.limits)


def test_the_limit_of_nesting_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zip_in_zips(path)
    deep = list(Readings(sources([str(path)], None), Limits(), 1))
    shallow = list(Readings(sources([str(path)], None), Limits(nesting=2), 1))
    assert [isinstance(read, Unread) for _, read in deep] == [False]
    assert not any(getattr(read, "text", "") for _, read in shallow)
