"""Where names stand: the grammar of ФИО on running text, forms and tables."""

from __future__ import annotations

import pytest

from nlp.names import Shape, find_names
from nlp.nominative import patronymic_readings, readings
from nlp.paper import Anatomy, Paper, open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page


def paper_of(text: str, russian: Russian) -> Paper:
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    return open_paper(document, russian, Anatomy(), lines, prose)


def names(text: str, russian: Russian) -> list[tuple[Shape, str]]:
    """Shape and likeliest nominative of every name of `text`."""
    return [(m.shape, m.readings[0].full) for m in find_names(paper_of(text, russian))]


@pytest.mark.parametrize(
    ("text", "shape", "nominative"),
    [
        ("с Лапиной Верой Ильиничной", Shape.FULL, "Лапина Вера Ильинична"),
        ("у Галины Петровны Саввиной", Shape.FULL, "Саввина Галина Петровна"),
        ("в отношении САВВИНА ГЛЕБА ЛЬВОВИЧА", Shape.FULL, "Саввин Глеб Львович"),
        ("гр. Лиджи-Горяеву Церену Очировичу", Shape.FULL, "Лиджи-Горяев Церен Очирович"),
        ("для Гасанова Тимура Рашид оглы", Shape.FULL, "Гасанов Тимур Рашид оглы"),
        ("у Гасановой Лейлы Рашид кызы", Shape.FULL, "Гасанова Лейла Рашид кызы"),
        ("Холматова Самира Жасур угли", Shape.FULL, "Холматов Самир Жасур угли"),
        ("Холматовой Амиры Жасур кизи", Shape.FULL, "Холматова Амира Жасур кизи"),
        ("Холматов Самир Жасур ўғли", Shape.FULL, "Холматов Самир Жасур ўғли"),
        ("ГАСАНОВ ТИМУР РАШИД-ОГЛЫ", Shape.FULL, "Гасанов Тимур Рашид-оглы"),
        ("Гасанов Тимур Рашид Оглы", Shape.FULL, "Гасанов Тимур Рашид оглы"),
        ("мать Мацакова\nБайрта Улановна", Shape.FULL, "Мацакова Байрта Улановна"),
        ("мать Маца-\nкова Байрта Улановна", Shape.FULL, "Мацакова Байрта Улановна"),
        ("сын Уланов Наран", Shape.SHORT, "Уланов Наран"),
        ("сына Нарана Уланова", Shape.SHORT, "Уланов Наран"),
        ("взыскателя Мацаковой Б.У.", Shape.INITIALS, "Мацакова Б.У."),
        ("Б. У. Мацакова", Shape.INITIALS, "Мацакова Б.У."),
        ("с Айсой Эренценовной", Shape.NAMELY, "Айса Эренценовна"),
        ("Фамилия: ЗАЙЦЕВ Имя: ПЁТР Отчество: ЛЬВОВИЧ", Shape.FULL, "Зайцев Пётр Львович"),
        (
            "ЗАЙЦЕВ\n(фамилия)\nПЁТР ЛЬВОВИЧ\n(имя, отчество)",
            Shape.FULL,
            "Зайцев Пётр Львович",
        ),
    ],
)
def test_one_name_in_its_nominative(
    text: str, shape: Shape, nominative: str, russian: Russian
) -> None:
    assert names(text, russian) == [(shape, nominative)]


@pytest.mark.parametrize(
    "text",
    [
        "пгт Белый Яр Сургутского района",
        "ул. Анны Ахматовой, 5",
        "а. Верхняя Зоя, ул. Школьная, 20",
        "у. Нижний Роман",
        "Новая Мадина",
        "С. ЯШАЛТА ЯШАЛТИНСКОГО РАЙОНА",
        "Управление образования Администрации",
        "КЦСОН и КДН города",
    ],
)
def test_places_and_offices_are_no_names(text: str, russian: Russian) -> None:
    assert names(text, russian) == []


def test_names_do_not_swallow_their_neighbours(russian: Russian) -> None:
    text = "Отец Лапин Глеб Ильич, мать Лапина Вера Ильинична Специалист Орлова Г.К."
    assert [name for _, name in names(text, russian)] == [
        "Лапин Глеб Ильич",
        "Лапина Вера Ильинична",
        "Орлова Г.К.",
    ]


def test_a_mention_stands_where_its_name_stands(russian: Russian) -> None:
    paper = paper_of("Мать – Лапина Вера Ильинична, сын Б.Г. Лапин.", russian)
    cut = [paper.prose.text[m.start : m.stop] for m in find_names(paper)]
    assert cut == ["Лапина Вера Ильинична", "Б.Г. Лапин"]


def test_an_ambiguous_surname_with_initials_keeps_both_readings() -> None:
    both = readings("Очирова", "М.", "Б.")
    assert {reading.full for reading in both[:2]} == {"Очирова М.Б.", "Очиров М.Б."}
    assert both[0].weight < 0.7


def test_the_word_before_a_name_tells_its_case(russian: Russian) -> None:
    assert names("заявление взыскателя Очирова М.Б.", russian)[0][1] == "Очиров М.Б."


def test_a_list_keeps_to_one_case(russian: Russian) -> None:
    text = "дети: Абдуллаев Рашид 2008 г.р., Абдуллаева Камила 2011 г.р."
    assert names(text, russian)[1][1] == "Абдуллаева Камила"


@pytest.mark.parametrize(
    ("form", "nominative", "gender", "cases"),
    [
        ("Ильича", "Ильич", "m", ("gen", "acc")),
        ("Очировне", "Очировна", "f", ("dat", "prep")),
        ("Али оглы", "Али оглы", "m", ("nom", "gen", "dat", "acc", "ins", "prep")),
    ],
)
def test_a_patronymic_tells_gender_and_case(
    form: str, nominative: str, gender: str, cases: tuple[str, ...]
) -> None:
    assert patronymic_readings(form) == ((nominative, gender, cases),)


def test_yo_stays_where_the_page_has_it() -> None:
    assert readings("Соловьёвой", "Алёне", "Семёновне")[0].full == "Соловьёва Алёна Семёновна"
    assert readings("Соловьевой", "Алене", "Семеновне")[0].full == "Соловьева Алена Семеновна"
