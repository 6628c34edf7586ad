"""Asking the reader again: only where there are pictures, and a paper is never lost by it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from flowing import flowing
from scanned import scanned

from casework.findings import Findings, KindGuess
from ingest.identify import Identified
from papers.document import Document, Word
from papers.outcome import RefusalCode, Refused
from papers.part import Part
from papers.second_look import Answer, Ask, Question, Region
from papers.source import MediaKind
from pipeline.process import Reads, Stages, Understands
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
    question = _about(document.pages[0].words[1])
    ask = asking(Failing(error), PATH, MediaKind.PDF, document)
    assert ask
    assert ask((question,)) == (Answer(question, ()),)


class Answering:
    """A reader that has one answer to everything."""

    def __init__(self) -> None:
        self.asked_of: list[tuple[Path, MediaKind]] = []

    def read_again(
        self, path: Path, media: MediaKind, _document: Document, asked: tuple[Question, ...]
    ) -> tuple[Answer, ...]:
        self.asked_of.append((path, media))
        return tuple(Answer(question, ("14.03.2025",)) for question in asked)


class Asking:
    """Understanding that asks for every word again."""

    def understand(self, document: Document, ask: Ask | None = None) -> Findings:
        words = document.pages[0].words
        told = ask(tuple(_about(word) for word in words)) if ask else ()
        return Findings(KindGuess(told[0].texts[0] if told else "nobody asked", 1.0))

    def understand_papers(
        self, document: Document, ask: Ask | None = None
    ) -> tuple[tuple[Part, Findings], ...]:
        return ((Part(document, 0), self.understand(document, ask)),)


def _about(word: Word) -> Question:
    assert word.box
    return Question(1, word.start, word.stop, Region(word.box, word.box))


def test_a_worker_asks_its_own_reader_for_the_paper_in_hand() -> None:
    reader = Answering()
    identified = Identified(MediaKind.PDF)
    understanding = cast(Understands, Asking())
    stages = Stages(lambda _path, _name: identified, cast(Reads, reader), understanding, 3)
    kinds = [
        findings.kind.value
        for document in (scanned("от"), flowing("от"))
        for _, findings in stages.understand(PATH, identified, document)
    ]
    assert kinds == ["14.03.2025", "nobody asked"]
    assert reader.asked_of == [(PATH, MediaKind.PDF)]


def test_nobody_is_asked_about_a_text_without_pictures() -> None:
    assert asking(Failing(OSError()), PATH, MediaKind.DOCX, flowing("от 14.03.2025")) is None
