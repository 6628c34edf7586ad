"""Laws of the two views: nothing is edited, every character knows where it came from."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flowing import flowing
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.aligned import AlignedText, aligned_lines, aligned_prose
from nlp.anatomy import dissect
from nlp.kinds.recogniser import Recogniser
from nlp.layout import printed_lines
from nlp.russian import Russian
from nlp.stamps import find_stamps
from nlp.understanding import Understanding

#: Words, wraps and marks of papers, and whatever else a file may hold.
PIECES = st.one_of(
    st.sampled_from(
        [
            "П О С Т А Н О В Л Е Н И Е",
            "Котова Мария",
            "жите-\nля",
            "ё",
            "и\u0306",
            "«Заря»",
            "№ 5",
            "Вх. № 7 от 03.03.2025",
            "ПОСТАНОВИЛ:",
            "Директору КЦСОН",
            "____ Мишин О.О.",
            "\t",
            "\n",
            "\n\n",
            " ",
            "\u00a0",
            "\u00ad",
            "–",
            "УTВЕРЖДАЮ",
            ". ",
        ]
    ),
    st.text(max_size=12),
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)


@given(TEXTS)
def test_offsets_grow_and_lie_inside_the_text(text: str) -> None:
    lines = aligned_lines(text)
    for view in (lines, aligned_prose(lines)):
        assert len(view.text) == len(view.offsets) == len(view.folded)
        assert list(view.offsets) == sorted(set(view.offsets))
        assert all(0 <= offset < len(text) for offset in view.offsets)


@given(TEXTS)
def test_letters_and_figures_come_from_the_very_characters(text: str) -> None:
    """What folding may change is the form of a mark, a look-alike or an accent, no more."""
    lines = aligned_lines(text)
    for view in (lines, aligned_prose(lines)):
        for char, offset in zip(view.text, view.offsets, strict=True):
            if char.isdigit() or re.match("[бгджзлптфцчшщъыьэюя]", char):
                assert text[offset] == char


@given(TEXTS)
def test_both_views_lead_back_to_the_same_characters(text: str) -> None:
    lines = aligned_lines(text)
    prose = aligned_prose(lines)
    shown = dict(zip(lines.offsets, lines.text, strict=True))
    for char, offset in zip(prose.text, prose.offsets, strict=True):
        assert shown[offset] == char or (shown[offset], char) == ("\n", " ")


@given(TEXTS, st.data())
def test_a_span_of_a_view_and_back(text: str, data: st.DataObject) -> None:
    view = aligned_lines(text)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    stop = data.draw(st.integers(start + 1, len(view.text)))
    raw_start, raw_stop = view.raw(start, stop)
    assert (view.view(raw_start), view.view(raw_stop - 1)) == (start, stop - 1)


@given(TEXTS)
@example("П О С Т А Н О В Л Е Н И Е ПРИКАЗ \t Вх. № 7 от 03.03.2025 жите-\nля")
def test_parts_of_a_paper_are_in_order_apart_and_inside(text: str) -> None:
    view = aligned_lines(text)
    parts = dissect(view).parts
    assert all(0 <= part.start < part.stop <= len(text) for part in parts)
    assert all(a.stop <= b.start for a, b in pairwise(parts))


@given(TEXTS)
def test_lines_and_stamps_quote_the_view(text: str) -> None:
    view = aligned_lines(text)
    for line in printed_lines(view):
        assert view.text[line.start : line.stop] == line.shown.strip() == line.shown
        assert line.shown
    for stamp in find_stamps(view):
        assert 0 <= stamp.start < stamp.stop <= len(view.text)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("проживает в доме\nпо улице Мира", "проживает в доме по улице Мира"),
        ("воспи-\nтанием не занимается", "воспитанием не занимается"),
        ("1. Поставить.\n2. Снять.", "1. Поставить.\n2. Снять."),
        ("Р Е Ш Е Н И Е", "РЕШЕНИЕ"),
    ],
)
def test_prose_runs_sentences_on(text: str, prose: str) -> None:
    assert aligned_prose(aligned_lines(text)).text == prose


def test_a_view_without_offsets_for_its_characters_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        AlignedText("слово", (0, 1))


@pytest.fixture(scope="module")
def understanding(russian: Russian) -> Understanding:
    return Understanding(russian, Recogniser(russian.lexicon.kinds))


@settings(max_examples=60)
@given(text=TEXTS)
def test_whatever_is_found_quotes_the_document(text: str, understanding: Understanding) -> None:
    findings = understanding.understand(flowing(text))
    found = [c for reading in findings.fields for c in reading.candidates]
    found += [person.full_name for person in findings.people]
    for candidate in (*found, *findings.signs):
        assert all(text[e.start : e.stop] == e.quote for e in candidate.evidence)
        assert candidate.raw == candidate.evidence[0].quote
