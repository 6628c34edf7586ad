"""Who is who in a paper: roles, births, families, implied surnames, never an official."""

from __future__ import annotations

import pytest

from casework.field import SURE
from casework.findings import FoundPerson, KindGuess
from nlp.anatomy import dissect
from nlp.choose import contradictory
from nlp.kinship import is_father, paired_surname
from nlp.paper import open_paper, views
from nlp.particulars import is_snils
from nlp.people import find_people
from nlp.russian import Russian
from papers.document import Document, Method, Page
from papers.outcome import WarningCode


def people(
    text: str, russian: Russian, kind: str = "prevention_referral"
) -> dict[str, FoundPerson]:
    """The people of a paper by their nominative names."""
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    paper = open_paper(document, russian, dissect(lines), lines, prose)
    found = find_people(paper, KindGuess(kind, 0.95))
    for person in found:
        for candidate in (person.full_name, person.birth_date, *person.parts):
            if candidate:
                evidence = candidate.evidence[0]
                assert document.text[evidence.start : evidence.stop] == evidence.quote
    return {str(person.full_name.value): person for person in found}


def roles(found: dict[str, FoundPerson]) -> dict[str, tuple[str, ...]]:
    return {name: person.roles for name, person in found.items()}


def born(person: FoundPerson) -> str | None:
    return str(person.birth_date.value) if person.birth_date else None


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Мать – Лапина Вера Ильинична, отец детей, Лапин Глеб Львович, живёт отдельно."
            " Дети: Лапин Пётр Глебович и Лапина Зоя Глебовна.",
            "prevention_referral",
            {
                "Лапина Вера Ильинична": ("mother",),
                "Лапин Глеб Львович": ("father",),
                "Лапин Пётр Глебович": ("child",),
                "Лапина Зоя Глебовна": ("child",),
            },
        ),
        (
            "Взыскать с Лапина Глеба Львовича в пользу Лапиной Веры Ильиничны алименты"
            " на содержание дочери Лапиной Зои Глебовны, 03.05.2016 года рождения, с 01.02.2024.",
            "court_act",
            {
                "Лапин Глеб Львович": ("father", "debtor"),
                "Лапина Вера Ильинична": ("mother", "claimant"),
                "Лапина Зоя Глебовна": ("child",),
            },
        ),
        (
            "дело по иску опекуна Суховой Нины Петровны к Лапиной Вере Ильиничне,"
            " Лапину Глебу Львовичу о взыскании алиментов",
            "court_act",
            {
                "Сухова Нина Петровна": ("guardian", "claimant"),
                "Лапина Вера Ильинична": ("debtor",),
                "Лапин Глеб Львович": ("debtor",),
            },
        ),
        (
            "Признать Лапину Веру Ильиничну, мать несовершеннолетнего Лапина Петра Глебовича,"
            " виновной.",
            "kdn_resolution",
            {"Лапина Вера Ильинична": ("mother",), "Лапин Пётр Глебович": ("child",)},
        ),
        (
            "Ученик 7 «Б» класса МБОУ «СОШ № 3» Лапин Пётр Глебович живёт с бабушкой"
            " Суховой Ниной Петровной и её сожителем Дроздом Виктором Ивановичем.",
            "characteristic",
            {
                "Лапин Пётр Глебович": ("child",),
                "Сухова Нина Петровна": ("other_adult",),
                "Дрозд Виктор Иванович": ("other_adult",),
            },
        ),
        (
            "Опекуном несовершеннолетних Лапиной Зои Глебовны и Лапина Петра Глебовича"
            " назначена Сухова Нина Петровна.",
            "guardianship_notice",
            {
                "Лапина Зоя Глебовна": ("child",),
                "Лапин Пётр Глебович": ("child",),
                "Сухова Нина Петровна": ("guardian",),
            },
        ),
    ],
    ids=["letter", "order", "lawsuit", "resolution", "pupil", "guardian"],
)
def test_roles_by_the_words_around_a_name(
    text: str, kind: str, expected: dict[str, tuple[str, ...]], russian: Russian
) -> None:
    assert roles(people(text, russian, kind)) == expected


