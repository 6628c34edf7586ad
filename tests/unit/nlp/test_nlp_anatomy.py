"""The parts of a paper: what is head, stamp, addressee, title, decision, signature."""

from __future__ import annotations

import pytest
from flowing import flowing

from nlp.anatomy import dissect
from nlp.layout import printed_lines
from nlp.paper import views
from nlp.titles import title_start
from papers.evidence import Place

RESOLUTION = """РЕСПУБЛИКА КАЛМЫКИЯ
КОМИССИЯ ПО ДЕЛАМ НЕСОВЕРШЕННОЛЕТНИХ
П О С Т А Н О В Л Е Н И Е
12.05.2025	№ 17
О семье Котовых

БУ «Речной КЦСОН»
Вх. № 52 от 14.05.2025

Комиссия, рассмотрев материалы на семью Котовых, проживающую в с. Речное,
УСТАНОВИЛА:
Мать оставляет детей одних.
ПОСТАНОВИЛА:
1. Поставить семью на учёт.

Председатель комиссии	____________ О.О. Мишин
"""

LETTER = """МКОУ «Речная школа»
08.04.2025 № 65

Директору БУ «КЦСОН»
Манджиевой Т.О.

О посещении семьи
Администрация школы сообщает, что ученик пропускает занятия без причины.
Просим посетить семью.

Директор	Лиджиев О.Б.

Исп. Петрова А.А.
"""


def parts(text: str) -> dict[Place, list[str]]:
    document = flowing(text)
    found: dict[Place, list[str]] = {}
    for part in dissect(views(document)[0]).parts:
        found.setdefault(part.place, []).append(document.text[part.start : part.stop])
    return found


def test_a_resolution_comes_apart() -> None:
    found = parts(RESOLUTION)
    assert found[Place.TITLE] == ["П О С Т А Н О В Л Е Н И Е"]
    assert found[Place.REG] == ["БУ «Речной КЦСОН»\nВх. № 52 от 14.05.2025"]
    assert found[Place.SUBJ] == ["О семье Котовых"]
    assert found[Place.HEAD][0].startswith("РЕСПУБЛИКА")
    assert found[Place.OPER] == ["ПОСТАНОВИЛА:\n1. Поставить семью на учёт."]
    assert found[Place.SIGN][0].startswith("Председатель комиссии")


def test_what_is_in_no_part_is_told() -> None:
    document = flowing(RESOLUTION)
    anatomy = dissect(views(document)[0])
    assert anatomy.place_at(document.text.index("Мать оставляет")) is Place.FACTS


def test_a_letter_comes_apart() -> None:
    found = parts(LETTER)
    assert found[Place.ADDR] == ["Директору БУ «КЦСОН»\nМанджиевой Т.О."]
    assert found[Place.SUBJ] == ["О посещении семьи"]
    assert Place.TITLE not in found
    assert found[Place.SIGN] == ["Директор	Лиджиев О.Б.\n\nИсп. Петрова А.А."]


def test_an_applicant_is_a_person_and_not_the_addressee() -> None:
    text = (
        "Директору КЦСОН\nот Котовой Ольги Олеговны,\nс. Речное, ул. Мира, 3\n\nЗАЯВЛЕНИЕ\nПрошу."
    )
    found = parts(text)
    assert found[Place.ADDR] == ["Директору КЦСОН"]
    assert found[Place.PERS] == ["от Котовой Ольги Олеговны,\nс. Речное, ул. Мира, 3"]


def test_the_approval_is_a_signature_with_its_day() -> None:
    text = "УТВЕРЖДАЮ\nДиректор\n_______ Мишин О.О.\n«15» октября 2025 г.\n\nРЕШЕНИЕ № 5\nПризнать."
    assert parts(text)[Place.SIGN] == [text.split("\n\n")[0]]


@pytest.mark.parametrize(
    "stamp",
    [
        "Вх. № 52 «03» 03 2025 г.",
        "вх. 402/15.08.25",
        "Зарегистрировано № 88 от 15.08.2025",
        "Рег. № 1204 от 15.08.2025",
        "ВХОДЯЩИЙ\n№ 21/04-Вх-389\nот 15.08.2025",
        "Входящий № Г-37 от 15 августа 2025 г.",
    ],
)
@pytest.mark.parametrize("before", ["", "Директор	_______ Лиджиев О.Б.\n\n", "КЦСОН района\n"])
def test_a_stamp_is_found_wherever_it_stands(stamp: str, before: str) -> None:
    found = parts(f"Сообщаем о семье Котовых следующее.\n\n{before}{stamp}\n")
    assert [text.endswith(stamp.split("\n")[-1]) for text in found[Place.REG]] == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Рассмотрев заявление (вх. № 5630 от 21.08.2024), установил.",
        "На Ваше обращение вх. № 58 от 28.02.2024 сообщаем.",
        "Семья зарегистрирована по адресу: с. Речное, ул. Мира, 3.",
        "Мать не зарегистрирована в центре занятости.",
    ],
)
def test_a_sentence_is_no_stamp(sentence: str) -> None:
    assert Place.REG not in parts(sentence)


@pytest.mark.parametrize(
    ("line", "titled"),
    [
        ("ПОСТАНОВЛЕНИЕ № 5", True),
        ("Р Е Ш Е Н И Е", True),
        ("от 26.06.2025 г. ПОСТАНОВЛЕНИЕ № 12/5", True),
        ("П0СТАН0ВЛЕНИЕ", True),
        ("ПОСТАНОВJIЕНИЕ", True),
        ("Социально-бытовая характеристика", True),
        ("Акт контрольного обследования", True),
        ("Решение может быть обжаловано в течение месяца.", False),
        ("Характеристика выдана для предъявления в суд.", False),
        ("Определение обжалованию не подлежит", False),
        ("Приложение: акт на 2 л.", False),
    ],
)
def test_titles_are_told_from_sentences(line: str, titled: bool) -> None:
    (printed,) = printed_lines(views(flowing(line))[0])
    assert (title_start(printed) is not None) == titled


def test_a_signature_amid_the_paper_closes_nothing() -> None:
    told = "В семье двое детей, которые посещают школу и кружки без пропусков.\n" * 12
    first, last = "Директор	______ Мишин О.О.", "Начальник	______ Котов К.К."
    text = f"СПРАВКА\nСообщаем.\n{first}\n\n{told}\n{last}\n"
    (signed,) = parts(text)[Place.SIGN]
    assert signed.startswith("Начальник")
