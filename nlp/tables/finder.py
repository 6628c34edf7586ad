"""The tables of the forms in a paper, each with the family that its rows are about."""

from __future__ import annotations

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
    blocks = [(block.table.id, row) for block, row in read_blocks(paper, kind)]
    for name in dict.fromkeys(name for name, _ in blocks):
        rows = tuple(row.cells for own, row in blocks if own == name)
        yield FoundTable(name, rows)
    for table in read_tables(paper, kind):
        spec = table.heading.spec
        if not spec.families:
            yield FoundTable(spec.id, tuple(row.cells for row in table.rows))
            continue
        numbered = _families(table.rows, people)
        for family, group in groupby(numbered, key=lambda pair: pair[0]):
            yield FoundTable(spec.id, tuple(row.cells for _, row in group), family)


def _families(rows: Sequence[ReadRow], people: Sequence[FoundPerson]) -> list[tuple[int, ReadRow]]:
    """The rows with the number of their family: that of the people in the row.

    A row without people of its own is of the family above when it repeats that row's persons,
    else of a family that nobody has numbered yet.
    """
    numbered: list[tuple[int, ReadRow]] = []
    last = max((person.family for person in people), default=0)
    for row in rows:
        inside = [
            person.family
            for person in people
            if any(row.start <= e.start < row.stop for e in person.full_name.evidence)
        ]
        again = any(step.what == "ditto" for cell in row.cells for step in cell.trail)
        if inside:
            family = inside[0]
        elif numbered and again:
            family = numbered[-1][0]
        else:
            family = last = last + 1
        numbered.append((family, row))
    return sorted(numbered, key=lambda pair: pair[0])
