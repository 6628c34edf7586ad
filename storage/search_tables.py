"""What search looks through. The index of it is each database's own (migration 0004)."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


class SearchRow(Base):
    """The words of a subject in normal form, beside its text as it is shown.

    `version` is that of the subject when the entry was made; `pages` is JSON of
    (number, offset).
    """

    __tablename__ = "search_entries"
    __table_args__ = (UniqueConstraint("subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    people: Mapped[str]
    numbers: Mapped[str]
    words: Mapped[str]
    forms: Mapped[str]
    shown: Mapped[str]
    pages: Mapped[str]
