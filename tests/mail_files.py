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


class _OldName(zipfile.ZipInfo):
    """A member whose name is in CP866 and does not say so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own hook
        return self.filename.encode("cp866"), self.flag_bits


def archive(files: Files) -> bytes:
    """A ZIP with the names that Windows writes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(_OldName(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def write(path: Path, content: EmailMessage | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.as_bytes())
    return path
