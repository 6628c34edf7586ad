"""Letters and archives of invented papers, for tests of what lies in them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

#: What a letter of the tests says of itself.
SENDER = "Отдел опеки <opeka@example.org>"
SENT = "Fri, 14 Mar 2025 10:00:00 +0300"

Files = dict[str, bytes]


def letter(
    body: str = "Добрый день!\n\nНаправляем акт обследования.\n",
    files: Files | None = None,
    html: str | None = None,
    **headers: str,
) -> EmailMessage:
    """A letter with files in it; `headers` replace those that it has."""
    message = EmailMessage()
    said = {"From": SENDER, "To": "Центр <kcson@example.org>", "Subject": "Направление сведений"}
    for name, value in (said | {"Date": SENT} | headers).items():
        message[name] = value
    message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, data in (files or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if message.is_multipart():
        message.set_boundary("=-one-of-the-tests")  # the same letter has the same bytes
    return message


def archive(files: Files) -> bytes:
    """A ZIP whose names are in CP866, as Windows writes them."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            info = zipfile.ZipInfo("x" * len(name.encode("cp866")))
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, content)
    stored = data.getvalue()
    for name in files:
        meant = name.encode("cp866")
        # Names of one length stand in the order of the members, here and in the directory.
        for signature, at in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
            place = _next_unnamed(stored, signature, at, len(meant))
            stored = stored[:place] + meant + stored[place + len(meant) :]
    return stored


def _next_unnamed(stored: bytes, signature: bytes, at: int, length: int) -> int:
    place = stored.find(signature)
    while stored[place + at : place + at + length] != b"x" * length:
        place = stored.find(signature, place + 1)
    return place + at


def write(path: Path, content: EmailMessage | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.as_bytes())
    return path
