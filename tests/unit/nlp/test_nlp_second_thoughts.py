"""What a second reading does to a value: raised by agreement, lowered by disagreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from scanned import scanned

from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from nlp.checks.weighing import STEP as CHECK
from nlp.second_thoughts import STEP, reconsider
from papers.document import Document
from papers.evidence import cite
from papers.outcome import WarningCode
from papers.second_look import Answer, Question, Region

DATE = re.compile(r"\b([0-3]\d)\.([01]\d)\.(\d{4})")


def find(document: Document) -> Findings:
    """Every date that can be one is the paper's; the first after a name is a birth date."""
    found = tuple(_candidate(document, match) for match in DATE.finditer(document.text))
    by_value = {one.value: one for one in found}.values()
    people = ()
    if name := re.search(r"Ивановой", document.text):
        evidence = (cite(document, *name.span()),)
        named = FieldCandidate("full_name", "Иванова", name.group(), 0.9, evidence, "t", "t")
        born = next((one for one in found if one.evidence[0].start > name.end()), None)
        people = (FoundPerson(("mother",), named, birth_date=born),)
    fields = (FieldReading("doc_date", tuple(by_value)),) if found else ()
    return Findings(KindGuess("other", 0.9), fields, people)


def _candidate(document: Document, match: re.Match[str]) -> FieldCandidate:
    day, month, year = match.groups()
    evidence = (cite(document, *match.span()),)
    return FieldCandidate(
        "doc_date", f"{year}-{month}-{day}", match.group(), 0.8, evidence, "dates", "date"
    )


def answered(document: Document, word: str, texts: Sequence[str]) -> Answer:
    found = next(one for one in document.pages[0].words if one.text == word)
    assert found.box
    return Answer(Question(1, found.start, found.stop, Region(found.box, found.box)), tuple(texts))


def weighed(text: str, word: str, *texts: str) -> tuple[FieldCandidate, ...]:
    document = scanned(text)
    again = reconsider(document, find(document), [answered(document, word, texts)], find)
    return again.fields[0].candidates if again.fields else ()


def test_what_is_read_again_alike_is_surer() -> None:
    (only,) = weighed("от 14.03.2025 № 5", "14.03.2025", "14.03.2025", "14.03.2025,")
    assert only.value == "2025-03-14"
    assert only.confidence > 0.8
    assert only.trail[-1].what == STEP
    assert only.trail[-1].note == "«14.03.2025», «14.03.2025,»"


def test_readings_that_agree_on_another_value_make_the_first_unsure_and_stay_beside() -> None:
    """Two further ways often err alike: without a reason besides they don't overrule the first."""
    first, second = weighed("от 14.03.2025 № 5", "14.03.2025", "19.03.2025", "19.03.2025")
    assert (first.value, second.value) == ("2025-03-14", "2025-03-19")
    assert 0.5 <= first.confidence < 0.8
    assert second.confidence < 0.5
    assert second.raw == second.quote == "14.03.2025"  # what stands in the text is never edited


def test_a_value_that_failed_its_check_gives_way() -> None:
    document = scanned("от 14.03.2025 № 5")
    found = find(document)
    (reading,) = found.fields
    (date,) = reading.candidates
    failed = replace(reading, candidates=(date.weighed(CHECK, 0.7, "другой день недели"),))
    answer = answered(document, "14.03.2025", ("19.03.2025", "19.03.2025"))
    (again,) = reconsider(document, replace(found, fields=(failed,)), [answer], find).fields
    assert [one.value for one in again.candidates] == ["2025-03-19", "2025-03-14"]
    assert again.candidates[1].confidence < 0.5


def test_a_value_that_stands_elsewhere_too_is_not_doubted() -> None:
    document = scanned("от 14.03.2025, то есть 14.03.2025, № 5")
    found = find(document)
    (reading,) = found.fields
    sure = cite(document, 3, 13)
    (date,) = reading.candidates
    both = replace(date, evidence=(*date.evidence, sure))
    answer = answered(document, "14.03.2025,", ("", ""))
    asked = replace(answer.question, start=both.evidence[0].start, stop=both.evidence[0].stop)
    answer = Answer(asked, ("19.03.2025", "19.03.2025"))
    fields = (replace(reading, candidates=(both,)),)
    (again,) = reconsider(document, replace(found, fields=fields), [answer], find).fields
    assert again.candidates[0].value == "2025-03-14"
    assert again.candidates[0].confidence == 0.8


def test_readings_that_differ_among_themselves_only_lower() -> None:
    best, *others = weighed("от 14.03.2025 № 5", "14.03.2025", "19.03.2025", "11.03.2025")
    assert best.value == "2025-03-14"
    assert 0.5 < best.confidence < 0.8
    assert {one.value for one in others} == {"2025-03-19", "2025-03-11"}
    assert all(one.confidence < 0.5 for one in others)


@pytest.mark.parametrize("texts", [("14.03.2025", "кляксы"), ("", "кляксы")])
def test_a_reading_that_says_nothing_changes_nothing(texts: tuple[str, str]) -> None:
    (only,) = weighed("от 14.03.2025 № 5", "14.03.2025", *texts)
    assert (only.value, only.confidence, only.trail) == ("2025-03-14", 0.8, ())


@pytest.mark.parametrize(
    ("texts", "low", "high"),
    [(("14.03.2025", "14.03.2025"), 0.7, 0.9), (("14.03.2025", "14.93.2025"), 0.5, 0.7)],
)
def test_an_impossible_date_becomes_one(texts: tuple[str, str], low: float, high: float) -> None:
    (only,) = weighed("от 14.93.2025 № 5", "14.93.2025", *texts)
    assert only.value == "2025-03-14"
    assert low < only.confidence < high
    assert only.quote == "14.93.2025"


def test_a_value_known_from_elsewhere_is_surer_where_the_misread_one_says_the_same() -> None:
    text = "долг на 14.03.2025, всего на 19.03.2025"
    first, second = weighed(text, "19.03.2025", "14.03.2025", "14.03.2025")
    assert first.value == "2025-03-14"
    assert second.confidence < 0.5 < first.confidence


def test_a_birth_date_is_weighed_like_a_field() -> None:
    document = scanned("Ивановой 14.93.1985")
    answer = answered(document, "14.93.1985", ("14.03.1985", "14.03.1985"))
    (person,) = reconsider(document, find(document), [answer], find).people
    assert person.birth_date
    assert person.birth_date.value == "1985-03-14"
    assert person.birth_date.evidence[0].boxes


def test_another_birth_date_that_is_read_again_is_kept_beside_the_first() -> None:
    document = scanned("Ивановой 14.08.1985")
    answer = answered(document, "14.08.1985", ("14.03.1985", "14.03.1985"))
    (person,) = reconsider(document, find(document), [answer], find).people
    assert person.birth_date
    assert person.birth_date.value == "1985-08-14"
    assert [one.value for one in person.birth_alternatives] == ["1985-03-14"]


def test_answers_that_never_came_leave_the_first_reading_and_a_warning() -> None:
    document = scanned("от 14.03.2025 № 5")
    found = find(document)
    again = reconsider(document, found, [answered(document, "14.03.2025", ())], find)
    assert again.fields == found.fields
    assert [(w.code, w.page) for w in again.warnings] == [(WarningCode.READ_AGAIN_FAILED, 1)]


def test_answers_that_are_blank_are_no_breakdown() -> None:
    document = scanned("от 14.03.2025 № 5")
    answer = answered(document, "14.03.2025", ("", " "))
    assert reconsider(document, find(document), [answer], find) == find(document)
