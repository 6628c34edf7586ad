"""LibreOffice, which turns DOC, RTF and ODT into DOCX: where it is and how it is run."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from papers.outcome import RefusalCode, Refused

#: The Debian package that brings the converter without a desktop.
PACKAGE = "libreoffice-writer-nogui"
_PROGRAMS = ("soffice", "libreoffice")
_WRITER = "libswlo.so"  # LibreOffice may be there without its word processor
_KITS = ("libmergedlo.so", "libsofficeapp.so")  # LibreOfficeKit lies in one of them

#: Nothing of the paper is run, fetched or brought up to date.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
<prop oor:name="Field" oor:op="fuse"><value>false</value></prop>
<prop oor:name="Chart" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def find_kit() -> Path | None:
    """The library through which LibreOffice Writer is used, None where it is not installed."""
    for program in _PROGRAMS:
        found = shutil.which(program)
        folder = Path(found).resolve().parent if found else None
        if folder and (folder / _WRITER).exists():
            return next((folder / kit for kit in _KITS if (folder / kit).exists()), None)
    return None


def to_docx(source: Path, scratch: Path, seconds: int) -> Path:
    """Convert `source`, whose suffix tells its format, within `seconds` of CPU; raises Refused.

    LibreOffice is loaded as a library into a process of its own: `soffice` would listen on a
    socket outside `scratch` and start twice. Its profile lives in `scratch`.
    """
    kit = find_kit()
    if kit is None:
        raise Refused(RefusalCode.CONVERTER_MISSING)
    profile, made = scratch / "lo-profile", scratch / "converted.docx"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    urls = (path.absolute().as_uri() for path in (profile, source, made))
    done = subprocess.run(  # noqa: S603 - this interpreter, our module
        ["setpriv", "--pdeathsig", "KILL", sys.executable, "-I", "-m",  # noqa: S607
         "extractors.libreoffice_kit", str(seconds), str(kit), *urls],
        stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    if done.returncode == -signal.SIGKILL:
        raise Refused(RefusalCode.TIME_LIMIT)
    if done.returncode or not made.exists():
        raise Refused(RefusalCode.CORRUPT_CONTAINER)
    return made
