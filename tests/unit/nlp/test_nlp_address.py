"""The grammar of addresses and whose they are."""

from __future__ import annotations

import pytest

from casework.field import OFFERED, FieldCandidate
from casework.findings import KindGuess
from nlp.addresses import find_addresses
from nlp.anatomy import dissect
from nlp.finders import address
from nlp.paper import open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page


def offered(
    text: str,
    russian: Russian,
    kind: str = "prevention_referral",
    subtype: str | None = None,
) -> dict[str, FieldCandidate]:
    """The likeliest offered candidate of each field."""
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    paper = open_paper(document, russian, dissect(lines), lines, prose)
    found = sorted(address.find(paper, KindGuess(kind, 0.95, subtype)), key=lambda c: c.confidence)
    for candidate in found:
        evidence = candidate.evidence[0]
        assert document.text[evidence.start : evidence.stop] == evidence.quote
    return {c.field: c for c in found if c.confidence >= OFFERED}


def values(text: str, russian: Russian, kind: str = "prevention_referral") -> dict[str, str]:
    return {field: str(c.value) for field, c in offered(text, russian, kind).items()}


@pytest.mark.parametrize(
    "printed",
    [
        "г. Элиста, ул. Клыкова, д. 62, кв. 9",
        "г.Элиста ул.Клыкова 62 кв 9",
        "Республика Калмыкия, Приютненский район, с. Приютное, ул. 50 лет Октября, д. 71",
        "359000, РФ, РК, п. Утта, пер. Б. Городовикова, дом № 7а",
        "Волгоградская обл., Светлоярский р-н, х. Тингута, ул. Луговая, 26",
        "г. Элиста, 9 мкр., д. 37, кв. 52",
        "г. Элиста, 3 мкр-н, д. 21, корп. 2, комн. 4",
        "мкр. Восточный, д. 29, кв. 73",
        "с. Раздольное, Новая, 3",
        "ул. Мира, 14/2, кв. 8, с. Садовое Сарпинского района",
        "ст-ца Червлённая, ул. К. Маркса, 68-Б",
        "г. Лагань, Южный переулок, д. 21",
        "ул. Космонавтов 12-45 г. Волгодонск",
    ],
)
def test_an_address_is_taken_whole(printed: str, russian: Russian) -> None:
    text = f"Семья проживает по адресу: {printed}. Мать не работает."
    assert values(text, russian) == {"address": printed}


def test_an_address_over_a_line_break_comes_on_one_line(russian: Russian) -> None:
    text = "Семья проживает по адресу: г. Элиста, ул.\nКлыкова, д. 62,\nкв. 9."
    assert values(text, russian) == {"address": "г. Элиста, ул. Клыкова, д. 62, кв. 9"}


@pytest.mark.parametrize(
    "text",
    [
        "с Ивановой, дом 5 лет",
        "п. 2 ст. 15 закона, ч. 1 ст. 5.35 КоАП РФ",
        "2024 г. Элиста встретила гостей",
        "в 3 классе, кв. метров 18",
    ],
)
def test_what_is_no_address(text: str) -> None:
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    assert list(find_addresses(views(document)[1])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "зарегистрирована по адресу: п. Утта, ул. Мира, 1,"
            " фактически проживает по адресу: п. Яшкуль, ул. Мира, 2",
            {"registration_address": "п. Утта, ул. Мира, 1", "address": "п. Яшкуль, ул. Мира, 2"},
        ),
        (
            "зарегистрированная и проживающая по адресу: п. Утта, ул. Мира, 1",
            {"address": "п. Утта, ул. Мира, 1"},
        ),
        (
            "Адрес регистрации: п. Утта, ул. Мира, 1\nАдрес проживания: п. Яшкуль, ул. Мира, 2",
            {"registration_address": "п. Утта, ул. Мира, 1", "address": "п. Яшкуль, ул. Мира, 2"},
        ),
        (
            "п. Яшкуль, ул. Мира, 2\n(фактическое место проживания)\n"
            "п. Утта, ул. Мира, 1\n(адрес регистрации)",
            {"registration_address": "п. Утта, ул. Мира, 1", "address": "п. Яшкуль, ул. Мира, 2"},
        ),
        (
            "№\tФ.И.О.\tАдрес\n1\tЛапина Вера Ильинична\tп. Утта, ул. Мира, 1",
            {"address": "п. Утта, ул. Мира, 1"},
        ),
        (
            "в доме 7 по ул. Мира, п. Утта проживает Лапина Вера Ильинична с детьми",
            {"address": "доме 7 по ул. Мира, п. Утта"},
        ),
    ],
    ids=["both", "one for both", "labels", "captions", "column", "lives after"],
)
def test_living_and_registration_are_told_apart(
    text: str, expected: dict[str, str], russian: Russian
) -> None:
    assert values(text, russian) == expected


