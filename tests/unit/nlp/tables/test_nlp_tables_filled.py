"""Free texts and blocks of persons of forms that are filled in behind printed words."""

from __future__ import annotations

import pytest
from flowing import paper_of

from casework.findings import KindGuess
from nlp.russian import Russian
from nlp.tables.filled import find_texts, read_blocks

ACT = "primary_act"


def texts(text: str, russian: Russian, kind: str = ACT) -> dict[str, object]:
    paper = paper_of(text, russian)
    return {
        reading.field: reading.best.value
        for reading in find_texts(paper, KindGuess(kind, 0.9))
        if reading.best
    }


def blocks(text: str, russian: Russian, kind: str) -> list[dict[str, object]]:
    paper = paper_of(text, russian)
    return [
        {cell.field: cell.value for cell in row.cells}
        for _, row in read_blocks(paper, KindGuess(kind, 0.9))
    ]


def test_a_text_goes_on_until_the_next_printed_words(russian: Russian) -> None:
    text = (
        "Проблемы, выявленные в семье: долги за свет,\nссоры родителей\n"
        "Рекомендации родителям:\nвстать на учёт в центр занятости\n\n"
        "Выводы комиссии: семья нуждается в помощи\nЧлены комиссии: ______ Котова А.И.\n"
    )
    assert texts(text, russian) == {
        "problems_family": "долги за свет, ссоры родителей",
        "recommendations": "встать на учёт в центр занятости",
        "conclusion": "семья нуждается в помощи",
    }


def test_what_the_form_explains_in_brackets_is_no_text(russian: Russian) -> None:
    text = (
        "Помощь, в которой нуждается семья (социальная, правовая, психолого-педагогическая,\n"
        "медицинская, материальная и т.д.)\n_____ материальная ______\nВыводы комиссии:\n______\n"
    )
    assert texts(text, russian) == {"help_family": "материальная"}


def test_an_empty_form_has_no_texts(russian: Russian) -> None:
    text = "Комиссия в составе: ________\n________\nРекомендации родителям:\n\n____\n___\n"
    assert texts(text, russian) == {}


@pytest.mark.parametrize(
    "label",
    [
        "Проблемы, выявленные в семье",
        "Проблемы, выявлен ные в семье",
        "Прoблeмы. выявленныe в ceмье",
    ],
)
def test_labels_are_known_when_badly_read(label: str, russian: Russian) -> None:
    assert texts(f"{label}: долги\nВыводы комиссии: нет\n", russian)["problems_family"] == "долги"


def test_short_words_within_a_text_are_no_label(russian: Russian) -> None:
    text = "Выводы комиссии: предложено\nвыводы делать после второго посещения\nПодписи\n"
    found = texts(text, russian)
    assert found == {"conclusion": "предложено выводы делать после второго посещения"}


def test_labels_in_cells_have_their_text_in_the_next_cell(russian: Russian) -> None:
    text = "Рекомендации родителям\tустроить сына в кружок\nВыводы комиссии\tсопровождать\n"
    assert texts(text, russian) == {
        "recommendations": "устроить сына в кружок",
        "conclusion": "сопровождать",
    }


def test_signatures_end_a_text(russian: Russian) -> None:
    text = "Выводы комиссии: сопровождать семью\nСпециалист ____________ Котова А.И.\n"
    assert texts(text, russian) == {"conclusion": "сопровождать семью"}


def test_other_papers_have_no_such_texts(russian: Russian) -> None:
    assert texts("Рекомендации родителям: читать вслух\n", russian, "characteristic") == {}


def test_a_parent_over_captions_is_a_row(russian: Russian) -> None:
    text = (
        "Состав семьи:\nМать Мишина Вера Олеговна, 04.05.1990\n"
        "(Фамилия, имя, отчество, дата рождения)\nс. Дубки, ул. Новая, д. 4\n(адрес регистрации)\n"
        "не работает\n(место работы)\n__________\n(паспортные данные)\n"
        "Отец _________________\n(Фамилия, имя, отчество, дата рождения)\nТип семьи:\n"
    )
    assert blocks(text, russian, ACT) == [
        {
            "full_name": "Мишина Вера Олеговна",
            "birth_date": "1990-05-04",
            "registration_address": "с. Дубки, ул. Новая, д. 4",
            "workplace": "не работает",
        }
    ]


def test_every_child_of_a_passport_is_a_row(russian: Russian) -> None:
    one = (
        "Ф.И.О. несовершеннолетнего: {name}\nДата рождения (число, месяц, год) {born}\n"
        "Адрес регистрации с. Дубки\nДокумент, удостоверяющий личность: паспорт, свидетельство о "
        "рождении (нужное подчеркнуть),\nсерия {series}, номер 512345, кем и когда выдан (выдано) "
        "отдел ЗАГС 05.06.2015\n"
    )
    text = one.format(name="Мишин Олег Ильич", born="04.05.2015", series="П-ДУ") + one.format(
        name="Мишина Анна Ильинична", born="04.05.2010", series="85 24"
    )
    first, second = blocks(text, russian, "family_passport")
    assert first == {
        "full_name": "Мишин Олег Ильич",
        "birth_date": "2015-05-04",
        "registration_address": "с. Дубки",
        "doc_type": "birth_certificate",
        "doc_series": "II-ДУ",
        "doc_number": "512345",
        "doc_issued_by": "отдел ЗАГС",
        "doc_issued_on": "2015-06-05",
    }
    assert (second["doc_type"], second["doc_series"]) == ("passport", "85 24")
