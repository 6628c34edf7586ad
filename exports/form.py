"""A form of the region as a file: filled from a record, or empty, to be filled in by hand."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from casework.draft import ConfirmedRecord
from casework.form_spec import FormSpec
from casework.print_spec import PrintSpec
from exports.act import write_act
from exports.journal import UnknownFormat
from exports.pdf import all_to_pdf


def write_form(
    form: FormSpec, layout: PrintSpec, record: ConfirmedRecord | None, out: Path
) -> None:
    """Write an act, a passport or a report to `out` (.docx, .pdf); with blanks without a record.

    `out` is replaced only when the new file is whole. Raises UnknownFormat; OSError when the
    folder can't be written; DecisionRefused (converter_missing, conversion_failed) for a PDF.
    """
    suffix = out.suffix.lower()
    if suffix not in (".docx", ".pdf"):
        raise UnknownFormat(f"«{form.title}» сохраняется в .docx или .pdf, а не в «{out.name}».")
    with TemporaryDirectory(prefix=".opis-", dir=out.parent) as folder:
        made = Path(folder) / f"{form.id}.docx"
        write_act(form, layout, record, made)
        if suffix == ".pdf":
            (made,) = all_to_pdf([made], Path(folder))
        made.replace(out)
