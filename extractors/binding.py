"""Papers bound into one PDF: pages taken as they are, each sheet numbered, a bookmark a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Dictionary, Name, OutlineItem, Page, Pdf

from extractors.protocol import Searchable
from extractors.searchable import write_searchable
from papers.document import Document

_SIZE, _MARGIN = 10, 18  # of the number on a sheet, in points


@dataclass(frozen=True, slots=True)
class Section:
    """A PDF of our own with the numbers of the pages that are wanted; all when there are none."""

    title: str
    path: Path
    pages: tuple[int, ...] = ()


def page_count(section: Section) -> int:
    """How many sheets the section has."""
    with Pdf.open(section.path) as pdf:
        return sum(1 for _ in _wanted(pdf, section))


def bind(
    sections: Sequence[Section],
    out: Path,
    title: str,
    unnumbered: int = 0,
    step: Callable[[], object] = lambda: None,
) -> int:
    """Write all sections one behind the other; how many pages that are.

    Sheets are numbered from 1 at their upper right, but for those of the first `unnumbered`
    sections. `step` is called after each section.
    """
    with ExitStack() as opened, Pdf.new() as bound:
        sheet = 0
        with bound.open_outline() as outline:
            for place, section in enumerate(sections):
                pdf = opened.enter_context(Pdf.open(section.path))
                first = len(bound.pages)
                for page in _wanted(pdf, section):
                    bound.pages.append(page)
                    if place >= unnumbered:
                        sheet += 1
                        _number(bound, bound.pages[-1], sheet)
                outline.root.append(OutlineItem(section.title, first))
                step()
        with bound.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
        bound.save(out)
        return len(bound.pages)


def _wanted(pdf: Pdf, section: Section) -> Iterator[Page]:
    for number, page in enumerate(pdf.pages, 1):
        if not section.pages or number in section.pages:
            yield page


def _number(bound: Pdf, page: Page, sheet: int) -> None:
    """The number of the sheet over whatever stands on it, in the page's own upright corner."""
    _, _, right, top = (float(side) for side in page.mediabox)
    text = str(sheet)
    x, y = right - _MARGIN - len(text) * _SIZE * 0.6, top - _MARGIN
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    name = page.add_resource(bound.make_indirect(font), Name.Font)
    program = f"q BT {name} {_SIZE} Tf {x:.2f} {y:.2f} Td ({text}) Tj ET Q".encode("ascii")
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q " + program)


def pictures_to_pdf(document: Document, pictures: Path, out: Path, title: str) -> None:
    """The upright pages in the folder `pictures` as a PDF, the document's words behind them."""
    with TemporaryDirectory(prefix="opis-pages-") as folder:
        shown = Path(folder) / "pictures"
        shown.mkdir()
        for page in document.pages:
            picture = pictures / f"page-{page.number:04}.jpg"
            if picture.is_file():
                (shown / picture.name).write_bytes(picture.read_bytes())
        write_searchable(document, Path(folder), Searchable(out, title))
