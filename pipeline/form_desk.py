"""Forms on paper: journals exported, single forms printed, filled or empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casework.draft import DecisionRefused
from casework.form_spec import FormSpec, Region
from casework.journal import JournalRow
from pipeline.lazy import load
from storage.records import Records
from storage.store import Store

_WRITE_JOURNAL, _WRITE_FORM = "exports.journal:write_journal", "exports.form:write_form"
_UNKNOWN_FORMAT = "exports.journal:UnknownFormat"
#: Lines of an empty journal that are there to be written on.
_BLANK_ROWS = 15


class FormDesk:
    """Every verb may raise DecisionRefused: invalid_value, category_required, value_required,
    not_found, converter_missing, conversion_failed; OSError where `out` can't be written.
    """

    def __init__(self, store: Store, region: Region, institution: str = "") -> None:
        self._region = region
        self._institution = institution
        self._records = Records(store.database, store.clock)

    def forms(self) -> tuple[FormSpec, ...]:
        """The forms of the region, by their numbers."""
        return tuple(sorted((f for f in self._region.forms if f.number), key=lambda f: f.number))

    def form(self, number: int) -> FormSpec:
        known = {form.number: form for form in self.forms()}
        if number not in known:
            message = f"Формы № {number} нет. Есть: {', '.join(map(str, known))}."
            raise DecisionRefused("invalid_value", message)
        return known[number]

    def journal_of(self, form: FormSpec, category: str) -> str:
        """The category of the journal that is meant; a form with only one needs no naming."""
        if not form.journals:
            message = f"Форма № {form.number} — не журнал: печатается по одной записи."
            raise DecisionRefused("invalid_value", message)
        known = form.categories
        if not category and len(known) > 1:
            message = f"У формы № {form.number} журналов несколько, выберите: {', '.join(known)}."
            raise DecisionRefused("category_required", message)
        if category and category not in known:
            message = f"У формы № {form.number} нет журнала «{category}»."
            raise DecisionRefused("invalid_value", message)
        return category or known[0]

    def export_journal(
        self, number: int, category: str, year: int, out: Path, scope: str = ""
    ) -> int:
        """Write a journal as .xlsx, .docx or .pdf, by the suffix of `out`; its count of rows.

        `scope` is whose journal it is, where someone keeps it alone (form 7: the specialist).
        """
        form = self.form(number)
        category = self.journal_of(form, category)
        if form.scope_cell and not scope:
            title = form.cell(form.scope_cell).title
            raise DecisionRefused("value_required", f"Чей журнал? Укажите «{title}».")
        rows = self._records.journal(number, category, year, scope)
        self._write_journal(form, category, rows, out)
        return len(rows)

    def print_blank(self, number: int, category: str, out: Path) -> None:
        """An empty form for filling in by hand."""
        form = self.form(number)
        layout = self._region.print_of(form)
        if layout is None:
            category = self.journal_of(form, category)
            self._write_journal(form, category, (), out, _BLANK_ROWS)
        else:
            _told_in_russian(lambda: load(_WRITE_FORM)(form, layout, None, out))

    def print_record(self, record_id: int, out: Path, number: int | None = None) -> JournalRow:
        """One kept record in its form (`number`, where it is named): an act, a row of a journal."""
        row = self._records.get(record_id)
        if number not in (None, row.record.form):
            message = f"Запись {record_id} — по форме № {row.record.form}, а не № {number}."
            raise DecisionRefused("invalid_value", message)
        form = self.form(row.record.form)
        layout = self._region.print_of(form)
        if layout is None:
            self._write_journal(form, row.category, (row,), out)
        else:
            _told_in_russian(lambda: load(_WRITE_FORM)(form, layout, row.record, out))
        return row

    def _write_journal(
        self,
        form: FormSpec,
        category: str,
        rows: tuple[JournalRow, ...],
        out: Path,
        blank_rows: int = 0,
    ) -> None:
        write, name = load(_WRITE_JOURNAL), self._institution
        _told_in_russian(lambda: write(form, category, name, rows, out, blank_rows))


def _told_in_russian(write: Callable[[], None]) -> None:
    try:
        write()
    except load(_UNKNOWN_FORMAT) as error:
        raise DecisionRefused("invalid_value", str(error)) from error
