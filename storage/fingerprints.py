"""Fingerprints of papers: kept when a paper was read, found by the bands that two share."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from casework.duplicates import Fingerprint, bands
from casework.queue import State
from papers.outcome import ReadingWarning, WarningCode
from storage.codec import Codec, warnings_from_text, warnings_to_text
from storage.register_tables import FingerprintBandRow, FingerprintRow
from storage.session import Database
from storage.tables import PaperRow

FINGERPRINT = Codec(Fingerprint)
#: A band that more papers have is that of a printed form: it is not followed.
TOO_MANY = 60
#: Papers that are compared: those that share most bands.
_CLOSEST = 12
_UNDER = (
    select(FingerprintBandRow.document_id)
    .where(FingerprintBandRow.band == bindparam("band"))
    .limit(TOO_MANY + 1)
)


class Fingerprints:
    """What is kept of every paper that was read, to tell it when it comes again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, document_id: int, paper: Fingerprint) -> None:
        """Keep the fingerprint of a paper, in place of an earlier one."""
        with self._database.writing() as session:
            write(session, document_id, paper)

    def flag(self, document_id: int) -> None:
        """Warn of the paper that it has likely come before."""
        with self._database.writing() as session:
            paper = session.get_one(PaperRow, document_id, with_for_update=True)
            given = warnings_from_text(paper.warnings)
            told = (*given, ReadingWarning(WarningCode.POSSIBLE_DUPLICATE))
            paper.warnings = warnings_to_text(tuple(dict.fromkeys(told)))

    def get(self, document_id: int) -> Fingerprint | None:
        """None where the paper has none yet."""
        with self._database.reading() as session:
            row = session.get(FingerprintRow, document_id)
            return FINGERPRINT.unpack(row.content) if row else None

    def near(self, document_id: int, paper: Fingerprint) -> dict[int, Fingerprint]:
        """Other papers that share most bands with this one, by their number."""
        with self._database.reading() as session:
            return near(session, document_id, paper)


def write(session: Session, document_id: int, paper: Fingerprint) -> None:
    session.execute(delete(FingerprintBandRow).where(FingerprintBandRow.document_id == document_id))
    session.merge(FingerprintRow(document_id=document_id, content=FINGERPRINT.pack(paper)))
    session.flush()
    rows = [{"band": band, "document_id": document_id} for band in sorted(bands(paper))]
    if rows:
        session.execute(insert(FingerprintBandRow), rows)


def near(session: Session, document_id: int, paper: Fingerprint) -> dict[int, Fingerprint]:
    connection = session.connection()
    shared: Counter[int] = Counter()
    for band in sorted(bands(paper)):
        found = connection.scalars(_UNDER, {"band": band}).all()
        if len(found) <= TOO_MANY:
            shared.update(one for one in found if one != document_id)
    closest = [one for one, _ in shared.most_common(_CLOSEST)]
    query = (
        select(FingerprintRow)
        .join(PaperRow, PaperRow.id == FingerprintRow.document_id)
        .where(PaperRow.id.in_(closest), ~_put_aside(session, document_id))
    )
    return {row.document_id: FINGERPRINT.unpack(row.content) for row in session.scalars(query)}


def _put_aside(session: Session, document_id: int) -> ColumnElement[bool]:
    """Papers that the same thick scan was divided into before: their pages are others' now."""
    own = session.get_one(PaperRow, document_id)
    same_file = PaperRow.arrival_id == own.arrival_id
    return and_(same_file, PaperRow.state == State.REJECTED)
