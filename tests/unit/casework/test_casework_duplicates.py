"""A paper that comes again is told; a sibling's and the next quarter's letter are not it."""

from __future__ import annotations

import random

import pytest
from invented import Paper

from casework.duplicates import (
    SHOWN,
    Fingerprint,
    bands,
    fingerprint,
    hold_against,
    overlap,
    reasons,
    weigh,
)
from casework.findings import Findings

LETTER = """МБОУ «Степная школа»
{day} № {number}

Директору районного центра помощи семье и детям

Школа сообщает, что ученик {child}, {born} г.р., за четверть пропустил {missed} уроков без
уважительной причины. Мать, Бадмаева Герел Санджиевна, 02.05.1990 г.р., на приглашения не отвечает,
с классным руководителем разговаривать отказывается. Семья проживает в с. Ковыльное, ул. Речная,
д. 3. Учебники выданы, питание бесплатное. Просим обследовать условия жизни и сообщить о мерах.

Директор школы    В. С. Пономаренко
"""
FACTS = {
    "day": "07.03.2025",
    "number": "118",
    "child": "Бадмаев Чингис Олегович",
    "born": "14.09.2014",
    "missed": "41",
}


def iso(day: str) -> str:
    return "-".join(reversed(day.split(".")))


def paper(misread: float = 0.0, before: str = "", **facts: str) -> Fingerprint:
    """The letter with other facts, read with that share of wrong letters."""
    said = FACTS | facts
    text = before + LETTER.format(**said)
    found = (
        Paper(text, "prevention_referral")
        .field("doc_number", f"№ {said['number']}", said["number"])
        .field("doc_date", said["day"], iso(said["day"]))
        .field("issuer", "МБОУ «Степная школа»", "МБОУ «Степная школа»")
        .person(said["child"], said["child"], "child", born=(said["born"], iso(said["born"])))
        .person("Бадмаева Герел Санджиевна", "Бадмаева Герел Санджиевна", "mother")
    )
    chance = random.Random(7)
    read = "".join(
        chance.choice("аеиостнр") if char.islower() and chance.random() < misread else char
        for char in text
    )
    return fingerprint(read, found.findings())


KEPT = paper()


@pytest.mark.parametrize(
    "again",
    [
        paper(),
        paper(misread=0.04),
        paper(before="Вх. № 44 от 11.03.2025\n\n"),
        paper(number="113"),
    ],
    ids=["as Word", "scanned again", "stamped", "one figure misread"],
)
def test_the_same_paper_is_told(again: Fingerprint) -> None:
    likeness = hold_against(KEPT, again)
    assert bands(KEPT) & bands(again)
    assert weigh(likeness) >= SHOWN
    assert weigh(likeness) == weigh(hold_against(again, KEPT))


@pytest.mark.parametrize(
    "neighbour",
    [
        paper(child="Бадмаева Алтана Олеговна", born="03.11.2016", number="119"),
        paper(day="09.06.2025", number="263", missed="58"),
    ],
    ids=["sibling", "next quarter"],
)
def test_a_neighbour_is_not_told_though_it_shares_the_text(neighbour: Fingerprint) -> None:
    likeness = hold_against(KEPT, neighbour)
    assert likeness.overlap > 0.7
    assert weigh(likeness) < SHOWN


def test_a_copy_behind_a_covering_letter_is_told_with_the_reason() -> None:
    cover = (
        "Администрация района\nОтдел по вопросам семьи\n\nНаправляем поступивший документ "
        "для рассмотрения и принятия мер, о результатах просим сообщить в отдел письменно.\n\n"
    )
    likeness = hold_against(KEPT, paper(before=cover))
    assert likeness.inside
    assert weigh(likeness) >= SHOWN
    assert "одна бумага целиком содержится в другой" in reasons(likeness)


def test_reasons_name_what_agrees_and_what_does_not() -> None:
    said = reasons(hold_against(KEPT, paper(day="09.06.2025", number="263")))
    assert {"номер другой", "дата другая", "отправитель тот же", "названы те же люди"} <= set(said)


def test_overlap_is_that_of_the_texts() -> None:
    assert overlap(KEPT, KEPT) == 1.0
    other = fingerprint("Совсем другая бумага о ремонте крыши дома культуры. " * 9, empty())
    assert overlap(KEPT, other) < 0.1


def test_a_text_of_a_few_words_is_not_told_by() -> None:
    short = fingerprint("Справка дана.", empty())
    assert not short.tells
    assert bands(short) == frozenset()


def empty() -> Findings:
    return Paper("-", "other").findings()
