"""Heads of papers: number, date, issuer and stamp in the shapes that offices give them."""

from __future__ import annotations

import pytest
from flowing import paper_of

from casework.field import OFFERED
from casework.findings import KindGuess
from nlp.choose import choose
from nlp.finders import find_fields
from nlp.letterhead import issuing_body
from nlp.russian import Russian

HEAD_FIELDS = frozenset(
    {
        "doc_number",
        "doc_date",
        "issuer",
        "incoming_number",
        "incoming_date",
        "reply_to_number",
        "reply_to_date",
    }
)


def read(text: str, kind: str, russian: Russian, subtype: str | None = None) -> dict[str, object]:
    paper = paper_of(text, russian)
    readings, _ = choose(
        paper.document, find_fields(paper, KindGuess(kind, 0.95, subtype), HEAD_FIELDS)
    )
    return {r.field: r.best.value for r in readings if r.best}


def letter(requisites: str, russian: Russian) -> dict[str, object]:
    text = (
        f"БУ «Речная больница»\n{requisites}\n\nДиректору КЦСОН\n\n"
        "Сообщаем, что семья Котовых не отвечает на звонки.\n\nГлавный врач	Мишин О.О.\n"
    )
    return read(text, "prevention_referral", russian)


@pytest.mark.parametrize(
    ("requisites", "number"),
    [
        ("№ 23 от 14.03.2025", "23"),
        ("N 12/5 от 14.03.2025", "12/5"),
        ("14.03.2025 №11-47", "11-47"),
        ("Исх. № 01-19/214\nот 14.03.2025", "01-19/214"),
        ("от 14.03.2025 № 01-25/ 97", "01-25/97"),
        ("14.03.2025\n№ 1902-р", "1902-р"),
        ("14.03.2025 № ОП-09/1877", "ОП-09/1877"),
        ("23-07-Исх-1846\n14.03.2025", "23-07-Исх-1846"),
        ("Мо 64 от 14.03.2025", "64"),
        ("14.03.2025 № 07-03-2025/486-25-20850010", "07-03-2025/486-25-20850010"),
        ("«14» марта 2025 г. № 7-0", "7-О"),
    ],
)
def test_the_own_number_and_its_date(requisites: str, number: str, russian: Russian) -> None:
    found = letter(requisites, russian)
    assert found["doc_number"] == number
    assert found["doc_date"] == "2025-03-14"


@pytest.mark.parametrize(
    "requisites",
    [
        "тел. 8(84700) 9-00-01, ОКПО 50316278",
        "ОГРН 1130800624905, ИНН 0805417369",
        "р/с № 40703810290500006134",
        "На № ______ от ______",
        "Лицензия № 5412 от 22.09.2016",
    ],
)
def test_numbers_of_other_things_are_not_the_own(requisites: str, russian: Russian) -> None:
    assert "doc_number" not in letter(requisites, russian)


def test_a_reply_names_the_letter_it_answers(russian: Russian) -> None:
    found = letter("№ 5 от 14.03.2025\nна исх. № 877-к от 10.03.2025", russian)
    assert (found["doc_number"], found["doc_date"]) == ("5", "2025-03-14")
    assert (found["reply_to_number"], found["reply_to_date"]) == ("877-к", "2025-03-10")


def test_a_letter_mentioned_in_the_text_is_no_reply_reference(russian: Russian) -> None:
    text = "БУ «Речная больница»\n\nДиректору КЦСОН\n\nНа Ваш запрос № 402 от 18.07.2025 сообщаем."
    assert "reply_to_number" not in read(text, "prevention_referral", russian)


@pytest.mark.parametrize(
    ("stamp", "number", "date"),
    [
        ("Вх. № 52 «03» 03 2025 г.", "52", "2025-03-03"),
        ("вх. 402/15.08.25", "402", "2025-08-15"),
        ("Вх. № 21/04-Вх-389 от 17.03.2025", "21/04-Вх-389", "2025-03-17"),
        ("Зарегистрировано № Г-37 от 24.10.2025", "Г-37", "2025-10-24"),
        ("ВХОДЯЩИЙ\nМо 63\n« 16 » 02 2025 г.", "63", "2025-02-16"),
    ],
)
def test_the_stamp(stamp: str, number: str, date: str, russian: Russian) -> None:
    found = letter(f"№ 5 от 14.03.2025\n\n{stamp}", russian)
    assert (found["incoming_number"], found["incoming_date"]) == (number, date)
    assert (found["doc_number"], found["doc_date"]) == ("5", "2025-03-14")


