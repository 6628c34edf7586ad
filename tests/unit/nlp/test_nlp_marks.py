"""Marks of the forms: which line is marked, with what, and what is no mark."""

from __future__ import annotations

import pytest

from casework.field import OFFERED
from casework.findings import KindGuess
from nlp.finders.marks import find_marks
from nlp.finders.signs import find_signs
from nlp.marks.meaning import either, mark, number
from nlp.marks.rows import form_rows
from nlp.paper import Anatomy, open_paper, views
from nlp.russian import Russian
from papers.arrangement import Underline
from papers.document import Document, Method, Page

HOUSING = "Жилищно-бытовые условия проживания"
CLIMATE = (
    "Социально-психологический климат в семье (подчеркнуть): благоприятный, неблагоприятный\n"
    "Характеристика взаимоотношений между членами семьи (подчеркнуть): доверительные,\n"
    "доброжелательные, натянутые, конфликтные, проявление безразличия, гиперопека над\n"
    "ребенком, др.\n"
)
PASSPORT = (
    "Дополнительные сведения о семье (полная, неполная, многодетная, малообеспеченная, "
    "приемная семья, семья, воспитывающая детей-инвалидов и другие)"
)


def marks(
    text: str,
    russian: Russian,
    kind: str = "primary_act",
    method: Method = Method.FLOW,
    underlined: tuple[str, ...] = (),
) -> dict[str, object]:
    lines = tuple(
        Underline(text.index(word), text.index(word) + len(word), 1) for word in underlined
    )
    document = Document(text, (Page(1, 0, len(text), (), method),), underlines=lines)
    views_of = views(document)
    paper = open_paper(document, russian, Anatomy(), *views_of)
    found = find_marks(paper, KindGuess(kind, 0.95))
    for candidate in found:
        assert text[candidate.evidence[0].start : candidate.evidence[0].stop].strip()
    return {mark.field: mark.value for mark in found if mark.confidence >= OFFERED}


def housing(*rows: str) -> str:
    return "\n".join((HOUSING, "Условия\t\tПримечание", "Отдельная квартира\t\t", *rows))


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Газ\tV\t", True),
        ("Газ\tда\t", True),
        ("Газ\tда, баллонный\t", True),
        ("Газ\t✓\tбаллонный", True),
        ("Газ\t✗\t", True),
        ("Газ\t☑\t", True),
        ("Газ\t[x]\t", True),
        ("☑ Газ", True),
        ("[x] Газ", True),
        ("✓\tГаз", True),
        ("Газ – да", True),
        ("Газ: есть", True),
        ("Газ ___V___", True),
        ("Газ\t☑ да ☐ нет\t", True),
        ("Газ\t☐ да ☑ нет\t", False),
        ("Газ\tда ☐ нет ☑\t", False),
        ("Газ\tнет\t", False),
        ("Газ\t-\t", False),
        ("Газ\tне подведен\t", False),
        ("Газ – нет", False),
        ("Газ\t\t", None),
        ("Газ\t\tбаллонный", None),
        ("Газ\t\t-", None),
        ("☐ Газ", None),
        ("Газ\t☐\t", None),
        ("Газ\t____\t", None),
        ("Газ", None),
    ],
)
def test_a_line_is_true_false_or_says_nothing(
    row: str, value: bool | None, russian: Russian
) -> None:
    found = marks(housing("Туалет\tV\t", row), russian)
    assert found.get("housing.gas") is value
    assert found["housing.toilet"] is True


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("Количество комнат\t3\t", "rooms_count", 3),
        ("Количество комнат: 2", "rooms_count", 2),
        ("Количество комнат\tдве\t", "rooms_count", 2),
        ("Размер жилой площади\t41,6\tкв. м", "living_area", 41.6),
        ("Размер жилой площади 52 кв. м", "living_area", 52),
        ("Размер жилой площади ___30.5___", "living_area", 30.5),
    ],
)
def test_counts_and_areas_are_numbers(row: str, name: str, value: float, russian: Russian) -> None:
    assert marks(housing("Туалет\tV\t", row), russian)[f"housing.{name}"] == value


def test_columns_headed_yes_and_no_decide(russian: Russian) -> None:
    text = f"{HOUSING}\n\tда\tнет\tПримечание\nГаз\tV\t\t\nТуалет\t\tV\t\nВанная/душ\t\t\t\n"
    assert marks(text, russian) == {"housing.gas": True, "housing.toilet": False}


def test_several_boxes_in_a_line_each_belong_to_their_words(russian: Russian) -> None:
    text = f"{HOUSING}\nОтдельная квартира\n☑ Газ ☐ Туалет ☑ Горячая вода\n"
    assert marks(text, russian) == {"housing.gas": True, "housing.hot_water": True}


