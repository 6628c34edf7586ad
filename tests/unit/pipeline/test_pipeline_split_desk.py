"""Borders of papers moved by a person, through the pipeline and a real store."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casework.draft import Decision, DecisionRefused, EmptyReason
from casework.queue import State
from pipeline.build import Opis
from pipeline.desk import Desk
from review_cli.desk.review import Review
from storage.splits import SplitFile

Ingest = Callable[..., list[int]]

#: Four pages, three papers: the stand-in for understanding begins one with «НОВАЯ».
THICK = "\f".join(
    (
        "Адрес: с. Ольховый, ул. Щорса, д. 1\n",
        "продолжение, Мать: Юдина Вера Олеговна\n",
        "НОВАЯ Адрес: п. Заречный, ул. Садовая, д. 2\n",
        "НОВАЯ Ответ до 2026-05-01\n",
    )
)
DECISIONS = (
    Decision("category", "sop"),
    Decision("informant_text", "МБОУ СОШ № 4"),
    Decision("distress_signs", empty_reason=EmptyReason.NOT_IN_DOCUMENT),
)


def pages(file: SplitFile) -> list[str]:
    return [str(paper.pages) for paper in file.standing]


@pytest.fixture
def file_id(opis: Opis, ingest: Ingest) -> int:
    (arrived,) = ingest(дело=THICK)
    return arrived


@pytest.fixture
def papers(opis: Opis, file_id: int) -> list[int]:
    return [paper.document_id for paper in opis.split.show(file_id).file.standing]


def address(desk: Desk, document_id: int) -> object:
    found = desk.open(document_id).draft.findings.best("address")
    return found.value if found else None


def test_each_paper_of_a_file_is_understood_by_itself(opis: Opis, papers: list[int]) -> None:
    assert [opis.desk.item(paper).index for paper in papers] == [1, 2, 3]
    assert [address(opis.desk, paper) for paper in papers] == [
        "с. Ольховый, ул. Щорса, д. 1", "п. Заречный, ул. Садовая, д. 2", None,
    ]  # fmt: skip
    opened = opis.desk.open(papers[1])
    assert opened.document.text == "НОВАЯ Адрес: п. Заречный, ул. Садовая, д. 2\n"
    assert [page.number for page in opened.document.pages] == [3]


def test_a_cut_paper_is_understood_anew_from_what_was_read(
    opis: Opis, file_id: int, papers: list[int]
) -> None:
    file = opis.split.cut(papers[0], 2, "petrova")
    assert pages(file) == ["1", "2", "3", "4"]
    first, second = (paper.document_id for paper in file.standing[:2])
    assert opis.desk.open(first).draft.findings.people == ()
    (mother,) = opis.desk.open(second).draft.findings.people
    assert mother.full_name.value == "Юдина Вера Олеговна"
    assert [paper.document_id for paper in file.standing[2:]] == papers[1:]
    back = opis.split.undo(file_id, "petrova")
    assert [paper.document_id for paper in back.standing] == papers


def test_a_joined_paper_has_the_pages_of_both(opis: Opis, papers: list[int]) -> None:
    file = opis.split.join(papers[2], "petrova")
    assert pages(file) == ["1-2", "3-4"]
    joined = opis.desk.open(file.standing[1].document_id).draft.findings
    assert [reading.field for reading in joined.fields] == ["address", "reply_due"]


def test_what_makes_no_sense_is_refused(opis: Opis, ingest: Ingest, papers: list[int]) -> None:
    moves: list[Callable[[], object]] = [
        lambda: opis.split.cut(papers[0], 1, "petrova"),
        lambda: opis.split.cut(papers[0], 3, "petrova"),
        lambda: opis.split.join(papers[0], "petrova"),
        lambda: opis.split.undo(opis.desk.item(papers[0]).file_id, "petrova"),
    ]
    ingest(письмо="Адрес: с. Ольховый\n")
    flowing = next(item for item in opis.desk.queue() if item.id not in papers)
    moves.append(lambda: opis.split.set(flowing.file_id, "1", "petrova"))
    for move in moves:
        with pytest.raises(DecisionRefused) as refused:
            move()
        assert refused.value.code == "not_allowed"
    assert all(opis.desk.item(paper).state is State.REVIEW for paper in papers)


def test_a_confirmed_paper_keeps_its_pages(opis: Opis, papers: list[int]) -> None:
    opis.desk.confirm(papers[0], DECISIONS, "petrova")
    for move in (
        lambda: opis.split.cut(papers[0], 2, "petrova"),
        lambda: opis.split.join(papers[1], "petrova"),
    ):
        with pytest.raises(DecisionRefused) as refused:
            move()
        assert refused.value.code == "already_confirmed"


def test_at_the_desk_one_key_moves_a_border_and_one_takes_it_back(
    opis: Opis, papers: list[int]
) -> None:
    review = Review(opis.desk, opis.desk._region, "petrova", opis.split)
    review.start()
    assert review.work
    assert review.work.paper.item.id == papers[2]  # the earliest answer
    review.join()
    assert review.message.startswith("Бумаги файла теперь на страницах: 1-2; 3-4.")
    assert [page.number for page in review.work.paper.document.pages] == [3, 4]
    review.cut(4)
    assert [page.number for page in review.work.paper.document.pages] == [3]
    review.undo()
    assert [page.number for page in review.work.paper.document.pages] == [3, 4]
    review.undo()
    assert review.work.paper.item.id == papers[2]
    review.cut(4)
    assert "и так начинается" in review.message
