"""How each database is asked for words. Words have letters, digits and low lines only
(nlp.search_words), so that none can be read as a sign of the query's own language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Integer, cast, column, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from casework.searching import Query, Term, Where
from storage.search_tables import SearchRow

_PLAIN = re.compile(r"\w+")
#: PostgreSQL's own bounds of a tsvector: places of a word, and words of one text that fit in it.
_LAST_PLACE, _MOST_WORDS = 16_383, 40_000
#: An index of its own for each, so that what is frequent in texts costs nothing among numbers.
_INDEXES = {Where.NUMBER: "numbers", Where.PEOPLE: "people", Where.TEXT: "all"}


def found(
    session: Session, query: Query, where: Where, limit: int, kinds: Collection[str]
) -> Sequence[int]:
    """Ids of the newest entries in which `query` stands there, those behind first."""
    statement = select(SearchRow.id)
    if session.get_bind().dialect.name == "sqlite":
        # Joined, not looked up in: so the newest are taken from the index without all the others.
        index = table(f"search_{_INDEXES[where]}", column("rowid", Integer))
        match = literal_column(index.name).op("MATCH")(_fts5(query, where))
        statement = select(index.c.rowid).where(match).order_by(index.c.rowid.desc())
        if kinds:
            statement = statement.join(SearchRow, SearchRow.id == index.c.rowid)
    else:
        vector: ColumnElement[object] = literal_column(f"search_entries.{_INDEXES[where]}_index")
        statement = statement.where(vector.op("@@")(cast(_tsquery(query), TSQUERY)))
        statement = statement.order_by(SearchRow.id.desc())
    if kinds:
        statement = statement.where(SearchRow.kind.in_(kinds))
    return session.scalars(statement.limit(limit)).all()


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


def _fts5(query: Query, where: Where) -> str:
    return " AND ".join(_fts5_term(term, where) for term in query.terms)


def _fts5_term(term: Term, where: Where) -> str:
    if len(term.places) > 1:
        phrase = " ".join(_plain(place)[0] for place in term.places)
        # Only there do words stand as in the text.
        return f'{{words}} : "{phrase}"' if where is Where.TEXT else f'"{phrase}"'
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
    for number, words in enumerate(columns):
        for place, word in enumerate(words.split()[:_MOST_WORDS], 1):
            at = min(place, _LAST_PLACE) if number == 0 else _LAST_PLACE
            placed.append(f"'{word}':{at}")
    return " ".join(placed)
