"""Families made of papers and linked to them, through the whole pipeline and a real store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from casework.draft import DecisionRefused
from casework.queue import State
from papers.outcome import WarningCode
from pipeline.build import Opis
from pipeline.family_desk import FamilyDesk

Ingest = Callable[..., list[int]]

FIRST = "Мать: Юдина Вера Олеговна\nАдрес: г. Элиста, ул. Степная, д. 4\n"
SECOND = "Мать: Юдина В.О.\nАдрес: ул. Степная, д. 4\nЕщё одно письмо о той же семье.\n"
STRANGE = "Мать: Седых Яна Ильинична\nАдрес: п. Ковыльный, ул. Садовая, д. 9\n"
LONG = "Классный руководитель сообщает, что ученик не посещает занятия третью неделю подряд. "


@pytest.fixture
def families(opis: Opis) -> FamilyDesk:
    return opis.families


@pytest.fixture
def papers(opis: Opis, ingest: Ingest) -> list[int]:
    ingest(first=FIRST, second=SECOND, strange=STRANGE)
    return sorted(item.id for item in opis.desk.queue())


def code(refused: pytest.ExceptionInfo[DecisionRefused]) -> str:
    return refused.value.code


def test_a_family_is_made_of_a_paper_and_linked_to_it(
    families: FamilyDesk, papers: list[int]
) -> None:
    made = families.new_from_paper(papers[0], 1, "petrova")
    assert made.head_label == "Юдина Вера Олеговна"
    assert made.actual_address == "г. Элиста, ул. Степная, д. 4"
    assert families.documents(made.id) == (papers[0],)
    assert [link.family_id for link in families.links(papers[0])] == [made.id]
    with pytest.raises(DecisionRefused) as refused:
        families.new_from_paper(papers[0], 1, "petrova")
    assert code(refused) == "not_allowed"


def test_a_proposal_links_nothing_and_a_link_keeps_its_reasons(
    families: FamilyDesk, papers: list[int]
) -> None:
    made = families.new_from_paper(papers[0], 1, "petrova")
    (proposed,) = families.propose(papers[1])[1]
    assert proposed.family.id == made.id
    assert "адрес тот же" in proposed.reasons
    assert families.links(papers[1]) == ()
    assert families.propose(papers[2]) == {1: ()}
    families.link(papers[1], made.id, "petrova")
    line = families.history(made.id)[-1]
    assert (line.what, line.new) == ("linked", f"{papers[1]}:1")
    assert "адрес тот же" in (line.reason or "")


def test_initials_are_nobody_new_and_others_join_when_told_to(
    families: FamilyDesk, papers: list[int]
) -> None:
    made = families.new_from_paper(papers[0], 1, "petrova")
    assert families.newcomers(papers[1], made.id) == ()
    (fresh,) = families.newcomers(papers[2], made.id)
    families.link(papers[2], made.id, "petrova")
    assert len(families.get(made.id).members) == 1, "a link alone makes no member"
    with pytest.raises(DecisionRefused) as refused:
        families.join(made.id, papers[2], "petrova", names=["Никто Никтович"])
    assert code(refused) == "not_found"
    joined = families.join(made.id, papers[2], "petrova", names=[fresh.person.full_name])
    assert [member.person.last_name for member in joined.members] == ["Юдина", "Седых"]
    assert families.join(made.id, papers[2], "petrova") == joined, "nobody joins twice"


def test_families_are_found_by_surname(families: FamilyDesk, papers: list[int]) -> None:
    made = families.new_from_paper(papers[0], 1, "petrova")
    families.new_from_paper(papers[2], 1, "petrova")
    assert [family.id for family in families.find("ЮДИН")] == [made.id]
    assert families.find("Иванова") == ()


def test_whoever_works_out_what_follows_is_told_of_every_change(
    opis: Opis, papers: list[int]
) -> None:
    told: list[int] = []
    families = FamilyDesk(opis.store, lambda family_id, _by: told.append(family_id))
    one = families.new_from_paper(papers[0], 1, "petrova")
    other = families.new_from_paper(papers[2], 1, "petrova")
    families.link(papers[1], one.id, "petrova")
    families.unlink(papers[1], "petrova")
    families.merge(one.id, other.id, "petrova")
    families.undo(one.id, "petrova")
    families.change(replace(families.get(one.id), actual_address="п. Степной"), "petrova")
    assert told == [one.id, other.id, one.id, one.id, one.id, other.id, one.id, one.id]


def test_a_number_that_is_taken_in_shows_the_family_that_stands(
    families: FamilyDesk, papers: list[int]
) -> None:
    one = families.new_from_paper(papers[0], 1, "petrova")
    other = families.new_from_paper(papers[2], 1, "petrova")
    merged = families.merge(one.id, other.id, "petrova")
    assert families.get(other.id) == merged
    assert families.documents(other.id) == (papers[0], papers[2])
    assert [family.id for family in families.all()] == [one.id]
    families.link(papers[1], other.id, "petrova")
    assert families.documents(one.id) == tuple(papers)


def test_what_is_missing_is_refused(families: FamilyDesk, papers: list[int]) -> None:
    for attempt in (
        lambda: families.get(9),
        lambda: families.link(papers[0], 9, "petrova"),
        lambda: families.new_from_paper(papers[0], 2, "petrova"),
        lambda: families.propose(99),
        lambda: families.duplicates(99),
    ):
        with pytest.raises(DecisionRefused) as refused:
            attempt()
        assert code(refused) == "not_found"


def test_a_paper_that_comes_again_is_flagged_and_stays(opis: Opis, ingest: Ingest) -> None:
    text = FIRST + LONG * 3
    ingest(first=text)
    ingest(again=text.replace("третью", "трeтъю") + "\nВх. № 7\n")
    first, again = sorted(opis.desk.queue(), key=lambda item: item.id)
    (found,) = opis.families.duplicates(again.id)
    assert found.document_id == first.id
    assert not first.came_before
    assert again.came_before
    assert WarningCode.POSSIBLE_DUPLICATE in {warning.code for warning in again.warnings}
    assert again.state is State.REVIEW


def test_two_readings_of_a_few_words_are_no_repetition(opis: Opis, ingest: Ingest) -> None:
    ingest(one="Справка дана.", other="Справка дана. 2")
    assert not any(item.came_before for item in opis.desk.queue())
