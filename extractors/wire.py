"""The messages between the reader and its child process, as JSON Lines."""

from __future__ import annotations

import msgspec

from extractors.confine import Barrier
from extractors.containers import Contents
from extractors.limits import Limits
from extractors.protocol import PageQuestions, PageReading
from papers.outcome import ReadingWarning, RefusalCode
from papers.source import MediaKind
from papers.workbook import BookSheet


class Request(msgspec.Struct, frozen=True):
    """Open the file at `path`; `scratch` is the folder of the paper, which only its children
    may write to, `number` tells them apart.

    With `unpack`, lay the members of a container down there instead; with `questions`, a page
    that is asked for is not read, but its questions are answered.
    """

    path: str
    media: MediaKind
    scratch: str
    limits: Limits
    number: int = 1
    pictures: bool = False
    steps: bool = False
    sheets: bool = False
    unpack: bool = False
    questions: tuple[PageQuestions, ...] = ()


class Confined(msgspec.Struct, frozen=True, tag=True):
    """What keeps the child in, said before it looks at the file."""

    held: tuple[Barrier, ...]


class Opened(msgspec.Struct, frozen=True, tag=True):
    page_count: int
    warnings: tuple[ReadingWarning, ...]


class PageRead(msgspec.Struct, frozen=True, tag=True):
    reading: PageReading


class PageAnswered(msgspec.Struct, frozen=True, tag=True):
    """A tuple for each region that was asked for, a text in it for each way of reading."""

    number: int
    texts: tuple[tuple[str, ...], ...]


class PageLost(msgspec.Struct, frozen=True, tag=True):
    """A page that its parser could not read; the paper goes on."""

    number: int
    code: RefusalCode


class Unpacked(msgspec.Struct, frozen=True, tag=True):
    """All members of a container lie in the folder `members` of the child's scratch."""

    contents: Contents


class BookRead(msgspec.Struct, frozen=True, tag=True):
    """All cells of a workbook."""

    sheets: tuple[BookSheet, ...]


class FileRefused(msgspec.Struct, frozen=True, tag=True):
    code: RefusalCode


Message = Confined | Opened | PageRead | PageAnswered | PageLost | Unpacked | BookRead | FileRefused

_encoder = msgspec.json.Encoder()
_messages: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
_requests = msgspec.json.Decoder(Request)


def encode(message: Message | Request) -> bytes:
    return _encoder.encode(message) + b"\n"


def decode_message(line: bytes | bytearray) -> Message:
    """Parse and check one line of a child; msgspec.ValidationError when it lies."""
    return _messages.decode(line)


def decode_request(line: bytes) -> Request:
    return _requests.decode(line)
