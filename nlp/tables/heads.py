"""Which table of the forms a table is: by the heads of its columns, however they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from casework.form_spec import Region
from casework.forms import load_region
from casework.printed_form import TableSpec
from papers.arrangement import Table, TableCell

#: How alike (0..100) a column's title must be to a head; a short one more so.
_ALIKE, _ALIKE_SHORT, _SHORT = 76, 86, 7
_HEAD_ROWS = 4
#: How well a table must fit a form of its paper's kind, and one of another kind.
_FITS, _FITS_A_STRANGER = 0.55, 0.88
#: The share of a form's heads that must be known for the rest to be told by their order.
_MOST = 0.5
_LEAST_HEADS = 2
_LEAST_OF_A_STRANGER = 4
#: What the kind of the paper and the heading above a table add.
_OWN, _TOLD_ABOVE = 0.1, 0.1
_ABOVE, _ABOVE_ALIKE = 300, 80
_LONGEST_TITLE = 300
#: What a value, but no title, looks like.
_VALUE = re.compile(r"\d\d?[.,]\d\d?[.,](?:19|20)?\d\d|\d{4,}")
_NUMBER_SIGN = re.compile(
    r"№|#|(?<![а-яёa-z])(?:n[oоеe°º]?|м[oое]|ng)(?=\W*(?:п|$))", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_NOT_LETTER = re.compile(r"[^а-яa-z0-9]+")
_LATIN = str.maketrans("aceopxyktmhb", "асеорхуктмнв")
#: A head that spells its number sign only.
_NUMBER = "номер"

Grid = dict[tuple[int, int], TableCell]


@dataclass(frozen=True, slots=True)
class Heading:
    """A table known for `spec`: its columns by the place of their head, its rows of titles.

    `alike` 0..1 is how well the titles fit; `weight` also counts what speaks for the form.
    """

    spec: TableSpec
    columns: dict[int, int]
    rows: int
    alike: float
    weight: float = 0.0


@lru_cache
def region() -> Region:
    """The forms that papers are held against."""
    return load_region("kalmykia")


def grid_of(table: Table) -> Grid:
    """The cell over every place of a table, merged ones over all of theirs."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def read_heading(table: Table, text: str, kind: str) -> Heading | None:
    """The form that the first rows of a table name; None when they name none."""
    grid = grid_of(table)
    found: list[Heading] = []
    above = heading_above(table, text)
    for rows in range(1, min(_HEAD_ROWS, table.row_count) + 1):
        last = [grid[rows - 1, c] for c in range(table.column_count) if (rows - 1, c) in grid]
        if any(_VALUE.search(text[cell.start : cell.stop]) for cell in last):
            break
        found += _fitting(_titles(grid, rows, table.column_count, text), rows, kind, above)
    return max(found, key=lambda heading: (heading.weight, -heading.rows), default=None)


def heading_above(table: Table, text: str) -> str:
    """The folded last line of text before a table."""
    before = text[: min(cell.start for cell in table.cells)][-_ABOVE:].rstrip()
    return fold_title(before[before.rfind("\n") + 1 :])


def _titles(grid: Grid, rows: int, columns: int, text: str) -> list[str]:
    """The title of every column: the texts of its cells from above, each once, parted by lines."""
    titles = []
    for column in range(columns):
        cells = dict.fromkeys(grid[r, column] for r in range(rows) if (r, column) in grid)
        parts = (" ".join(text[cell.start : cell.stop].split()) for cell in cells)
        titles.append("\n".join(filter(None, parts)))
    return titles


def _fitting(titles: Sequence[str], rows: int, kind: str, above: str) -> Iterator[Heading]:
    for spec in region().tables:
        own = kind in spec.kinds
        told_above = own and above_alike(spec, above)
        columns, likeness = _assigned(titles, spec)
        heads = {spec.heads[place] for place in columns.values()}
        keys = {cell for head in spec.heads if head.key for cell in head.cells}
        lacks = keys - {cell for head in heads for cell in head.cells}
        if len(heads) < _LEAST_HEADS or (lacks and not told_above):
            continue
        wanted = {cell for head in spec.heads for cell in head.cells}
        covered = len({cell for head in heads for cell in head.cells}) / len(wanted)
        told = sum(bool(fold_title(title)) for title in titles)
        alike = likeness * (0.5 + 0.3 * covered + 0.2 * min(1.0, len(columns) / max(1, told)))
        enough = len(heads) >= (_LEAST_HEADS if own else _LEAST_OF_A_STRANGER)
        if enough and alike >= (_FITS if own else _FITS_A_STRANGER):
            columns |= _in_order(titles, spec, columns)
            sure = alike + _OWN * own + _TOLD_ABOVE * told_above
            yield Heading(spec, columns, rows, min(1.0, sure), sure)


