"""Papers bound into one PDF: wanted pages only, numbered sheets, bookmarks."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from extractors.binding import Section, bind, page_count


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    pdf = FPDF(format=(150, 200))
    pdf.set_font("Helvetica", size=20)
    for word in ("first", "second", "third"):
        pdf.add_page()
        pdf.cell(text=word)
    path = tmp_path / "paper.pdf"
    pdf.output(str(path))
    return path


def texts(path: Path) -> list[list[str]]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().split() for page in document]


def test_wanted_pages_follow_each_other_with_numbers(paper: Path, tmp_path: Path) -> None:
    sections = [
        Section("front", paper, (1,)),
        Section("part", paper, (2, 3)),
        Section("all", paper),
    ]
    assert [page_count(section) for section in sections] == [1, 2, 3]
    steps: list[int] = []
    out = tmp_path / "bound.pdf"
    assert bind(sections, out, "дело", 1, lambda: steps.append(1)) == 6
    assert [sorted(words) for words in texts(out)] == [
        ["first"],
        ["1", "second"],
        ["2", "third"],
        ["3", "first"],
        ["4", "second"],
        ["5", "third"],
    ]
    assert len(steps) == 3
    with pypdfium2.PdfDocument(out) as document:
        marks = [(item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
    assert marks == [("front", 0), ("part", 1), ("all", 3)]


def test_the_bound_papers_stay_as_they_were(paper: Path, tmp_path: Path) -> None:
    before = paper.read_bytes()
    bind([Section("a", paper), Section("b", paper)], tmp_path / "bound.pdf", "дело")
    assert paper.read_bytes() == before
