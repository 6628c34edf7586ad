"""Finding papers, families and letters by words: FTS5 on SQLite, tsvector on PostgreSQL.

Entries are made of what is stale, and never in the transaction that changes it: a search brings
them up to date, so that nothing of the main road waits for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.queue import HistoryEntry
from casework.searching import Hit, Query, SearchEntry, SearchSource, Subject, Where
from storage import chronicle
from storage.register_tables import FamilyLinkRow, FamilyRow
from storage.search_dialects import found, write_index
from storage.search_sources import count_stale, documents, families, letters
from storage.search_tables import SearchRow
from storage.session import Database
from storage.snippets import Span, snippet
from storage.store import Clock

_SOURCES = (documents, families, letters)

#: Where the words of a text stand, as those of the entries were told apart.
Spans = Callable[[str], Sequence[Span]]


class Search:
    """Raises nothing of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def stale(self, limit: int) -> tuple[SearchSource, ...]:
        """What has no entry, or one of an earlier version; about `limit` of it."""
        with self._database.reading() as session:
            return tuple(source for stale in _SOURCES for source in stale(session, limit))

    def outdated(self) -> int:
        """How many such there are."""
        with self._database.reading() as session:
            return count_stale(session)

    def put(self, entries: Iterable[SearchEntry]) -> None:
        """Keep the entries, in place of those that there were."""
        with self._database.writing() as session:
            for entry in entries:
                _put(session, entry)

    def forget(self) -> None:
        """Every entry is stale from now on."""
        with self._database.writing() as session:
            session.execute(delete(SearchRow))

    def find(
        self,
        query: Query,
        spans: Spans,
        limit: int,
        kinds: Collection[str] = (),
        places: Sequence[Where] = tuple(Where),
    ) -> tuple[Hit, ...]:
        """What the query finds: by numbers first, then by people, then by text; newest first."""
        if not query.terms:
            return ()
        hits: dict[int, Hit] = {}
        with self._database.reading() as session:
            for where in places:
                for entry_id in found(session, query, where, limit, kinds):
                    if entry_id not in hits and len(hits) < limit:
                        row = session.get_one(SearchRow, entry_id)
                        if _stands(session, row):
                            hits[entry_id] = _hit(session, row, query, spans, where)
        return tuple(hits.values())

    def note(self, asked: str, by: str, hits: int) -> None:
        """Who looked for what in papers about children stands in the chronicle."""
        with self._database.writing() as session:
            entry = HistoryEntry(self._clock(), by, "search", None, asked, f"найдено: {hits}")
            chronicle.note(session, "search", entry)


def _put(session: Session, entry: SearchEntry) -> None:
    source = entry.source
    session.execute(
        delete(SearchRow).where(
            SearchRow.subject == source.subject.value, SearchRow.subject_id == source.id
        )
    )
    row = SearchRow(
        subject=source.subject.value,
        subject_id=source.id,
        version=source.version,
        kind=source.kind,
        people=entry.people,
        numbers=entry.numbers,
        words=entry.words,
        forms=entry.forms,
        shown=source.text,
        pages=json.dumps(source.pages),
    )
    session.add(row)
    session.flush()
    write_index(session, row)


def _hit(session: Session, row: SearchRow, query: Query, spans: Spans, where: Where) -> Hit:
    piece, marks, first = snippet(query, row.words.split(), spans(row.shown), row.shown)
    return Hit(
        Subject(row.subject),
        row.subject_id,
        where,
        row.kind,
        piece,
        marks,
        _page(row, first),
        _family(session, row),
    )


def _stands(session: Session, row: SearchRow) -> bool:
    """Not so a family that another took in; its people are found there."""
    if row.subject != Subject.FAMILY.value:
        return True
    return session.get_one(FamilyRow, row.subject_id).merged_into is None


def _page(row: SearchRow, first: int | None) -> int | None:
    before = [number for number, start in json.loads(row.pages) if start <= (first or 0)]
    return before[-1] if before else None


def _family(session: Session, row: SearchRow) -> int | None:
    if row.subject != Subject.DOCUMENT.value:
        return row.subject_id if row.subject == Subject.FAMILY.value else None
    linked = FamilyLinkRow.document_id == row.subject_id, FamilyLinkRow.undone_at.is_(None)
    return session.scalar(select(FamilyLinkRow.family_id).where(*linked).limit(1))
