"""The rows of a known table: what stands under which head, row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.paper import Paper
from nlp.tables.heads import (
    Grid,
    Heading,
    by_place,
    grid_of,
    is_numbering,
    read_heading,
    region,
    repeats_head,
)
from nlp.tables.lines import read_lines
from nlp.tables.values import Span, is_nothing, read_cell, repeated
from papers.arrangement import Table, TableCell
from papers.document import Document

#: «--//--», «–"–», «то же»: what stands in the cell above.
_DITTO = re.compile(
    r"[\s\-–—=_.]*(?:[\"«»“”„″'`’]{1,2}|//|\\\\|/\s?/)[\s\-–—=_.]*|[\s\-–—]*то же[\s\-–—.]*",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\W*(?:итого|всего)\b", re.IGNORECASE)
#: How much a heading that was only guessed by place counts.
_BY_PLACE, _CONTINUED = 0.6, 0.85
#: A table goes on over a page break while no more than this stands between its parts.
_BETWEEN = 60
#: What a page may print above a table that goes on: its number.
_PAGE_NUMBER = 8


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A filled row: its cells, and where it stands in the document."""

    cells: tuple[FieldCandidate, ...]
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table that was recognised, with its filled rows."""

    heading: Heading
    rows: tuple[ReadRow, ...]


@dataclass(slots=True)
class _Row:
    """What stands under each head, by the head's place; `own` is the row's part of the text."""

    under: dict[int, tuple[Span, ...]]
    own: Span
    page: int


def read_tables(paper: Paper, kind: KindGuess) -> tuple[ReadTable, ...]:
    """Every table of the forms in a paper, in text order; one that goes on is one table."""
    read: list[ReadTable] = []
    last: tuple[Heading, Table] | None = None
    for table in tables_of(paper.document):
        titled = read_heading(table, paper.document.text, kind.value)
        heading = titled or _without_titles(paper.document, table, last, kind)
        goes_on = last is not None and titled is None and heading is not None
        last = (heading, table) if heading else None
        rows = tuple(_read_rows(paper, table, heading)) if heading else ()
        same = bool(read and heading and read[-1].heading.spec is heading.spec)
        if rows and goes_on and same:
            read[-1] = replace(read[-1], rows=(*read[-1].rows, *rows))
        elif rows and heading:
            read.append(ReadTable(heading, rows))
    return tuple(read)


def tables_of(document: Document) -> tuple[Table, ...]:
    """The tables of a document in text order; rows of cells parted by tabs where it has none.

    A lone row at the head of a page, no table by itself, may be the last one of a table before.
    """
    tabbed = _tabbed(document.text)
    found = document.tables
    rows = tabbed if not found else (_even(t) for t in tabbed if _leads_page(document, t))
    return tuple(sorted((t for t in (*found, *rows) if t.cells), key=_start))


def _even(table: Table) -> Table:
    """The first rows of a table, as long as they have as many cells as the first."""
    rows = Counter(cell.row for cell in table.cells)
    stop = next((row for row in sorted(rows) if rows[row] != rows[0]), len(rows))
    return Table(tuple(cell for cell in table.cells if cell.row < stop), ruled=False)


def _start(table: Table) -> int:
    return min(cell.start for cell in table.cells)


def _leads_page(document: Document, table: Table) -> bool:
    """Whether rows of tabbed cells that are no table of the document begin one of its pages."""
    start = _start(table)
    page = document.page_at(start)
    before = sum(map(str.isalnum, document.text[page.start : start]))
    known = any(cell.start <= start <= cell.stop for t in document.tables for cell in t.cells[:1])
    return page.number > 1 and before <= _PAGE_NUMBER and table.column_count > 2 and not known


def _tabbed(text: str) -> Iterator[Table]:
    """Runs of lines of which each has a tab."""
    cells: list[TableCell] = []
    row = at = 0
    for line in (*text.split("\n"), ""):
        if "\t" in line:
            start = at
            for column, part in enumerate(line.split("\t")):
                cells.append(TableCell(row, column, start, start + len(part), 1))
                start += len(part) + 1
            row += 1
        elif cells:
            yield Table(tuple(cells))
            cells, row = [], 0
        at += len(line) + 1


def _without_titles(
    document: Document, table: Table, last: tuple[Heading, Table] | None, kind: KindGuess
) -> Heading | None:
    """The heading of the table that goes on here, or by the order of its numbered columns."""
    start = _start(table)
    if last and last[1].column_count == table.column_count:
        between = document.text[max(cell.stop for cell in last[1].cells) : start]
        if sum(map(str.isalnum, between)) <= _BETWEEN and last[0].spec.line == "":
            return Heading(last[0].spec, last[0].columns, 0, last[0].alike * _CONTINUED)
    if not is_numbering(_texts(document, grid_of(table), 0, table.column_count)):
        return None
    for spec in region().tables:
        columns = by_place(spec, table.column_count)
        if kind.value in spec.kinds and columns:
            return Heading(spec, columns, 0, _BY_PLACE)
    return None


def _read_rows(paper: Paper, table: Table, heading: Heading) -> Iterator[ReadRow]:
    spec = heading.spec
    above: dict[int, tuple[FieldCandidate, ...]] = {}
    for row in _rows_of(paper.document, table, heading):
        cells: list[FieldCandidate] = []
        if spec.line:
            for line in read_lines(paper, heading, row.under):
                yield ReadRow(tuple(line), *row.own)
            continue
        for place, spans in row.under.items():
            if place in above and _is_ditto(paper.document, spans):
                found = tuple(repeated(value, paper, spans[0]) for value in above[place])
            else:
                holds = tuple(spec.cell(cell) for cell in spec.heads[place].cells)
                found = tuple(read_cell(paper, holds, spans, heading.alike))
            above[place] = found
            cells += [cell for cell in found if cell.field not in {c.field for c in cells}]
        if any(not isinstance(cell.value, int) for cell in cells):
            yield ReadRow(tuple(cells), *row.own)


def _rows_of(document: Document, table: Table, heading: Heading) -> list[_Row]:
    """The rows below the titles that say something, what a page break has cut joined again."""
    grid = grid_of(table)
    rows: list[_Row] = []
    for number in range(heading.rows, table.row_count):
        texts = _texts(document, grid, number, table.column_count)
        row = _row(document, grid, (number, table.column_count), heading)
        if row is None or is_numbering(texts) or repeats_head(texts, heading):
            continue
        if _TOTAL.match(next(filter(str.strip, texts), "")) or _is_section(grid, number, texts):
            continue
        if rows and row.page != rows[-1].page and _goes_on(document, row, rows[-1]):
            for place, spans in row.under.items():
                rows[-1].under[place] = (*rows[-1].under.get(place, ()), *spans)
        else:
            rows.append(row)
    return rows


def _row(document: Document, grid: Grid, at: tuple[int, int], heading: Heading) -> _Row | None:
    """A row with what stands under the heads; None when nothing of its own does.

    `at` is its number, and how many columns the table has.
    """
    number, columns = at
    under: dict[int, tuple[Span, ...]] = {}
    own: list[TableCell] = []
    for column, place in sorted(heading.columns.items()):
        cell = grid.get((number, column))
        if cell is None or is_blank(document, cell):
            continue
        span = (cell.start, cell.stop)
        if span not in under.get(place, ()):
            under[place] = (*under.get(place, ()), span)
        if cell.row == number:
            own.append(cell)
    if not own:
        return None
    cells = (grid.get((number, column)) for column in range(columns))
    whole = [cell for cell in cells if cell and cell.row == number]
    start, stop = min(cell.start for cell in whole), max(cell.stop for cell in whole)
    return _Row(under, (start, stop), own[0].page)


def is_blank(document: Document, cell: TableCell) -> bool:
    """Whether nothing is written in a cell; marks for «the same» are something."""
    text = document.text[cell.start : cell.stop]
    return is_nothing(text) and not _DITTO.fullmatch(text)


def _texts(document: Document, grid: Grid, row: int, columns: int) -> list[str]:
    """The texts of a row by column; a merged cell's stands in its first one."""
    texts = []
    for column in range(columns):
        cell = grid.get((row, column))
        own = cell is not None and (cell.row, cell.column) == (row, column)
        texts.append(document.text[cell.start : cell.stop] if cell and own else "")
    return texts


def _is_section(grid: Grid, row: int, texts: list[str]) -> bool:
    """A heading within the table: one text over most of its columns."""
    told = [column for column, text in enumerate(texts) if text.strip()]
    return len(told) == 1 and 2 * grid[row, told[0]].column_span > len(texts)


def _goes_on(document: Document, row: _Row, before: _Row) -> bool:
    """Whether a row on a new page is the rest of the row before: its first column is blank."""
    first = min(before.under, default=0)
    texts = [document.text[slice(*span)] for spans in row.under.values() for span in spans]
    cut = any(text[:1].islower() for text in texts)
    return first not in row.under and set(row.under) <= set(before.under) and cut


def _is_ditto(document: Document, spans: tuple[Span, ...]) -> bool:
    return all(_DITTO.fullmatch(document.text[slice(*span)]) for span in spans)
