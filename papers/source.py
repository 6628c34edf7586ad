"""A file as it arrived, before anything is said of its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class MediaKind(StrEnum):
    """What the bytes are, told by the bytes themselves (ingest.identify)."""

    DOCX = "docx"
    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    OFFICE = "office"  # DOC, RTF, ODT: read through LibreOffice
    MAIL = "mail"  # EML
    OUTLOOK = "outlook"  # MSG
    ARCHIVE = "archive"  # ZIP
    WORKBOOK = "workbook"  # XLSX: a journal to be imported, never a paper

    @property
    def is_container(self) -> bool:
        """Whether it holds papers of their own, besides or instead of a text."""
        return self in (MediaKind.MAIL, MediaKind.OUTLOOK, MediaKind.ARCHIVE)


class Channel(StrEnum):
    """How the file came to the institution (records.md, section 2, `document`)."""

    SCAN = "scan"
    MAIL = "mail"
    FOLDER = "folder"
    ARCHIVE = "archive"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Bytes at `path`, called `name` by the person who brought them.

    `sha256` is the hex digest of the bytes; `received_at` is timezone-aware; `sender` is whom
    the letter names in which the file came.
    """

    path: Path
    name: str
    sha256: str
    size: int
    received_at: datetime
    channel: Channel = Channel.MANUAL
    sender: str | None = None
