"""The messages between the reader and its child process, as JSON Lines."""

from __future__ import annotations

import msgspec

from extractors.limits import Limits
from extractors.protocol import PageReading
from papers.outcome import ReadingWarning, RefusalCode
from papers.source import MediaKind


class Request(msgspec.Struct, frozen=True):
    """Read the file at `path` from page `first_page` on; `scratch` is the child's own folder."""

    path: str
    media: MediaKind
    scratch: str
    limits: Limits
    first_page: int = 1
    pictures: bool = False
    steps: bool = False


class Opened(msgspec.Struct, frozen=True, tag=True):
    page_count: int
    warnings: tuple[ReadingWarning, ...]


class PageRead(msgspec.Struct, frozen=True, tag=True):
    reading: PageReading


class PageLost(msgspec.Struct, frozen=True, tag=True):
    """A page that its parser could not read; the paper goes on."""

    number: int
    code: RefusalCode


class FileRefused(msgspec.Struct, frozen=True, tag=True):
    code: RefusalCode


Message = Opened | PageRead | PageLost | FileRefused

_encoder = msgspec.json.Encoder()
_messages: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
_requests = msgspec.json.Decoder(Request)


def encode(message: Message | Request) -> bytes:
    return _encoder.encode(message) + b"\n"


def decode_message(line: bytes) -> Message:
    """Parse and check one line of a child; msgspec.ValidationError when it lies."""
    return _messages.decode(line)


def decode_request(line: bytes) -> Request:
    return _requests.decode(line)
