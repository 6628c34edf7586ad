"""Letters out: numbered within their year without gaps, their DOCX kept as an original."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.draft import DecisionRefused
from casework.family_case import LinkedPaper, SentLetter
from casework.queue import HistoryEntry, State
from papers.source import Channel
from storage import case_rows, chronicle, family_rows
from storage.register_tables import FamilyLinkRow, LetterRow, StoreFactRow
from storage.store import Store
from storage.tables import ArrivalRow, BlobRow, PaperRow

#: The row that those who register letters wait for each other at.
_TURN = "letters"
#: Papers that are looked at in one query.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter before it has its number."""

    family_id: int
    sent_on: date
    template: str
    rule_id: str
    addressee: str
    subject: str


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter with the family that it is of."""

    family_id: int
    letter: SentLetter


class Letters:
    """Everything may raise DecisionRefused: `not_found`, `not_allowed`."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def register(self, new: NewLetter, write: Callable[[int], bytes], by: str) -> KeptLetter:
        """Give the letter the next number of its year; `write` makes its DOCX of the number.

        One transaction: what `write` raises leaves neither a number nor a letter.
        """
        with self._store.database.writing() as session:
            family_id = family_rows.resolve(session, new.family_id)
            number = _next_number(session, new.sent_on.year)
            sha256 = self._keep(session, write(number))
            row = LetterRow(
                family_id=family_id,
                year=new.sent_on.year,
                number=number,
                sent_on=new.sent_on,
                template=new.template,
                rule_id=new.rule_id,
                addressee=new.addressee,
                subject=new.subject,
                sha256=sha256,
                made_by=by,
                made_at=self._clock(),
            )
            session.add(row)
            session.flush()
            self._note(session, row, by, "registered", None, f"№ {number} {new.subject}")
            return _kept(row)

    def _keep(self, session: Session, content: bytes) -> str:
        with self._store.scratch.folder() as folder:
            made = folder / "letter.docx"
            made.write_bytes(content)
            stored = self._store.originals.add(made)
        if session.get(BlobRow, stored.sha256) is None:
            at = self._clock()
            session.add(BlobRow(sha256=stored.sha256, size=stored.size, stored_at=at))
            session.flush()
        return stored.sha256

    def get(self, letter_id: int) -> KeptLetter:
        with self._store.database.reading() as session:
            return _kept(_found(session, letter_id))

    def list(self, family_id: int | None = None, year: int | None = None) -> tuple[KeptLetter, ...]:
        """By year and number, cancelled ones too."""
        with self._store.database.reading() as session:
            query = select(LetterRow).order_by(LetterRow.year, LetterRow.number)
            if family_id is not None:
                standing = family_rows.resolve(session, family_id)
                query = query.where(LetterRow.family_id == standing)
            if year is not None:
                query = query.where(LetterRow.year == year)
            return tuple(_kept(row) for row in session.scalars(query))

    def cancel(self, letter_id: int, by: str, reason: str) -> KeptLetter:
        """It was not sent; its number stays taken."""
        with self._store.database.writing() as session:
            row = _found(session, letter_id, lock=True)
            if row.cancelled_because is not None:
                raise DecisionRefused("not_allowed", f"Письмо № {row.number} уже аннулировано.")
            row.cancelled_because = reason
            self._note(session, row, by, "cancelled", None, None, reason)
            session.flush()
            return _kept(row)

    def reply(self, letter_id: int, document_id: int | None, by: str) -> KeptLetter:
        """A person's word that the paper answers the letter; None takes it back."""
        with self._store.database.writing() as session:
            row = _found(session, letter_id, lock=True)
            if document_id is not None and session.get(PaperRow, document_id) is None:
                raise DecisionRefused("not_found", f"Бумаги с номером {document_id} нет.")
            if row.cancelled_because is not None:
                raise DecisionRefused("not_allowed", f"Письмо № {row.number} аннулировано.")
            old = row.reply_document_id
            row.reply_document_id = document_id
            said = [None if one is None else str(one) for one in (old, document_id)]
            self._note(session, row, by, "reply", *said)
            session.flush()
            return _kept(row)

    def unlinked_papers(self, since: datetime) -> Iterator[LinkedPaper]:
        """Papers that came since then, were read and speak of no family yet.

        A reply may be among them. Those of a paper archive are none.
        """
        with self._store.database.reading() as session:
            linked = select(FamilyLinkRow.document_id).where(FamilyLinkRow.undone_at.is_(None))
            query = (
                select(PaperRow.id)
                .join(ArrivalRow, ArrivalRow.id == PaperRow.arrival_id)
                .where(
                    PaperRow.state.in_((State.REVIEW, State.CONFIRMED)),
                    PaperRow.id.not_in(linked),
                    ArrivalRow.received_at >= since,
                    ArrivalRow.channel != Channel.ARCHIVE,
                )
                .order_by(PaperRow.id)
            )
            found = list(session.scalars(query))
            for start in range(0, len(found), _AT_ONCE):
                yield from case_rows.linked_papers(session, found[start : start + _AT_ONCE])

    def history(self, letter_id: int) -> tuple[HistoryEntry, ...]:
        with self._store.database.reading() as session:
            return chronicle.entries(session, _subject(letter_id))

    def _note(
        self,
        session: Session,
        row: LetterRow,
        by: str,
        what: str,
        old: str | None,
        new: str | None,
        reason: str | None = None,
    ) -> None:
        entry = HistoryEntry(self._clock(), by, what, old, new, reason)
        chronicle.note(session, _subject(row.id), entry)
        family_rows.note(
            session,
            row.family_id,
            HistoryEntry(entry.at, by, f"letter_{what}", old, f"№ {row.number}", reason),
        )


def _next_number(session: Session, year: int) -> int:
    """Undone with the transaction that it is given in, so that no number is lost."""
    if session.get(StoreFactRow, _TURN, with_for_update=True) is None:
        try:
            with session.begin_nested():
                session.add(StoreFactRow(key=_TURN, value=""))
        except IntegrityError:
            pass  # someone else wrote the very first letter at the same moment
        session.get_one(StoreFactRow, _TURN, with_for_update=True)
    last = session.scalar(select(func.max(LetterRow.number)).where(LetterRow.year == year))
    return (last or 0) + 1


def _found(session: Session, letter_id: int, lock: bool = False) -> LetterRow:
    row = session.get(LetterRow, letter_id, with_for_update=lock or None)
    if row is None:
        raise DecisionRefused("not_found", f"Письма с номером записи {letter_id} нет.")
    return row


def _kept(row: LetterRow) -> KeptLetter:
    return KeptLetter(row.family_id, case_rows.sent_letter(row))


def _subject(letter_id: int) -> str:
    return f"letter:{letter_id}"
