"""Explanations: what was weighed, what was taken back and why, and that it is all cited."""

from __future__ import annotations

import pytest

from casework.explanation import Explanation, PhraseStory
from nlp.explain import Explainer
from nlp.understanding import Understanding, load
from papers.document import Document, Method, Page
from papers.evidence import Place

DENIED = "Мать, Петрова Анна Сергеевна, алкоголем не злоупотребляет."
LETTER = f"""МБОУ «Средняя школа № 9»
14.03.2025 № 51

Директору КЦСОН
Ивановой А.П.

О семье Петровых

Сообщаем, что ученик 5 класса Петров Илья Олегович, 12.04.2013 г.р., систематически пропускает
занятия. {DENIED}
Просим считать, что семья не признана находящейся в социально опасном положении.

Директор школы                  К.Л. Сидорова
"""


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return load()


def explain(understanding: Understanding, text: str) -> Explanation:
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    return Explainer(understanding).explain(document)


@pytest.fixture(scope="module")
def letter(understanding: Understanding) -> Explanation:
    return explain(understanding, LETTER)


def story(explanation: Explanation, words: str) -> PhraseStory:
    return next(s for s in explanation.phrases if words in s.candidate.quote)


def test_findings_are_those_of_understanding(
    letter: Explanation, understanding: Understanding
) -> None:
    document = Document(LETTER, (Page(1, 0, len(LETTER), (), Method.FLOW),))
    assert letter.findings == understanding.understand(document)


def test_the_votes_add_up_and_the_best_is_the_kind(letter: Explanation) -> None:
    for vote in letter.votes:
        assert vote.total == pytest.approx(sum(clue.weight for clue in vote.clues))
    totals = [vote.total for vote in letter.votes]
    assert totals == sorted(totals, reverse=True)
    assert letter.votes[0].kind == letter.findings.kind.value == "prevention_referral"


def test_clues_stand_where_they_were_met(letter: Explanation) -> None:
    clues = [clue for vote in letter.votes for clue in vote.clues]
    assert {clue.where for clue in clues if clue.evidence is None} <= {"layout"}
    school = next(c for c in clues if c.where == "letterhead" and c.evidence)
    assert school.evidence is not None
    assert school.evidence.place is Place.HEAD
    for clue in clues:
        if clue.evidence:
            evidence = clue.evidence
            assert LETTER[evidence.start : evidence.stop] == evidence.quote


def test_every_value_has_a_rule_that_fired(letter: Explanation) -> None:
    for reading in letter.findings.fields:
        fired = {one.value for one in letter.fired if one.field == reading.field}
        assert {candidate.value for candidate in reading.candidates} <= fired
        assert reading.field in letter.sought


def test_a_category_that_is_denied_is_told_of_but_no_finding(letter: Explanation) -> None:
    denied = next(one for one in letter.fired if one.field == "category")
    assert denied.rejected
    assert denied.trail[-1].what == "negated"
    assert "не признана" in denied.trail[-1].note
    assert letter.findings.reading("category") is None


def test_a_stated_sign_and_a_denied_one(letter: Explanation) -> None:
    stated = story(letter, "пропускает")
    assert (stated.candidate.value, stated.stance, stated.holder) == (
        "truancy", "asserted", "child",
    )  # fmt: skip
    assert stated.phrase
    denied = story(letter, "злоупотребляет")
    assert denied.candidate.rejected
    assert denied.candidate.trail[-1].what == "denied_inside"
    assert [sign.value for sign in letter.findings.signs] == ["truancy"]


def test_people_of_the_family_and_those_who_are_not(letter: Explanation) -> None:
    told = {person.name: person for person in letter.people}
    mother = told["Петрова Анна Сергеевна"]
    assert mother.person is not None
    assert ("mother", "мать") in {(one.role, one.words.lower()) for one in mother.told}
    director = told["Сидорова К.Л."]
    assert director.person is None
    assert "official" in {one.role for one in director.told}
    assert {id(p.person) for p in letter.people if p.person} <= {
        id(p) for p in letter.findings.people
    }


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("По словам соседей, мать злоупотребляет спиртным.", "hearsay"),
        ("Истец указывает, что мать злоупотребляет спиртным.", "pleaded"),
        ("Сведения о том, что мать злоупотребляет спиртным, не подтвердились.", "refuted"),
        ("Если мать злоупотребляет спиртным, её лишают прав.", "conditional"),
    ],
)
def test_the_reason_against_a_phrase_names_its_stance_and_words(
    said: str, reason: str, understanding: Understanding
) -> None:
    told = story(explain(understanding, LETTER.replace(DENIED, said)), "злоупотребляет")
    assert told.stance == reason
    assert told.candidate.trail[-1].what == reason
    assert told.candidate.trail[-1].note == told.cue != ""


def test_a_danger_that_is_only_named_is_taken_back(understanding: Understanding) -> None:
    said = "О случаях угрозы жизни ребенка сообщают немедленно.\n"
    explanation = explain(understanding, f"Сообщение о семье\n\nУгрозы жизни ребенка нет.\n{said}")
    fired = [one for one in explanation.fired if one.field == "threat_to_life"]
    assert all(one.rejected for one in fired if "жизни" in one.quote)
    assert fired


def test_nothing_to_explain_is_no_error(understanding: Understanding) -> None:
    blank = explain(understanding, "\n")
    assert blank.findings.kind.value == "other"
    assert (*blank.fired, *blank.people, *blank.phrases) == ()
