"""Terms as they are kept: made equal to what was worked out, closed by people, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.draft import DecisionRefused
from casework.queue import HistoryEntry
from casework.terms.term import KeptTerm, Term, urgency_order
from storage import chronicle
from storage.audit import MACHINE
from storage.codec import Codec
from storage.queue import not_found
from storage.register_tables import DeadlineRow, FamilyLinkRow, FamilyRow, StoreFactRow
from storage.session import Database
from storage.tables import PaperRow

TERM = Codec(Term)

#: The store's fact that says by which day and rules all terms were last worked out.
_WORKED_OUT = "terms_worked_out"
_REOPENED = "reopened"


class Terms:
    """What people do may raise DecisionRefused: `not_found`, `not_allowed`, `value_required`."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def sync(self, family_id: int, terms: Iterable[Term], by: str = MACHINE) -> int:
        """Make the family's open terms these; how many of them changed."""
        return self.recompute(family_id, lambda: terms, by)

    def recompute(
        self, family_id: int, work_out: Callable[[], Iterable[Term]], by: str = MACHINE
    ) -> int:
        """Make the family's open terms what is worked out; how many of them changed.

        It is worked out with the family locked, so that of two at once the last to begin sees
        everything. Closed ones stay as they are. What is no longer worked out is withdrawn. The
        same terms again change nothing.
        """
        with self._database.writing() as session:
            session.get(FamilyRow, family_id, with_for_update=True)
            query = select(DeadlineRow).where(DeadlineRow.family_id == family_id)
            kept = {(row.rule_id, row.key): row for row in session.scalars(query)}
            writer = _Writer(session, family_id, by, self._clock())
            for term in work_out():
                writer.put(kept.pop((term.rule_id, term.key), None), term)
            for row in kept.values():
                writer.withdraw(row)
            return writer.changes

    def get(self, term_id: int) -> KeptTerm:
        with self._database.reading() as session:
            return _kept(_found(session, term_id), session)

    def list(self, family_id: int | None = None, closed: bool = False) -> tuple[KeptTerm, ...]:
        """Terms that stand, of one family or of all, most urgent first; open ones only, or all."""
        query = (
            select(DeadlineRow, FamilyRow.head_label)
            .join(FamilyRow, FamilyRow.id == DeadlineRow.family_id)
            .where(DeadlineRow.withdrawn_at.is_(None), FamilyRow.merged_into.is_(None))
        )
        if family_id is not None:
            query = query.where(DeadlineRow.family_id == family_id)
        if not closed:
            query = query.where(DeadlineRow.done_at.is_(None))
        with self._database.reading() as session:
            found = [_with_name(row, name) for row, name in session.execute(query)]
        return tuple(sorted(found, key=urgency_order))

    def close(
        self, term_id: int, by: str, reason: str | None = None, document_id: int | None = None
    ) -> KeptTerm:
        """A person's word that the duty is done: by a paper of the family, or why it is."""
        words = (reason or "").strip()
        if document_id is None and not words:
            message = "Назовите бумагу, которой срок исполнен, или напишите причину."
            raise DecisionRefused("value_required", message)
        with self._database.writing() as session:
            row = _found(session, term_id, locked=True)
            if row.done_at is not None or row.withdrawn_at is not None:
                raise DecisionRefused("not_allowed", f"Срок {term_id} уже закрыт.")
            if document_id is not None:
                _check_linked(session, document_id, row.family_id)
            now = self._clock()
            row.done_at, row.done_by = now, by
            row.done_document_id, row.done_reason = document_id, words or None
            told = f"бумага {document_id}" if document_id is not None else None
            _note(session, row, HistoryEntry(now, by, "closed", None, told, words or None))
            return _kept(row, session)

    def reopen(self, term_id: int, by: str, reason: str) -> KeptTerm:
        """A person's word that the duty is not done after all; only a person may say so."""
        if not reason.strip():
            raise DecisionRefused("value_required", "Напишите, почему срок открывается снова.")
        with self._database.writing() as session:
            row = _found(session, term_id, locked=True)
            if row.done_at is None:
                raise DecisionRefused("not_allowed", f"Срок {term_id} и так открыт.")
            told = row.done_reason or f"бумага {row.done_document_id}"
            row.done_at = row.done_by = row.done_document_id = row.done_reason = None
            row.content = TERM.pack(replace(TERM.unpack(row.content), closed=None))
            entry = HistoryEntry(self._clock(), by, _REOPENED, told, None, reason.strip())
            _note(session, row, entry)
            return _kept(row, session)

    def history(self, term_id: int) -> tuple[HistoryEntry, ...]:
        with self._database.reading() as session:
            _found(session, term_id)
            return chronicle.entries(session, _subject(term_id))

    def worked_out(self) -> str | None:
        """By which day and rules all families' terms were last worked out."""
        with self._database.reading() as session:
            fact = session.get(StoreFactRow, _WORKED_OUT)
            return fact.value if fact else None

    def note_worked_out(self, value: str) -> None:
        with self._database.writing() as session:
            session.merge(StoreFactRow(key=_WORKED_OUT, value=value))


