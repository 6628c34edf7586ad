"""Which table it is, which column, which value: rows of the forms read to typed cells."""

from __future__ import annotations

import pytest
from flowing import paper_of

from casework.field import FieldCandidate
from casework.findings import FoundTable, KindGuess
from casework.printed_form import PrintedCell, PrintedType
from nlp.paper import Anatomy, open_paper, views
from nlp.people import find_people
from nlp.russian import Russian
from nlp.tables.finder import find_tables
from nlp.tables.heads import fold_title, is_numbering, likeness_of
from nlp.tables.values import read_cell
from papers.arrangement import Table, TableCell
from papers.document import Document, Method, Page

ROUND = (
    "Адрес\tДата проведения\tФ.И.О. родителей (законных представителей), "
    "несовершеннолетнего(летних)\tКраткое описание ситуации\tНеобходимая помощь\t"
    "Наличие признаков семейного неблагополучия"
)
INCOME = "Источники доходов\tналичие\tсумма\tПримечания"
REGISTER = "№ п/п\tФ.И.О. получателя\tДата рождения\tАдрес проживания\tРешение"
PLAN = "№\tМероприятия\tСрок\tОтветственный"


def tables(text: str, russian: Russian, kind: str) -> tuple[FoundTable, ...]:
    """The tables of rows of tabbed cells; every cell stands where its evidence says."""
    paper = paper_of(text, russian)
    guess = KindGuess(kind, 0.95)
    found = find_tables(paper, guess, find_people(paper, guess))
    for table in found:
        for row in table.rows:
            for cell in row:
                assert all(text[e.start : e.stop] == e.quote for e in cell.evidence)
    return found


def rows(text: str, russian: Russian, kind: str) -> list[dict[str, object]]:
    found = tables(text, russian, kind)
    return [{cell.field: cell.value for cell in row} for table in found for row in table.rows]


def cells(text: str, russian: Russian, kind: str) -> dict[str, FieldCandidate]:
    """The cells of the last row."""
    return {cell.field: cell for cell in tables(text, russian, kind)[-1].rows[-1]}


def test_a_row_of_the_round_has_its_cells_by_the_orders_columns(russian: Russian) -> None:
    text = (
        f"{ROUND}\n1\t2\t3\t4\t5\t6\n"
        "с. Речное, ул. Новая, д. 4\t5 марта 2025 г.\tМишина Вера Олеговна\tдома чисто\t\tнет\n"
    )
    assert rows(text, russian, "round_sheet") == [
        {
            "address": "с. Речное, ул. Новая, д. 4",
            "visited_on": "2025-03-05",
            "persons": "Мишина Вера Олеговна",
            "situation": "дома чисто",
            "signs_present": False,
        }
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Адрес семьи\tДата обхода\tФИО родителей, детей\tОписание ситуации\tНужна помощь\tПризнаки",
        "Адре с\tДата про ведения\tСостав семьи\tКраткое описа-\nние ситуации\tНеобходи мая "
        "помощь\tНаличие признаков семей ного неблагополу чия",
    ],
)
def test_heads_are_known_in_other_words_and_badly_read(head: str, russian: Russian) -> None:
    # a line end inside a cell is written as a blank here: rows of tabbed text are one line each
    text = f"{head}\n".replace("-\n", "") + "с. Дубки\t05.03.2025\tКотовы\tтихо\tнет\tда\n"
    assert rows(text, russian, "round_sheet")[0]["situation"] == "тихо"


@pytest.mark.parametrize("mark", ["--//--", '–"–', "-«-", "— // —", "то же", '"'])
def test_marks_for_the_same_repeat_the_cell_above_less_surely(mark: str, russian: Russian) -> None:
    text = f"{ROUND}\nс. Дубки\t05.03.2025\t\tтихо\t\tнет\nс. Речное\t{mark}\t\tшумно\t\tда\n"
    found = tables(text, russian, "round_sheet")
    first, second = (
        next(cell for cell in row if cell.field == "visited_on")
        for table in found
        for row in table.rows
    )
    assert second.value == first.value == "2025-03-05"
    assert second.confidence < first.confidence
    assert second.raw == mark


def test_a_dash_is_no_mark_for_the_same(russian: Russian) -> None:
    text = f"{ROUND}\nс. Дубки\t05.03.2025\t\tтихо\t\tнет\nс. Речное\t–\t\tшумно\t\tда\n"
    assert "visited_on" not in rows(text, russian, "round_sheet")[1]


