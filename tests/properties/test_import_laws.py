"""What our own journals print comes back: the same text in every column, whatever was in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.draft import Cell, CellState, CellValue, ConfirmedRecord, Subject
from casework.form_spec import CellSpec, CellType, FormSpec
from casework.forms import load_region
from casework.imported import Target, understand
from casework.journal import JournalRow, is_number, moved_to, printed
from casework.values import InvalidValue, normalise
from papers.workbook import BookRow, BookSheet

REGION = load_region("kalmykia")
JOURNALS = [form for form in REGION.forms if form.number and form.journals]
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)

days = st.dates(date(2001, 1, 1), date(2026, 1, 1)).map(date.isoformat)
names = st.sampled_from(
    ["Убушаева Нина Петровна", "Санджиев С.С.", "Очирова (Бадмаева) Анна", "Манджиев Олег"]
)
words = st.text(
    st.sampled_from("абвгде АБ12.,;:()-№«»\n=+"), min_size=1, max_size=40
) | st.sampled_from(
    ["да", "нет", "12.03.2024", "протокол № 5", "Малообеспеченная", "от 01.02.2020"]
)


def values(spec: CellSpec) -> st.SearchStrategy[CellValue]:
    """Anything that the cell may hold."""
    ids = [item.id for item in spec.choices.items]
    people = st.builds(
        Subject, names, st.lists(st.sampled_from(ids or [""]), max_size=2).map(tuple)
    )
    by_type: dict[CellType, st.SearchStrategy[CellValue]] = {
        CellType.DATE: days,
        CellType.TIMESTAMP: days,
        CellType.TIME: st.sampled_from(["09:30", "16:05"]),
        CellType.YES_NO: st.booleans(),
        CellType.INTEGER: st.integers(1, 400),
        CellType.CHOICE: st.sampled_from(ids or [""]),
        CellType.CHOICES: st.lists(st.sampled_from(ids or [""]), min_size=1, max_size=4).map(tuple),
        CellType.PEOPLE: st.lists(
            people, min_size=1, max_size=4, unique_by=lambda one: one.full_name
        ).map(tuple),
        CellType.TEXTS: st.lists(words, min_size=1, max_size=3).map(tuple),
    }
    if spec.type is CellType.TEXT and spec.wording != "{}":
        return st.sampled_from(["5", "12/3", "7-к", "б/н"])
    return by_type.get(spec.type, words)


MARKS = st.sampled_from([None, "внесено дважды", moved_to("СОП", 3)])


def contents(form: FormSpec) -> st.SearchStrategy[dict[str, CellValue | None]]:
    """A row's cells, dated where the journal's year hangs on it."""
    return st.fixed_dictionaries(
        {
            spec.id: values(spec) if spec.id == form.year_cell else st.none() | values(spec)
            for spec in form.cells
            if not is_number(spec)
        }
    )


def row_of(form: FormSpec, content: dict[str, CellValue | None], mark: str | None) -> JournalRow:
    cells = []
    for cell_id, value in content.items():
        try:
            kept = None if value is None else normalise(form.cell(cell_id), value)
        except InvalidValue:
            continue
        cells.append(Cell(cell_id, kept, state=CellState.ENTERED))
    record = ConfirmedRecord(None, form.number, form.categories[0], tuple(cells), "Санджиева", AT)
    return JournalRow(7, form.categories[0], record, mark)


def sheet_of(form: FormSpec, texts: list[tuple[str, ...]]) -> BookSheet:
    header = tuple(column.title for column in form.columns)
    lines = [BookRow(2 + place, text) for place, text in enumerate(texts)]
    return BookSheet("Журнал", (BookRow(1, header), *lines))


@pytest.mark.parametrize("form", JOURNALS, ids=lambda form: form.id)
def test_every_column_prints_again_what_it_printed(form: FormSpec) -> None:
    order = {rule.message for rule in form.rules}
    target = Target(form, form.categories[0], "", "Санджиева", AT)

    @settings(max_examples=60)
    @given(contents(form), MARKS)
    def check(content: dict[str, CellValue | None], mark: str | None) -> None:
        row = row_of(form, content, mark)
        before = tuple(text.strip() for text in printed(form, row))
        found = understand([sheet_of(form, [before])], target)
        assert [one for one in found.problems if one.message not in order] == []
        [back] = found.rows
        again = printed(form, JournalRow(7, row.category, back.record, back.annulled))
        assert again == before

    check()
