"""Blocks of a page: ruled tables and frames first, then what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.grid import Grid, Rect, Rule, find_grids
from extractors.layout import Lines, Placed, arrange, rows_of, runs_of, text_height
from papers.document import BlockKind

_TOLERANCE = 0.3  # heights of the text
_PAGE_FRAME = 0.5  # a frame around this part of the words is a border of the page
_WIDE = 0.5  # a table this wide (of the text's width) divides the page

_TALL = 4  # lines of a cell that is a text of its own

PageBlock = tuple[BlockKind, Lines]


def page_blocks(words: Sequence[Placed], rules: Sequence[Rule] = ()) -> list[PageBlock]:
    """The blocks of a page in reading order; `rules` are its ruling lines."""
    if not words:
        return []
    height = text_height(words)
    grids = [
        grid
        for grid in find_grids(rules, _TOLERANCE * height)
        if not (grid.is_frame and len(_inside(words, grid)) > _PAGE_FRAME * len(words))
    ]
    held = {id(word) for grid in grids for word in _inside(words, grid)}
    around = [word for word in words if id(word) not in held]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    blocks: list[PageBlock] = []
    waiting: list[tuple[float, list[PageBlock]]] = []
    for grid in grids:
        inner = grid_blocks(grid, _inside(words, grid))
        bounds = grid.bounds
        if bounds.x1 - bounds.x0 < _WIDE * (right - left):
            waiting.append((bounds.top, inner))
            continue
        above = [word for word in around if word.middle < bounds.top]
        around = [word for word in around if word.middle >= bounds.top]
        blocks += _woven(arrange(above), waiting) + inner
        waiting = []
    return blocks + _woven(arrange(around), waiting)


def grid_blocks(grid: Grid, words: Sequence[Placed]) -> list[PageBlock]:
    """A table's rows as lines of cells; texts side by side come cell by cell, lines kept."""
    if grid.is_frame:
        return [(BlockKind.TEXT_BOX, _lines(list(words)))]
    blocks: list[PageBlock] = []
    table: Lines = []
    for row in grid.rows:
        cells = [_lines([word for word in words if _holds(cell, word)]) for cell in row]
        if len(grid.rows) == 1 or _side_by_side(cells):
            blocks += [(BlockKind.TABLE, lines) for lines in (table, *cells) if lines]
            table = []
        elif any(cells):
            table.append([[word for line in lines for word in line[0]] for lines in cells])
    return [*blocks, (BlockKind.TABLE, table)] if table else blocks


def _side_by_side(cells: list[Lines]) -> bool:
    """Whether a row holds two texts of several lines rather than values that wrap."""
    return len(cells) == 2 and min(len(lines) for lines in cells) >= _TALL


def _holds(cell: Rect, word: Placed) -> bool:
    return cell.holds((word.x0 + word.x1) / 2, word.middle)


def _lines(words: list[Placed]) -> Lines:
    """The lines of a cell, each of one cell."""
    if not words:
        return []
    rows = rows_of(runs_of(words, text_height(words)))
    return [[[word for run in row.runs for word in run.words]] for row in rows]


def _inside(words: Sequence[Placed], grid: Grid) -> list[Placed]:
    bounds = grid.bounds
    return [word for word in words if _holds(bounds, word)]


def _woven(flow: list[Lines], floating: list[tuple[float, list[PageBlock]]]) -> list[PageBlock]:
    """Frames and narrow tables go between the blocks they stand beside, never into one."""
    blocks: list[PageBlock] = []
    queue = sorted(floating, key=lambda item: item[0])
    for lines in flow:
        top = min(word.top for cells in lines for cell in cells for word in cell)
        while queue and queue[0][0] < top:
            blocks += queue.pop(0)[1]
        blocks.append((BlockKind.BODY, lines))
    for _, inner in queue:
        blocks += inner
    return blocks