def test_income_is_a_row_a_source_and_the_level_a_choice(russian: Russian) -> None:
    text = (
        f"{INCOME}\nЗ/плата: Отца\tда\t25 300,50\tпо справке\nМатери\tнет\t\t\n"
        "Пенсия: По старости\t\t\t\nПособия (субсидии, ГСП, компенсации и т.д.)\tV\t11420 руб.\t\n"
        "Уровень благосостояния семьи (выше прожиточного минимума, прожиточный минимум, ниже "
        "прожиточного минимума)\tниже прожиточного минимума\t\t\n"
    )
    assert rows(text, russian, "primary_act") == [
        {"source": "salary_father", "present": True, "amount": "25300.50", "note": "по справке"},
        {"source": "salary_mother", "present": False},
        {"source": "benefits", "present": True, "amount": "11420"},
        {"source": "welfare_level", "welfare_level": "below_minimum"},
    ]


@pytest.mark.parametrize(
    ("written", "decision", "day"),
    [
        ("назначено, № 41 от 06.03.2024", "granted", "2024-03-06"),
        ("отказать в назначении 07.03.2024", "refused", "2024-03-07"),
        ("Отказано", "refused", None),
        ("на рассмотрении", None, None),
    ],
)
def test_a_decision_of_the_register(
    written: str, decision: str | None, day: str | None, russian: Russian
) -> None:
    text = f"{REGISTER}\n1\tМишина Вера Олеговна\t04.05.1990\tс. Дубки, ул. Новая, 4\t{written}\n"
    (row,) = rows(text, russian, "benefit_register")
    assert row.get("benefit_decision") == decision
    assert row.get("decision_on") == day
    assert row["birth_date"] == "1990-05-04"


def test_rows_of_a_register_are_of_as_many_families(russian: Russian) -> None:
    text = (
        f"{REGISTER}\n1\tМишина Вера Олеговна\t04.05.1990\tс. Дубки\tназначено\n"
        "2\tКотова Анна Ильинична\t03.02.1988\tс. Речное\tотказано\n"
    )
    found = tables(text, russian, "benefit_register")
    assert [(table.family, len(table.rows)) for table in found] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("до 27.06.2025", "до 27.06.2025"),
        ("27 июня 2025 года", "2025-06-27"),
        ("ежемесячно", "ежемесячно"),
        ("с 01.02.2025 по 27.06.2025", "с 01.02.2025 по 27.06.2025"),
    ],
)
def test_terms_of_a_plan_are_days_or_words(written: str, due: str, russian: Russian) -> None:
    text = f"{PLAN}\n1.\tПосетить семью\t{written}\tшкола\n"
    assert rows(text, russian, "ipr_plan") == [
        {"row_no": 1, "measure": "Посетить семью", "due": due, "responsible": "школа"}
    ]


def test_blank_rows_totals_and_sections_are_no_rows(russian: Russian) -> None:
    text = f"{PLAN}\n1\tПосетить семью\tпостоянно\tшкола\n2\t\t\t\n3\t___\t–\t\nВсего\t1\t\t\n"
    assert [row["row_no"] for row in rows(text, russian, "ipr_plan")] == [1]


def test_a_table_of_another_kind_is_none_of_the_forms(russian: Russian) -> None:
    text = (
        "№\tРодители\tДети, дата рождения\tАдрес\tПримечание\n1\tМишины\tОля\tс. Дубки\tпрогулы\n"
    )
    assert tables(text, russian, "prevention_referral") == ()


def test_a_table_goes_on_without_its_head(russian: Russian) -> None:
    text = f"{PLAN}\n1\tПосетить семью\tпостоянно\tшкола\n\n2\n\n2\tПомочь\tпостоянно\tКЦСОН\n"
    assert [row["responsible"] for row in rows(text, russian, "ipr_plan")] == ["школа", "КЦСОН"]


def test_numbered_columns_alone_tell_the_form_of_the_kind_less_surely(russian: Russian) -> None:
    text = "1\t2\t3\t4\t5\t6\nс. Дубки\t05.03.2025\tКотовы\tтихо\tнет\tда\n"
    told = cells(text, russian, "round_sheet")
    headed = cells(f"{ROUND}\n{text}", russian, "round_sheet")
    assert told["situation"].value == headed["situation"].value == "тихо"
    assert told["situation"].confidence < headed["situation"].confidence


