"""Candidates become readings: merged, weighed, ordered; contradictions are told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from casework.field import OFFERED, FieldCandidate
from casework.findings import FoundPerson
from nlp.choose import choose, contradictory
from nlp.confidence import agreed, contested, read_quality
from papers.document import Document, Method, Page, Word
from papers.evidence import cite
from papers.geometry import Box
from papers.outcome import WarningCode

BIRTHS = (("2012-03-04", 2), ("2012-04-03", 9))
TEXT = "№ 23 и № 24 и снова № 23"
FLOW = Document(TEXT, (Page(1, 0, len(TEXT), (), Method.FLOW),))


def candidate(
    value: str, sure: float, start: int = 2, rule: str = "one", document: Document = FLOW
) -> FieldCandidate:
    evidence = (cite(document, start, start + 2),)
    return FieldCandidate("doc_number", value, value, sure, evidence, "test", rule)


def scanned(confidence: float) -> Document:
    words = tuple(
        Word(text, start, 1, Box(0.1 * i, 0.1, 0.1 * i + 0.05, 0.12), confidence)
        for i, (text, start) in enumerate([("№", 0), ("23", 2), ("и", 5), ("№", 7), ("24", 9)])
    )
    return Document(TEXT, (Page(1, 0, len(TEXT), words, Method.OCR),))


def test_the_same_value_is_one_candidate_with_all_its_places() -> None:
    (reading,), warnings = choose(FLOW, [candidate("23", 0.8), candidate("23", 0.7, 22, "another")])
    (only,) = reading.candidates
    assert [e.start for e in only.evidence] == [2, 22]
    assert only.confidence > 0.8
    assert not warnings


def test_the_same_rule_twice_is_no_agreement() -> None:
    (reading,), _ = choose(FLOW, [candidate("23", 0.8), candidate("23", 0.8, 22)])
    assert reading.candidates[0].confidence == 0.8


def test_two_rules_that_read_the_same_words_are_no_agreement() -> None:
    (reading,), _ = choose(FLOW, [candidate("23", 0.8), candidate("23", 0.7, rule="another")])
    assert reading.candidates[0].confidence == 0.8


def test_the_surer_value_is_offered_and_the_other_an_alternative() -> None:
    (reading,), warnings = choose(FLOW, [candidate("24", 0.4, 9), candidate("23", 0.9)])
    assert reading.best is not None
    assert reading.best.value == "23"
    assert [c.value for c in reading.alternatives] == ["24"]
    assert not warnings


def test_two_sure_values_are_a_contradiction_and_neither_is_sure_any_more() -> None:
    (reading,), warnings = choose(FLOW, [candidate("23", 0.95), candidate("24", 0.95, 9)])
    assert [w.code for w in warnings] == [WarningCode.CONTRADICTION]
    assert len(reading.candidates) == 2
    assert all(c.confidence < 0.9 for c in reading.candidates)


def lives(value: str, sure: float, start: int, rule: str = "lives-at") -> FieldCandidate:
    return replace(candidate(value, sure, start, rule), field="address")


def test_an_address_without_its_region_is_the_same_address() -> None:
    near, far = "п. Ковыльный, ул. Мира, д. 9", "Степной район, п. Ковыльный, ул. Мира, д. 9"
    (reading,), warnings = choose(FLOW, [lives(near, 0.95, 2), lives(far, 0.9, 9, "survey-at")])
    (only,) = reading.candidates
    assert (only.value, len(only.evidence)) == (near, 2)
    assert only.confidence > 0.95
    assert not warnings


def test_another_house_of_the_street_is_another_address() -> None:
    one, other = "п. Ковыльный, ул. Мира, д. 9", "п. Ковыльный, ул. Мира, д. 19"
    (reading,), warnings = choose(FLOW, [lives(one, 0.95, 2), lives(other, 0.93, 9, "at")])
    assert [c.value for c in reading.candidates] == [one, other]
    assert [w.code for w in warnings] == [WarningCode.CONTRADICTION]


def test_families_in_the_rows_of_a_table_have_addresses_of_their_own() -> None:
    rows = [lives(f"ул. Мира, д. {n}", 0.93, at, "address-column") for n, at in ((9, 2), (8, 9))]
    (reading,), warnings = choose(FLOW, rows)
    assert [c.confidence for c in reading.candidates] == [0.93, 0.93]
    assert not warnings
    elsewhere = lives("ул. Новая, д. 1", 0.95, 22)
    (reading,), warnings = choose(FLOW, [*rows, elsewhere])
    assert reading.candidates[0].confidence < 0.9
    assert [w.code for w in warnings] == [WarningCode.CONTRADICTION]


def test_a_person_with_two_sure_birth_dates_is_warned_of() -> None:
    born = [replace(candidate(day, 0.95, at), field="birth_date") for day, at in BIRTHS]
    (reading,), _ = choose(FLOW, born)
    first, other = reading.candidates
    person = FoundPerson(("child",), first, birth_date=first, birth_alternatives=(other,))
    assert [w.code for w in contradictory([person])] == [WarningCode.CONTRADICTION]
    assert not contradictory([replace(person, birth_alternatives=())])


def test_a_value_below_a_half_is_only_an_alternative() -> None:
    (reading,), _ = choose(FLOW, [candidate("23", 0.45)])
    assert reading.best is None
    assert [c.value for c in reading.alternatives] == ["23"]


def test_badly_read_words_make_a_value_less_sure() -> None:
    good, bad = scanned(0.96), scanned(0.3)
    assert read_quality(FLOW, candidate("23", 0.9)) == 1.0
    assert read_quality(good, candidate("23", 0.9, document=good)) == 1.0
    (reading,), _ = choose(bad, [candidate("23", 0.9, document=bad)])
    assert OFFERED < reading.candidates[0].confidence < 0.8


def test_the_warning_names_the_page() -> None:
    document = scanned(0.96)
    found = [candidate("23", 0.95, document=document), candidate("24", 0.95, 9, document=document)]
    _, warnings = choose(document, found)
    assert [w.page for w in warnings] == [1]


chances = st.floats(0.05, 0.99)


@given(st.lists(chances, min_size=1, max_size=5))
def test_agreement_never_lowers_and_stays_a_probability(found: list[float]) -> None:
    assert min(0.99, max(found)) <= agreed(found) + 1e-9 <= 0.99 + 1e-9


@given(chances, st.lists(chances, max_size=4))
def test_rivals_never_raise(own: float, rivals: list[float]) -> None:
    assert 0.0 <= contested(own, rivals) <= own


@given(st.lists(st.tuples(st.sampled_from(["23", "24", "25"]), chances), max_size=8))
def test_readings_hold_every_value_once_surest_first(found: list[tuple[str, float]]) -> None:
    readings, _ = choose(FLOW, [candidate(value, sure) for value, sure in found])
    for reading in readings:
        values = [c.value for c in reading.candidates]
        sure = [c.confidence for c in reading.candidates]
        assert sorted(values) == sorted(set(values))
        assert set(values) == {value for value, _ in found}
        assert sure == sorted(sure, reverse=True)