def test_wrapped_shortened_and_misread_lines_are_found(russian: Russian) -> None:
    text = (
        "Критерии\t\tПримечание\n"
        "наличие регулярного питания в соответствии с\n"
        "возрастом ребенка (запас продуктов, приготовленная\n"
        "еда)\t+\t\n"
        "наличие мecта для занятнй и игр\t+\t\n"
        "наличие личных вещей\t-\t\n"
    )
    assert marks(text, russian, "control_act") == {
        "control_criterion.regular_food": True,
        "control_criterion.study_play_place": True,
        "control_criterion.own_belongings": False,
    }


def test_the_heading_above_tells_like_lines_apart(russian: Russian) -> None:
    text = (
        "Критерии\t\tПримечание\n"
        "Наличие факторов, отрицательно влияющих на воспитание детей со стороны родителей:\t\t\n"
        "употребление одурманивающих веществ\t\t\nдругое\t+\t\n"
        "Вовлечение детей в совершение преступлений и антиобщественных действий:\t\t\n"
        "употребление одурманивающих веществ\t+\t\nдругое\t\t\n"
    )
    assert marks(text, russian, "control_act") == {
        "control_criterion.parent_other_factor": True,
        "control_criterion.child_intoxicants": True,
    }


def test_any_text_marks_a_line_of_the_first_section_only(russian: Russian) -> None:
    text = (
        "По функциональной полноте:\n\tПримечания\nПолная семья\tсо слов\nПовторный брак\t-\n"
        "Одинокая мать\t\nПо наличию детей:\n\t\tПримечания\nДети от разных браков\tсо слов\t\n"
        "Многодетная семья\tV\t\n"
    )
    assert marks(text, russian) == {
        "family_completeness.complete": True,
        "family_completeness.remarriage": False,
        "children.many_children": True,
    }


def test_what_recognition_could_not_read_counts_less(russian: Russian) -> None:
    text = housing("Туалет\tV\t", "Газ\t№\t", "Горячая вода\t=\t")
    assert marks(text, russian, method=Method.OCR) == {
        "housing.toilet": True,
        "housing.gas": True,
    }
    assert "housing.gas" not in marks(text, russian)


@pytest.mark.parametrize(
    ("underlined", "found"),
    [
        (("неблагоприятный",), {"climate.unfavourable"}),
        (("натянутые", "конфликтные"), {"relations.strained", "relations.conflict"}),
        (("гиперопека над\nребенком",), {"relations.overprotection"}),
        ((), set()),
        (("благоприятный, неблагоприятный",), set()),
        (("доверительные,\nдоброжелательные",), {"relations.trusting", "relations.benevolent"}),
    ],
)  # fmt: skip
def test_the_underlined_words_are_chosen(
    underlined: tuple[str, ...], found: set[str], russian: Russian
) -> None:
    assert set(marks(CLIMATE, russian, "control_act", underlined=underlined)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PASSPORT, set()),
        (f"{PASSPORT} неполная, многодетная\nЖилье", {"incomplete", "many_children"}),
        (f"{PASSPORT}\nприемная семья\nЖилищные условия: семья полная", {"foster"}),
        ("Дополнительные сведения о семье: полная, малообеспеченная\n", {"complete", "low_income"}),
        (PASSPORT.replace("неполная", "✓ неполная"), {"incomplete"}),
        (PASSPORT.replace("(полная, неполная", "(☐ полная, ☑ неполная"), {"incomplete"}),
    ],
)  # fmt: skip
def test_attributes_are_written_ticked_or_left_alone(
    text: str, found: set[str], russian: Russian
) -> None:
    got = marks(text, russian, "family_passport")
    assert set(got) == {f"family_attribute.{name}" for name in found}


def test_other_papers_have_no_marks(russian: Russian) -> None:
    letter = "Семья полная, газ есть, туалет на улице.\nКлимат в семье благоприятный.\n"
    assert marks(letter, russian, "prevention_referral") == {}
    assert marks("Газ\tда\nТуалет\tда\n", russian, "characteristic") == {}


def test_ticked_troubles_are_signs_and_printed_ones_are_not(russian: Russian) -> None:
    text = (
        "Социальная характеристика семьи, состояние здоровья родителей:\n\t\tПримечания\n"
        "Малообеспеченная\tV\t\nНе работает мать\t\t\nАлкоголизм обоих родителей\tнет\t\n"
        "Взаимоотношения в семье\nСкрытый конфликт\t+\t\n"
    )
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    paper = open_paper(document, russian, Anatomy(), *views(document))
    found = find_signs(paper, KindGuess("primary_act", 0.9))
    assert {sign.value for sign in found} == {"low_income", "relations_hidden_conflict"}
    assert {sign.evidence[0].place for sign in found} == {"FORM"}


def test_meanings() -> None:
    assert mark("да, общая") is None
    assert either("да") is None
    assert number("нет") is None
    assert [[piece.text for piece in row] for row in form_rows("а\t\tб\n\nв ____ г")] == [
        ["а", "б"],
        ["в", "г"],
    ]
