"""Every marked sentence: the marked values are found where they stand, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_text import Mark, Marked, read_marked

from casework.field import OFFERED, FieldCandidate
from casework.findings import FoundPerson, KindGuess
from nlp.anatomy import dissect
from nlp.choose import choose
from nlp.finders import find_fields
from nlp.finders.signs import find_signs
from nlp.paper import Anatomy, Paper, open_paper, views
from nlp.people import find_people
from nlp.russian import Russian
from papers.document import Document, Method, Page

HERE = Path(__file__).parent
ALL = [marked for path in sorted(HERE.glob("*.txt")) for marked in read_marked(path)]
PEOPLE = frozenset(
    {"child", "mother", "father", "guardian", "applicant", "debtor", "claimant", "other_adult"}
)
OF_PEOPLE = PEOPLE | {"birth"}


@pytest.mark.parametrize("marked", ALL, ids=[marked.name for marked in ALL])
def test_gives_what_is_marked_and_nothing_else(marked: Marked, russian: Russian) -> None:
    found = set(_found(marked, _paper(marked, russian)))
    hit = {(mark.field, mark.value) for mark in marked.marks if _hits(mark, found)}
    missing = [m for m in marked.marks if m.required and (m.field, m.value) not in hit]
    spurious = [
        (field, value, quote)
        for field, value, _, _, quote in found
        if not any((mark.field, mark.value) == (field, value) for mark in marked.marks)
    ]
    assert not missing, f"not found in «{marked.text}»: {missing}; found {found}"
    assert not spurious, f"found though not stated in «{marked.text}»: {spurious}"


def test_there_are_enough_sentences_and_a_third_of_them_gives_nothing() -> None:
    assert len(ALL) >= 150
    assert sum(not marked.marks for marked in ALL) * 3 >= len(ALL)


def test_a_piece_that_is_neither_marked_nor_negative_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text("@fields reply_due\n\nПросим ответить до 01.08.2025.\n", "utf-8")
    with pytest.raises(ValueError, match="wrong:3"):
        list(read_marked(path))


Found = tuple[str, str, int, int, str]


def _hits(mark: Mark, found: set[Found]) -> bool:
    return any(
        (field, value) == (mark.field, mark.value) and start < mark.stop and mark.start < stop
        for field, value, start, stop, _ in found
    )


def _paper(marked: Marked, russian: Russian) -> Paper:
    """Sentences stand in the narrative; a whole paper has its parts."""
    document = Document(marked.text, (Page(1, 0, len(marked.text), (), Method.FLOW),))
    lines, prose = views(document)
    anatomy = dissect(lines) if marked.whole else Anatomy()
    return open_paper(document, russian, anatomy, lines, prose)


def _found(marked: Marked, paper: Paper) -> Iterator[Found]:
    """Every offered value of the piece's fields with each place that it was read from."""
    kind = KindGuess(marked.kind, 0.95, marked.subtype)
    readings, _ = choose(paper.document, find_fields(paper, kind, marked.fields))
    for reading in readings:
        if reading.best:
            yield from _places(reading.field, reading.best)
    if "sign" in marked.fields:
        for sign in find_signs(paper, kind):
            if sign.confidence >= OFFERED:
                yield from _places("sign", sign)
    if marked.fields & OF_PEOPLE:
        for person in find_people(paper, kind):
            yield from _person(marked, person)


def _person(marked: Marked, person: FoundPerson) -> Iterator[Found]:
    """A person once: under the marked role when it has several."""
    wanted = {mark.field for mark in marked.marks if mark.value == person.full_name.value}
    role = next((role for role in person.roles if role in wanted), person.roles[0])
    yield from _places(role, person.full_name)
    if person.birth_date and "birth" in marked.fields:
        yield from _places("birth", person.birth_date)


def _places(field: str, candidate: FieldCandidate) -> Iterator[Found]:
    for evidence in candidate.evidence:
        yield field, str(candidate.value), evidence.start, evidence.stop, evidence.quote