class _Writer:
    """One family's terms put down in one transaction, counting what changed."""

    def __init__(self, session: Session, family_id: int, by: str, at: datetime) -> None:
        self._session = session
        self._family_id = family_id
        self._by = by
        self._at = at
        self.changes = 0

    def put(self, row: DeadlineRow | None, term: Term) -> None:
        """A new term, or what the kept one has become; a closed one is left alone."""
        if row is None:
            row = DeadlineRow(family_id=self._family_id, rule_id=term.rule_id, key=term.key)
            self._write(row, term)
            self._session.add(row)
            self._session.flush()
            self._say(row, "opened", None, _due(term))
        elif row.done_at is not None:
            return
        elif row.withdrawn_at is not None:
            row.withdrawn_at = None
            self._write(row, term)
            self._say(row, "returned", None, _due(term))
        elif (before := TERM.unpack(row.content)) != (standing := replace(term, closed=None)):
            self._write(row, standing)
            moved = before.due_at != term.due_at
            self._say(row, "moved" if moved else "changed", _due(before), _due(term))
        self._close(row, term)

    def withdraw(self, row: DeadlineRow) -> None:
        """What started the open term is no more."""
        if row.done_at is None and row.withdrawn_at is None:
            row.withdrawn_at = self._at
            self._say(row, "withdrawn", _due(TERM.unpack(row.content)), None)

    def _write(self, row: DeadlineRow, term: Term) -> None:
        """The term as an open one: what closes it is written as it is closed."""
        term = replace(term, closed=None)
        row.event_at, row.due_at, row.threat = term.event_at, term.due_at, term.threat
        row.responsible = term.who
        row.content = TERM.pack(term)

    def _close(self, row: DeadlineRow, term: Term) -> None:
        """Close what was done, unless a person said that it was not."""
        closed = term.closed
        if closed is None or self._reopened(row):
            return
        row.content = TERM.pack(term)
        row.done_at = datetime.combine(closed.on, time.min, term.event_at.tzinfo)
        row.done_by = self._by
        row.done_document_id, row.done_reason = closed.document_id, closed.how
        self._say(row, "closed", None, closed.how)

    def _reopened(self, row: DeadlineRow) -> bool:
        said = chronicle.entries(self._session, _subject(row.id))
        return any(entry.what == _REOPENED for entry in said)

    def _say(self, row: DeadlineRow, what: str, old: str | None, new: str | None) -> None:
        self.changes += 1
        _note(self._session, row, HistoryEntry(self._at, self._by, what, old, new))


def _due(term: Term) -> str:
    return term.due_at.isoformat() if term.due_at else "без срока"


def _note(session: Session, row: DeadlineRow, entry: HistoryEntry) -> None:
    chronicle.note(session, _subject(row.id), entry)


def _subject(term_id: int) -> str:
    return f"deadline:{term_id}"


def _found(session: Session, term_id: int, locked: bool = False) -> DeadlineRow:
    row = session.get(DeadlineRow, term_id, with_for_update=locked)
    if row is None:
        raise DecisionRefused("not_found", f"Срока с номером {term_id} нет.")
    return row


def _check_linked(session: Session, document_id: int, family_id: int) -> None:
    """A duty of a family is done by a paper that a person linked to it, by none other."""
    if session.get(PaperRow, document_id) is None:
        raise not_found(document_id)
    standing = select(FamilyLinkRow.id).where(
        FamilyLinkRow.document_id == document_id,
        FamilyLinkRow.family_id == family_id,
        FamilyLinkRow.undone_at.is_(None),
    )
    if session.scalar(standing.limit(1)) is None:
        message = f"Бумага {document_id} не связана с этой семьёй: сначала свяжите её."
        raise DecisionRefused("not_allowed", message)


def _kept(row: DeadlineRow, session: Session) -> KeptTerm:
    family = session.get(FamilyRow, row.family_id)
    return _with_name(row, family.head_label if family else "")


def _with_name(row: DeadlineRow, name: str) -> KeptTerm:
    return KeptTerm(
        id=row.id,
        family_id=row.family_id,
        family=name,
        term=TERM.unpack(row.content),
        done_at=row.done_at,
        done_by=row.done_by,
        done_document_id=row.done_document_id,
        done_reason=row.done_reason,
    )
