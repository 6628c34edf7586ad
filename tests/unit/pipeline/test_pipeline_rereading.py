"""Asking the reader again: only where there are pictures, and a paper is never lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flowing import flowing
from scanned import scanned

from papers.document import Document
from papers.outcome import RefusalCode, Refused
from papers.second_look import Answer, Question, Region
from papers.source import MediaKind
from pipeline.rereading import asking

PATH = Path("бумага.pdf")


class Failing:
    """A reader that can't open the file any more."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read_again(
        self, _path: Path, _media: MediaKind, _document: Document, _asked: tuple[Question, ...]
    ) -> tuple[Answer, ...]:
        raise self.error


@pytest.mark.parametrize("error", [FileNotFoundError(), Refused(RefusalCode.CORRUPT_PDF)])
def test_a_file_that_is_gone_leaves_questions_without_answers(error: Exception) -> None:
    document = scanned("от 14.03.2025")
    word = document.pages[0].words[1]
    assert word.box
    question = Question(1, word.start, word.stop, Region(word.box, word.box))
    ask = asking(Failing(error), PATH, MediaKind.PDF, document)
    assert ask
    assert ask((question,)) == (Answer(question, ()),)


def test_nobody_is_asked_about_a_text_without_pictures() -> None:
    assert asking(Failing(OSError()), PATH, MediaKind.DOCX, flowing("от 14.03.2025")) is None
