"""What a letter or an archive holds: its members, laid down one by one within bounds.

Members lie in the folder under numbers: the names that the file gives them never touch a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from extractors.limits import Limits
from extractors.member_names import apart, tidy
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

_NUMBERED = re.compile(r"[0-9]{5}")
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class MailHead:
    """Who sent a letter, and when it was received, or at least sent (timezone-aware)."""

    sender: str | None = None
    received_at: datetime | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a container: its name inside, and the number under which it lies."""

    name: str
    file: str
    warnings: tuple[ReadingWarning, ...] = ()

    def __post_init__(self) -> None:
        if not _NUMBERED.fullmatch(self.file):
            raise ValueError("a member lies under a number")


@dataclass(frozen=True, slots=True)
class Lost:
    """A member that can't be taken out, and why."""

    name: str
    code: RefusalCode


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a container, in its order; names differ from each other.

    `own_text` tells that the container is a paper itself (a letter with something written in
    it); `warnings` concern all of it.
    """

    members: tuple[Member, ...] = ()
    lost: tuple[Lost, ...] = ()
    head: MailHead = MailHead()
    warnings: tuple[ReadingWarning, ...] = ()
    own_text: bool = False


@dataclass(slots=True)
class Hold:
    """Where the child lays members down; raises Refused when they become too many or too big."""

    folder: Path
    limits: Limits
    _members: list[Member] = field(default_factory=list)
    _lost: list[Lost] = field(default_factory=list)
    _warnings: dict[WarningCode, None] = field(default_factory=dict)
    _bytes: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Lay down a member; whatever `chunks` raises leaves nothing behind."""
        if len(self._members) >= self.limits.members:
            raise Refused(RefusalCode.TOO_MANY_MEMBERS)
        place = self.folder / f"{len(self._members):05}"
        try:
            size = self._write(place, chunks)
        except Exception:
            place.unlink(missing_ok=True)
            raise
        if size > self.limits.member_bytes:
            place.unlink()
            self.lose(name, RefusalCode.DECOMPRESSION_LIMIT)
            return
        called, unsafe = tidy(name)
        warnings = (ReadingWarning(WarningCode.UNSAFE_MEMBER_NAME),) if unsafe else ()
        self._members.append(Member(called, place.name, warnings))

    def lose(self, name: str, code: RefusalCode) -> None:
        self._lost.append(Lost(tidy(name)[0], code))

    def warn(self, code: WarningCode) -> None:
        self._warnings[code] = None

    def contents(self, head: MailHead | None = None, own_text: bool = False) -> Contents:
        """What was laid down; Refused `empty_file` when that and what was lost is nothing."""
        if not (self._members or self._lost or own_text):
            raise Refused(RefusalCode.EMPTY_FILE)
        names = apart([*(one.name for one in self._members), *(one.name for one in self._lost)])
        if names.repeated:
            self.warn(WarningCode.DUPLICATE_MEMBERS)
        called = iter(names.names)
        return Contents(
            tuple(replace(member, name=next(called)) for member in self._members),
            tuple(Lost(next(called), lost.code) for lost in self._lost),
            head or MailHead(),
            tuple(map(ReadingWarning, self._warnings)),
            own_text,
        )

    def _write(self, place: Path, chunks: Iterable[bytes]) -> int:
        """The size of the member; one byte too many for it is the last that is written."""
        size = 0
        with place.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                self._bytes += len(chunk)
                if self._bytes > self.limits.unpacked_bytes:
                    raise Refused(RefusalCode.DECOMPRESSION_LIMIT)
                if size > self.limits.member_bytes:
                    break
                file.write(chunk)
        return size
