"""Texts as papers of a flowing format, for tests of nlp."""

from __future__ import annotations

from nlp.anatomy import dissect
from nlp.paper import Anatomy, Paper, open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page


def flowing(text: str) -> Document:
    """A document of one page without words, as a Word file is read."""
    return Document(text, (Page(1, 0, len(text), (), Method.FLOW),))


def paper_of(text: str, russian: Russian) -> Paper:
    """A paper with its parts, ready for the finders."""
    document = flowing(text)
    lines, prose = views(document)
    return open_paper(document, russian, dissect(lines), lines, prose)


def sentence_of(text: str, russian: Russian) -> Paper:
    """A paper that is all narrative."""
    document = flowing(text)
    lines, prose = views(document)
    return open_paper(document, russian, Anatomy(), lines, prose)
