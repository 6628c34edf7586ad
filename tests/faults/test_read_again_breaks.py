"""Reading again that breaks off: what was read first stands, with a warning, nothing is lost."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from left_behind import wait_until_gone
from paper_files import make_scan, page_picture

from extractors import rereading
from extractors.limits import Limits
from extractors.reader import Reader
from extractors.sandbox import Child
from nlp.understanding import load
from papers.document import Document
from papers.outcome import WarningCode
from papers.second_look import Question, Region
from papers.source import MediaKind
from pipeline.rereading import asking

pytestmark = pytest.mark.usefixtures("own_temp_folder")
LINES = ("Школа № 3", "14.03.2025 № 52", "О семье", "Сообщаем о положении семьи Ивановых.")


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    path = make_scan(tmp_path_factory.mktemp("scan") / "a.pdf", [page_picture(LINES)] * 2)
    return path, Reader().read(path, MediaKind.PDF)


def about(document: Document, text: str) -> tuple[Question, ...]:
    words = [word for page in document.pages for word in page.words if word.text == text]
    return tuple(
        Question(word.page, word.start, word.stop, Region(word.box, word.box))
        for word in words
        if word.box
    )


def test_a_killed_child_leaves_the_rest_unanswered(
    scan: tuple[Path, Document], monkeypatch: pytest.MonkeyPatch, own_temp_folder: Path
) -> None:
    """It is killed when it is asked for the second page."""

    class Dying(Child):
        def ask(self, page: int) -> None:
            if page == 2:
                os.kill(self._process.pid, signal.SIGKILL)
            super().ask(page)

    monkeypatch.setattr(rereading, "Child", Dying)
    path, document = scan
    first, second = Reader().read_again(
        path, MediaKind.PDF, document, about(document, "14.03.2025")
    )
    assert first.texts == ("14.03.2025", "14.03.2025")
    assert second.texts == ()
    wait_until_gone(own_temp_folder)


def test_no_more_is_answered_than_the_limit_allows(scan: tuple[Path, Document]) -> None:
    path, document = scan
    asked = about(document, "14.03.2025")
    answers = Reader(Limits(read_again=1)).read_again(path, MediaKind.PDF, document, asked)
    assert [answer.question for answer in answers] == list(asked[:1])


def test_a_child_that_is_too_slow_is_not_waited_for(scan: tuple[Path, Document]) -> None:
    path, document = scan
    limits = Limits(page_wall_seconds=0.05)
    answers = Reader(limits).read_again(
        path, MediaKind.PDF, document, about(document, "14.03.2025")
    )
    assert [answer.texts for answer in answers] == [(), ()]


def test_the_first_reading_stands_when_the_file_has_gone_bad(
    scan: tuple[Path, Document], tmp_path: Path
) -> None:
    _, document = scan
    pages = tuple(
        replace(page, words=tuple(replace(word, confidence=0.4) for word in page.words))
        for page in document.pages
    )
    document = replace(document, pages=pages)
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing")
    understanding = load()
    alone = understanding.understand(document)
    again = understanding.understand(document, asking(Reader(), bad, MediaKind.PDF, document))
    assert again.fields == alone.fields
    assert again.people == alone.people
    codes = {warning.code for warning in again.warnings}
    assert WarningCode.READ_AGAIN_FAILED in codes