def test_an_empty_stamp_gives_nothing(russian: Russian) -> None:
    found = letter("№ 5 от 14.03.2025\n\nВх. № ______ от ______", russian)
    assert "incoming_number" not in found
    assert "incoming_date" not in found


def test_dates_of_births_laws_and_certificates_are_not_the_papers(russian: Russian) -> None:
    text = (
        "СПРАВКА\nПо закону от 24.06.1999 № 120-ФЗ, приказу № 5 от 01.02.2025 и заявлению "
        "Котовой О.О., 05.05.1990 г.р., справка выдана по месту требования.\n\n"
        "Директор	______ Мишин О.О.\nСертификат 00AB Действителен: с 11.08.2024 по 04.11.2025\n"
        "14 мая 2025 г."
    )
    assert read(text, "characteristic", russian)["doc_date"] == "2025-05-14"


def test_a_citizens_paper_has_no_number_and_no_issuer(russian: Russian) -> None:
    text = (
        "Директору КЦСОН\nот Котовой Ольги Олеговны\n\nЗАЯВЛЕНИЕ\nПрошу помочь. Дочь родилась "
        "05.05.2015.\n\n12.03.2025	Котова"
    )
    found = read(text, "applicant_statement", russian)
    assert found["doc_date"] == "2025-03-12"
    assert "issuer" not in found


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (
            ["РЕСПУБЛИКА КАЛМЫКИЯ", "АДМИНИСТРАЦИЯ РЕЧНОГО РАЙОНА", "ОТДЕЛ ОПЕКИ", "И ПОПЕЧЕНИЯ"],
            "АДМИНИСТРАЦИЯ РЕЧНОГО РАЙОНА\nОТДЕЛ ОПЕКИ\nИ ПОПЕЧЕНИЯ",
        ),
        (
            ["Министерство здравоохранения", "ГБУЗ «Речная больница»", "Детское отделение"],
            "ГБУЗ «Речная больница»",
        ),
        (
            ["ФССП РОССИИ", "УПРАВЛЕНИЕ ФЕДЕРАЛЬНОЙ СЛУЖБЫ", "Отделение судебных приставов"],
            "Отделение судебных приставов",
        ),
        (
            ["Муниципальное бюджетное", "образовательное учреждение", "«Средняя", "школа № 3»"],
            "Муниципальное бюджетное\nобразовательное учреждение\n«Средняя\nшкола № 3»",
        ),
        (["МБОУ «Школа № 5» 359000, с. Речное, ул. Мира, 1"], "МБОУ «Школа № 5»"),
        (["с. Речное", "тел. 2-00-00"], None),
    ],
)  # fmt: skip
def test_the_body_that_wrote(lines: list[str], body: str | None, russian: Russian) -> None:
    text = "\n".join(lines) + "\nул. Мира, 1\n\nДиректору КЦСОН\n\nСообщаем о семье Котовых."
    paper = paper_of(text, russian)
    span = issuing_body(paper)
    assert (paper.lines.text[slice(*span)] if span else None) == (
        body and body.replace("«", '"').replace("»", '"')
    )


def test_a_letterhead_in_two_languages_gives_the_russian_one(russian: Russian) -> None:
    text = (
        "ИСПОЛНИТЕЛЬНЫЙ КОМИТЕТ\nРЕЧНОГО РАЙОНА\n\nЕЛГА РАЙОНЫ БАШКАРМА КОМИТЕТЫ\nКАРАР ӘҮӨ\n\n"
        "ПОСТАНОВЛЕНИЕ\n№ 5 от 14.03.2025\nРассмотрев материалы, комиссия установила."
    )
    assert (
        read(text, "kdn_resolution", russian)["issuer"] == "ИСПОЛНИТЕЛЬНЫЙ КОМИТЕТ РЕЧНОГО РАЙОНА"
    )


def test_a_finder_of_unwanted_fields_does_not_run(russian: Russian) -> None:
    paper = paper_of("Исх. № 5 от 14.03.2025", russian)
    found = list(find_fields(paper, KindGuess("other", 0.9), frozenset({"doc_number"})))
    assert {candidate.field for candidate in found} == {"doc_number"}
    assert all(candidate.confidence >= OFFERED for candidate in found)
