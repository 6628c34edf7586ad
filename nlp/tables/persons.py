"""What the rows of tables say of the people in them: their papers, where they work and learn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from casework.field import FieldCandidate
from casework.findings import FoundPerson, FoundTable, KindGuess
from nlp.identity import find_identity, kind_of_series, own_document
from nlp.kinship import fold_name
from nlp.paper import Paper

#: Columns that are a part of the person of their row.
_PARTS = {
    "workplace": "workplace",
    "doc_type": "identity.doc_type",
    "doc_series": "identity.series",
    "doc_number": "identity.number",
    "doc_issued_by": "identity.issued_by",
    "doc_issued_on": "identity.issued_on",
}
#: Columns in which a whole document is written.
_WHOLE = ("passport", "identity_document")
_STUDY = "study_or_work_place"
_NAME = "full_name"


def with_rows(
    paper: Paper, kind: KindGuess, people: Sequence[FoundPerson], tables: Sequence[FoundTable]
) -> tuple[FoundPerson, ...]:
    """The people with the parts that their rows give and the text beside their names didn't.

    Of a paper that is itself a passport or a certificate, its owner has its parts.
    """
    rows = _by_name(tables)
    owner = _owner(people) if kind.value == "identity_document" else None
    told = []
    for person in people:
        parts = {part.field: part for part in person.parts}
        if person is owner:
            parts |= {part.field: part for part in own_document(paper)}
        for row in rows.get(fold_name(str(person.full_name.value)), ()):
            for part in _parts(paper, row, "child" in person.roles):
                parts.setdefault(part.field, part)
        told.append(replace(person, parts=tuple(parts.values())))
    return tuple(told)


def _owner(people: Sequence[FoundPerson]) -> FoundPerson | None:
    """Whose paper it is: the child of a certificate, the only one of a passport."""
    children = (person for person in people if "child" in person.roles)
    return next(children, people[0] if people else None)


def _by_name(tables: Sequence[FoundTable]) -> dict[str, list[Sequence[FieldCandidate]]]:
    """The rows of the tables that are about one person, by the folded full name."""
    rows: dict[str, list[Sequence[FieldCandidate]]] = defaultdict(list)
    for table in tables:
        for row in table.rows:
            for cell in row:
                if cell.field == _NAME:
                    rows[fold_name(str(cell.value))].append(row)
    return rows


def _parts(paper: Paper, row: Sequence[FieldCandidate], child: bool) -> Iterator[FieldCandidate]:
    cells = {cell.field: cell for cell in row}
    for column, part in _PARTS.items():
        if column in cells:
            yield replace(cells[column], field=part)
    if _STUDY in cells:
        yield replace(cells[_STUDY], field="study_place" if child else "workplace")
    if (series := cells.get("doc_series")) and (kind := kind_of_series(str(series.value))):
        yield replace(series, field="identity.doc_type", value=kind, rule="kind-of-series")
    for column in _WHOLE:
        if column in cells:
            first = cells[column].evidence[0]
            start, stop = paper.prose.view(first.start), paper.prose.view(first.stop)
            yield from find_identity(paper, start, stop, alone=True)
