"""Our own Word files and workbooks to PDF, by LibreOffice in a process of its own.

Only files that this program has just written come here: papers from outside are read in the
confined child (extractors.libreoffice) and never here.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.draft import DecisionRefused

_PROGRAMS = ("soffice", "libreoffice")
#: Wall seconds for one run, and for each file in it.
_START, _EACH = 60, 120
_ISOLATED = ("unshare", "--map-root-user", "--net")
_MISSING = (
    "Чтобы сохранить PDF, нужен LibreOffice: попросите администратора установить пакет "
    "libreoffice-writer-nogui или сохраните файл как DOCX."
)
_FAILED = "LibreOffice не смог сделать PDF. Сохраните файл как DOCX и распечатайте его."


def to_pdf(made: Path, out: Path) -> None:
    """The PDF of `made` (.docx, .xlsx) as `out`, replaced only when the new file is whole.

    DecisionRefused: converter_missing, conversion_failed.
    """
    with TemporaryDirectory(prefix=".opis-", dir=out.parent) as folder:
        (pdf,) = all_to_pdf([made], Path(folder))
        pdf.replace(out)


def all_to_pdf(made: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """PDFs of files with names of their own, in `folder`, by one run of LibreOffice.

    DecisionRefused: converter_missing, conversion_failed.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DecisionRefused("converter_missing", _MISSING)
    pdfs = tuple(folder / f"{path.stem}.pdf" for path in made)
    with TemporaryDirectory(prefix="opis-pdf-") as profile:
        command = [
            *_without_network(), program, "--headless", "--norestore", "--nodefault",
            "--nolockcheck", f"-env:UserInstallation={Path(profile).as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder.absolute()),
            *(str(path.absolute()) for path in made),
        ]  # fmt: skip
        _run(command, Path(profile), _START + _EACH * len(made))
    if not all(pdf.exists() for pdf in pdfs):
        raise DecisionRefused("conversion_failed", _FAILED)
    return pdfs


def _without_network() -> Sequence[str]:
    """A network without an interface, where the kernel gives one: nothing here needs any."""
    if shutil.which(_ISOLATED[0]) is None:
        return ()
    tried = subprocess.run([*_ISOLATED, "true"], capture_output=True, check=False)  # noqa: S603
    return () if tried.returncode else _ISOLATED


def _run(command: Sequence[str], home: Path, seconds: int) -> None:
    """Run to the end; what outlives its time is ended with all that it has started."""
    process = subprocess.Popen(  # noqa: S603 - a list of arguments, our own files
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(home), "TMPDIR": str(home)},
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as late:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise DecisionRefused("conversion_failed", _FAILED) from late
