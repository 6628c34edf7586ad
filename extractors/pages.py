"""Blocks of a page: ruled tables and frames first, then what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.columns import open_grids
from extractors.grid import Grid, Place, Rect, Rule, find_grids
from extractors.layout import Lines, Placed, arrange, rows_of, runs_of, text_height
from extractors.page_text import PageText
from extractors.tables import Slot, TableHead, TextBlock, write
from papers.arrangement import Table
from papers.document import BlockKind
from papers.geometry import Box

_TOLERANCE = 0.3  # heights of the text
_PAGE_FRAME = 0.5  # a frame around this part of the words is a border of the page
_WIDE = 0.5  # a table this wide (of the text's width) divides the page

_TALL = 4  # lines of a cell that is a text of its own


#: The words of a grid's cells, row by row.
CellWords = Sequence[Sequence[Sequence[Placed]]]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """Lines of cells; in a table each has its place, or all stand `within` one cell."""

    kind: BlockKind
    lines: Lines
    grid: Grid | None = None
    places: Sequence[Sequence[Place]] = ()
    within: Place | None = None


def lay_out(
    page: PageText,
    words: Sequence[Placed],
    rules: Sequence[Rule],
    width: float,
    height: float,
) -> tuple[Table, ...]:
    """Write the words of a page of `width` x `height` to `page`; its tables."""
    blocks = page_blocks(words, rules)
    grids = list(dict.fromkeys(block.grid for block in blocks if block.grid))

    def slot(block: PageBlock, place: Place) -> Slot:
        rect = place.rect
        return Slot(
            grids.index(block.grid) if block.grid else 0,
            place.row,
            place.column,
            place.row_span,
            place.column_span,
            Box.from_pixels(rect.x0, rect.top, rect.x1, rect.bottom, width, height),
        )

    written = [
        TextBlock(
            block.kind,
            [[[word.token(width, height) for word in cell] for cell in row] for row in block.lines],
            [[slot(block, place) for place in row] for row in block.places],
            (slot(block, block.within),) if block.within else (),
        )
        for block in blocks
    ]
    return tuple(write(page, written, [TableHead(grid.ruled) for grid in grids]))


def page_blocks(words: Sequence[Placed], rules: Sequence[Rule] = ()) -> list[PageBlock]:
    """The blocks of a page in reading order; `rules` are its ruling lines."""
    if not words:
        return []
    filled, around = fill_grids(words, rules)
    filled = [(grid, cells) for grid, cells in filled if any(map(any, cells))]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    blocks: list[PageBlock] = []
    waiting: list[tuple[float, list[PageBlock]]] = []
    for grid, cells in sorted(filled, key=lambda item: item[0].bounds.top):
        inner = grid_blocks(grid, cells)
        bounds = grid.bounds
        if bounds.x1 - bounds.x0 < _WIDE * (right - left):
            waiting.append((bounds.top, inner))
            continue
        above = [word for word in around if word.middle < bounds.top]
        around = [word for word in around if word.middle >= bounds.top]
        blocks += _woven(arrange(above), waiting) + inner
        waiting = []
    return blocks + _woven(arrange(around), waiting)


def fill_grids(
    words: Sequence[Placed], rules: Sequence[Rule]
) -> tuple[list[tuple[Grid, CellWords]], list[Placed]]:
    """The tables and frames of a page with the words of their cells; the words in none."""
    height = text_height(words)
    around = list(words)
    filled: list[tuple[Grid, CellWords]] = []
    for grid in sorted(find_grids(rules, _TOLERANCE * height), key=_area):
        cells, rest = _fill(grid, around)
        if grid.is_frame and len(around) - len(rest) > _PAGE_FRAME * len(words):
            continue
        filled.append((grid, cells))
        around = rest
    for grid in open_grids(around, rules, height):
        cells, around = _fill(grid, around)
        filled.append((grid, cells))
    return filled, around


def grid_blocks(grid: Grid, words: CellWords) -> list[PageBlock]:
    """A table's rows as lines of cells; texts side by side come cell by cell, lines kept.

    `words` are those of the grid's cells.
    """
    if grid.is_frame:
        return [PageBlock(BlockKind.TEXT_BOX, _lines(words[0][0]))]
    rows = [[_lines(cell) for cell in row] for row in words]
    table = grid if _is_table(grid, rows) else None
    blocks: list[PageBlock] = []
    waiting: list[tuple[list[list[Placed]], tuple[Place, ...]]] = []

    def close() -> None:
        if waiting:
            lines, places = zip(*waiting, strict=True)
            blocks.append(PageBlock(BlockKind.TABLE, list(lines), table, places if table else ()))
            waiting.clear()

    for cells, places in zip(rows, grid.places, strict=True):
        if _side_by_side(cells, len(rows) == 1):
            close()
            blocks += (
                PageBlock(BlockKind.TABLE, lines, table, (), place if table else None)
                for lines, place in zip(cells, places, strict=True)
            )
        else:
            joined = [[word for line in lines for word in line[0]] for lines in cells]
            waiting.append((joined, places))
    close()
    return blocks


def _is_table(grid: Grid, rows: list[list[Lines]]) -> bool:
    """Whether a grid holds values in columns, rather than two texts or a divided stamp."""
    columns = max(place.column + place.column_span for row in grid.places for place in row)
    return columns > 1 and (len(rows) > 1 or not _side_by_side(rows[0], alone=True))


def _side_by_side(cells: list[Lines], alone: bool) -> bool:
    """Whether a row holds texts of several lines rather than values that wrap."""
    if alone and len(cells) > 2:
        return sorted(map(len, cells))[-2] >= _TALL
    return alone or (len(cells) == 2 and min(map(len, cells)) >= _TALL)


def _fill(grid: Grid, words: Sequence[Placed]) -> tuple[list[list[list[Placed]]], list[Placed]]:
    """The words of every cell, row by row, and those that stand in none."""
    cells: list[list[list[Placed]]] = [[[] for _ in row] for row in grid.rows]
    flat = [
        (rect, cells[index][number])
        for index, row in enumerate(grid.rows)
        for number, rect in enumerate(row)
    ]
    rest: list[Placed] = []
    for word in words:
        next((held for rect, held in flat if _holds(rect, word)), rest).append(word)
    return cells, rest


def _area(grid: Grid) -> float:
    bounds = grid.bounds
    return (bounds.x1 - bounds.x0) * (bounds.bottom - bounds.top)


def _holds(cell: Rect, word: Placed) -> bool:
    return cell.holds((word.x0 + word.x1) / 2, word.middle)


def _lines(words: Sequence[Placed]) -> Lines:
    """The lines of a cell, each of one cell."""
    if not words:
        return []
    rows = rows_of(runs_of(words, text_height(words)))
    return [[[word for run in row.runs for word in run.words]] for row in rows]


def _woven(flow: list[Lines], floating: list[tuple[float, list[PageBlock]]]) -> list[PageBlock]:
    """Frames and narrow tables go between the blocks they stand beside, never into one."""
    blocks: list[PageBlock] = []
    queue = sorted(floating, key=lambda item: item[0])
    for lines in flow:
        top = min(word.top for cells in lines for cell in cells for word in cell)
        while queue and queue[0][0] < top:
            blocks += queue.pop(0)[1]
        blocks.append(PageBlock(BlockKind.BODY, lines))
    for _, inner in queue:
        blocks += inner
    return blocks
