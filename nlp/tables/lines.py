"""Rows whose first column is printed: the sources of income, what is filled in beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from casework.field import FieldCandidate
from casework.form_spec import Item
from casework.printed_form import TableSpec
from nlp.marks.meaning import folded
from nlp.paper import Paper
from nlp.tables.heads import Heading
from nlp.tables.values import Found, Span, candidate, read_cell
from papers.document import Document

_LINE = 0.97
_ALIKE = 78
_WORD = re.compile(r"\S+")
_IN_BRACKETS = re.compile(r"\([^)]*\)?")


def read_lines(
    paper: Paper, heading: Heading, under: dict[int, tuple[Span, ...]]
) -> Iterator[list[FieldCandidate]]:
    """The rows that a row makes: one for every printed line in its first cell that is filled."""
    spec = heading.spec
    place = next(i for i, head in enumerate(spec.heads) if spec.line in head.cells)
    label = under.get(place, ())
    lines = _lines_in(paper.document, label, spec)
    beside = {other: spans for other, spans in under.items() if other != place}
    for number, (item, at) in enumerate(lines):
        named = candidate(paper, spec.line, Found(item.id, at, _LINE, "line"), (at,), 1.0)
        if item.id == spec.state:
            filled = list(_state(paper, spec, label, beside, heading.alike))
        else:
            filled = [
                value
                for other, spans in beside.items()
                for value in read_cell(
                    paper,
                    tuple(spec.cell(cell) for cell in spec.heads[other].cells),
                    _share(paper.document, spans, [at for _, at in lines], number),
                    heading.alike,
                )
            ]
        if filled:
            yield [named, *filled]


def _lines_in(
    document: Document, label: Sequence[Span], spec: TableSpec
) -> list[tuple[Item, Span]]:
    """The printed lines in a cell, in text order: «З/плата: Отца» and «Матери» may share one."""
    found: dict[int, tuple[Item, Span]] = {}
    for start, stop in label:
        text = document.text[start:stop]
        plain = _IN_BRACKETS.sub(lambda match: " " * len(match.group()), text.lower())
        for item in spec.lines.items:
            for match in filter(None, (pattern.search(plain) for pattern in item.patterns)):
                found.setdefault(start + match.start(), (item, (start, stop)))
        if not found:
            alike = [
                (fuzz.ratio(folded(text), folded(item.title)), item) for item in spec.lines.items
            ]
            best, item = max(alike, key=lambda pair: pair[0])
            if best >= _ALIKE:
                found[start] = (item, (start, stop))
    ordered = [found[at] for at in sorted(found)]
    if len(ordered) < 2:
        return ordered
    places = sorted(found)
    return [
        (item, (place, _end_of_word(document.text, place)))
        for (item, _), place in zip(ordered, places, strict=True)
    ]


def _end_of_word(text: str, at: int) -> int:
    match = re.compile(r"\w+").match(text, at)
    return match.end() if match else at + 1


def _share(
    document: Document, spans: tuple[Span, ...], lines: Sequence[Span], number: int
) -> tuple[Span, ...]:
    """What of a cell stands beside the line of that number, where the cell has several lines."""
    if len(lines) == 1:
        return spans
    pieces = [piece for span in spans for piece in _printed(document.text, span)]
    heights = [_height(document, line) for line in lines]
    if all(height is not None for height in heights):
        nearest = [
            min(range(len(lines)), key=lambda i: abs((heights[i] or 0) - (at or 0)))
            for at in (_height(document, piece) for piece in pieces)
        ]
        return tuple(p for p, line in zip(pieces, nearest, strict=True) if line == number)
    if len(pieces) == 1:  # a flowing format has no line ends in a cell: «да нет»
        pieces = [match.span() for match in _WORD.finditer(document.text, *pieces[0])]
    return (pieces[number],) if len(pieces) == len(lines) else ()


def _printed(text: str, span: Span) -> Iterator[Span]:
    """The printed lines of a span that are not blank."""
    for match in re.compile(r"[^\n]+").finditer(text, *span):
        if match.group().strip():
            yield match.span()


def _height(document: Document, span: Span) -> float | None:
    """Where on its page the span stands; None in flowing formats."""
    boxes = [word.box for word in document.words_between(*span) if word.box]
    return (boxes[0].top + boxes[0].bottom) / 2 if boxes else None


def _state(
    paper: Paper,
    spec: TableSpec,
    label: Sequence[Span],
    beside: dict[int, tuple[Span, ...]],
    sure: float,
) -> Iterator[FieldCandidate]:
    """The choice of a line that names its options: written beside it, or underlined in it."""
    cell = spec.cell(spec.state)
    for spans in beside.values():
        if found := list(read_cell(paper, (cell,), spans, sure)):
            yield found[0]
            return
    for span in label:
        yield from read_cell(paper, (cell,), (span,), sure)
