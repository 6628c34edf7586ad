"""Searching what is kept, brought up to date first."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING, cast

from casework.searching import Hit, Where
from casework.values import readable
from pipeline.lazy import load
from storage.search import Search
from storage.store import Store

if TYPE_CHECKING:
    from nlp.search_words import SearchWords

_WORDS = "nlp.search_words:SearchWords.load"
#: So many papers are brought up to date in one transaction.
_BATCH = 50

#: Told how many were brought up to date since the last time.
Progress = Callable[[int], None]


def _silent(_done: int) -> None: ...


class SearchDesk:
    """The dictionary of word forms is loaded with the first search."""

    def __init__(self, store: Store) -> None:
        self._search = Search(store.database, store.clock)

    def outdated(self) -> int:
        """How many papers, families and letters are not found as they stand now."""
        return self._search.outdated()

    def catch_up(self, progress: Progress = _silent) -> None:
        """Make everything that was read or changed since findable."""
        while stale := self._search.stale(_BATCH):
            self._search.put([self._words.entry(source) for source in stale])
            progress(len(stale))

    def rebuild(self, progress: Progress = _silent) -> None:
        """Make all entries anew."""
        self._search.forget()
        self.catch_up(progress)

    def find(
        self,
        asked: str,
        by: str,
        limit: int = 20,
        kinds: Collection[str] = (),
        places: Collection[Where] = tuple(Where),
    ) -> tuple[Hit, ...]:
        """What `asked` finds; that it was asked, and by whom, is noted."""
        wanted = [where for where in Where if where in places]
        asked = readable(asked)
        query = self._words.query(asked)
        hits = self._search.find(query, self._words.spans, limit, kinds, wanted)
        self._search.note(asked, by, len(hits))
        return hits

    @cached_property
    def _words(self) -> SearchWords:
        return cast("SearchWords", load(_WORDS)())
