"""How documents, findings and rows are kept: JSON, compressed, of a known schema.

The first byte of a stored value is the schema's number, so that a later shape can tell an
older one and translate it. Decoding builds the domain types themselves, whose own checks
(evidence that quotes, boxes inside the page) run again.
"""

from __future__ import annotations

import zlib
from typing import Generic, TypeVar

import msgspec

from casework.draft import CellValue, ConfirmedRecord, Row
from casework.findings import Findings
from papers.document import Document
from papers.outcome import ReadingWarning

SCHEMA = 1

T = TypeVar("T")


class StoredDamaged(Exception):
    """What the database holds is not what was put there."""


class Codec(Generic[T]):
    """Packs values of one type."""

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.json.Decoder(kind)

    def pack(self, value: T) -> bytes:
        return bytes([SCHEMA]) + zlib.compress(msgspec.json.encode(value))

    def unpack(self, stored: bytes) -> T:
        """The value again; StoredDamaged when the bytes are no longer whole."""
        if stored[:1] != bytes([SCHEMA]):
            raise StoredDamaged("unknown schema")
        try:
            return self._decoder.decode(zlib.decompress(stored[1:]))
        except (zlib.error, msgspec.MsgspecError, ValueError) as error:
            raise StoredDamaged(type(error).__name__) from error


DOCUMENT = Codec(Document)
FINDINGS = Codec(Findings)
ROWS = Codec(tuple[Row, ...])
RECORD = Codec(ConfirmedRecord)

_WARNINGS = msgspec.json.Decoder(tuple[ReadingWarning, ...])


def warnings_to_text(warnings: tuple[ReadingWarning, ...]) -> str:
    return msgspec.json.encode(warnings).decode()


def warnings_from_text(stored: str) -> tuple[ReadingWarning, ...]:
    return _WARNINGS.decode(stored)


def value_to_text(value: CellValue | None) -> str | None:
    """A cell's value as history writes it; None for an empty one."""
    return None if value is None else msgspec.json.encode(value).decode()
