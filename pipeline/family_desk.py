"""What a person does with families: make them of papers, link papers, join and part them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from casework.draft import DecisionRefused
from casework.duplicates import Duplicate
from casework.family import Family, FamilyLink, Member
from casework.queue import HistoryEntry
from casework.resolver.comparison import hold_against
from casework.resolver.keys import family_keys, surname_key
from casework.resolver.people import families_of
from casework.resolver.propose import Proposal, propose, short_list
from pipeline.likenesses import duplicates
from storage.families import Families
from storage.records import Records
from storage.store import Store

#: Called with a family whose papers or people changed, and by whom.
Changed = Callable[[int, str], None]


def _nothing(_family_id: int, _by: str) -> None: ...


class FamilyDesk:
    """Every verb may raise DecisionRefused with a stable code and a Russian message.

    `changed` is called after every change of a family that others work things out from.
    """

    def __init__(self, store: Store, changed: Changed = _nothing) -> None:
        self._store = store
        self._families = Families(store.database, store.clock)
        self._records = Records(store.database, store.clock)
        self._changed = changed

    def get(self, family_id: int) -> Family:
        """The family that stands under the number, or that took it in."""
        return self._families.get(self._families.resolve(family_id))

    def all(self, after: int = 0, limit: int = 100) -> tuple[Family, ...]:
        """Families by number, those behind `after`."""
        return self._families.all(after, limit)

    def find(self, surname: str, after: int = 0, limit: int = 100) -> tuple[Family, ...]:
        """Families with somebody of that surname, in either gender, ё = е."""
        return self._families.having(surname_key(surname), after, limit)

    def history(self, family_id: int) -> tuple[HistoryEntry, ...]:
        return self._families.history(family_id)

    def documents(self, family_id: int) -> tuple[int, ...]:
        """Numbers of the papers linked to the family."""
        return self._families.documents_of(family_id)

    def links(self, document_id: int) -> tuple[FamilyLink, ...]:
        """The families that the paper was linked to, by their number in it."""
        self._store.item(document_id)
        return self._families.links_of_document(document_id)

    def of_paper(self, document_id: int) -> dict[int, Family]:
        """The families that the paper itself speaks of, by their number in it; none is kept."""
        draft = self._store.draft(document_id)
        if draft is None:
            self._store.item(document_id)
            raise DecisionRefused("not_allowed", f"Бумага {document_id} ещё не прочитана.")
        return families_of(draft)

    def propose(self, document_id: int) -> dict[int, tuple[Proposal, ...]]:
        """Kept families that the paper may speak of, by the number of its own family.

        Likeliest first; none means that the family is new. Nothing is linked by it.
        """
        return {no: self.resolve(said) for no, said in self.of_paper(document_id).items()}

    def resolve(self, said: Family) -> tuple[Proposal, ...]:
        """Kept families that `said` may be, likeliest first."""
        short = short_list(self._families.under(family_keys(said)))
        return propose(said, self._families.several(short))

    def new_from_paper(self, document_id: int, family_no: int, by: str) -> Family:
        """Keep the paper's family of that number and link the paper to it."""
        said = self._said(document_id, family_no)
        family = self._families.create_linked(said, document_id, family_no, by)
        self._records.give_family(document_id, family.id, by)
        self._changed(family.id, by)
        return self.get(family.id)

    def link(
        self,
        document_id: int,
        family_id: int,
        by: str,
        family_no: int = 1,
    ) -> FamilyLink:
        """A person's word that the paper speaks of the family; what spoke for it is kept.

        Nobody joins the family by it: `newcomers` tells whom it does not have yet.
        """
        said = self.of_paper(document_id).get(family_no)
        standing = self._families.resolve(family_id)
        proposed = self.resolve(said) if said else ()
        why = next((one for one in proposed if one.family.id == standing), None)
        link = self._families.link(
            FamilyLink(document_id, family_no, standing, by),
            why.probability if why else None,
            why.reasons if why else (),
        )
        self._records.give_family(document_id, standing, by)
        self._changed(standing, by)
        return link

    def newcomers(self, document_id: int, family_id: int, family_no: int = 1) -> tuple[Member, ...]:
        """People of the paper whom the family does not have; initials are nobody new."""
        held = hold_against(self._said(document_id, family_no), self.get(family_id))
        return tuple(member for member in held.strangers if not member.person.partial)

    def join(
        self,
        family_id: int,
        document_id: int,
        by: str,
        family_no: int = 1,
        names: Collection[str] = (),
        version: int | None = None,
    ) -> Family:
        """Take newcomers of the paper into the family: all, or those of these full names."""
        family = self.get(family_id)
        found = self.newcomers(document_id, family.id, family_no)
        chosen = tuple(m for m in found if not names or m.person.full_name in names)
        if unknown := set(names) - {member.person.full_name for member in chosen}:
            message = f"Нет среди новых людей бумаги: {', '.join(sorted(unknown))}."
            raise DecisionRefused("not_found", message)
        seen = family.version if version is None else version
        joined = replace(family, members=(*family.members, *chosen), version=seen)
        return self.change(joined, by, f"бумага {document_id}") if chosen else family

    def unlink(
        self, document_id: int, by: str, family_no: int = 1, reason: str | None = None
    ) -> FamilyLink:
        """Take the word back."""
        link = self._families.unlink(document_id, family_no, by, reason)
        if not self._families.links_of_document(document_id):
            self._records.give_family(document_id, None, by)
        self._changed(link.family_id, by)
        return link

    def merge(
        self,
        into: int,
        taken: int,
        by: str,
        versions: tuple[int | None, int | None] = (None, None),
        reason: str | None = None,
    ) -> Family:
        """Two families are one: `into` stands for both. Can be undone."""
        merged = self._families.merge(into, taken, by, versions, reason)
        self._changed(merged.id, by)
        return merged

    def split(
        self,
        family_id: int,
        people: Collection[int],
        documents: Collection[int],
        by: str,
        version: int | None = None,
        reason: str | None = None,
    ) -> Family:
        """Members (by number of person) become a family of their own, papers go with them."""
        fresh = self._families.split(family_id, people, documents, by, version, reason)
        for one in (family_id, fresh.id):
            self._changed(one, by)
        return fresh

    def undo(
        self, family_id: int, by: str, version: int | None = None, reason: str | None = None
    ) -> tuple[Family, ...]:
        """Undo the last merge or split of the family; those that stand after it."""
        both = self._families.undo(family_id, by, version, reason)
        standing = tuple(dict.fromkeys(self._families.resolve(one) for one in both))
        for one in standing:
            self._changed(one, by)
        return self._families.several(standing)

    def change(self, family: Family, by: str, reason: str | None = None) -> Family:
        """Make members, name and addresses those of `family`, whose version was seen."""
        changed = self._families.change(family, by, reason)
        self._changed(changed.id, by)
        return changed

    def duplicates(self, document_id: int) -> tuple[Duplicate, ...]:
        """Papers that are likely the same as this one, likeliest first."""
        self._store.item(document_id)
        return duplicates(self._store, document_id)

    def _said(self, document_id: int, family_no: int) -> Family:
        said = self.of_paper(document_id).get(family_no)
        if said is None:
            message = f"В бумаге {document_id} нет людей семьи № {family_no}."
            raise DecisionRefused("not_found", message)
        return said
