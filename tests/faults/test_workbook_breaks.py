"""Workbooks from outside are read in the confined child; what is wrong with them has its code."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from paper_files import add_member, make_docx

from extractors.limits import Limits
from extractors.reader import Reader
from papers.outcome import RefusalCode, Refused

pytestmark = pytest.mark.usefixtures("own_temp_folder")


def make_book(path: Path, rows: int = 3, text: str = "г. Элиста") -> Path:
    book = Workbook()
    for _ in range(rows):
        book.worksheets[0].append([text, 5])
    book.save(path)
    return path


def refusal(path: Path, limits: Limits | None = None) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        Reader(limits).read_workbook(path)
    return caught.value.code


def replaced(path: Path, name: str, content: bytes) -> Path:
    """The book with other bytes for one of its members."""
    inner = path.with_suffix(".new")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(inner, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, content if member.filename == name else old.read(member))
    return Path(shutil.move(inner, path))


def test_the_texts_of_a_book_come_back_with_its_formulas_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["адрес", 12.0, True, "=1+1"])
    book.save(tmp_path / "a.xlsx")
    [sheet] = Reader().read_workbook(tmp_path / "a.xlsx")
    assert sheet.rows[0].texts == ("адрес", "12", "да", "=1+1")
    assert sheet.rows[0].formulas == (3,)


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", rows=30)
    assert refusal(path, Limits(sheet_rows=20)) is RefusalCode.TOO_LONG


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", text="щ" * 900)
    assert refusal(path, Limits(sheet_characters=300)) is RefusalCode.TOO_LONG


def test_a_book_that_swells_is_refused(tmp_path: Path) -> None:
    path = add_member(make_book(tmp_path / "a.xlsx"), "xl/more.xml", b" " * 300_000)
    assert refusal(path, Limits(unpacked_bytes=200_000)) is RefusalCode.DECOMPRESSION_LIMIT


def test_an_entity_is_not_resolved_but_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'
    path = replaced(make_book(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", bomb)
    assert refusal(path) is RefusalCode.DOCTYPE_FORBIDDEN


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", RefusalCode.EMPTY_FILE),
        (b"a;b;c", RefusalCode.WRONG_TYPE),
        (b"PK\x03\x04 and nothing more", RefusalCode.CORRUPT_CONTAINER),
    ],
)
def test_what_is_no_book_is_refused(tmp_path: Path, content: bytes, code: RefusalCode) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) is code


def test_a_word_document_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    make_docx(path)
    assert refusal(path) is RefusalCode.WRONG_TYPE
