"""The text about the first word that a query found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casework.searching import Query

#: So many characters before the first word found and behind it are shown.
_BEFORE, _BEHIND = 60, 120

#: A word of the text: where it starts and stops.
Span = tuple[int, int]


def snippet(
    query: Query, words: Sequence[str], spans: Sequence[Span], shown: str
) -> tuple[str, tuple[Span, ...], int | None]:
    """A piece of `shown`, the words found in it, and where in `shown` the first stands.

    `words` are the normal forms of the words at `spans`. Without any of them found the text
    begins; then the third is None.
    """
    found = list(_found(query, words))
    if not found:
        return _flat(shown[: _BEFORE + _BEHIND]), (), None
    first = spans[found[0]][0]
    start, stop = max(0, first - _BEFORE), min(len(shown), first + _BEHIND)
    marks = tuple(
        (spans[place][0] - start, spans[place][1] - start)
        for place in found
        if spans[place][1] <= stop
    )
    return _flat(shown[start:stop]), marks, first


def _found(query: Query, words: Sequence[str]) -> Iterator[int]:
    """Places of words that a term of the query asks for."""
    single = {word for term in query.terms for place in term.places for word in place}
    beginnings = tuple(term.places[0][0] for term in query.terms if term.prefix)
    for place, word in enumerate(words):
        if word in single or (beginnings and word.startswith(beginnings)):
            yield place


def _flat(piece: str) -> str:
    """On one line, letter for letter, so that marks stay where they are."""
    return "".join(" " if char.isspace() else char for char in piece)
