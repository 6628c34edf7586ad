"""A person's word on the items of a личное дело; the items themselves are worked out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.case_file import ItemDecision
from casework.draft import DecisionRefused
from casework.queue import HistoryEntry
from storage import chronicle, family_rows
from storage.family_links import standing_links
from storage.register_tables import FamilyLinkRow, FileItemRow
from storage.session import Database


class CaseFiles:
    """Everything may raise DecisionRefused: `not_found`, `not_allowed`."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def decisions(self, family_id: int) -> tuple[ItemDecision, ...]:
        """What stands, oldest first."""
        with self._database.reading() as session:
            standing = family_rows.resolve(session, family_id)
            query = _standing(standing).order_by(FileItemRow.id)
            return tuple(_decision(row) for row in session.scalars(query))

    def decide(self, family_id: int, decision: ItemDecision, by: str) -> ItemDecision:
        """Keep the word; the same word again changes nothing. A paper must be the family's."""
        with self._database.writing() as session:
            family_id = family_rows.resolve(session, family_id)
            for row in session.scalars(_standing(family_id).with_for_update()):
                if _decision(row) == decision:
                    return decision
            if decision.document_id is not None:
                _check_linked(session, family_id, decision.document_id)
            session.add(
                FileItemRow(
                    family_id=family_id,
                    category=decision.category,
                    code=decision.code,
                    document_id=decision.document_id,
                    not_applicable_because=decision.not_applicable_because,
                    decided_by=by,
                    decided_at=self._clock(),
                )
            )
            paper = None if decision.document_id is None else str(decision.document_id)
            what = "file_skipped" if paper is None else "file_attached"
            self._note(session, family_id, by, what, None, decision, paper)
            return decision

    def undo(self, family_id: int, category: str, code: str, by: str) -> ItemDecision:
        """Take the last word on the item back; it stays in the table."""
        with self._database.writing() as session:
            family_id = family_rows.resolve(session, family_id)
            query = _standing(family_id).where(
                FileItemRow.category == category, FileItemRow.code == code
            )
            row = session.scalars(query.order_by(FileItemRow.id.desc()).with_for_update()).first()
            if row is None:
                message = f"По пункту {code} человек ничего не указывал: отменять нечего."
                raise DecisionRefused("not_found", message)
            row.undone_at = self._clock()
            decision = _decision(row)
            old = None if row.document_id is None else str(row.document_id)
            self._note(session, family_id, by, "file_undone", old, decision, None)
            return decision

    def _note(
        self,
        session: Session,
        family_id: int,
        by: str,
        what: str,
        old: str | None,
        decision: ItemDecision,
        paper: str | None,
    ) -> None:
        new = " ".join(filter(None, (decision.category, decision.code, paper)))
        reason = decision.not_applicable_because
        entry = HistoryEntry(self._clock(), by, what, old, new, reason)
        chronicle.note(session, family_rows.subject(family_id), entry)


def _standing(family_id: int) -> Select[FileItemRow]:
    return select(FileItemRow).where(
        FileItemRow.family_id == family_id, FileItemRow.undone_at.is_(None)
    )


def _decision(row: FileItemRow) -> ItemDecision:
    return ItemDecision(row.category, row.code, row.document_id, row.not_applicable_because)


def _check_linked(session: Session, family_id: int, document_id: int) -> None:
    links = standing_links(session, FamilyLinkRow.family_id == family_id)
    if document_id not in {link.document_id for link in links}:
        message = (
            f"Бумага {document_id} не связана с этой семьёй. "
            "Сначала свяжите её: opis family link БУМАГА СЕМЬЯ."
        )
        raise DecisionRefused("not_allowed", message)
