"""What is searched and is not in the index as it stands now."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.draft import Subject as PersonOfCell
from casework.queue import State
from casework.searching import SearchSource, Subject
from storage import family_rows
from storage.codec import DOCUMENT, FINDINGS, ROWS
from storage.register_tables import FamilyRow, LetterRow
from storage.search_tables import SearchRow
from storage.tables import DraftRow, PaperRow, ReadingRow

_READ = (State.REVIEW, State.CONFIRMED, State.REJECTED)
_NUMBERS = frozenset(
    {
        "doc_number",
        "incoming_number",
        "reply_to_number",
        "protocol_number",
        "case_number",
        "uid",
        "enforcement_number",
        "source_doc_no",
    }
)


def documents(session: Session, limit: int) -> Iterator[SearchSource]:
    """Papers that were read: their pages, everyone named in them, their numbers."""
    for row in session.execute(_stale_documents().limit(limit)).all():
        yield _document(session, row[0], row[1])


def families(session: Session, limit: int) -> Iterator[SearchSource]:
    """Families that stand: members and addresses."""
    versions = {row[0]: row[1] for row in session.execute(_stale_families().limit(limit))}
    for family in family_rows.load(session, list(versions)):
        names = tuple(member.person.full_name for member in family.members)
        lines = (family.head_label, *names, family.actual_address, family.registration_address)
        text = "\n".join(filter(None, lines))
        yield SearchSource(Subject.FAMILY, family.id, versions[family.id], text, names)


def letters(session: Session, limit: int) -> Iterator[SearchSource]:
    """Letters out: number, addressee, subject. A letter never changes."""
    for letter_id in session.scalars(_stale_letters().limit(limit)).all():
        row = session.get_one(LetterRow, letter_id)
        number = f"{row.number}/{row.year}"
        text = f"№ {number}\n{row.addressee}\n{row.subject}"
        yield SearchSource(Subject.LETTER, row.id, 1, text, (), (number, str(row.number)))


def _stale(
    subject: Subject, own_id: InstrumentedAttribute[int], version: InstrumentedAttribute[int]
) -> Select[int, int]:
    return (
        select(own_id, version)
        .outerjoin(SearchRow, _entry_of(subject, own_id))
        .where(or_(SearchRow.id.is_(None), SearchRow.version != version))
        .order_by(own_id)
    )


def count_stale(session: Session) -> int:
    """How many subjects have no entry as they stand now."""
    every = (_stale_documents(), _stale_families(), _stale_letters())
    counts = (select(func.count()).select_from(stale.order_by(None).subquery()) for stale in every)
    return sum(session.scalar(count) or 0 for count in counts)


def _stale_documents() -> Select[int, int]:
    read = PaperRow.state.in_(_READ), PaperRow.reading_id.is_not(None)
    return _stale(Subject.DOCUMENT, PaperRow.id, PaperRow.version).where(*read)


def _stale_families() -> Select[int, int]:
    stale = _stale(Subject.FAMILY, FamilyRow.id, FamilyRow.version)
    return stale.where(FamilyRow.merged_into.is_(None))


def _stale_letters() -> Select[int]:
    query = select(LetterRow.id).outerjoin(SearchRow, _entry_of(Subject.LETTER, LetterRow.id))
    return query.where(SearchRow.id.is_(None)).order_by(LetterRow.id)


def _entry_of(subject: Subject, own_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return and_(SearchRow.subject == subject.value, SearchRow.subject_id == own_id)


def _document(session: Session, document_id: int, version: int) -> SearchSource:
    paper = session.get_one(PaperRow, document_id)
    reading = session.get_one(ReadingRow, paper.reading_id)
    draft = session.get_one(DraftRow, document_id)
    document, findings = DOCUMENT.unpack(reading.content), FINDINGS.unpack(draft.findings)
    rows = ROWS.unpack(draft.decided or draft.proposed)
    pages = [page for page in document.pages if page.number in findings.pages] or document.pages
    start = pages[0].start
    values = [(cell.id, cell.value) for row in rows for cell in row.cells]
    decided = (one for _, value in values if isinstance(value, tuple) for one in value)
    people = [str(person.full_name.value) for person in findings.people]
    people += [one.full_name for one in decided if isinstance(one, PersonOfCell)]
    read = [(field.field, field.best.value) for field in findings.fields if field.best]
    numbers = [str(value) for name, value in (*values, *read) if name in _NUMBERS and value]
    return SearchSource(
        Subject.DOCUMENT,
        document_id,
        version,
        document.text[start : pages[-1].stop],
        tuple(dict.fromkeys(people)),
        tuple(dict.fromkeys(numbers)),
        findings.kind.value,
        tuple((page.number, page.start - start) for page in pages),
    )
