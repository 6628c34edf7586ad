"""Letters and archives: what lies in them becomes files of their own, called `a.zip!/b.docx`."""

from __future__ import annotations

import filecmp
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from extractors.containers import Contents, Lost, MailHead
from ingest.identify import Identified
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode
from papers.source import Channel, MediaKind, SourceFile
from storage.containers import Inner, Unpacked
from storage.store import Store


class Unpacks(Protocol):
    def unpack(self, path: Path, media: MediaKind, folder: Path) -> Contents: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A file that lay in a container: where it is now, and what it is called outside."""

    path: Path
    name: str
    warnings: tuple[ReadingWarning, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies in a container. `own_text`: it is a paper itself besides (a letter).

    `warnings` concern all of it, and stand with each part too; `lost` members are named as
    parts are.
    """

    parts: tuple[Part, ...]
    lost: tuple[Lost, ...]
    head: MailHead
    warnings: tuple[ReadingWarning, ...]
    own_text: bool


@dataclass(frozen=True, slots=True)
class Unpacker:
    """Takes containers apart, `nesting` of them within each other at most."""

    identify: Callable[[Path, str], Identified]
    reader: Unpacks
    nesting: int

    def look_inside(
        self, path: Path, name: str, media: MediaKind, folder: Path, depth: int
    ) -> Inside:
        """What lies in the container at `path`, its files in `folder`; raises Refused.

        `depth` is how many containers it lies in. Those that lie too deep, or are the container
        itself again, are not parts of it but told of.
        """
        contents = self.reader.unpack(path, media, folder)
        endless = [
            member
            for member in contents.members
            if self._is_endless(folder / member.file, member.name, path, depth)
        ]
        told = list(contents.warnings)
        if endless:
            told.append(ReadingWarning(WarningCode.NESTING_LIMIT))
        if contents.lost:
            told.append(ReadingWarning(WarningCode.ATTACHMENTS_NOT_READ))
        warnings = tuple(dict.fromkeys(told))
        parts = [
            Part(
                folder / member.file,
                inner_name(name, member.name),
                (*warnings, *member.warnings),
            )
            for member in contents.members
            if member not in endless
        ]
        if not (parts or contents.lost or contents.own_text):
            raise Refused(RefusalCode.DECOMPRESSION_LIMIT)
        lost = (Lost(inner_name(name, lost.name), lost.code) for lost in contents.lost)
        return Inside(tuple(parts), tuple(lost), contents.head, warnings, contents.own_text)

    def _is_endless(self, path: Path, name: str, container: Path, depth: int) -> bool:
        if filecmp.cmp(path, container, shallow=False):
            return True
        try:
            media = self.identify(path, name).media
        except Refused:
            return False
        return media.is_container and depth + 1 >= self.nesting


def inner_name(container: str, member: str) -> str:
    return f"{container}!/{member}"


def keep(inside: Inside, source: SourceFile, store: Store) -> Unpacked:
    """Put the bytes of every part among the originals; OSError. Nothing is registered yet."""
    arrival = _as_the_letter_says(source, inside.head)
    parts = (
        Inner(store.keep(part.path, replace(arrival, name=part.name)), part.warnings)
        for part in inside.parts
    )
    return Unpacked(arrival, tuple(parts), next((lost.code for lost in inside.lost), None))


def _as_the_letter_says(source: SourceFile, head: MailHead) -> SourceFile:
    """The day in the zone of the institution; a date after the arrival is a clock gone wrong.

    An old letter that is brought as part of an archive stays that: no terms run from it.
    """
    if head == MailHead():
        return source
    at = source.received_at
    if head.received_at and head.received_at <= at:
        at = head.received_at.astimezone(at.tzinfo)
    sender = head.sender or source.sender
    channel = source.channel if source.channel is Channel.ARCHIVE else Channel.MAIL
    return replace(source, received_at=at, sender=sender, channel=channel)
