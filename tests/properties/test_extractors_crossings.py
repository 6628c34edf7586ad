"""Our cells between ruling lines are those of pdfplumber's table finder."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extractors.crossings import Line, cells_between, merged

TOLERANCE = 3.0

#: Lines near a grid of 20 units, some broken, some beside the grid, as scans have them.
places = st.builds(lambda step, off: 20.0 * step + off, st.integers(0, 5), st.integers(-2, 2))
lines = st.builds(
    lambda at, start, length: (at, start, start + 20.0 * length),
    places,
    places,
    st.integers(1, 5),
)


def edge(line: Line, orientation: str) -> dict[str, object]:
    at, start, stop = line
    across = orientation == "h"
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": start if across else at,
        "x1": stop if across else at,
        "top": at if across else start,
        "bottom": at if across else stop,
        "width": stop - start if across else 0.0,
        "height": 0.0 if across else stop - start,
    }


def round_off(cell: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(edge, 9) for edge in cell)


@example([(0.0, 0.0, 20.0), (0.0, 0.0, 20.0), (1.0, 0.0, 20.0)], [(0.0, 0.0, 20.0)] * 2)
@given(st.lists(lines, max_size=12), st.lists(lines, max_size=12))
def test_the_cells_are_those_of_pdfplumber(uprights: list[Line], levels: list[Line]) -> None:
    edges = merge_edges(
        [edge(line, "v") for line in uprights] + [edge(line, "h") for line in levels],
        TOLERANCE,
        TOLERANCE,
        2 * TOLERANCE,
        2 * TOLERANCE,
    )
    found = intersections_to_cells(edges_to_intersections(edges, TOLERANCE, TOLERANCE))
    cells = [tuple(map(float, cell)) for cell in found]
    # Its means of the same lines may differ in the last bit and leave a cell of no width.
    theirs = [cell for cell in cells if cell[2] - cell[0] > 1e-9 and cell[3] - cell[1] > 1e-9]
    ours = cells_between(merged(uprights, TOLERANCE), merged(levels, TOLERANCE), TOLERANCE)
    assert [round_off(cell) for cell in sorted(ours)] == [round_off(c) for c in sorted(theirs)]
