"""A paper as the finders see it: two views of its text, its words, its anatomy.

Places are spans of a view; `Paper.cite` leads them back to the document's own characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacy.tokens import Doc

from casework.field import FieldCandidate, Value
from nlp.aligned import AlignedText, aligned_lines, aligned_prose
from nlp.dates import DateMention, find_dates
from nlp.layout import Line, printed_lines
from nlp.lexicon.words import Lexicon
from nlp.russian import Morphology, Russian
from nlp.sentences import Sentences
from papers.document import Document
from papers.evidence import Evidence, Place, cite


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper: `document.text[start:stop]` is its stamp, head, body…"""

    place: Place
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a paper in text order, without overlaps; what is in none is FACTS."""

    parts: tuple[Part, ...] = ()

    def place_at(self, offset: int) -> Place:
        """In which part the document's `offset` stands."""
        return next((p.place for p in self.parts if p.start <= offset < p.stop), Place.FACTS)

    def of(self, *places: Place) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.place in places)


@dataclass(frozen=True)
class Paper:
    """What every finder is given. `lines` keeps printed lines, `prose` runs sentences on."""

    document: Document
    lines: AlignedText
    prose: AlignedText
    doc: Doc  # spaCy, over prose.text
    morphology: Morphology
    lexicon: Lexicon
    anatomy: Anatomy

    @cached_property
    def memory(self) -> dict[tuple[type, str], Any]:
        """What one finder has worked out and another asks for again, by what it is."""
        return {}

    @cached_property
    def printed(self) -> tuple[Line, ...]:
        """Every printed line and table cell of the lines view."""
        return printed_lines(self.lines)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every date of the prose view, in order."""
        return find_dates(self.prose)

    @cached_property
    def line_dates(self) -> tuple[DateMention, ...]:
        """Every date of the lines view, in order."""
        return find_dates(self.lines)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the prose view."""
        return Sentences.of(self.prose)

    def place(self, view: AlignedText, start: int) -> Place:
        """The part of the paper in which `view[start]` stands."""
        return self.anatomy.place_at(view.offsets[start])

    def cite(self, view: AlignedText, start: int, stop: int) -> Evidence:
        """Evidence for `view[start:stop]`, blanks at its ends left out; ValueError if blank."""
        text = view.text[start:stop]
        start, stop = start + len(text) - len(text.lstrip()), stop - len(text) + len(text.rstrip())
        raw_start, raw_stop = view.raw(start, stop)
        return cite(self.document, raw_start, raw_stop, self.anatomy.place_at(raw_start))

    def candidate(
        self,
        field: str,
        value: Value,
        view: AlignedText,
        span: tuple[int, int],
        confidence: float,
        finder: str,
        rule: str,
    ) -> FieldCandidate:
        """A candidate for `field` that stands at `span` of `view`."""
        evidence = self.cite(view, *span)
        return FieldCandidate(field, value, evidence.quote, confidence, (evidence,), finder, rule)


def views(document: Document) -> tuple[AlignedText, AlignedText]:
    """The two views of a document's text: (lines, prose)."""
    lines = aligned_lines(document.text)
    return lines, aligned_prose(lines)


def open_paper(
    document: Document, russian: Russian, anatomy: Anatomy, lines: AlignedText, prose: AlignedText
) -> Paper:
    """Put a paper together for the finders; runs the language models over its prose."""
    doc = russian.read(prose.text)
    return Paper(document, lines, prose, doc, russian.morphology, russian.lexicon, anatomy)
