"""Which papers speak of which family: a person's word, taken back without being erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casework.draft import DecisionRefused
from casework.family import FamilyLink
from casework.queue import HistoryEntry
from storage import audit
from storage.family_rows import note, resolve
from storage.queue import not_found
from storage.register_tables import FamilyLinkRow
from storage.tables import PaperRow


def connect(
    session: Session, link: FamilyLink, probability: float | None, reasons: str, at: datetime
) -> FamilyLink:
    """Keep the link, to the family that stands; the same word again changes nothing."""
    if session.get(PaperRow, link.document_id) is None:
        raise not_found(link.document_id)
    family_id = resolve(session, link.family_id)
    standing = _standing(session, link.document_id, link.family_no)
    if standing is not None:
        if standing.family_id != family_id:
            raise linked_already(link)
        return _link(standing)
    row = FamilyLinkRow(
        document_id=link.document_id,
        family_no=link.family_no,
        family_id=family_id,
        probability=probability,
        reasons=reasons,
        decided_by=link.decided_by,
        decided_at=at,
    )
    session.add(row)
    session.flush()
    told = HistoryEntry(at, link.decided_by, "linked", None, _place(row), reasons or None)
    note(session, family_id, told)
    on_paper = HistoryEntry(at, link.decided_by, "family", None, str(family_id), reasons or None)
    audit.note(session, link.document_id, on_paper)
    return _link(row)


def disconnect(
    session: Session,
    document_id: int,
    family_no: int,
    by: str,
    at: datetime,
    reason: str | None,
) -> FamilyLink:
    """Take the standing link back; it stays in the table with who did it."""
    row = _standing(session, document_id, family_no)
    if row is None:
        message = f"Бумага {document_id} (семья № {family_no} в ней) ни с кем не связана."
        raise DecisionRefused("not_found", message)
    row.undone_by, row.undone_at = by, at
    note(session, row.family_id, HistoryEntry(at, by, "unlinked", _place(row), None, reason))
    on_paper = HistoryEntry(at, by, "family", str(row.family_id), None, reason)
    audit.note(session, document_id, on_paper)
    return _link(row)


def standing_links(session: Session, *where: ColumnElement[bool]) -> tuple[FamilyLink, ...]:
    """Links that nobody took back, by paper and number of its family."""
    query = select(FamilyLinkRow).where(FamilyLinkRow.undone_at.is_(None), *where)
    order = (FamilyLinkRow.document_id, FamilyLinkRow.family_no)
    return tuple(_link(row) for row in session.scalars(query.order_by(*order)))


def linked_already(link: FamilyLink) -> DecisionRefused:
    return DecisionRefused(
        "not_allowed",
        f"Бумага {link.document_id} (семья № {link.family_no} в ней) уже связана с другой "
        "семьёй. Сначала снимите ту связь.",
    )


def _standing(session: Session, document_id: int, family_no: int) -> FamilyLinkRow | None:
    query = select(FamilyLinkRow).where(
        FamilyLinkRow.document_id == document_id,
        FamilyLinkRow.family_no == family_no,
        FamilyLinkRow.undone_at.is_(None),
    )
    return session.scalar(query.with_for_update())


def _place(row: FamilyLinkRow) -> str:
    """The paper and which of its families: "12:1"."""
    return f"{row.document_id}:{row.family_no}"


def _link(row: FamilyLinkRow) -> FamilyLink:
    return FamilyLink(row.document_id, row.family_no, row.family_id, row.decided_by)
