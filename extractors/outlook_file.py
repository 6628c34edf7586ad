"""Letters as Outlook saves them: MSG, a compound file of properties (MS-OXMSG)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import format_datetime
from pathlib import Path

from olefile import OleFileIO
from oxmsg.domain import constants as c
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from extractors.containers import Contents, Lost, MailHead
from extractors.html_text import text_of
from extractors.letter import (
    Attachment,
    Letter,
    LetterFile,
    believable,
    letter_name,
    moment,
    unpack_letter,
)
from extractors.limits import Limits
from extractors.protocol import Bench
from papers.outcome import RefusalCode, Refused, WarningCode

#: Where the properties begin in the stream of a letter, of one inside it, of what it holds.
_LETTER_AT, _INNER_AT, _PART_AT = 32, 24, 8
_BY_VALUE, _EMBEDDED_LETTER = 1, 5
_DELIVERED = 0x0E06  # PidTagMessageDeliveryTime
_EMBEDDED = "__substg1.0_3701000D"
_TNEF = "winmail.dat"
#: What a damaged compound file or property makes oxmsg raise.
_DAMAGED = (
    *(KeyError, ValueError, AssertionError, LookupError, OverflowError, OSError),
    *(UnrecognizedCodePageError, UnsupportedEncodingError),
)


class OutlookFile(LetterFile):
    """The text of a letter at `path`."""

    def __init__(self, path: Path, bench: Bench) -> None:
        super().__init__(read_outlook(path, bench.limits), bench)


def unpack(path: Path, bench: Bench) -> Contents:
    return unpack_letter(read_outlook(path, bench.limits), bench)


def read_outlook(path: Path, limits: Limits) -> Letter:
    """The letter as far as its properties are whole; raises Refused, and what olefile raises."""
    with OleFileIO(str(path)) as ole:
        if len(ole.direntries) > 100 * limits.members:
            raise Refused(RefusalCode.TOO_MANY_MEMBERS)
        root = Storage.from_ole(ole)
    return _Reading().letter(root, _LETTER_AT)


class _Reading:
    """Reads a letter and the letters in it; remembers whether anything was damaged."""

    def __init__(self) -> None:
        self._warnings: dict[WarningCode, None] = {}

    def letter(self, storage: Storage, properties_at: int) -> Letter:
        said = Properties(storage, properties_header_offset=properties_at)
        headers = HeaderParser().parsestr(self._text(said, c.PID_TRANSPORT_MESSAGE_HEADERS))
        # The properties know UTC only, the header the sender's own clock.
        sent = moment(str(headers["Date"])) or self._moment(said, c.PID_CLIENT_SUBMIT_TIME)
        subject = self._text(said, c.PID_SUBJECT)
        rich = self._html(said)
        body = self._text(said, c.PID_BODY).replace("\r\n", "\n").replace("\r", "\n")
        lost: list[Lost] = []
        return Letter(
            head=MailHead(self._sender(said), self._moment(said, _DELIVERED) or sent, subject),
            recipients=self._text(said, c.PID_DISPLAY_TO).replace("\0", ""),
            sent_at=sent,
            body=body if body.strip() else text_of(rich),
            attachments=tuple(self._attachments(storage, rich, lost)),
            lost=tuple(lost),
            warnings=tuple(self._warnings),
        )

    def _attachments(self, storage: Storage, rich: str, lost: list[Lost]) -> Iterator[Attachment]:
        for number, part in enumerate(storage.iter_attachment_storages(), 1):
            said = Properties(part, properties_header_offset=_PART_AT)
            name = self._text(said, c.PID_ATTACH_LONG_FILENAME)
            name = name or self._text(said, c.PID_ATTACH_FILENAME) or f"вложение {number}"
            inner = next((one for one in part.storages if one.name == _EMBEDDED), None)
            try:
                method = said.int_prop_value(c.PID_ATTACH_METHOD)
                if method == _EMBEDDED_LETTER and inner is not None:
                    letter = self.letter(inner, _INNER_AT)
                    yield Attachment(letter_name(letter.head.subject, number), as_mail(letter))
                    continue
                data = said.binary_prop_value(c.PID_ATTACH_DATA_BINARY)
            except _DAMAGED:
                self._warnings[WarningCode.CORRUPT_MAIL] = None
                lost.append(Lost(name, RefusalCode.CORRUPT_CONTAINER))
                continue
            if method not in (None, _BY_VALUE) or data is None or name.lower() == _TNEF:
                self._warnings[WarningCode.ATTACHMENTS_NOT_READ] = None
                continue
            cid = self._text(said, c.PID_ATTACH_CONTENT_ID)
            yield Attachment(name, data, bool(cid) and f"cid:{cid}" in rich)

    def _sender(self, said: Properties) -> str | None:
        name = self._text(said, c.PID_SENDER_NAME) or self._text(said, c.PID_SENT_REPRESENTING_NAME)
        address = self._text(said, c.PID_SENDER_SMTP_ADDRESS) or self._text(
            said, c.PID_SENDER_EMAIL_ADDRESS
        )
        shown = f"<{address}>" if "@" in address and address != name else ""
        return " ".join(filter(None, (name, shown))) or None

    def _html(self, said: Properties) -> str:
        with self._damage():
            if data := said.binary_prop_value(c.PID_HTML):
                return data.decode(said.body_encoding, "replace")
        return self._text(said, c.PID_BODY_HTML)

    def _text(self, said: Properties, pid: int) -> str:
        with self._damage():
            return (said.str_prop_value(pid) or "").strip("\0 ")
        return ""

    def _moment(self, said: Properties, pid: int) -> datetime | None:
        with self._damage():
            at = said.date_prop_value(pid)
            return at and believable(at)
        return None

    @contextlib.contextmanager
    def _damage(self) -> Iterator[None]:
        """A property that is damaged is told of and left out."""
        try:
            yield
        except _DAMAGED:
            self._warnings[WarningCode.CORRUPT_MAIL] = None


def as_mail(letter: Letter) -> bytes:
    """The letter as EML, always the same bytes: a letter inside MSG is no file of its own."""
    mail = EmailMessage(policy=policy.SMTP)
    headers = {
        "From": letter.head.sender,
        "To": letter.recipients,
        "Subject": letter.head.subject,
        "Date": format_datetime(letter.sent_at) if letter.sent_at else None,
    }
    for name, value in headers.items():
        if value:
            with contextlib.suppress(ValueError):  # no address, as mail programs write them
                mail[name] = " ".join(value.split())
    mail.set_content(letter.body, cte="base64")
    for attachment in letter.papers:
        mail.add_attachment(
            attachment.data,
            maintype="application",
            subtype="octet-stream",
            filename=attachment.name,
        )
    if mail.is_multipart():
        mail.set_boundary("opis-letter-inside-a-letter")  # base64 has no hyphens
    return mail.as_bytes()
