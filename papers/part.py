"""Some pages of a document as a document of their own, and the way back to the file's text.

Pages keep the numbers that they have in the file, so boxes stay what they are; only offsets into
the text move, by the length of what stands before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from papers.arrangement import Table, TableCell
from papers.document import Document, Page
from papers.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Part:
    """`document` holds some pages of a file; its text begins at `offset` of the file's text."""

    document: Document
    offset: int

    def back(self, piece: Evidence) -> Evidence:
        """The same quotation where it stands in the file's text."""
        start, stop = piece.start + self.offset, piece.stop + self.offset
        return replace(piece, start=start, stop=stop)


def part(document: Document, first_page: int, last_page: int) -> Part:
    """The pages from `first_page` to `last_page`, by their numbers; ValueError if there are none.

    Of a table over several pages the rows on these pages are a table, counted from 0.
    """
    held = [page for page in document.pages if first_page <= page.number <= last_page]
    if not held:
        raise ValueError(f"the document has no pages {first_page}-{last_page}")
    start, stop = held[0].start, held[-1].stop
    numbers = frozenset(page.number for page in held)
    own = Document(
        text=document.text[start:stop],
        pages=tuple(_page(page, start) for page in held),
        blocks=tuple(
            replace(block, start=block.start - start, stop=block.stop - start)
            for block in document.blocks
            if block.page in numbers
        ),
        warnings=tuple(w for w in document.warnings if w.page is None or w.page in numbers),
        tables=tuple(_tables(document.tables, numbers, start)),
        underlines=tuple(
            replace(line, start=line.start - start, stop=line.stop - start)
            for line in document.underlines
            if line.page in numbers
        ),
        handwriting=tuple(place for place in document.handwriting if place.page in numbers),
    )
    return Part(own, start)


def _page(page: Page, offset: int) -> Page:
    words = tuple(replace(word, start=word.start - offset) for word in page.words)
    return replace(page, start=page.start - offset, stop=page.stop - offset, words=words)


def _tables(tables: Iterable[Table], numbers: frozenset[int], offset: int) -> Iterable[Table]:
    for table in tables:
        cells = [cell for cell in table.cells if cell.page in numbers]
        if cells:
            yield _rows(table, cells, offset)


def _rows(table: Table, cells: list[TableCell], offset: int) -> Table:
    """The table of these of its cells; a heading that stays on another page is not its own."""
    first, last = min(cell.row for cell in cells), max(cell.row for cell in cells)
    moved = (
        replace(
            cell,
            row=cell.row - first,
            row_span=min(cell.row_span, last - cell.row + 1),
            start=cell.start - offset,
            stop=cell.stop - offset,
        )
        for cell in cells
    )
    return replace(table, cells=tuple(moved), header_rows=max(0, table.header_rows - first))
