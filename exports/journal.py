"""Confirmed journal rows become a file in the order's own form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.form_spec import FormSpec
from casework.journal import JournalRow
from exports import word, xlsx
from exports.pdf import all_to_pdf
from exports.sheet import Sheet, lay_out


class UnknownFormat(ValueError):
    """The name of the file does not say what it is to be; the message is Russian."""


def write_journal(
    form: FormSpec,
    category: str,
    institution: str,
    rows: Iterable[JournalRow],
    out: Path,
    blank_rows: int = 0,
) -> None:
    """Write the journal to `out`, whose suffix (.xlsx, .docx, .pdf) tells the format.

    `blank_rows` are left behind the rows, to be filled in by hand. `out` is replaced only when
    the new file is whole. Raises UnknownFormat; OSError when the folder can't be written;
    ValueError when a row belongs to another category's journal; DecisionRefused
    (converter_missing, conversion_failed) for a PDF.
    """
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None:
        raise UnknownFormat(f"Журнал сохраняется в {known_formats()}, а не в «{out.name}».")
    sheet = lay_out(form, category, institution, rows, blank_rows)
    with TemporaryDirectory(prefix=".opis-", dir=out.parent) as folder:
        draft = Path(folder) / out.name
        writer(sheet, draft)
        draft.replace(out)


def known_formats() -> str:
    """«.xlsx, .docx или .pdf»."""
    *first, last = _WRITERS
    return f"{', '.join(first)} или {last}"


def _write_pdf(sheet: Sheet, path: Path) -> None:
    """By way of Word: LibreOffice needs its word processor only."""
    made = path.with_suffix(".docx")
    word.write(sheet, made)
    all_to_pdf([made], path.parent)[0].replace(path)


_WRITERS: dict[str, Callable[[Sheet, Path], None]] = {
    ".xlsx": xlsx.write,
    ".docx": word.write,
    ".pdf": _write_pdf,
}
