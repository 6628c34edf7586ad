"""Journals that an office has kept in spreadsheets: shown first, then taken over whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casework.draft import DecisionRefused
from casework.form_spec import FormSpec
from casework.imported import ImportedRow, Target, Trouble, in_order, understand
from casework.journal import JournalRow, printed
from papers.outcome import RefusalCode, Refused
from papers.workbook import BookSheet
from pipeline.form_desk import FormDesk
from storage.records import Records
from storage.store import Store

ReadsBooks = Callable[[Path], tuple[BookSheet, ...]]

_NO_BOOK = (
    "Это не таблица XLSX. Сохраните журнал в Excel или LibreOffice как «Книга Excel (.xlsx)»."
)
_MESSAGES = {
    RefusalCode.WRONG_TYPE: _NO_BOOK,
    RefusalCode.UNSUPPORTED_TYPE: _NO_BOOK,
    RefusalCode.CORRUPT_XML: _NO_BOOK,
    RefusalCode.TOO_LONG: "В таблице слишком много строк или текста. Разделите её по годам.",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import does: the rows as they are understood, what is wrong, what was kept.

    `years` are those whose rows keep the office's own numbers; `kept` is empty where nothing
    was written.
    """

    target: Target
    sheet: str
    rows: tuple[ImportedRow, ...]
    problems: tuple[Trouble, ...]
    remarks: tuple[Trouble, ...]
    years: frozenset[int]
    kept: tuple[JournalRow, ...] = ()


class ImportDesk:
    """Every verb may raise DecisionRefused; what is wrong with the file itself has its own code."""

    def __init__(self, store: Store, forms: FormDesk, read: ReadsBooks) -> None:
        self._clock = store.clock
        self._forms = forms
        self._read = read
        self._records = Records(store.database, store.clock)

    def preview(self, path: Path, number: int, category: str, by: str, scope: str = "") -> Preview:
        """What the file holds, and what is wrong with it; nothing is kept."""
        form = self._forms.form(number)
        category = self._forms.journal_of(form, category)
        if form.scope_cell and not scope:
            title = form.cell(form.scope_cell).title
            raise DecisionRefused("value_required", f"Чей журнал? Укажите «{title}».")
        target = Target(form, category, scope, by, self._clock())
        found = understand(self._sheets(path), target)
        known = {year: self._journal(target, year) for year in {row.year for row in found.rows}}
        rows, years = in_order(found.rows, {year for year, kept in known.items() if not kept})
        problems = (*found.problems, *_already(found.rows, known, form))
        return Preview(target, found.sheet, rows, problems, found.remarks, years)

    def apply(self, path: Path, number: int, category: str, by: str, scope: str = "") -> Preview:
        """Keep all rows of the file in one transaction, or none where it has a problem."""
        seen = self.preview(path, number, category, by, scope)
        if seen.problems:
            return seen
        return replace(seen, kept=self._keep(seen.rows, by, path.name))

    def _sheets(self, path: Path) -> tuple[BookSheet, ...]:
        try:
            return self._read(path)
        except Refused as refused:
            message = _MESSAGES.get(refused.code, refused.message)
            raise DecisionRefused(refused.code.value, message) from refused

    def _journal(self, target: Target, year: int) -> tuple[JournalRow, ...]:
        form, category = target.form.number, target.category
        return self._records.journal(form, category, year, target.scope)

    def _keep(self, rows: Sequence[ImportedRow], by: str, name: str) -> tuple[JournalRow, ...]:
        kept: list[JournalRow] = []
        with self._records.writing() as writer:
            for row in rows:
                entered = writer.enter(row.record, by, row.year, _origin(name, row))
                if row.annulled is not None:
                    entered = writer.annul(entered.id, by, row.annulled)
                kept.append(entered)
        return tuple(kept)


def _origin(name: str, row: ImportedRow) -> str:
    """Where the record comes from, for its history."""
    old = f", прежний № {row.old_no}" if row.old_no is not None else ""
    return f"перенесено из файла {name}, строка {row.row}{old}"


def _already(
    rows: Sequence[ImportedRow], known: Mapping[int, Sequence[JournalRow]], form: FormSpec
) -> Iterator[Trouble]:
    """Rows that the journal has word for word: the file was taken over before."""
    texts = {
        (year, _printed(form, kept)): kept.entry_no
        for year, of_year in known.items()
        for kept in of_year
    }
    for row in rows if texts else ():
        as_kept = JournalRow(0, row.record.category, row.record, row.annulled)
        number = texts.get((row.year, _printed(form, as_kept)))
        if number is not None:
            yield Trouble(row.row, "", f"такая запись в журнале уже есть: № {number}")


def _printed(form: FormSpec, row: JournalRow) -> tuple[str, ...]:
    return printed(form, replace(row, entry_no=0))