@pytest.mark.parametrize(
    "text",
    [
        "КЦСОН, 359000, г. Элиста, ул. Ленина, 5, тел. 2-11-22",
        "Дети помещены в приют, расположенный по адресу: г. Элиста, ул. Ленина, 5.",
        "Явиться по адресу: г. Элиста, ул. Ленина, 5, каб. 7.",
        "Адрес суда: г. Элиста, ул. Ленина, 5",
        "Оказание услуг в центре: г. Элиста, ул. Ленина, 5.",
    ],
)
def test_an_office_lives_nowhere(text: str, russian: Russian) -> None:
    assert values(text, russian) == {}


def test_a_debtors_address_is_not_the_childs(russian: Russian) -> None:
    text = (
        "Взыскать с должника Лапина Глеба Львовича, проживающего по адресу: п. Утта, ул. Мира, 1,"
        " в пользу взыскателя Лапиной Веры Ильиничны, проживающей: п. Яшкуль, ул. Мира, 2,"
        " алименты на содержание дочери"
    )
    found = offered(text, russian, "court_act", "court_order")
    assert {field: c.value for field, c in found.items()} == {"address": "п. Яшкуль, ул. Мира, 2"}
    assert found["address"].confidence < 0.9
    assert not offered(text, russian, "court_act", "writ")
    with_her = text.replace("Ильиничны, проживающей", "Ильиничны, с которой проживает ребёнок")
    assert offered(with_her, russian, "court_act", "writ")


def test_registration_alone_is_less_sure_and_only_an_alternative_for_living(
    russian: Russian,
) -> None:
    found = offered("зарегистрирована по адресу: п. Утта, ул. Мира, 1", russian)
    assert set(found) == {"registration_address"}
    assert found["registration_address"].confidence < 0.9


def test_an_address_that_a_form_takes_apart(russian: Russian) -> None:
    text = (
        "4. Адрес места жительства:\n\n"
        "почтовый индекс\t422060\nгород (район)\tЛуговской район\nсело (пгт)\tпгт Тальное\n"
        "улица\tГабдуллы Лунина\nдом №\t14\nкорпус\t\nквартира\t6\n\n5. Телефон\tнет\n"
    )
    found = offered(text, russian, "ippsu")
    assert found["address"].value == (
        "422060, Луговской район, пгт Тальное, улица Габдуллы Лунина, дом 14, квартира 6"
    )
    assert [piece.quote for piece in found["address"].evidence][-2:] == ["14", "6"]


def test_the_places_of_an_address_on_two_lines(russian: Russian) -> None:
    text = (
        "4. Адрес места жительства:\n"
        "почтовый индекс 157000\tгород (район) г. Луговск\tсело ............\n"
        "улица Карла Лунина\tдом № 31\tкорпус ......\tквартира 12\tтелефон 8-900-000-00-00\n"
        "5. Адрес места работы: почтовый индекс ______ улица ______ дом ____\n"
    )
    found = offered(text, russian, "ippsu")
    assert found["address"].value == ("157000, г. Луговск, улица Карла Лунина, дом 31, квартира 12")
