"""The tables of the forms in a paper, each with the family that its rows are about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from casework.findings import FoundPerson, FoundTable, KindGuess
from nlp.paper import Paper
from nlp.tables.filled import read_blocks
from nlp.tables.rows import ReadRow, read_tables


def find_tables(
    paper: Paper, kind: KindGuess, people: Sequence[FoundPerson]
) -> tuple[FoundTable, ...]:
    """The known tables in text order; of one about several families, one for each family."""
    return tuple(_found(paper, kind, people))


def _found(paper: Paper, kind: KindGuess, people: Sequence[FoundPerson]) -> Iterator[FoundTable]:
    read = tuple(read_tables(paper, kind))
    ruled = sorted((row.start, row.stop) for table in read for row in table.rows)
    blocks = [
        (block.table.id, row)
        for block, row in read_blocks(paper, kind)
        if not _inside(ruled, row.start)
    ]
    for name in dict.fromkeys(name for name, _ in blocks):
        rows = tuple(row.cells for own, row in blocks if own == name)
        yield FoundTable(name, rows)
    for table in read:
        spec = table.heading.spec
        if not spec.families:
            yield FoundTable(spec.id, tuple(row.cells for row in table.rows))
            continue
        numbered = _families(table.rows, people)
        for family, group in groupby(numbered, key=lambda pair: pair[0]):
            yield FoundTable(spec.id, tuple(row.cells for _, row in group), family)


def _inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether the place is in one of the sorted spans."""
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]


def _families(rows: Sequence[ReadRow], people: Sequence[FoundPerson]) -> list[tuple[int, ReadRow]]:
    """The rows with the number of their family: that of the people in the row.

    A row without people of its own is of the family above when it repeats that row's persons,
    else of a family that nobody has numbered yet.
    """
    numbered: list[tuple[int, ReadRow]] = []
    last = max((person.family for person in people), default=0)
    named = sorted((e.start, person.family) for person in people for e in person.full_name.evidence)
    for row in rows:
        first = bisect_left(named, (row.start, 0))
        inside = [family for start, family in named[first : first + 1] if start < row.stop]
        again = any(step.what == "ditto" for cell in row.cells for step in cell.trail)
        if inside:
            family = inside[0]
        elif numbered and again:
            family = numbered[-1][0]
        else:
            family = last = last + 1
        numbered.append((family, row))
    return sorted(numbered, key=lambda pair: pair[0])
