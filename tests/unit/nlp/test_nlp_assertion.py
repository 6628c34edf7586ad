"""The judge of statements: who vouches for a phrase, and who does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.assertion import Stance, assertion
from nlp.paper import Anatomy, Paper, open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page


def open_text(text: str, russian: Russian) -> Paper:
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    return open_paper(document, russian, Anatomy(), lines, prose)


def judged(text: str, phrase: str, russian: Russian) -> Stance:
    paper = open_text(text, russian)
    start = paper.prose.folded.index(phrase)
    return assertion(paper, start, start + len(phrase)).stance


@pytest.mark.parametrize(
    ("text", "phrase", "stance"),
    [
        ("Мать пьёт.", "мать пьет", Stance.ASSERTED),
        ("Мать не пьёт.", "пьет", Stance.NEGATED),
        ("Следов побоев не обнаружено.", "побоев", Stance.NEGATED),
        ("Побоев, синяков, иных следов насилия не выявлено.", "побоев", Stance.NEGATED),
        ("Без признаков опьянения.", "опьянения", Stance.NEGATED),
        ("Не установлено, что отец бьёт сына.", "отец бьет сына", Stance.NEGATED),
        ("Травм не выявлено, однако мать пьёт.", "мать пьет", Stance.ASSERTED),
        ("Выявлены прогулы, нарушений дисциплины не отмечено.", "прогулы", Stance.ASSERTED),
        ("Мать не только пьёт, но и бьёт детей.", "пьет", Stance.ASSERTED),
        ("Факт избиения не подтвердился.", "избиения", Stance.REFUTED),
        ("Сообщено о побоях. Данный факт не нашёл подтверждения.", "побоях", Stance.REFUTED),
        ("Ст. 156 УК РФ предусматривает наказание за побои.", "побои", Stance.QUOTED_LAW),
        ("Мать предупреждена об ответственности за прогулы.", "прогулы", Stance.QUOTED_LAW),
        ("Истец Ли А.П. указывает, что отец пьёт.", "отец пьет", Stance.PLEADED),
        ("Со слов соседей, отец пьёт.", "отец пьет", Stance.HEARSAY),
        ("Со слов участкового, отец пьёт.", "отец пьет", Stance.ASSERTED),
        ("Возможно, отец пьёт.", "отец пьет", Stance.SUSPECTED),
        ("Пьёт ли отец, неизвестно.", "пьет ли отец", Stance.SUSPECTED),
        ("Если отец пьёт, сообщите.", "отец пьет", Stance.CONDITIONAL),
        ("Провести беседу о вреде курения.", "курения", Stance.PLANNED),
        ("Отец прекратил употребление алкоголя.", "употребление алкоголя", Stance.PAST),
    ],
)
def test_tells_the_stance(text: str, phrase: str, stance: Stance, russian: Russian) -> None:
    assert judged(text, phrase, russian) is stance


def test_a_pleading_lasts_until_the_court_finds(russian: Russian) -> None:
    pleaded = "Истица ссылается на поведение ответчика. Он не работает, пьёт."
    assert judged(pleaded, "пьет", russian) is Stance.PLEADED
    found = f"{pleaded[:40]}. Судом установлено, что он пьёт."
    assert judged(found, "пьет", russian) is Stance.ASSERTED


def test_items_of_a_list_take_the_stance_of_its_opening_line(russian: Russian) -> None:
    text = "Родители могут быть лишены прав по ст. 69 СК РФ, если они:\n- пьют;\n- бьют детей;"
    assert judged(text, "бьют детей", russian) is Stance.QUOTED_LAW


def test_initials_and_abbreviations_do_not_end_a_sentence(russian: Russian) -> None:
    paper = open_text("Гр. Ли А.П., прож. по ул. Мира, д. 5, не пьёт. Сын учится.", russian)
    assert [paper.prose.text[a:b] for a, b in paper.sentences.spans] == [
        "Гр. Ли А.П., прож. по ул. Мира, д. 5, не пьёт.",
        "Сын учится.",
    ]


def test_every_cue_is_an_expression(russian: Russian) -> None:
    assert {"denied", "refuted", "law", "pleads", "suspects"} <= russian.lexicon.cues.keys()


@given(st.text(alphabet='не мать.,;пьёт\n\t"«»А.:', min_size=1, max_size=200))
def test_any_text_has_sentences_in_order_that_hold_their_words(russian: Russian, text: str) -> None:
    paper = open_text(text, russian)
    spans = paper.sentences.spans
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(spans))
    covered = "".join(paper.prose.text[a:b] for a, b in spans)
    assert covered.split() == paper.prose.text.split() or not spans or _same_letters(paper, covered)


def _same_letters(paper: Paper, covered: str) -> bool:
    return "".join(covered.split()) == "".join(paper.prose.text.split())
