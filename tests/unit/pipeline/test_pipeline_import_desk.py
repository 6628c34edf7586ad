"""A journal in XLSX is shown, then taken over whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from casework.draft import DecisionRefused
from pipeline.build import Opis, build
from pipeline.settings import Settings

HEADER = [
    "№ п/п",
    "Дата поступле-\nния информации",
    "От кого поступила информация",
    "В отношении кого поступила информация (Ф.И.О. родителей, несовершенноле тных)",
    "Адрес места жительства",
    "Признаки неблагополучия",
    "Кому поручено первичное обследование",
    "Дата предоставления первичного акта обследования",
    "Принятое решение",
]
ROW = [
    1,
    "11.03.2024",
    "Школа № 3",
    "Убушаева Нина Петровна (мать)\nУбушаев Санал",
    "п. Цаган, ул. Новая, д. 1",
    "Малообеспеченная\nдрова кончились",
    "Очиров Б.Б.",
    None,
    "поставлены на контроль",
]
Book = Callable[..., Path]


@pytest.fixture
def opis(tmp_path: Path) -> Opis:
    return build(Settings(tmp_path / "store", jobs=1, user="Санджиева", institution="Центр"))


@pytest.fixture
def book(tmp_path: Path) -> Book:
    def write(*rows: list[object], header: list[str] | None = None, name: str = "a.xlsx") -> Path:
        made = Workbook()
        page = made.worksheets[0]
        page.append(["Журнал"])
        page.append(header or HEADER)
        for row in rows:
            page.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def changed(place: int, value: object, row: list[object] | None = None) -> list[object]:
    return [value if at == place else cell for at, cell in enumerate(row or ROW)]


def texts(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_a_preview_keeps_nothing(opis: Opis, book: Book) -> None:
    seen = opis.imports.preview(book(ROW), 1, "sop", "Анна")
    assert (len(seen.rows), seen.problems, seen.kept) == (1, (), ())
    assert opis.records.journal(1, "sop", 2024) == ()


def test_rows_become_records_entered_by_the_person(opis: Opis, book: Book) -> None:
    [kept] = opis.imports.apply(book(ROW), 1, "sop", "Анна").kept
    record = kept.record
    assert record.value("received_at") == "2024-03-11"
    assert record.value("distress_signs") == ("low_income",)
    assert record.value("distress_text") == "дрова кончились"
    assert record.value("decision_text") == "поставлены на контроль"
    people = record.value("subjects")
    assert isinstance(people, tuple)
    assert [getattr(one, "roles", None) for one in people] == [("mother",), ()]
    address = record.cell("address")
    assert address
    assert (address.state, address.decided_by) == ("entered", "Анна")
    [noted] = opis.records.history(kept.id)
    assert noted.reason == "перенесено из файла a.xlsx, строка 3, прежний № 1"


def test_columns_may_stand_in_any_order(opis: Opis, book: Book) -> None:
    path = book(ROW[::-1], header=HEADER[::-1])
    [kept] = opis.imports.apply(path, 1, "sop", "Анна").kept
    assert kept.record.value("informant_text") == "Школа № 3"


@pytest.mark.parametrize(
    ("place", "value", "column", "why"),
    [
        (1, "в марте", "Дата поступления информации", "не разобрано"),
        (1, "31.02.2024", "Дата поступления информации", "не бывает"),
        (1, "11.03.2199", "Дата поступления информации", "не бывает"),
        (1, None, "Дата поступления информации", "год журнала"),
        (4, "=A1", "Адрес места жительства", "формула"),
        (7, "скоро", "Дата предоставления первичного акта обследования", "не разобрано"),
    ],
)
def test_one_bad_cell_and_nothing_is_imported(
    opis: Opis, book: Book, place: int, value: object, column: str, why: str
) -> None:
    path = book(ROW, changed(place, value, changed(0, 2)))
    seen = opis.imports.apply(path, 1, "sop", "Анна")
    [problem] = [one for one in seen.problems if why in one.message]
    assert (problem.row, problem.column) == (4, column)
    assert opis.records.journal(1, "sop", 2024) == ()


def test_a_missing_column_is_named(opis: Opis, book: Book) -> None:
    path = book(ROW[:-1], header=HEADER[:-1])
    [problem] = opis.imports.apply(path, 1, "sop", "Анна").problems
    assert problem.column == "Принятое решение"


def test_a_file_is_not_taken_over_twice(opis: Opis, book: Book) -> None:
    path = book(ROW)
    opis.imports.apply(path, 1, "sop", "Анна")
    again = opis.imports.apply(path, 1, "sop", "Анна")
    assert [one.message for one in again.problems] == ["такая запись в журнале уже есть: № 1"]
    assert len(opis.records.journal(1, "sop", 2024)) == 1


def test_numbers_are_kept_only_in_an_empty_journal_without_gaps(opis: Opis, book: Book) -> None:
    second = changed(4, "п. Ики-Бурул", changed(0, 2))
    first = opis.imports.apply(book(second, ROW), 1, "sop", "Анна")
    assert [(row.entry_no, row.record.value("address")) for row in first.kept] == [
        (1, ROW[4]), (2, "п. Ики-Бурул"),
    ]  # fmt: skip
    gap = changed(4, "п. Яшкуль", changed(0, 9))
    later = opis.imports.apply(book(gap, name="b.xlsx"), 1, "sop", "Анна")
    assert (later.years, [row.entry_no for row in later.kept]) == (frozenset(), [3])


def test_the_other_journal_of_the_form_is_refused(opis: Opis, tmp_path: Path) -> None:
    out = tmp_path / "tzhs.xlsx"
    opis.forms.export_journal(1, "tzhs", 2024, out)
    [problem] = opis.imports.preview(out, 1, "sop", "Анна").problems
    assert "другой журнал" in problem.message


def test_our_own_export_comes_back_cell_by_cell(opis: Opis, book: Book, tmp_path: Path) -> None:
    rows = [changed(0, number, changed(4, f"дом {number}")) for number in range(1, 6)]
    kept = opis.imports.apply(book(*rows), 1, "sop", "Анна").kept
    opis.records.annul(kept[1].id, "Анна", "внесено дважды")
    opis.records.move(kept[2].id, "tzhs", "Анна")
    out = tmp_path / "out.xlsx"
    opis.forms.export_journal(1, "sop", 2024, out)
    other = build(Settings(tmp_path / "other", jobs=1, user="Анна", institution="Центр"))
    assert other.imports.apply(out, 1, "sop", "Анна").problems == ()
    other.forms.export_journal(1, "sop", 2024, tmp_path / "again.xlsx")
    assert texts(tmp_path / "again.xlsx") == texts(out)


def test_what_is_no_workbook_is_told_in_russian(opis: Opis, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"a;b;c")
    with pytest.raises(DecisionRefused, match="XLSX") as refused:
        opis.imports.preview(path, 1, "sop", "Анна")
    assert refused.value.code == "wrong_type"
