"""Whoever understands a paper may ask its reader for single regions again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from papers.document import Document
from papers.outcome import Refused
from papers.second_look import Answer, Ask, Question
from papers.source import MediaKind


class ReadsAgain(Protocol):
    def read_again(
        self, path: Path, media: MediaKind, document: Document, questions: tuple[Question, ...]
    ) -> tuple[Answer, ...]: ...


def asking(reader: ReadsAgain, path: Path, media: MediaKind, document: Document) -> Ask | None:
    """How to ask for regions of the file that was read as `document`; None without pictures.

    A file that can't be read any more leaves questions without answers, never a paper lost.
    """
    return partial(_ask, reader, path, media, document) if document.scanned else None


def _ask(
    reader: ReadsAgain,
    path: Path,
    media: MediaKind,
    document: Document,
    questions: tuple[Question, ...],
) -> tuple[Answer, ...]:
    try:
        return reader.read_again(path, media, document, questions)
    except (OSError, Refused):
        return tuple(Answer(question, ()) for question in questions)
