"""Signs: who is meant, what a form's mark decides, one candidate a sign with its quotation."""

from __future__ import annotations

import pytest
from spacy.tokens import Span

from casework.field import OFFERED, FieldCandidate
from casework.findings import KindGuess
from casework.forms import load_region
from nlp.finders.signs import find_signs
from nlp.holders import Holder, Holders
from nlp.paper import Anatomy, Paper, Part, open_paper, views
from nlp.phrases import PhraseFinder
from nlp.russian import Russian
from papers.document import Document, Method, Page
from papers.evidence import Place


def open_text(text: str, russian: Russian, *parts: Part) -> Paper:
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    return open_paper(document, russian, Anatomy(parts), lines, prose)


def signs(
    text: str, russian: Russian, kind: str = "prevention_referral"
) -> dict[str, FieldCandidate]:
    found = find_signs(open_text(text, russian), KindGuess(kind, 0.95))
    return {str(candidate.value): candidate for candidate in found}


def test_every_set_names_known_signs(russian: Russian) -> None:
    lists = load_region("kalmykia").lists
    known = {
        item.id for name in ("distress_sign", "control_criterion") for item in lists[name].items
    }
    named = {sign for phrases in russian.lexicon.signs.values() for sign in phrases.signs.values()}
    assert named <= known
    holders = {holder for phrases in russian.lexicon.signs.values() for holder in phrases.signs}
    assert holders <= {holder.value for holder in Holder} | {"any"}


def test_almost_every_line_of_the_forms_has_its_phrases(russian: Russian) -> None:
    lists = load_region("kalmykia").lists
    named = {sign for phrases in russian.lexicon.signs.values() for sign in phrases.signs.values()}
    wordless = {
        item.id
        for name in ("distress_sign", "control_criterion")
        for item in lists[name].items
        if item.id not in named
    }
    # «другое», «ребенок ухожен» (no trouble), and what only a form or a threat names
    assert wordless <= {
        "child_other_involvement",
        "child_well_groomed",
        "climate_threat",
        "other_sign",
    }


def test_a_sign_comes_once_with_its_words(russian: Russian) -> None:
    text = "Мать злоупотребляет алкоголем. Вечером мать, злоупотребляя спиртным, шумит."
    found = signs(text, russian)["parent_alcohol"]
    assert found.quote in text
    assert "злоупотребля" in found.quote
    assert found.confidence >= OFFERED


def test_the_holder_decides_which_sign_it_is(russian: Russian) -> None:
    assert "parent_alcohol" in signs("Отец систематически выпивает.", russian)
    assert "child_alcohol" in signs("Подросток выпивает с друзьями.", russian)


def test_a_name_tells_who_is_meant(russian: Russian) -> None:
    text = "Ким Елена Сергеевна, 01.02.1988 г.р., не работает. Пак Олег Ильич не работает."
    assert {"mother_unemployed", "father_unemployed"} <= signs(text, russian).keys()


def test_a_young_birth_year_makes_a_child(russian: Russian) -> None:
    paper = open_text("Ким Олег Ильич, 01.02.2012 г.р., прогуливает. Письмо 01.03.2025.", russian)
    (phrase,) = [p for p in paper.doc.spans["phrases"] if p.label_ == "truancy"]
    assert isinstance(phrase, Span)
    assert Holders(paper).subject(phrase) is Holder.CHILD


def test_the_beaten_is_not_the_one_who_beats(russian: Russian) -> None:
    assert "physical_harm" in signs("Отчим избил падчерицу.", russian)
    assert "violence_risk_adults" in signs("Отчим избил мать.", russian)


def test_one_drunken_evening_is_no_habit(russian: Russian) -> None:
    once = "Отец вернулся с поминок в нетрезвом состоянии."
    assert all(sign.confidence < OFFERED for sign in signs(once, russian).values())
    often = "Отец неоднократно возвращался в нетрезвом состоянии."
    assert signs(often, russian)["parent_alcohol"].confidence >= OFFERED


@pytest.mark.parametrize(
    "text",
    [
        "Со слов соседей, мать злоупотребляет алкоголем.",
        "Предположительно, мать злоупотребляет алкоголем.",
        "Истец полагает, что мать злоупотребляет алкоголем.",
    ],
)
def test_what_nobody_vouches_for_is_at_most_an_alternative(text: str, russian: Russian) -> None:
    assert 0 < signs(text, russian)["parent_alcohol"].confidence < OFFERED


def test_the_informant_of_a_telephone_message_is_its_sender(russian: Russian) -> None:
    text = "Соседка рассказала, что мать злоупотребляет алкоголем."
    assert signs(text, russian)["parent_alcohol"].confidence < OFFERED
    assert signs(text, russian, "phone_message")["parent_alcohol"].confidence >= OFFERED


def test_heads_and_signatures_state_nothing(russian: Russian) -> None:
    text = "О пропусках занятий"
    (part,) = (Part(Place.TITLE, 0, len(text)),)
    assert not find_signs(open_text(text, russian, part), KindGuess("prevention_referral", 0.9))
    assert find_signs(open_text(text, russian), KindGuess("prevention_referral", 0.9))


def printed_form(russian: Russian, **marks: str) -> set[str]:
    """The signs of Приложение № 8 whose lines bear the given marks, the rest blank."""
    rows = load_region("kalmykia").lists["control_criterion"].items
    text = "\n".join(f"{row.title}\t{marks.get(row.id, '')}\t" for row in rows)
    found = signs(text, russian, "control_act")
    return {sign for sign, candidate in found.items() if candidate.confidence >= OFFERED}


def test_a_blank_form_names_every_sign_and_states_none(russian: Russian) -> None:
    assert printed_form(russian) == set()


@pytest.mark.parametrize("mark", ["да", "+", "V", "v", "✓", "имеется"])
def test_a_mark_beside_a_line_states_its_sign(mark: str, russian: Russian) -> None:
    assert printed_form(russian, truancy=mark) == {"truancy"}


def test_the_same_words_under_two_groups_are_two_lines(russian: Russian) -> None:
    assert printed_form(russian, parent_drugs="да", child_drugs="нет") == {"parent_drugs"}
    assert printed_form(russian, parent_drugs="нет", child_drugs="да") == {"child_drugs"}


def test_a_good_line_is_a_sign_when_it_is_denied(russian: Russian) -> None:
    assert printed_form(russian, own_room="нет", regular_food="да") == {"own_room"}


def test_phrases_take_either_order_gaps_and_macros(russian: Russian) -> None:
    finder = PhraseFinder({"x": ("пить <2> чай", "кот|кошка @нет", "сл* ~1 дом")})

    def found(text: str) -> set[str]:
        doc = finder(russian.read(text))
        return {span.text for span in doc.spans["phrases"]}

    assert found("Пьёт крепкий чай.") == {"Пьёт крепкий чай"}
    assert found("Чай он пьёт.") == {"Чай он пьёт"}
    assert found("Кошек нет.") == {"Кошек нет"}
    assert found("Кота не имеет.") == {"Кота не имеет"}
    assert found("Слева, дом.") == set()
    assert found("Пьёт. Чай.") == set()


def test_a_phrase_must_begin_with_a_word() -> None:
    with pytest.raises(ValueError, match="begins with no word"):
        PhraseFinder({"x": ("~2 дом",)})
