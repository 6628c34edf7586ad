"""What follows when something of a family changes: a list of verbs, each part adds its own."""

from __future__ import annotations

from collections.abc import Callable

from storage.families import Families
from storage.store import Store

#: Called with a family and by whom it was changed; works something out anew and keeps it.
Verb = Callable[[int, str], object]


class Consequences:
    """Whoever changes records, links or letters of a family calls this behind it.

    A verb only works out what is due, so that it may be called once more at any time.
    """

    def __init__(self, store: Store) -> None:
        self._families = Families(store.database, store.clock)
        self.verbs: list[Verb] = []

    def of_family(self, family_id: int, by: str) -> None:
        """What follows for the family that stands under the number."""
        standing = self._families.resolve(family_id)
        for verb in self.verbs:
            verb(standing, by)

    def of_document(self, document_id: int, by: str) -> None:
        """What follows for every family that the paper is linked to."""
        links = self._families.links_of_document(document_id)
        for family_id in dict.fromkeys(link.family_id for link in links):
            self.of_family(family_id, by)
