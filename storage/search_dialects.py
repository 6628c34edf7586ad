"""How each database is asked for words. Words have letters, digits and low lines only
(nlp.search_words), so that none can be read as a sign of the query's own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, literal_column, text
from sqlalchemy.orm import Session

from casework.searching import Query, Term, Where
from storage.search_tables import SearchRow

_PLAIN = re.compile(r"\w+")
#: PostgreSQL's own bounds of a tsvector: places of a word, and words of one text that fit in it.
_LAST_PLACE, _MOST_WORDS = 16_383, 40_000
_COLUMNS = {Where.NUMBER: "numbers", Where.PEOPLE: "people"}


def matching(session: Session, query: Query, where: Where) -> ColumnElement[bool]:
    """The condition on `SearchRow` that `query` stands there; anywhere for TEXT."""
    if session.get_bind().dialect.name == "sqlite":
        asked = _fts5(query)
        column = _COLUMNS.get(where)
        found = text("SELECT rowid FROM search_index WHERE search_index MATCH :asked")
        said = f"{{{column}}} : ({asked})" if column else asked
        return SearchRow.id.in_(found.bindparams(asked=said).columns(SearchRow.id))
    column = f"{_COLUMNS.get(where, 'all')}_index"
    return literal_column(f"search_entries.{column}").op("@@")(
        text("CAST(:asked AS tsquery)").bindparams(asked=_tsquery(query))
    )


def write_index(session: Session, row: SearchRow) -> None:
    """Fill the index of a new row; on SQLite triggers do."""
    if session.get_bind().dialect.name == "sqlite":
        return
    session.execute(
        text(
            "UPDATE search_entries SET people_index = CAST(:people AS tsvector),"
            " numbers_index = CAST(:numbers AS tsvector),"
            " all_index = CAST(:words AS tsvector) WHERE id = :id"
        ),
        {
            "people": _tsvector(row.people),
            "numbers": _tsvector(row.numbers),
            "words": _tsvector(row.words, row.forms, row.people, row.numbers),
            "id": row.id,
        },
    )


def _fts5(query: Query) -> str:
    return " AND ".join(map(_fts5_term, query.terms))


def _fts5_term(term: Term) -> str:
    if len(term.places) > 1:
        phrase = " ".join(_plain(place)[0] for place in term.places)
        return f'{{words}} : "{phrase}"'
    beginning = " *" if term.prefix else ""
    return "(" + " OR ".join(f'"{word}"{beginning}' for word in _plain(term.places[0])) + ")"


def _tsquery(query: Query) -> str:
    return " & ".join(map(_tsquery_term, query.terms))


def _tsquery_term(term: Term) -> str:
    if len(term.places) > 1:
        return "(" + " <-> ".join(f"'{_plain(place)[0]}'" for place in term.places) + ")"
    beginning = ":*" if term.prefix else ""
    return "(" + " | ".join(f"'{word}'{beginning}" for word in _plain(term.places[0])) + ")"


def _plain(words: Iterable[str]) -> list[str]:
    """The words; ValueError where one is none."""
    listed = list(words)
    if not listed or any(_PLAIN.fullmatch(word) is None for word in listed):
        raise ValueError("a word of a query has letters, digits and low lines only")
    return listed


def _tsvector(*columns: str) -> str:
    """Words with their places; columns behind the first stand too far for a phrase."""
    placed = []
    for number, column in enumerate(columns):
        for place, word in enumerate(column.split()[:_MOST_WORDS], 1):
            at = min(place, _LAST_PLACE) if number == 0 else _LAST_PLACE
            placed.append(f"'{word}':{at}")
    return " ".join(placed)
