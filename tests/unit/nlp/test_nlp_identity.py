"""Passports and birth certificates: series, number, issuer, day, and whose they are."""

from __future__ import annotations

import pytest
from flowing import paper_of

from casework.findings import KindGuess
from nlp.identity import kind_of_series, roman_figures
from nlp.people import find_people
from nlp.russian import Russian
from nlp.tables.finder import find_tables
from nlp.tables.persons import with_rows


def identities(text: str, russian: Russian, kind: str = "consent") -> dict[str, dict[str, object]]:
    """The identity papers of the people of a text, by full name."""
    paper, guess = paper_of(text, russian), KindGuess(kind, 0.95)
    people = find_people(paper, guess)
    found: dict[str, dict[str, object]] = {}
    for person in with_rows(paper, guess, people, find_tables(paper, guess, people)):
        parts = {p.field[9:]: p.value for p in person.parts if p.field.startswith("identity.")}
        if parts:
            found[str(person.full_name.value)] = parts
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "паспорт 85 14 123456, выдан ОВД г. Элисты 12.03.2015",
            ("8514", "123456", "ОВД г. Элисты", "2015-03-12"),
        ),
        (
            "паспорт серии 8514 № 123456 выдан 12.03.2015 г. ОУФМС России по Республике Калмыкия, "
            "код подразделения 080-001",
            ("8514", "123456", "ОУФМС России по Республике Калмыкия", "2015-03-12"),
        ),
        ("паспорт: серия 85 14 номер 123456", ("8514", "123456", None, None)),
        (
            "документ, удостоверяющий личность: серия, номер: 85 14 123456, дата выдачи 12.03.2015",
            ("8514", "123456", None, "2015-03-12"),
        ),
    ],
)
def test_passports(written: str, expected: tuple[str | None, ...], russian: Russian) -> None:
    text = f"Я, Мишина Вера Олеговна, 04.05.1990 года рождения, {written}.\nДаю согласие."
    (parts,) = identities(text, russian).values()
    assert parts["doc_type"] == "passport"
    names = ("series", "number", "issued_by", "issued_on")
    assert tuple(parts.get(name) for name in names) == expected


@pytest.mark.parametrize(
    ("written", "series"),
    [
        ("свидетельство о рождении II-ДУ № 512345", "II-ДУ"),
        ("свидетельство о рождении серии I-БУ номер 512345", "I-БУ"),
        ("свидетельство о рождении: П-ДУ № 512345", "II-ДУ"),
        ("(св-во III-ДУ № 512345)", "III-ДУ"),
    ],
)
def test_certificates(written: str, series: str, russian: Russian) -> None:
    text = f"Ребёнок: Мишин Олег Ильич, 04.05.2015 г.р., {written}."
    (parts,) = identities(text, russian).values()
    assert parts["doc_type"] == "birth_certificate"
    assert (parts["series"], parts["number"]) == (series, "512345")


def test_a_paper_belongs_to_the_person_before_it(russian: Russian) -> None:
    text = (
        "Мать: Мишина Вера Олеговна, 04.05.1990 г.р., паспорт 85 14 123456.\n"
        "Сын: Мишин Олег Ильич, 04.05.2015 г.р., свидетельство о рождении II-ДУ № 512345."
    )
    found = identities(text, russian)
    assert found["Мишина Вера Олеговна"]["number"] == "123456"
    assert found["Мишин Олег Ильич"]["number"] == "512345"


def test_a_column_for_papers_belongs_to_the_child_of_its_row(russian: Russian) -> None:
    text = (
        "Несовершеннолетний(летние):\n\n"
        "Ф.И.О.\tДата рождения\tМесто учебы (работы, д/с)\tСвидетельство о рождении (паспорт)\n"
        "Мишин Олег Ильич\t04.05.2015\tшкола, 3 кл.\tII-ДУ № 512345\n"
        "Мишина Анна Ильинична\t04.05.2010\tшкола, 8 кл.\t85 24 654321\n"
    )
    found = identities(text, russian, "primary_act")
    assert found["Мишин Олег Ильич"] == {
        "doc_type": "birth_certificate",
        "series": "II-ДУ",
        "number": "512345",
    }
    assert found["Мишина Анна Ильинична"]["series"] == "8524"


@pytest.mark.parametrize(
    "written",
    [
        "тел. 8 961 123456",
        "индекс 358 000, кв. 123456",
        "полис 0814 123456",
        "лицевой счёт 85 14 1234567",
    ],
)
def test_other_numbers_are_no_identity_paper(written: str, russian: Russian) -> None:
    text = f"Я, Мишина Вера Олеговна, 04.05.1990 года рождения, {written}, прошу помощи."
    assert identities(text, russian) == {}


def test_roman_figures_as_typists_and_scans_write_them() -> None:
    assert [roman_figures(text) for text in ("П", "1", "Ш", "I", "[", "ХУ")] == [
        "II", "I", "III", "I", "I", "XV",
    ]  # fmt: skip


def test_series_tell_their_paper() -> None:
    assert kind_of_series("85 14") == "passport"
    assert kind_of_series("II-ДУ") == "birth_certificate"
    assert kind_of_series("12345") is None
