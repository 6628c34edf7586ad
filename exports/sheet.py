"""A journal as it will be printed, the same for every file format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casework.form_spec import CellType, ColumnSpec, FormSpec
from casework.journal import JournalRow, printed

#: What XML 1.0 (section 2.2) has no way to write down.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Head and table of one journal: texts, and numbers where a column counts.

    `widths` are letters, one a column; all texts can be written as XML.
    """

    annex: str
    title: str
    institution: str
    caption: str
    header: tuple[str, ...]
    numbers: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    widths: tuple[int, ...]


def lay_out(
    form: FormSpec,
    category: str,
    institution: str,
    rows: Iterable[JournalRow],
    blank_rows: int = 0,
) -> Sheet:
    """The journal of `category`, rows as given; ValueError when one is of another journal.

    The name of the institution stands only where the form has a caption for it.
    """
    journal = form.journal(category)
    blank = ("",) * len(form.columns)
    return Sheet(
        annex=form.annex,
        title=journal.title,
        institution=legible(institution) if form.caption else "",
        caption=form.caption,
        header=tuple(column.title for column in form.columns),
        numbers=journal.numbers,
        rows=(*(_cells(form, category, row) for row in rows), *[blank] * blank_rows),
        widths=tuple(column.width for column in form.columns),
    )


def _cells(form: FormSpec, category: str, row: JournalRow) -> tuple[str | int, ...]:
    if row.category != category:
        raise ValueError(f"row {row.entry_no} is of another journal than {category}")
    texts = printed(form, row)
    return tuple(
        int(text) if text.isdecimal() and _counts(form, column) else legible(text)
        for text, column in zip(texts, form.columns, strict=True)
    )


def _counts(form: FormSpec, column: ColumnSpec) -> bool:
    return all(form.cell(cell).type is CellType.INTEGER for cell in column.cells)


def legible(text: str) -> str:
    """`text` as a file can hold it: one kind of line end, U+FFFD for what XML can't write."""
    return _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text))
