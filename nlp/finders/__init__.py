"""The finders of fields: each reads a paper and proposes values with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.finders import doc_date, doc_number, issuer
from nlp.paper import Paper

Finder = Callable[[Paper, KindGuess], Iterable[FieldCandidate]]

#: Every finder with the fields that it may propose.
FINDERS: tuple[tuple[Finder, frozenset[str]], ...] = (
    (doc_number.find, frozenset({"doc_number"})),
    (doc_date.find, frozenset({"doc_date"})),
    (issuer.find, frozenset({"issuer"})),
)


def find_fields(paper: Paper, kind: KindGuess, wanted: frozenset[str]) -> Iterator[FieldCandidate]:
    """Candidates for the `wanted` fields; finders of other fields do not run."""
    for find, fields in FINDERS:
        if fields & wanted:
            yield from (found for found in find(paper, kind) if found.field in wanted)
