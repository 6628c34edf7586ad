"""Tables of what an institution keeps of families: people, links, terms, letters, files.

As in `storage.tables`: what is asked for stands in columns, what is only shown is packed JSON,
nothing is ever deleted. Every change of them leaves a line in the chronicle.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


class FamilyRow(Base):
    """`merged_into` names the family that took this one in; undone, it is empty again."""

    __tablename__ = "families"

    id: Mapped[int] = mapped_column(primary_key=True)
    head_label: Mapped[str]
    actual_address: Mapped[str]
    registration_address: Mapped[str]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("families.id"), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy types it so


class PersonRow(Base):
    """`documents` is packed JSON of passports and certificates (sensitivity D)."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    last_name: Mapped[str]
    first_name: Mapped[str]
    patronymic: Mapped[str]
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    sex: Mapped[str | None] = mapped_column(String(1))
    death_date: Mapped[date | None]
    partial: Mapped[bool]
    documents: Mapped[bytes | None]


class MemberRow(Base):
    """A person in a family. Who left it by a split or a correction has `left_at`."""

    __tablename__ = "family_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    kinship_text: Mapped[str]
    lives_with_family: Mapped[bool | None]
    takes_part_in_upbringing: Mapped[bool | None]
    work_or_study: Mapped[str]
    left_at: Mapped[datetime | None]


class FamilyKeyRow(Base):
    """A blocking key (casework.resolver) under which the family can be found."""

    __tablename__ = "family_keys"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), primary_key=True, index=True)


class FamilyLinkRow(Base):
    """A person said that a paper speaks of a family; taken back, the line stays."""

    __tablename__ = "family_links"
    __table_args__ = (
        Index(
            "uq_family_links_standing",
            "document_id",
            "family_no",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    family_no: Mapped[int]
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    probability: Mapped[float | None]
    reasons: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    undone_by: Mapped[str | None]
    undone_at: Mapped[datetime | None]


class ProposalRow(Base):
    """What a paper proposes for a family's records: a new one, or a change of `record_id`.

    `state` is open, accepted, declined or superseded; `content` a packed casework proposal.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'accepted', 'declined', 'superseded')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    form: Mapped[int]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    state: Mapped[str] = mapped_column(String(12))
    content: Mapped[bytes]
    made_at: Mapped[datetime]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy types it so


class DeadlineRow(Base):
    """A term of the order. `key` tells the term of one event or period from the others.

    A closed one has a document or a written reason, and is never moved again. What started an
    open one may be taken back: it is withdrawn then, and stands again should the event return.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        UniqueConstraint("family_id", "rule_id", "key"),
        CheckConstraint(
            "done_at IS NULL OR done_document_id IS NOT NULL OR done_reason IS NOT NULL",
            name="closed",
        ),
        Index("ix_deadlines_open", "done_at", "threat", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    rule_id: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    event_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    threat: Mapped[bool]
    content: Mapped[bytes]
    responsible: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
    done_document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    done_reason: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]


class LetterRow(Base):
    """A letter out, registered under the next number of its year; its DOCX is a blob."""

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    year: Mapped[int]
    number: Mapped[int]
    sent_on: Mapped[date]
    template: Mapped[str] = mapped_column(String(60))
    rule_id: Mapped[str] = mapped_column(String(20))
    addressee: Mapped[str]
    subject: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"))
    reply_document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    cancelled_because: Mapped[str | None]


class FileItemRow(Base):
    """A person's word on an item of a личное дело: a paper that is it, or why none is needed."""

    __tablename__ = "file_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    category: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(20))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    not_applicable_because: Mapped[str | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class ChronicleRow(Base):
    """Append-only, as `history`, but of families, records, terms, letters and files.

    `subject` names the thing: "family:3", "record:12", "deadline:5", "letter:2".
    """

    __tablename__ = "chronicle"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    reason: Mapped[str | None]


class FingerprintRow(Base):
    """The shingle hashes of a paper's text (casework.duplicates), packed."""

    __tablename__ = "fingerprints"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    content: Mapped[bytes]


class FingerprintBandRow(Base):
    """A band of a fingerprint: papers that share one are compared."""

    __tablename__ = "fingerprint_bands"

    band: Mapped[str] = mapped_column(String(24), primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id"), primary_key=True, index=True
    )


class StoreFactRow(Base):
    """What holds for the whole store, such as the region whose forms it keeps."""

    __tablename__ = "store_facts"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]
