"""The database as SQLAlchemy sees it; runs on SQLite and PostgreSQL alike.

What is asked for (state, kind, due day, numbers) stands in columns; what is only shown (texts,
findings, rows) is kept whole as compressed JSON (storage/codec.py). One database belongs to
one institution. Nothing is ever deleted.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from casework.queue import State
from papers.source import Channel


class Moment(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


def _closed_list(kind: type[StrEnum], name: str) -> Enum:
    """A text column that takes the values of `kind` only, by a named CHECK."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment(),
        str: Text(),
        bytes: LargeBinary(),
        State: _closed_list(State, "state"),
        Channel: _closed_list(Channel, "channel"),
    }


class BlobRow(Base):
    """Bytes that lie in originals/, named by their digest."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    stored_at: Mapped[datetime]


class ArrivalRow(Base):
    """A file that was brought, also when its bytes had come before.

    `utc_offset` (minutes) keeps the zone of `received_at`: the journal prints the local day.
    `container_id` is the arrival of the letter or archive in which the file lay; `sender` is
    whom the letter names.
    """

    __tablename__ = "arrivals"
    __table_args__ = (
        # The first arrival of some bytes is one; every later one names it.
        Index(
            "uq_arrivals_first_of_bytes",
            "sha256",
            unique=True,
            sqlite_where=text("duplicate_of IS NULL"),
            postgresql_where=text("duplicate_of IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"), index=True)
    channel: Mapped[Channel]
    received_at: Mapped[datetime]
    utc_offset: Mapped[int]
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("arrivals.id"))
    container_id: Mapped[int | None] = mapped_column(ForeignKey("arrivals.id"), index=True)
    sender: Mapped[str | None]


class ReadingRow(Base):
    """The text and words of some bytes; documents of one file share it."""

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"), index=True)
    made_at: Mapped[datetime]
    content: Mapped[bytes]


class PaperRow(Base):
    """One document of a file, and where it stands.

    `version` grows with every change; every change names the version that it saw.
    `attempts` counts what ended badly, by the program's own fault, since the paper came.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("arrival_id", "number"),
        CheckConstraint("(state = 'processing') = (claimed_by IS NOT NULL)", name="claimed"),
        CheckConstraint(
            "state NOT IN ('quarantined', 'failed') OR error IS NOT NULL", name="explained"
        ),
        Index("ix_documents_urgency", "state", "threat", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    arrival_id: Mapped[int] = mapped_column(ForeignKey("arrivals.id"))
    number: Mapped[int]
    state: Mapped[State]
    version: Mapped[int] = mapped_column()
    due_on: Mapped[date]
    threat: Mapped[bool]
    kind: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[str | None] = mapped_column(String(40))
    warnings: Mapped[str]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("readings.id"))

    # UPDATE … WHERE id = ? AND version = ?; StaleDataError when someone was faster.
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy types it so


class DraftRow(Base):
    """What the machine proposed, and what a person made of it."""

    __tablename__ = "drafts"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    findings: Mapped[bytes]
    proposed: Mapped[bytes]
    decided: Mapped[bytes | None]


class HistoryRow(Base):
    """Append-only: triggers refuse UPDATE and DELETE (migration 0001)."""

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    reason: Mapped[str | None]


class RecordRow(Base):
    """A confirmed record: a row of a journal, an act, a passport.

    An annulled row keeps its number for ever (records.md, section 17, rule 3). `scope` parts
    journals that someone keeps alone; `version` grows with every correction, which leaves its
    line in the chronicle. `document_id` is empty for what was entered by hand or imported.
    `by_hand` is what no paper's own confirmation made: a person entered it or accepted it.
    """

    __tablename__ = "records"
    __table_args__ = (
        UniqueConstraint("form", "category", "scope", "year", "entry_no"),
        CheckConstraint(
            "(annulled_because IS NULL) = (annulled_at IS NULL)"
            " AND (annulled_because IS NULL) = (annulled_by IS NULL)",
            name="annulled",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("families.id"), index=True)
    form: Mapped[int]
    category: Mapped[str] = mapped_column(String(16))
    scope: Mapped[str] = mapped_column(Text(), server_default="")
    year: Mapped[int]
    entry_no: Mapped[int]
    version: Mapped[int] = mapped_column(server_default="1")
    by_hand: Mapped[bool] = mapped_column(server_default=false())
    content: Mapped[bytes]
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[datetime]
    annulled_by: Mapped[str | None]
    annulled_at: Mapped[datetime | None]
    annulled_because: Mapped[str | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy types it so


class CounterRow(Base):
    """The last number given in a journal of a year; moved inside the confirming transaction."""

    __tablename__ = "counters"

    form: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category: Mapped[str] = mapped_column(String(16), primary_key=True)
    scope: Mapped[str] = mapped_column(Text(), primary_key=True, server_default="")
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