def test_officials_are_not_of_the_family(russian: Russian) -> None:
    text = (
        "Директору КЦСОН\nОрловой Г.К.\n\nУважаемая Галина Кирилловна!\n"
        "Инспектор ПДН Зубов Олег Игоревич и классный руководитель Рогова Анна Львовна посетили"
        " семью Лапиной Веры Ильиничны. В семье сын Лапин Пётр Глебович, 03.05.2014 г.р.\n"
        "12.02.2025\n\nЗаместитель директора      А.П. Котова\nИсп. Белов Семён Ильич, 2-11-22"
    )
    assert set(people(text, russian)) == {"Лапина Вера Ильинична", "Лапин Пётр Глебович"}


def test_the_applicant_of_a_statement_stands_after_from(russian: Russian) -> None:
    text = (
        "Директору КЦСОН\nОрловой Г.К.\nот Лапиной Веры Ильиничны\n\nЗАЯВЛЕНИЕ\n"
        "Прошу помочь мне и моему сыну Петру, 03.05.2014 г.р.\n\n12.02.2025      Лапина В.И."
    )
    found = people(text, russian, "applicant_statement")
    assert roles(found) == {
        "Лапина Вера Ильинична": ("mother", "applicant"),
        "Лапин Пётр": ("child",),
    }
    assert found["Лапин Пётр"].full_name.confidence < 0.9


def test_initials_make_no_second_person(russian: Russian) -> None:
    text = "О семье Лапиной В.И.\nЛапина Вера Ильинична не работает. Лапину В.И. предупредили."
    assert list(people(text, russian)) == ["Лапина Вера Ильинична"]


def test_initials_alone_stay_as_they_are(russian: Russian) -> None:
    found = people("Рассмотрев заявление взыскателя Лапиной В.И. о розыске должника", russian)
    assert roles(found) == {"Лапина В.И.": ("claimant",)}
    assert found["Лапина В.И."].partial


def test_first_names_take_the_surname_that_the_paper_implies(russian: Russian) -> None:
    text = "Семья Уваровых. Мать – Уварова Вера Ильинична, дети Олег и Мария Уваровы."
    assert set(people(text, russian)) == {
        "Уварова Вера Ильинична",
        "Уваров Олег",
        "Уварова Мария",
    }


def test_first_names_stay_bare_where_surnames_differ(russian: Russian) -> None:
    text = "Мать – Лапина Вера Ильинична, отец – Зубов Олег Игоревич, дочь Мария, 03.05.2014 г.р."
    assert "Мария" in people(text, russian)


@pytest.mark.parametrize(
    "text",
    [
        "дочь Лапина Зоя Глебовна, 03.05.2014 г.р.",
        "дочь Лапина Зоя Глебовна (03.05.2014)",
        "дочь Лапина Зоя Глебовна, родившаяся 3 мая 2014 года в г. Элисте",
        "дочь Лапина Зоя Глебовна, ученица 5 класса, 03.05.14 г.р.",
        "дочь Лапина Зоя Глебовна, д.р. 03.05.2014, м.р. г. Элиста",
        "дочь Лапина Зоя Глебовна\nДата рождения: 03.05.2014",
        "Ф.И.О.\tДата рождения\tРодство\nЛапина Зоя Глебовна\t03.05.2014\tдочь",
    ],
)
def test_a_birth_date_belongs_to_the_name_beside_it(text: str, russian: Russian) -> None:
    found = people(text + "\n\nАкт составлен 12.02.2025", russian)
    assert {name: born(person) for name, person in found.items()} == {
        "Лапина Зоя Глебовна": "2014-05-03"
    }
    assert roles(found)["Лапина Зоя Глебовна"] == ("child",)


