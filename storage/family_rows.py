"""Families and their people as rows: loaded, kept, changed, each change with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from casework.draft import DecisionRefused
from casework.family import Family, Member, Person, PersonDocument, Role
from casework.queue import HistoryEntry
from storage import chronicle
from storage.codec import Codec
from storage.family_keys import write_keys
from storage.register_tables import FamilyRow, MemberRow, PersonRow

DOCUMENTS = Codec(tuple[PersonDocument, ...])


def subject(family_id: int) -> str:
    """How the chronicle names the family."""
    return f"family:{family_id}"


def unknown_family(family_id: int) -> DecisionRefused:
    return DecisionRefused("not_found", f"Семьи с номером {family_id} нет.")


def get(session: Session, family_id: int) -> Family:
    found = load(session, (family_id,))
    if not found:
        raise unknown_family(family_id)
    return found[0]


def resolve(session: Session, family_id: int) -> int:
    """Follow `merged_into` to the family that stands."""
    row = session.get(FamilyRow, family_id)
    while row is not None and row.merged_into is not None:
        row = session.get_one(FamilyRow, row.merged_into)
    if row is None:
        raise unknown_family(family_id)
    return row.id


def note(session: Session, family_id: int, entry: HistoryEntry) -> None:
    chronicle.note(session, subject(family_id), entry)


def locked(session: Session, family_id: int, version: int | None) -> FamilyRow:
    """The row of a family that stands, for a change by who saw `version` of it."""
    row = session.get(FamilyRow, family_id, with_for_update=True)
    if row is None:
        raise unknown_family(family_id)
    if row.merged_into is not None:
        raise DecisionRefused(
            "not_allowed", f"Семья {family_id} объединена с семьёй {row.merged_into}."
        )
    if version is not None and version != row.version:
        raise DecisionRefused(
            "stale_draft", "Семью за это время изменили. Откройте её заново и проверьте."
        )
    return row


def touch(row: FamilyRow) -> None:
    """The version grows though no column of the family may have changed."""
    flag_modified(row, "head_label")


def load(session: Session, family_ids: Sequence[int]) -> tuple[Family, ...]:
    """Families with their members, in the order of the ids; unknown ids are left out."""
    query = select(FamilyRow).where(FamilyRow.id.in_(family_ids))
    rows = {row.id: row for row in session.scalars(query)}
    members: dict[int, list[Member]] = {family_id: [] for family_id in rows}
    living = (
        select(MemberRow, PersonRow)
        .join(PersonRow, MemberRow.person_id == PersonRow.id)
        .where(MemberRow.family_id.in_(rows), MemberRow.left_at.is_(None))
        .order_by(MemberRow.id)
    )
    for member, person in session.execute(living):
        members[member.family_id].append(_member(member, person))
    return tuple(
        Family(
            head_label=rows[one].head_label,
            members=tuple(members[one]),
            actual_address=rows[one].actual_address,
            registration_address=rows[one].registration_address,
            id=one,
            version=rows[one].version,
            merged_into=rows[one].merged_into,
        )
        for one in family_ids
        if one in rows
    )


def _member(row: MemberRow, person: PersonRow) -> Member:
    documents = DOCUMENTS.unpack(person.documents) if person.documents else ()
    return Member(
        Person(
            person.last_name, person.first_name, person.patronymic, person.birth_date,
            person.birth_year, person.sex, person.death_date, person.partial, documents, person.id,
        ),
        Role(row.role), row.kinship_text, row.lives_with_family,
        row.takes_part_in_upbringing, row.work_or_study,
    )  # fmt: skip


# --- changes ---------------------------------------------------------------------------------


def create(session: Session, family: Family, by: str, at: datetime) -> int:
    """Keep a new family with its people and keys; its id."""
    if not family.members:
        raise DecisionRefused("value_required", "В семье должен быть хотя бы один человек.")
    row = FamilyRow(
        head_label=family.head_label,
        actual_address=family.actual_address,
        registration_address=family.registration_address,
        created_at=at,
        created_by=by,
    )
    session.add(row)
    session.flush()
    for member in family.members:
        _join(session, row.id, member)
    write_keys(session, row.id, family)
    note(session, row.id, HistoryEntry(at, by, "created", None, family.head_label))
    return row.id


def change(
    session: Session, family: Family, by: str, at: datetime, reason: str | None = None
) -> None:
    """Addresses, name and members become those of `family`; each change leaves its line."""
    row = locked(session, family.id, family.version)
    if not family.members:
        raise DecisionRefused("value_required", "В семье должен остаться хотя бы один человек.")
    before = get(session, family.id)
    for field in ("head_label", "actual_address", "registration_address"):
        old, new = getattr(row, field), getattr(family, field)
        if old != new:
            setattr(row, field, new)
            note(session, row.id, HistoryEntry(at, by, field, old, new, reason))
    _change_members(session, before, family, HistoryEntry(at, by, "", reason=reason))
    touch(row)
    session.flush()
    write_keys(session, row.id, get(session, row.id))


def _change_members(session: Session, before: Family, family: Family, entry: HistoryEntry) -> None:
    old = {member.person.id: member for member in before.members}
    kept = {member.person.id for member in family.members}
    query = select(MemberRow).where(MemberRow.family_id == family.id, MemberRow.left_at.is_(None))
    rows = {row.person_id: row for row in session.scalars(query)}
    for person_id, member in old.items():
        if person_id not in kept:
            rows[person_id].left_at = entry.at
            _note_member(session, family.id, entry, "member_left", member, None)
    for member in family.members:
        known = old.get(member.person.id)
        if known is None:
            _join(session, family.id, member)
            _note_member(session, family.id, entry, "member_joined", None, member)
        elif known != member:
            _write_member(rows[member.person.id], member)
            _write_person(session.get_one(PersonRow, member.person.id), member.person)
            _note_member(session, family.id, entry, "member_changed", known, member)


def _note_member(
    session: Session,
    family_id: int,
    entry: HistoryEntry,
    what: str,
    old: Member | None,
    new: Member | None,
) -> None:
    line = HistoryEntry(entry.at, entry.who, what, _told(old), _told(new), entry.reason)
    note(session, family_id, line)


def _told(member: Member | None) -> str | None:
    """A member as the chronicle writes it; never the numbers of documents."""
    if member is None:
        return None
    born = member.person.birth_date or member.person.birth_year or ""
    return f"{member.person.full_name}; {member.role}; {born}".rstrip("; ")


def _join(session: Session, family_id: int, member: Member) -> None:
    """A person who is new to the family; kept anew where the person has no id yet."""
    person_id = member.person.id
    if not person_id:
        person = PersonRow()
        _write_person(person, member.person)
        session.add(person)
        session.flush()
        person_id = person.id
    row = MemberRow(family_id=family_id, person_id=person_id)
    _write_member(row, member)
    session.add(row)


def _write_person(row: PersonRow, person: Person) -> None:
    row.last_name, row.first_name = person.last_name, person.first_name
    row.patronymic, row.partial = person.patronymic, person.partial
    row.birth_date, row.birth_year = person.birth_date, person.birth_year
    row.sex, row.death_date = person.sex, person.death_date
    row.documents = DOCUMENTS.pack(person.documents) if person.documents else None


def _write_member(row: MemberRow, member: Member) -> None:
    row.role, row.kinship_text = member.role, member.kinship_text
    row.lives_with_family = member.lives_with_family
    row.takes_part_in_upbringing = member.takes_part_in_upbringing
    row.work_or_study = member.work_or_study
