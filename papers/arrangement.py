"""How the text of a page is arranged beyond lines: tables, underlining, handwriting."""

from __future__ import annotations

from dataclasses import dataclass

from papers.geometry import Box


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell at `row`, `column` (from 0), over `row_span` rows and `column_span` columns.

    Its text is `document.text[start:stop]`, without the tabs and line ends around it; an empty
    cell has start == stop. `box` is None in flowing formats. A table that runs over a page break
    has cells on several pages (`page` counts from 1).
    """

    row: int
    column: int
    start: int
    stop: int
    page: int
    box: Box | None = None
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row, then by column; `ruled` is False where only white space parts the columns.

    `header_rows` counts the rows that a continued table repeats on its next page: they are
    given once.
    """

    cells: tuple[TableCell, ...]
    ruled: bool = True
    header_rows: int = 0

    @property
    def row_count(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Underline:
    """`document.text[start:stop]` is underlined, in Word or by a line drawn under it."""

    start: int
    stop: int
    page: int


@dataclass(frozen=True, slots=True)
class Handwriting:
    """A place that is written by hand: not read, left to the reviewer's eyes."""

    page: int
    box: Box