@pytest.mark.parametrize(
    "text",
    [
        "Мать Лапина Вера Ильинична – 09.03.2025 уехала в город.",
        "Мать Лапина Вера Ильинична 09.03.2025 обратилась в центр.",
        "Мать Лапина Вера Ильинична\n09.03.2025",
        "Мать Лапина Вера Ильинична, 1990 г.р., справка от 09.03.2025",
    ],
)
def test_another_date_is_no_birth_date(text: str, russian: Russian) -> None:
    assert born(people(text, russian)["Лапина Вера Ильинична"]) is None


def test_two_birth_dates_of_a_person_stay_both_and_neither_is_sure(russian: Russian) -> None:
    text = (
        "Дочь: Лапина Зоя Глебовна, 03.05.2016 года рождения, посещает 2 класс.\n\n"
        "Лапина Зоя Глебовна, 05.03.2016 г.р., состоит на учёте."
    )
    (zoya,) = people(text, russian).values()
    assert zoya.birth_date is not None
    births = (zoya.birth_date, *zoya.birth_alternatives)
    assert sorted(str(birth.value) for birth in births) == ["2016-03-05", "2016-05-03"]
    assert all(birth.confidence < SURE for birth in births)
    assert [warning.code for warning in contradictory([zoya])] == [WarningCode.CONTRADICTION]


def test_a_birth_year_is_a_part_and_makes_no_date(russian: Russian) -> None:
    person = people("мать Лапина Вера Ильинична, 1990 г.р.", russian)["Лапина Вера Ильинична"]
    assert [(part.field, part.value) for part in person.parts] == [("birth_year", 1990)]


def test_age_tells_the_grown_from_the_minor(russian: Russian) -> None:
    text = (
        "Проверены: Лапина Вера Ильинична, 03.05.1990 г.р., Лапин Пётр Глебович, 03.05.2014 г.р."
        " Срок до 03.05.2039. Справка от 12.02.2025."
    )
    assert roles(people(text, russian)) == {
        "Лапина Вера Ильинична": ("mother",),
        "Лапин Пётр Глебович": ("child",),
    }


def test_families_of_a_table_are_numbered(russian: Russian) -> None:
    text = (
        "№\tРодители\tДети, дата рождения\tАдрес\n"
        "1\tЛапина Вера Ильинична\tЛапин Пётр Глебович, 03.05.2014\tс. Садовое, ул. Мира, 1\n"
        "2\tЗубова Анна Львовна\tЗубова Ева Олеговна, 04.06.2015\tс. Садовое, ул. Мира, 2\n"
    )
    found = people(text, russian)
    assert {name: (p.family, p.roles) for name, p in found.items()} == {
        "Лапина Вера Ильинична": (1, ("mother",)),
        "Лапин Пётр Глебович": (1, ("child",)),
        "Зубова Анна Львовна": (2, ("mother",)),
        "Зубова Ева Олеговна": (2, ("child",)),
    }


def test_families_of_a_list_are_numbered_by_their_mothers(russian: Russian) -> None:
    text = (
        "1. Мать Лапина Вера Ильинична, сын Лапин Пётр Глебович.\n"
        "2. Мать Зубова Анна Львовна, дочь Зубова Ева Олеговна.\n"
    )
    assert [person.family for person in people(text, russian).values()] == [1, 1, 2, 2]


def test_parts_of_a_person(russian: Russian) -> None:
    text = (
        "Мать: Лапина Вера Ильинична, СНИЛС 112-233-445 95, работает в ООО «Парус», отец:"
        " Лапин Глеб Львович, СНИЛС 112-233-445 96, место работы: не работает"
    )
    found = people(text, russian)
    parts = {(p.field, p.value) for p in found["Лапина Вера Ильинична"].parts}
    assert parts == {("snils", "112-233-445 95"), ("workplace", 'ООО "Парус"')}
    assert not found["Лапин Глеб Львович"].parts


