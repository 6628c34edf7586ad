"""A letter, whoever's program wrote it: what it says of itself, its text, what lies in it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from PIL import Image

from extractors.containers import CHUNK, Contents, Hold, Lost, MailHead
from extractors.member_names import is_signature
from extractors.page_text import PageText, line
from extractors.protocol import Bench, PageReading
from papers.document import BlockKind, Method
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

#: No page is narrower, in pixels: an image of the text that is smaller is a logo or a smiley.
_NARROWEST_PAGE = 500
_FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a letter; `shown_inside` where the letter's text shows it in its place."""

    name: str
    data: bytes
    shown_inside: bool = False

    @property
    def is_paper(self) -> bool:
        """False for what only decorates or signs the letter."""
        return not (is_signature(self.name) or (self.shown_inside and _is_small(self.data)))


@dataclass(frozen=True, slots=True)
class Letter:
    """`body` has one line a line; `sent_at` is as the sender's clock had it."""

    head: MailHead
    recipients: str
    sent_at: datetime | None
    body: str
    attachments: tuple[Attachment, ...]
    lost: tuple[Lost, ...] = ()
    warnings: tuple[WarningCode, ...] = ()

    @property
    def papers(self) -> tuple[Attachment, ...]:
        return tuple(attachment for attachment in self.attachments if attachment.is_paper)

    @property
    def own_text(self) -> bool:
        """Whether the letter is a paper itself: one that only brings others is none."""
        return bool(self.body.strip()) or not (self.papers or self.lost)

    def head_lines(self) -> list[str]:
        """The head as a reader sees it, so that sender and date can be cited."""
        said = {
            "От": self.head.sender,
            "Кому": self.recipients,
            "Дата": _written(self.sent_at) if self.sent_at else None,
            "Тема": self.head.subject,
        }
        return [f"{title}: {value}" for title, value in said.items() if value]


def unpack_letter(letter: Letter, bench: Bench) -> Contents:
    """Lay the attachments down; raises Refused."""
    hold = Hold(bench.scratch / "members", bench.limits)
    for attachment in letter.papers:
        data = attachment.data
        hold.put(attachment.name, (data[at : at + CHUNK] for at in range(0, len(data), CHUNK)))
    for lost in letter.lost:
        hold.lose(lost.name, lost.code)
    for code in letter.warnings:
        hold.warn(code)
    return hold.contents(letter.head, letter.own_text)


class LetterFile:
    """The letter's own text as one page that flows, its head before it."""

    page_count = 1

    def __init__(self, letter: Letter, bench: Bench) -> None:
        if len(letter.body) > bench.limits.text_characters:
            raise Refused(RefusalCode.TOO_LONG)
        if not letter.body.strip() and not letter.head_lines():
            raise Refused(RefusalCode.EMPTY_FILE)
        self._letter = letter
        self.warnings = tuple(map(ReadingWarning, letter.warnings))

    def read_page(self, number: int) -> PageReading:
        page = PageText(number)
        page.add(BlockKind.BODY, map(line, self._letter.head_lines()))
        for block in self._letter.body.replace("\f", "\n\n").split("\n\n"):
            page.add(BlockKind.BODY, map(line, block.split("\n")))
        text = page.finish()
        return PageReading(number, text, tuple(page.words), tuple(page.blocks), Method.FLOW)


def _is_small(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return min(image.size) < _NARROWEST_PAGE
    except (OSError, ValueError, Image.DecompressionBombError):
        return False


def moment(stated: str) -> datetime | None:
    """A date as letters state it (RFC 5322); «-0000» means UTC of an unknown place."""
    try:
        at = parsedate_to_datetime(stated)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return believable(at if at.tzinfo else at.replace(tzinfo=UTC))


def believable(at: datetime) -> datetime | None:
    """None for the date of a clock that was never set."""
    return at if at.year >= _FIRST_YEAR else None


def _written(at: datetime) -> str:
    """By the sender's clock; where only UTC is known, the day may be another, so it is said."""
    return f"{at:%d.%m.%Y %H:%M}" + ("" if at.utcoffset() else " UTC")


def letter_name(subject: str | None, number: int) -> str:
    """What a letter inside a letter is called, where it has no name of a file."""
    return f"{(subject or f'письмо {number}').replace('/', '-')}.eml"
