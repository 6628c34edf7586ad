"""Two families made one, one made two, and either undone: rows change hands, none is erased.

What changed hands is written down row by row in the chronicle; undoing gives back exactly
that, and what came later stays where it came.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import Select, Table, select, update
from sqlalchemy.orm import Session

from casework.draft import DecisionRefused
from casework.family import Family, head_label
from casework.queue import HistoryEntry
from casework.resolver.match import poorer_twins
from storage import chronicle
from storage.codec import RECORD
from storage.family_keys import write_keys
from storage.family_rows import get, locked, note, subject, touch
from storage.register_tables import ChronicleRow, DeadlineRow, FamilyRow, MemberRow
from storage.tables import Base, RecordRow

MERGED, SPLIT, UNDONE = "merged", "split", "undone"
#: All that belongs to a family, but for deadlines, which have their own rule.
_BELONGINGS = (
    "family_members", "family_links", "records", "proposals", "letters", "file_items",
)  # fmt: skip
#: Of these, what a paper brought.
_OF_PAPERS = ("family_links", "records", "proposals")


@dataclass(frozen=True, slots=True)
class Handover:
    """What went from `giver` to `taker`: ids by table; `left` are member rows that only ended.

    `before` and `after` are the name and addresses of the family that goes on.
    """

    giver: int
    taker: int
    rows: dict[str, tuple[int, ...]]
    left: tuple[int, ...]
    before: tuple[str, str, str]
    after: tuple[str, str, str]


def merge(
    session: Session,
    into: int,
    taken: int,
    by: str,
    at: datetime,
    versions: tuple[int | None, int | None] = (None, None),
    reason: str | None = None,
) -> None:
    """`into` takes in all that `taken` has; who is plainly in both stays once."""
    if into == taken:
        raise DecisionRefused("not_allowed", "Семью нельзя объединить с самой собой.")
    seen = dict(zip((into, taken), versions, strict=True))
    rows = {one: locked(session, one, seen[one]) for one in sorted(seen)}  # one order: no deadlock
    left = _end_twins(session, get(session, into), get(session, taken), at)
    moved = {name: _ids(session, name, taken) for name in _BELONGINGS}
    moved["deadlines"] = _deadlines(session, taken, into)
    before = _described(rows[into])
    for field in ("actual_address", "registration_address"):
        if not getattr(rows[into], field):
            setattr(rows[into], field, getattr(rows[taken], field))
    handover = Handover(taken, into, moved, left, before, _described(rows[into]))
    rows[taken].merged_into = into
    _hand_over(session, handover, (taken, into), by, at)
    _note_handover(session, into, MERGED, handover, by, at, reason)
    note(session, taken, HistoryEntry(at, by, "merged_into", None, str(into), reason))


def split(
    session: Session,
    family_id: int,
    people: Collection[int],
    documents: Collection[int],
    by: str,
    at: datetime,
    version: int | None = None,
    reason: str | None = None,
) -> int:
    """Make a family of its own of some members (ids of persons), with what papers brought."""
    row = locked(session, family_id, version)
    family = get(session, family_id)
    leaving = tuple(m for m in family.members if m.person.id in people)
    staying = tuple(m for m in family.members if m.person.id not in people)
    if len(leaving) != len(set(people)) or not leaving or not staying:
        message = "Выделить можно часть членов семьи: не никого, не всех и только её самой."
        raise DecisionRefused("invalid_value", message)
    fresh = FamilyRow(
        head_label=head_label(leaving),
        actual_address=row.actual_address,
        registration_address=row.registration_address,
        created_at=at,
        created_by=by,
    )
    session.add(fresh)
    before = _described(row)
    row.head_label = head_label(staying)
    session.flush()
    moved = {name: _ids(session, name, family_id, documents) for name in _OF_PAPERS}
    moved["family_members"] = _member_rows(session, family_id, people)
    handover = Handover(family_id, fresh.id, moved, (), before, _described(row))
    _hand_over(session, handover, (family_id, fresh.id), by, at)
    _note_handover(session, family_id, SPLIT, handover, by, at, reason)
    note(session, fresh.id, HistoryEntry(at, by, "split_from", str(family_id), None, reason))
    return fresh.id


def undo(
    session: Session,
    family_id: int,
    by: str,
    at: datetime,
    version: int | None = None,
    reason: str | None = None,
) -> tuple[int, int]:
    """Give back what the family's last merge or split moved; the two families of it."""
    row = locked(session, family_id, version)
    line = _last_handover(session, family_id)
    if line is None or line.new is None:
        raise DecisionRefused("not_allowed", f"У семьи {family_id} нечего отменять.")
    handover = msgspec.json.decode(line.new, type=Handover)
    giver, taker = (session.get_one(FamilyRow, one) for one in (handover.giver, handover.taker))
    _check_untouched(session, line.what, handover)
    if line.what == MERGED:
        giver.merged_into = None
    else:
        taker.merged_into = family_id
    session.execute(update(MemberRow).where(MemberRow.id.in_(handover.left)).values(left_at=None))
    if _described(row) == handover.after:
        row.head_label, row.actual_address, row.registration_address = handover.before
    _hand_over(session, handover, (handover.taker, handover.giver), by, at)
    note(session, family_id, HistoryEntry(at, by, UNDONE, str(line.id), line.what, reason))
    other = handover.giver if line.what == MERGED else handover.taker
    note(session, other, HistoryEntry(at, by, UNDONE, None, line.what, reason))
    return handover.giver, handover.taker