def test_the_check_digits_of_an_insurance_number() -> None:
    assert is_snils("11223344595")
    assert not is_snils("11223344596")
    assert not is_snils("1122334459")


@pytest.mark.parametrize(
    ("given", "patronymic"),
    [
        ("Илья", "Ильич"), ("Павел", "Павловна"), ("Лев", "Львович"), ("Дмитрий", "Дмитриевна"),
        ("Василий", "Васильевич"), ("Никита", "Никитична"), ("Санджи", "Санджиевич"),
        ("Баатр", "Баатровна"), ("Игорь", "Игоревич"), ("Юрий", "Юрьевна"),
    ],
)  # fmt: skip
def test_a_patronymic_is_made_from_the_fathers_name(given: str, patronymic: str) -> None:
    assert is_father(given, patronymic)
    assert not is_father("Антон", patronymic)


@pytest.mark.parametrize(
    ("man", "woman"),
    [("Уваров", "Уварова"), ("Белинский", "Белинская"), ("Коваль", "Коваль"), ("Седых", "Седых")],
)
def test_surnames_of_a_family_come_in_pairs(man: str, woman: str) -> None:
    assert paired_surname(man, "f") == woman
    assert paired_surname(woman, "m") == man


def test_a_list_after_a_dash_is_in_the_nominative(russian: Russian) -> None:
    found = people(
        "Мать – Сафина Зоя Львовна. В семье двое детей – Камила, 2017 г.р., и Ислам, 2019 г.р.",
        russian,
    )
    assert {"Сафина Камила", "Сафин Ислам"} <= found.keys()


def test_words_of_one_row_say_nothing_of_the_next(russian: Russian) -> None:
    found = people(
        "Ф.И.О. учащегося, дата рождения\tРодители\tФ.И.О., должность проводивших беседу\n"
        "Сизов Глеб Юрьевич, 01.02.2012 г.р.\tмать – Сизова Зоя Львовна\tКотов А.А., психолог\n"
        "Лапин Пётр Львович, 03.04.2011 г.р.\tмать – Лапина Вера Ильинична\tКотов А.А.\n",
        russian,
    )
    assert roles(found) == {
        "Сизов Глеб Юрьевич": ("child",),
        "Сизова Зоя Львовна": ("mother",),
        "Лапин Пётр Львович": ("child",),
        "Лапина Вера Ильинична": ("mother",),
    }


def test_the_subject_of_another_clause_is_another_person(russian: Russian) -> None:
    found = people(
        "Сизов Глеб Юрьевич, 01.02.2010 г.р., учащийся. Сизов Г. находился дома один, мать была"
        " на работе. Справка дана 05.05.2024.",
        russian,
    )
    assert roles(found) == {"Сизов Глеб Юрьевич": ("child",)}


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("с братом Сизовым Олегом Петровичем", "other_adult"),
        ("с его братом Сизовым Олегом Юрьевичем", "child"),
    ],
)
def test_a_brother_is_a_child_by_the_father_that_he_shares(
    words: str, role: str, russian: Russian
) -> None:
    found = people(
        "Сизова Зоя Петровна проживает с сыном Сизовым Глебом Юрьевичем, 01.02.2010 г.р.,"
        f" и {words}.",
        russian,
    )
    assert next(p.roles for name, p in found.items() if "Олег" in name) == (role,)


def test_every_row_of_a_register_is_a_family(russian: Russian) -> None:
    text = (
        "РЕЕСТР граждан\n"
        "1\tСуворова Инна Львовна\t05.03.1992\tназначить\n"
        "2\tЗимина Ольга Петровна\t17.09.1988\tотказать\n"
    )
    found = people(text, russian, "benefit_register")
    assert [person.family for person in found.values()] == [1, 2]
    assert [person.roles for person in found.values()] == [("applicant",), ("applicant",)]
