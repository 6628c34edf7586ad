"""Everything kept of one family, looked at in one moment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.family_case import FamilyCase, LinkedPaper, SentLetter
from casework.queue import State
from storage import family_rows, journals
from storage.codec import ROWS
from storage.family_links import standing_links
from storage.queue import received_at
from storage.register_tables import FamilyLinkRow, LetterRow
from storage.session import Database
from storage.tables import ArrivalRow, DraftRow, PaperRow, RecordRow


def family_case(database: Database, family_id: int) -> FamilyCase:
    """The family that stands under the number, with all that is kept of it."""
    with database.reading() as session:
        standing = family_rows.resolve(session, family_id)
        links = standing_links(session, FamilyLinkRow.family_id == standing)
        return FamilyCase(
            family_rows.get(session, standing),
            journals.standing_where(session, RecordRow.family_id == standing),
            linked_papers(session, list(dict.fromkeys(link.document_id for link in links))),
            sent_letters(session, standing),
        )


def linked_papers(session: Session, document_ids: Sequence[int]) -> tuple[LinkedPaper, ...]:
    """These papers in order of arrival, each with the cells of all its rows."""
    query = (
        select(PaperRow, ArrivalRow, DraftRow)
        .join(ArrivalRow, ArrivalRow.id == PaperRow.arrival_id)
        .outerjoin(DraftRow, DraftRow.document_id == PaperRow.id)
        .where(PaperRow.id.in_(document_ids))
        .order_by(ArrivalRow.received_at, PaperRow.id)
    )
    return tuple(_paper(*found) for found in session.execute(query))


def _paper(paper: PaperRow, arrival: ArrivalRow, draft: DraftRow | None) -> LinkedPaper:
    kept = None if draft is None else draft.decided or draft.proposed
    return LinkedPaper(
        document_id=paper.id,
        kind=paper.kind or "",
        source=arrival.source,
        channel=arrival.channel,
        received_at=received_at(arrival),
        confirmed=paper.state is State.CONFIRMED,
        cells=tuple(cell for row in ROWS.unpack(kept) for cell in row.cells) if kept else (),
    )


def sent_letters(session: Session, family_id: int) -> tuple[SentLetter, ...]:
    """The family's letters out in the order of their registration, cancelled ones too."""
    query = select(LetterRow).where(LetterRow.family_id == family_id)
    return tuple(
        sent_letter(row)
        for row in session.scalars(query.order_by(LetterRow.year, LetterRow.number))
    )


def sent_letter(row: LetterRow) -> SentLetter:
    return SentLetter(
        id=row.id,
        year=row.year,
        number=row.number,
        sent_on=row.sent_on,
        template=row.template,
        rule_id=row.rule_id,
        addressee=row.addressee,
        subject=row.subject,
        sha256=row.sha256,
        reply_document_id=row.reply_document_id,
        cancelled=row.cancelled_because,
    )
