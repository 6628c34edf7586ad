"""Proposals for the records of families: open until a person accepts or declines them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.draft import DecisionRefused
from casework.proposal import Proposal
from casework.queue import HistoryEntry
from storage import chronicle
from storage.codec import Codec
from storage.register_tables import ProposalRow
from storage.session import Database

PROPOSAL = Codec(Proposal)


class ProposalRows:
    """Proposals within a transaction."""

    def __init__(self, session: Session, at: datetime) -> None:
        self._session = session
        self._at = at

    def sync(self, family_id: int, proposed: Iterable[Proposal], by: str) -> int:
        """Make the family's open proposals these; how many changed.

        What was decided already is not asked again; what is proposed no longer is superseded.
        """
        query = select(ProposalRow).where(
            ProposalRow.family_id == family_id, ProposalRow.state != "superseded"
        )
        kept = [(row, _proposal(row).said) for row in self._session.scalars(query)]
        known = {said for _, said in kept}
        fresh = dict.fromkeys(one.said for one in proposed)
        gone = [row for row, said in kept if row.state == "open" and said not in fresh]
        new = [said for said in fresh if said not in known]
        for row in gone:
            self._close(row, "superseded", by, None)
        for said in new:
            self._add(said, by)
        self._session.flush()
        return len(gone) + len(new)

    def _add(self, proposal: Proposal, by: str) -> None:
        row = ProposalRow(
            document_id=proposal.document_id,
            family_id=proposal.family_id,
            form=proposal.form,
            record_id=proposal.record_id,
            state="open",
            content=PROPOSAL.pack(proposal),
            made_at=self._at,
        )
        self._session.add(row)
        self._session.flush()
        self._note(row, by, "proposed", None, "open", None)

    def get(self, proposal_id: int, version: int | None = None) -> Proposal:
        """An open proposal, locked; `not_allowed` when it was decided already."""
        return _proposal(self._open(proposal_id, version))

    def decide(self, proposal_id: int, state: str, by: str, reason: str | None = None) -> None:
        """Accepted or declined; the line stays with who said so."""
        self._close(self._open(proposal_id, None), state, by, reason)

    def drop_of_record(self, record_id: int, by: str) -> None:
        """Open proposals to change a record that stands no longer are superseded."""
        query = select(ProposalRow).where(
            ProposalRow.record_id == record_id, ProposalRow.state == "open"
        )
        for row in self._session.scalars(query):
            self._close(row, "superseded", by, None)

    def _open(self, proposal_id: int, version: int | None) -> ProposalRow:
        row = self._session.get(ProposalRow, proposal_id, with_for_update=True)
        if row is None:
            raise _unknown(proposal_id)
        if row.state != "open":
            message = f"Предложение {proposal_id} уже решено или больше не действует."
            raise DecisionRefused("already_confirmed", message)
        if version is not None and version != row.version:
            message = "Предложение за это время изменилось. Откройте его заново."
            raise DecisionRefused("stale_draft", message)
        return row

    def _close(self, row: ProposalRow, state: str, by: str, reason: str | None) -> None:
        row.state, row.decided_by, row.decided_at = state, by, self._at
        self._note(row, by, state, "open", state, reason)

    def _note(
        self, row: ProposalRow, by: str, what: str, old: str | None, new: str, reason: str | None
    ) -> None:
        entry = HistoryEntry(self._at, by, what, old, new, reason)
        chronicle.note(self._session, f"proposal:{row.id}", entry)


class Proposals:
    """What waits for a person, and what was decided."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def get(self, proposal_id: int) -> Proposal:
        with self._database.reading() as session:
            row = session.get(ProposalRow, proposal_id)
            if row is None:
                raise _unknown(proposal_id)
            return _proposal(row)

    def list(
        self,
        family_id: int | None = None,
        document_id: int | None = None,
        state: str | None = "open",
    ) -> tuple[Proposal, ...]:
        """In the order in which they were made; of every state when `state` is None."""
        query = select(ProposalRow)
        if family_id is not None:
            query = query.where(ProposalRow.family_id == family_id)
        if document_id is not None:
            query = query.where(ProposalRow.document_id == document_id)
        if state is not None:
            query = query.where(ProposalRow.state == state)
        with self._database.reading() as session:
            return tuple(_proposal(row) for row in session.scalars(query.order_by(ProposalRow.id)))


def _unknown(proposal_id: int) -> DecisionRefused:
    return DecisionRefused("not_found", f"Предложения с номером {proposal_id} нет.")


def _proposal(row: ProposalRow) -> Proposal:
    kept = PROPOSAL.unpack(row.content)
    return replace(kept, id=row.id, version=row.version, state=row.state, family_id=row.family_id)
