"""Questions about regions of a paper, answered by one child that opens the file once more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extractors.protocol import PageQuestions
from extractors.sandbox import Child, ChildLost
from extractors.wire import Message, PageAnswered, PageLost, Request
from papers.document import Document
from papers.second_look import Answer, Question


def pages_of(document: Document, questions: Sequence[Question]) -> tuple[PageQuestions, ...]:
    """The questions by page, in the order of the pages."""
    rotations = {page.number: page.rotation for page in document.pages}
    ordered = sorted(questions, key=lambda question: question.page)
    return tuple(
        PageQuestions(number, rotations[number], tuple(one.region for one in asked))
        for number, asked in groupby(ordered, key=lambda question: question.page)
    )


def answer(request: Request, questions: Sequence[Question]) -> tuple[Answer, ...]:
    """An answer to each question, without texts from where on the child was lost."""
    told: dict[int, tuple[tuple[str, ...], ...]] = {}
    child = Child(request)
    try:
        _hear(child)
        for page in request.questions:
            child.ask(page.number)
            match _hear(child):
                case PageAnswered(number, texts) if number == page.number:
                    if len(texts) == len(page.regions):
                        told[number] = texts
                case PageLost():
                    continue
                case _:
                    break  # it talks of what it was not asked
    except ChildLost:
        pass
    finally:
        child.close()
    waiting = {number: iter(texts) for number, texts in told.items()}
    return tuple(Answer(one, next(waiting.get(one.page, iter(())), ())) for one in questions)


def _hear(child: Child) -> Message:
    """The next thing that the child says; ChildLost when it does not."""
    while True:
        heard = child.hear_in_time()
        if heard:
            return heard[0]
