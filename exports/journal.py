"""Confirmed journal rows become a file in the order's own form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.form_spec import FormSpec
from casework.journal import JournalRow
from exports import word, xlsx
from exports.sheet import Sheet, lay_out

_WRITERS: dict[str, Callable[[Sheet, Path], None]] = {".xlsx": xlsx.write, ".docx": word.write}


class UnknownFormat(ValueError):
    """The name of the file does not say what it is to be; the message is Russian."""


def write_journal(
    form: FormSpec, category: str, institution: str, rows: Sequence[JournalRow], out: Path
) -> None:
    """Write the journal to `out`, whose suffix (.xlsx, .docx) tells the format.

    `out` is replaced only when the new file is whole. Raises UnknownFormat; OSError when the
    folder can't be written; ValueError when a row belongs to another category's journal.
    """
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None:
        known = " или ".join(_WRITERS)
        raise UnknownFormat(f"Журнал сохраняется в {known}, а не в «{out.name}».")
    sheet = lay_out(form, category, institution, rows)
    with TemporaryDirectory(prefix=".opis-", dir=out.parent) as folder:
        draft = Path(folder) / out.name
        writer(sheet, draft)
        draft.replace(out)
