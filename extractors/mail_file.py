"""Letters as mail programs save them: EML, RFC 5322 with MIME inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

from extractors.containers import Contents, MailHead
from extractors.html_text import text_of
from extractors.letter import (
    Attachment,
    Letter,
    LetterFile,
    letter_name,
    moment,
    unpack_letter,
)
from extractors.limits import Limits
from extractors.protocol import Bench
from extractors.text_file import decode
from papers.outcome import RefusalCode, Refused, WarningCode

#: Lines are kept as they came; only what is asked for is parsed.
_POLICY = policy.default.clone(refold_source="none")
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification"})
#: Kinds of files that are also how their names end.
_SUFFIXES = frozenset({"pdf", "jpeg", "png", "tiff", "bmp", "webp", "heic", "zip", "rtf"})
#: Thousands of encoded words take the parser of headers longer than a letter may take.
_LONGEST_HEADER = 50_000
_CID = re.compile(r"cid:([^\"'\s>)]+)", re.IGNORECASE)
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class MailFile(LetterFile):
    """The text of a letter at `path`."""

    def __init__(self, path: Path, bench: Bench) -> None:
        super().__init__(read_mail(path, bench.limits), bench)


def unpack(path: Path, bench: Bench) -> Contents:
    return unpack_letter(read_mail(path, bench.limits), bench)


def read_mail(path: Path, limits: Limits) -> Letter:
    """Parse the letter as far as it can be parsed; raises Refused."""
    message = message_from_bytes(path.read_bytes().lstrip(), policy=_POLICY)
    if message.get_content_type() in _ENCRYPTED and not _is_opaque_signature(message):
        raise Refused(RefusalCode.PASSWORD_PROTECTED)
    parts = _Parts(limits.members)
    parts.gather(message)
    body, pictured = _body(parts.texts)
    received = _received_at(message)
    sent = moment(_header(message, "Date"))
    return Letter(
        head=MailHead(
            _header(message, "From") or _header(message, "Sender") or None,
            received or sent,
            _header(message, "Subject") or None,
        ),
        recipients=_header(message, "To"),
        sent_at=sent,
        body=body,
        attachments=tuple(_attachments(parts.files, pictured)),
        warnings=tuple(parts.warnings),
    )


# --- parts -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Parts:
    """What a letter is made of: its texts (one or several readings of each), and its files."""

    limit: int
    texts: list[list[Message]] = field(default_factory=list)
    files: list[Message] = field(default_factory=list)
    warnings: dict[WarningCode, None] = field(default_factory=dict)

    def gather(self, part: Message, readings: list[Message] | None = None) -> None:
        """Sort a part and those inside it; `readings` are of the alternatives around it."""
        self.limit -= 1
        if self.limit < 0:
            raise Refused(RefusalCode.TOO_MANY_MEMBERS)
        if part.defects:
            self.warnings[WarningCode.CORRUPT_MAIL] = None
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            if kind == "multipart/alternative" and readings is None:
                readings = []
                self.texts.append(readings)
            for inner in _inside(part):
                self.gather(inner, readings)
        elif kind in _TNEF:
            self.warnings[WarningCode.ATTACHMENTS_NOT_READ] = None
        elif kind in _REPORTS:
            pass
        elif _is_text(part):
            if readings is None:
                self.texts.append([part])
            else:
                readings.append(part)
        else:
            self.files.append(part)


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)]


def _is_text(part: Message) -> bool:
    """Whether a part is something written in the letter, and no file that goes with it."""
    written = part.get_content_type() in ("text/plain", "text/html")
    return written and part.get_content_disposition() != "attachment" and not _file_name(part)


def _is_opaque_signature(message: Message) -> bool:
    return message.get_param("smime-type") == "signed-data"


def _body(texts: list[list[Message]]) -> tuple[str, frozenset[str]]:
    """What is written, plain text before HTML, and which images the HTML shows in itself."""
    written: list[str] = []
    pictured: set[str] = set()
    for readings in texts:
        plain = [part for part in readings if part.get_content_type() == "text/plain"]
        rich = [_decoded(part) for part in readings if part.get_content_type() == "text/html"]
        pictured.update(cid for source in rich for cid in _CID.findall(source))
        said = "\n\n".join(filter(str.strip, map(_decoded, plain)))
        written.append(said or "\n\n".join(map(text_of, rich)))
    lines = "\n\n".join(written).replace("\r\n", "\n").replace("\r", "\n")
    return _GAP.sub("\n\n", lines).strip(), frozenset(pictured)


def _decoded(part: Message) -> str:
    """The text of a part by its own code page, where it is true; else by the likeliest."""
    data = _bytes(part)
    try:
        return data.decode(str(part.get_content_charset() or "ascii"))
    except (LookupError, ValueError):
        return decode(data)


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attachments(parts: list[Message], pictured: frozenset[str]) -> Iterator[Attachment]:
    for number, part in enumerate(parts, 1):
        name = _file_name(part)
        if part.get_content_maintype() == "message":
            inner = _inside(part) if part.is_multipart() else []
            for letter in inner:
                yield Attachment(
                    name or letter_name(_header(letter, "Subject"), number),
                    letter.as_bytes(policy=_POLICY),
                )
            if inner:
                continue
        subtype = part.get_content_subtype()
        suffix = f".{subtype}" if subtype in _SUFFIXES else ""
        cid = str(part.get("Content-ID", "")).strip(" <>")
        yield Attachment(name or f"вложение {number}{suffix}", _bytes(part), cid in pictured)


# --- headers ---------------------------------------------------------------------------------


def _header(message: Message, name: str) -> str:
    """A header as it is read; bytes that no header may have are taken for the likeliest page."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if len(raw) > _LONGEST_HEADER:
        return " ".join(str(raw)[:_LONGEST_HEADER].split())
    try:
        value = str(message[name] or "")
    except Exception:  # the parser of headers breaks on some; what stands there is still text
        value = raw
    if not str(raw).isascii():
        value = _likeliest(str(raw))
    return " ".join(value.split())


def _likeliest(raw: str) -> str:
    return decode(raw.encode("utf-8", "surrogateescape"))


def _file_name(part: Message) -> str:
    name = part.get_filename()
    for header in ("Content-Disposition", "Content-Type"):
        raw = _header(part, header) if name and "\ufffd" in name else ""
        if raw:
            again = EmailMessage(policy=policy.compat32)
            again[header] = raw
            name = again.get_filename() or name
    return " ".join((name or "").split())


def _received_at(message: Message) -> datetime | None:
    """What the receiver's own server wrote, which is the topmost line of all servers."""
    lines = (str(value) for key, value in message.raw_items() if key.lower() == "received")
    return moment(next(lines, "").rpartition(";")[2])