def _assigned(titles: Sequence[str], spec: TableSpec) -> tuple[dict[int, int], float]:
    """Columns with the place of the head that each is, best fits first; the mean fit 0..1.

    Columns of one merged title are all of its head.
    """
    fits = sorted(
        (
            (alike, -place, -column)
            for column, title in enumerate(titles)
            for place, alike in likeness_of(title).get(spec.id, {}).items()
        ),
        reverse=True,
    )
    columns: dict[int, int] = {}
    taken: dict[int, int] = {}
    total = 0.0
    for alike, minus_place, minus_column in fits:
        place, column = -minus_place, -minus_column
        same = place in taken and titles[taken[place]] == titles[column]
        beside = same and column - 1 in columns and columns[column - 1] == place
        if column not in columns and (place not in taken or beside):
            columns[column] = place
            taken.setdefault(place, column)
            total += alike
    return columns, total / len(columns) if columns else 0.0


def above_alike(spec: TableSpec, above: str) -> bool:
    """Whether a table stands under one of the headings of `spec`."""
    return any(
        fuzz.ratio(above, way) >= _ABOVE_ALIKE
        for title in spec.above
        for way in (fold_title(title), fold_title(_IN_BRACKETS.sub(" ", title)))
    )


def _in_order(titles: Sequence[str], spec: TableSpec, columns: dict[int, int]) -> dict[int, int]:
    """A column of unknown words that is the only one left where the form has one head left.

    Only where most of the form's heads were known by their words, in the form's order.
    """
    known = sorted(columns.items())
    single = [place for place, head in enumerate(spec.heads) if len(head.cells) < 2]
    in_order = all(a[1] < b[1] for a, b in pairwise(known))
    if not in_order or len(columns) < _MOST * len(single):
        return {}
    taken = {cell for place in columns.values() for cell in spec.heads[place].cells}
    found: dict[int, int] = {}
    for before, after in pairwise([(-1, -1), *known, (len(titles), len(spec.heads))]):
        left = [c for c in range(before[0] + 1, after[0]) if fold_title(titles[c])]
        heads = [
            place
            for place in single
            if before[1] < place < after[1] and not taken & set(spec.heads[place].cells)
        ]
        if len(left) == len(heads) == 1:
            found[left[0]] = heads[0]
    return found


@lru_cache(maxsize=8192)
def likeness_of(title: str) -> dict[str, dict[int, float]]:
    """How alike (0..1) a printed title is to the heads of each table, where it is alike.

    Of a title over several cells («Посещение», below it «дата») the lowest counts by itself.
    """
    names, owners = _known_titles()
    found: dict[str, dict[int, float]] = {}
    if len(title) > _LONGEST_TITLE:
        return found
    ways = (title, _IN_BRACKETS.sub(" ", title), title.rpartition("\n")[2])
    for way in dict.fromkeys(map(fold_title, ways)):
        least = _ALIKE_SHORT if len(way) <= _SHORT else _ALIKE
        if not way:
            continue
        for _, alike, index in process.extract(
            way, names, scorer=fuzz.ratio, score_cutoff=least, limit=None
        ):
            table, place = owners[index]
            known = found.setdefault(table, {})
            known[place] = max(known.get(place, 0.0), alike / 100)
    return found


@lru_cache
def _known_titles() -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Every folded title of every head, and whose it is."""
    known = [
        (way, (spec.id, place))
        for spec in region().tables
        for place, head in enumerate(spec.heads)
        for title in head.titles
        for way in dict.fromkeys((fold_title(title), fold_title(_IN_BRACKETS.sub(" ", title))))
    ]
    return tuple(way for way, _ in known), tuple(owner for _, owner in known)


def fold_title(title: str) -> str:
    """Letters and figures alone, in lower case: hyphens and blanks of a narrow column are gone."""
    told = _NUMBER_SIGN.sub(_NUMBER, title).lower().replace("ё", "е").translate(_LATIN)
    return _NOT_LETTER.sub("", told)


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: «1 2 3 4*…»; a figure or two may be misread."""
    told = [(place, text.strip(" .*")) for place, text in enumerate(texts, 1) if text.strip()]
    if len(told) < 3 or any(len(text) > 3 for _, text in told):
        return False
    right = sum(text == str(place) for place, text in told)
    return right >= max(2, 0.7 * len(told))


def repeats_head(texts: Sequence[str], heading: Heading) -> bool:
    """Whether a row prints the titles of the columns once more."""
    said = [
        heading.columns[column] in likeness_of(text).get(heading.spec.id, {})
        for column, text in enumerate(texts)
        if column in heading.columns and text.strip()
    ]
    return len(said) > 1 and sum(said) > 0.6 * len(said)


def by_place(spec: TableSpec, columns: int) -> dict[int, int] | None:
    """The heads of a table without titles by their order; None where the number differs."""
    single = [place for place, head in enumerate(spec.heads) if len(head.cells) < 2]
    return dict(enumerate(single)) if len(single) == columns else None
