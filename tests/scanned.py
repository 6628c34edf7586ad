"""Texts as recognised pages, for tests: every word with its place and how surely it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from papers.document import Document, Method, Page, Word
from papers.geometry import Box

WIDTH, HEIGHT = 1240, 1754


def scanned(text: str, unsure: Mapping[str, float] | None = None) -> Document:
    """One page read by OCR; words are sure but for those that `unsure` gives a confidence."""
    words = []
    for row, line in enumerate(re.finditer(r"[^\n]+", text), 1):
        for word in re.finditer(r"\S+", line.group()):
            left, right = (0.05 + 0.008 * place for place in word.span())
            box = Box(left, 0.02 * row, right, 0.02 * row + 0.012)
            sure = (unsure or {}).get(word.group(), 0.96)
            words.append(Word(word.group(), line.start() + word.start(), 1, box, sure))
    page = Page(1, 0, len(text), tuple(words), Method.OCR, WIDTH, HEIGHT, 150)
    return Document(text, (page,))