def _hand_over(
    session: Session, handover: Handover, way: tuple[int, int], by: str, at: datetime
) -> None:
    """Move the rows from one to the other; both families are found as what they are now."""
    _source, target = way
    session.flush()
    for name, ids in handover.rows.items():
        table = _table(name)
        if name != "records":
            session.execute(update(table).where(table.c.id.in_(ids)).values(family_id=target))
    session.expire_all()
    for record_id in handover.rows.get("records", ()):
        row = session.get_one(RecordRow, record_id)
        told = HistoryEntry(at, by, "family", str(row.family_id), str(target))
        chronicle.note(session, f"record:{record_id}", told)
        row.family_id = target
        row.content = RECORD.pack(replace(RECORD.unpack(row.content), family_id=target))
    for family_id in way:
        touch(session.get_one(FamilyRow, family_id))
        session.flush()
        write_keys(session, family_id, get(session, family_id))


def _check_untouched(session: Session, what: str, handover: Handover) -> None:
    """Refuse where a row has gone elsewhere since, or the new family has got more."""
    for name, ids in handover.rows.items():
        here = _ids(session, name, handover.taker)
        if not set(ids) <= set(here):
            raise _changed_since()
        if what == SPLIT and name in _BELONGINGS and set(here) != set(ids):
            raise _changed_since()
    taker = session.get_one(FamilyRow, handover.taker)
    if taker.merged_into is not None:
        raise _changed_since()


def _changed_since() -> DecisionRefused:
    return DecisionRefused(
        "not_allowed", "После этого семью меняли: отменить целиком уже нельзя, исправьте вручную."
    )


def _end_twins(session: Session, kept: Family, taken: Family, at: datetime) -> tuple[int, ...]:
    """End the poorer of two rows of one person; the ids of those rows."""
    poorer = poorer_twins(kept, taken)
    rows = [
        row
        for family in (kept, taken)
        for row in session.scalars(_living(family.id))
        if (family.id, row.person_id) in poorer
    ]
    for row in rows:
        row.left_at = at
    session.flush()
    return tuple(row.id for row in rows)


def _living(family_id: int) -> Select[MemberRow]:
    return select(MemberRow).where(MemberRow.family_id == family_id, MemberRow.left_at.is_(None))


def _member_rows(session: Session, family_id: int, people: Collection[int]) -> tuple[int, ...]:
    return tuple(r.id for r in session.scalars(_living(family_id)) if r.person_id in people)


def _ids(
    session: Session, name: str, family_id: int, documents: Collection[int] | None = None
) -> tuple[int, ...]:
    """Rows of the table that the family has, of some papers only; of members, who lives there."""
    table = _table(name)
    query = select(table.c.id).where(table.c.family_id == family_id)
    if name == "family_members":
        query = query.where(table.c.left_at.is_(None))
    if documents is not None:
        query = query.where(table.c.document_id.in_(documents))
    return tuple(session.scalars(query.order_by(table.c.id)))


def _deadlines(session: Session, source: int, target: int) -> tuple[int, ...]:
    """Terms that the other family does not have itself: it has one of each event only."""
    had = select(DeadlineRow.rule_id, DeadlineRow.key).where(DeadlineRow.family_id == target)
    known = {tuple(row) for row in session.execute(had)}
    rows = session.scalars(select(DeadlineRow).where(DeadlineRow.family_id == source))
    return tuple(sorted(row.id for row in rows if (row.rule_id, row.key) not in known))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _described(row: FamilyRow) -> tuple[str, str, str]:
    return row.head_label, row.actual_address, row.registration_address


def _note_handover(
    session: Session,
    family_id: int,
    what: str,
    handover: Handover,
    by: str,
    at: datetime,
    reason: str | None,
) -> None:
    other = handover.giver if what == MERGED else handover.taker
    told = msgspec.json.encode(handover).decode()
    note(session, family_id, HistoryEntry(at, by, what, str(other), told, reason))


def _last_handover(session: Session, family_id: int) -> ChronicleRow | None:
    """The line of the last merge or split of the family that was not undone."""
    query = select(ChronicleRow).where(
        ChronicleRow.subject == subject(family_id), ChronicleRow.what.in_((MERGED, SPLIT, UNDONE))
    )
    lines: Sequence[ChronicleRow] = session.scalars(query.order_by(ChronicleRow.id.desc())).all()
    undone = {line.old for line in lines if line.what == UNDONE}
    return next((x for x in lines if x.what != UNDONE and str(x.id) not in undone), None)