def test_a_column_of_unknown_words_is_told_by_its_order_less_surely(russian: Russian) -> None:
    text = ROUND.replace("Необходимая помощь", "Чего не хватает")
    row = cells(f"{text}\nс. Дубки\t05.03.2025\tКотовы\tтихо\tдрова\tда\n", russian, "round_sheet")
    assert row["help_needed"].value == "дрова"


@pytest.mark.parametrize(
    ("written", "value"),
    [("14:05", "14:05"), ("9.30", "09:30"), ("с 10-00 до 11-00", "10:00"), ("15 ч.", "15:00")],
)
def test_times_of_a_visit(written: str, value: str, russian: Russian) -> None:
    head = "Ф.И.О. родителя\tДата проведения\tВремя проведения\tДействия специалиста"
    text = f"{head}\nКотова А.И.\t05.03.2025\t{written}\tбеседа\n"
    assert rows(text, russian, "patronage_sheet")[0]["visited_at"] == value


def test_several_children_in_one_cell_stay_a_text(russian: Russian) -> None:
    text = f"{ROUND}\nс. Дубки\t05.03.2025\tКотова А.И.; дети: Оля, Петя\tтихо\t\tнет\n"
    assert rows(text, russian, "round_sheet")[0]["persons"] == "Котова А.И.; дети: Оля, Петя"


def test_signs_in_words_stay_words(russian: Russian) -> None:
    text = f"{ROUND}\nс. Дубки\t05.03.2025\t\tтихо\t\tдети без присмотра\n"
    assert rows(text, russian, "round_sheet")[0]["signs_present"] == "дети без присмотра"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", "2", "3", "4*", "5"], True),
        (["1", "2", "З", "4", "5"], True),
        (["1", "Мишина", "3"], False),
        (["12", "14", "3"], False),
        (["1", "", ""], False),
    ],
)
def test_rows_that_number_the_columns(texts: list[str], expected: bool) -> None:
    assert is_numbering(texts) is expected


def test_titles_are_alike_without_hyphens_and_blanks() -> None:
    assert fold_title("Адрес прожива ния") == fold_title("адрес проживания")
    assert fold_title("№ п/п") == fold_title("N п/п")
    assert "household_round_entry" in likeness_of("Краткое опиcание ситуацuи")


def test_a_lone_row_on_the_next_page_is_the_tables_last(russian: Russian) -> None:
    first = f"{PLAN}\n1\tПосетить семью\tпостоянно\tшкола\n"
    second = "2\tПомочь матери\tпостоянно\tКЦСОН\nДиректор\t______\tМишин О.О.\n"
    text = f"{first}\n{second}"
    cells, at = [], 0
    for row, line in enumerate(first.splitlines()):
        for column, part in enumerate(line.split("\t")):
            cells.append(TableCell(row, column, at, at + len(part), 1))
            at += len(part) + 1
    cut = len(first) + 1
    pages = (
        Page(1, 0, cut - 1, (), Method.TEXT_LAYER),
        Page(2, cut, len(text), (), Method.TEXT_LAYER),
    )
    document = Document(text, pages, tables=(Table(tuple(cells)),))
    paper = open_paper(document, russian, Anatomy(), *views(document))
    (table,) = find_tables(paper, KindGuess("ipr_plan", 0.9), ())
    assert [[cell.value for cell in row] for row in table.rows] == [
        [1, "Посетить семью", "постоянно", "школа"],
        [2, "Помочь матери", "постоянно", "КЦСОН"],
    ]


@pytest.mark.parametrize(
    ("written", "type_", "value"),
    [
        ("12.11.20\n24", PrintedType.DATE, "2024-11-12"),
        ("12.11.\n2024 г.", PrintedType.DATE, "2024-11-12"),
        ("12.11.20", PrintedType.DATE, "2020-11-12"),
        ("помощь в трудоустройс\nтве", PrintedType.TEXT, "помощь в трудоустройстве"),
        ("беседа\nо школе", PrintedType.TEXT, "беседа о школе"),
        ("специалист\nпо работе", PrintedType.TEXT, "специалист по работе"),
    ],
)
def test_what_a_narrow_column_broke(
    written: str, type_: PrintedType, value: str, russian: Russian
) -> None:
    paper = paper_of(written, russian)
    cell = PrintedCell("cell", type_)
    (read,) = read_cell(paper, (cell,), ((0, len(written)),), 1.0)
    assert read.value == value
    assert read.raw.split() == written.split()
