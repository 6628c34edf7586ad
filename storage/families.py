"""Families: people and where they live, and which papers speak of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from casework.family import Family, FamilyLink
from casework.queue import HistoryEntry
from storage import chronicle, family_links, family_moves, family_rows
from storage.family_keys import having, under
from storage.register_tables import FamilyLinkRow, FamilyRow
from storage.session import Database


class Families:
    """Everything may raise DecisionRefused: `not_found`, `not_allowed`, `stale_draft`."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def create(self, family: Family, by: str) -> Family:
        """Keep a new family; itself with its ids."""
        with self._database.writing() as session:
            kept = family_rows.create(session, family, by, self._clock())
            return family_rows.get(session, kept)

    def create_linked(self, family: Family, document_id: int, family_no: int, by: str) -> Family:
        """Keep a new family of a paper together with the link to it, or neither."""
        link = FamilyLink(document_id, family_no, 0, by)
        try:
            with self._database.writing() as session:
                kept = family_rows.create(session, family, by, self._clock())
                family_links.connect(
                    session, replace(link, family_id=kept), None, "", self._clock()
                )
                return family_rows.get(session, kept)
        except IntegrityError:  # somebody linked it at the same moment
            raise family_links.linked_already(link) from None

    def get(self, family_id: int) -> Family:
        """The family as it is kept, also one that another took in."""
        with self._database.reading() as session:
            return family_rows.get(session, family_id)

    def resolve(self, family_id: int) -> int:
        """The family that stands for this one: itself, or the one that took it in."""
        with self._database.reading() as session:
            return family_rows.resolve(session, family_id)

    def all(self, after: int = 0, limit: int = 100) -> tuple[Family, ...]:
        """Families that stand, by id, those behind `after`."""
        with self._database.reading() as session:
            query = select(FamilyRow.id).where(
                FamilyRow.id > after, FamilyRow.merged_into.is_(None)
            )
            found = session.scalars(query.order_by(FamilyRow.id).limit(limit)).all()
            return family_rows.load(session, found)

    def count(self) -> int:
        """How many families stand."""
        with self._database.reading() as session:
            standing = select(func.count()).where(FamilyRow.merged_into.is_(None))
            return session.scalar(standing) or 0

    def change(self, family: Family, by: str, reason: str | None = None) -> Family:
        """Make the kept family what `family` says; `family.version` is the one that was seen.

        Members whose person has id 0 are new; who is no longer among them has left.
        """
        with self._database.writing() as session:
            family_rows.change(session, family, by, self._clock(), reason)
            return family_rows.get(session, family.id)

    def under(self, keys: Collection[str]) -> dict[str, tuple[int, ...]]:
        """The families under each key, keys that too many have left out."""
        with self._database.reading() as session:
            return under(session, keys)

    def having(self, key: str, after: int = 0, limit: int = 100) -> tuple[Family, ...]:
        """Families under a key, by id, those behind `after`."""
        with self._database.reading() as session:
            return family_rows.load(session, having(session, key, after, limit))

    def several(self, family_ids: Sequence[int]) -> tuple[Family, ...]:
        """These families in this order."""
        with self._database.reading() as session:
            return family_rows.load(session, family_ids)

    def link(
        self, link: FamilyLink, probability: float | None = None, reasons: Iterable[str] = ()
    ) -> FamilyLink:
        """Note a person's word that the paper speaks of the family; the link as it stands.

        The same word again changes nothing. A family that was taken in stands as the other.
        """
        try:
            with self._database.writing() as session:
                return family_links.connect(
                    session, link, probability, "; ".join(reasons), self._clock()
                )
        except IntegrityError:  # somebody linked it at the same moment
            raise family_links.linked_already(link) from None

    def unlink(
        self, document_id: int, family_no: int, by: str, reason: str | None = None
    ) -> FamilyLink:
        """Take the word back; the link that stood."""
        with self._database.writing() as session:
            return family_links.disconnect(
                session, document_id, family_no, by, self._clock(), reason
            )

    def links_of_document(self, document_id: int) -> tuple[FamilyLink, ...]:
        """Standing links of a paper by the number of its family."""
        with self._database.reading() as session:
            return family_links.standing_links(session, FamilyLinkRow.document_id == document_id)

    def links_of_family(self, family_id: int) -> tuple[FamilyLink, ...]:
        """Standing links of a family, oldest paper first."""
        with self._database.reading() as session:
            standing = family_rows.resolve(session, family_id)
            return family_links.standing_links(session, FamilyLinkRow.family_id == standing)

    def documents_of(self, family_id: int) -> tuple[int, ...]:
        """Papers linked to the family, each once, oldest first."""
        links = self.links_of_family(family_id)
        return tuple(dict.fromkeys(link.document_id for link in links))

    def merge(
        self,
        into: int,
        taken: int,
        by: str,
        versions: tuple[int | None, int | None] = (None, None),
        reason: str | None = None,
    ) -> Family:
        """`into` takes in all that `taken` has, and stands for it from now on."""
        with self._database.writing() as session:
            now = self._clock()
            family_moves.merge(session, into, taken, by, now, versions, reason)
            return family_rows.get(session, into)

    def split(
        self,
        family_id: int,
        people: Collection[int],
        documents: Collection[int],
        by: str,
        version: int | None = None,
        reason: str | None = None,
    ) -> Family:
        """A new family of some members (ids of persons), with what these papers brought."""
        with self._database.writing() as session:
            now = self._clock()
            fresh = family_moves.split(
                session, family_id, people, documents, by, now, version, reason
            )
            return family_rows.get(session, fresh)

    def undo(
        self, family_id: int, by: str, version: int | None = None, reason: str | None = None
    ) -> tuple[int, int]:
        """Undo the family's last merge or split; the two families that it was of."""
        with self._database.writing() as session:
            return family_moves.undo(session, family_id, by, self._clock(), version, reason)

    def history(self, family_id: int) -> tuple[HistoryEntry, ...]:
        with self._database.reading() as session:
            return chronicle.entries(session, family_rows.subject(family_id))
