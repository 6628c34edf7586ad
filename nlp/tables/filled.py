"""Forms that are filled in behind printed words: their free texts, their blocks of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from casework.field import FieldCandidate, FieldReading
from casework.findings import KindGuess
from casework.printed_form import LabelBlock, LabelledForm, PrintedCell
from nlp.identity import kind_of_series
from nlp.paper import Paper
from nlp.tables.heads import region
from nlp.tables.labels import Seen, Words, find_labels
from nlp.tables.rows import ReadRow, tables_of
from nlp.tables.values import Span, is_nothing, read_cell
from papers.document import Document

#: A caption under a line that is filled in: «(подпись, дата)».
_CAPTION = re.compile(r"^[^\S\n]*\([^()\n]*(?:\n[^()\n]*)?\)[^\S\n]*$", re.MULTILINE)
#: A line to sign on, and the name beside it.
_TO_SIGN = "___"
_SIGNED = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.")
#: A page's number, alone on its first or last line.
_NUMBER_ABOVE = re.compile(r"\s*+[-–—]?\s*+\d{1,3}\s*[-–—]?\s*\n")
_NUMBER_BELOW = re.compile(r"(?<=\n)[-–—]?\s*\d{1,3}\s*[-–—]?\s*$")
_NUMBER_LENGTH = 24
_FULL = 1.0
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a label of a form is: a text's, a block's opening, one of a block's, or an end."""

    text: int = -1
    opens: LabelBlock | None = None
    #: (block, place of the label in it) for every block that prints the words.
    within: tuple[tuple[LabelBlock, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A label with the spans of the document that are filled in behind it, and before it."""

    seen: Seen
    meaning: _Meaning
    behind: tuple[Span, ...]


def find_texts(paper: Paper, kind: KindGuess) -> tuple[FieldReading, ...]:
    """The free texts of a paper that is a labelled form, in its order."""
    form = _form(kind.value)
    if form is None:
        return ()
    found: dict[str, FieldReading] = {}
    for piece in _pieces(paper, form):
        if piece.meaning.text < 0 or piece.seen.bracketed:
            continue
        cells = (form.cells[piece.meaning.text],)
        for value in read_cell(paper, cells, piece.behind, _FULL):
            found.setdefault(value.field, FieldReading(value.field, (value,)))
    return tuple(found.values())


def read_blocks(paper: Paper, kind: KindGuess) -> Iterator[tuple[LabelBlock, ReadRow]]:
    """The blocks of persons that a labelled form prints again and again, each a row."""
    form = _form(kind.value)
    opened: list[_Piece] = []
    for piece in _pieces(paper, form) if form else ():
        if piece.meaning.opens:
            yield from _row_of(paper, opened)
            opened = [piece]
        elif opened and _belongs(opened[0].meaning.opens, piece.meaning):
            opened.append(piece)
        elif opened:
            yield from _row_of(paper, opened)
            opened = []
    yield from _row_of(paper, opened)


@lru_cache
def _form(kind: str) -> LabelledForm | None:
    return next((form for form in region().labelled if kind in form.kinds), None)


@lru_cache
def _wordings(kind: str) -> tuple[tuple[Words, ...], tuple[_Meaning, ...]]:
    """Every wording of a form, its key being the place of what it means."""
    form = _form(kind)
    meant: dict[str, _Meaning] = {}
    inline: set[str] = set()
    if form is None:
        return (), ()
    for end in form.ends:
        meant[end] = _Meaning()
    for number, text in enumerate(form.texts):
        meant |= dict.fromkeys(text.titles, _Meaning(text=number))
        inline |= set(text.titles if text.inline else ())
    for block in form.blocks:
        meant |= dict.fromkeys(block.opens, _Meaning(opens=block))
        for place, label in enumerate(block.labels):
            for title in label.titles:
                within = meant[title].within if title in meant else ()
                meant[title] = _Meaning(within=(*within, (block, place)))
                inline |= {title} if label.inline else set()
    words = tuple(Words(key, title, title in inline) for key, title in enumerate(meant))
    return words, tuple(meant.values())


def _pieces(paper: Paper, form: LabelledForm) -> tuple[_Piece, ...]:
    """The labels of the paper with what is filled in behind each."""
    remembered = (LabelledForm, min(form.kinds))
    if remembered not in paper.memory:
        paper.memory[remembered] = tuple(_cut(paper, form))
    pieces: tuple[_Piece, ...] = paper.memory[remembered]
    return pieces


def _cut(paper: Paper, form: LabelledForm) -> Iterator[_Piece]:
    words, meanings = _wordings(min(form.kinds))
    view = paper.lines
    seen = find_labels(view, paper.printed, words)
    numbers = tuple(_page_numbers(paper.document))
    borders = sorted(
        {edge for table in tables_of(paper.document) for edge in (
            min(cell.start for cell in table.cells), max(cell.stop for cell in table.cells))}
    )  # fmt: skip
    for number, label in enumerate(seen):
        last = seen[number + 1].start if number + 1 < len(seen) else len(view.text)
        last -= number + 1 < len(seen) and seen[number + 1].bracketed
        last = min(last, label.fill + _LONGEST)
        behind = _filled(paper, (label.fill, last), borders, numbers) if last > label.fill else ()
        yield _Piece(label, meanings[label.key], behind)


def _filled(
    paper: Paper, place: Span, borders: list[int], numbers: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The spans of the document, between two places of the view, that someone has filled in.

    `borders` are the ends of tables, `numbers` the numbers of pages.
    """
    text = paper.document.text
    first, last = paper.lines.raw(*place)
    last = next((edge for edge in borders if first < edge < last), last)
    last = max(first, _signatures(text, text.rfind("\n", 0, first) + 1, last))
    spans, at = [], first
    captions = [match.span() for match in _CAPTION.finditer(text, first, last)]
    for cut in sorted((*captions, *numbers)):
        if cut[1] <= first or cut[0] >= last:
            continue
        spans.append((at, cut[0]))
        at = max(at, cut[1])
    spans.append((at, last))
    return tuple((a, b) for a, b in spans if a < b and not is_nothing(text[a:b]))


def _signatures(text: str, start: int, stop: int) -> int:
    """Where the first line to sign on stands between two places, `stop` where there is none."""
    at = start
    for line in text[start:stop].split("\n"):
        if _TO_SIGN in line and _SIGNED.search(line):
            return at
        at += len(line) + 1
    return stop


def _page_numbers(document: Document) -> Iterator[Span]:
    """Where the pages of a document that has several print their numbers."""
    for page in document.pages if len(document.pages) > 1 else ():
        tail = max(page.start, page.stop - _NUMBER_LENGTH)
        above = _NUMBER_ABOVE.match(document.text, page.start, page.stop)
        below = _NUMBER_BELOW.search(document.text, tail, page.stop)
        yield from (match.span() for match in (above, below) if match)


def _belongs(block: LabelBlock | None, meaning: _Meaning) -> bool:
    return any(other is block for other, _ in meaning.within)


def _row_of(paper: Paper, pieces: list[_Piece]) -> Iterator[tuple[LabelBlock, ReadRow]]:
    """The row of a block: behind its labels, or above its captions."""
    if not pieces or (block := pieces[0].meaning.opens) is None:
        return
    cells: dict[str, FieldCandidate] = {}
    waiting, holds = pieces[0].behind, block.first
    for piece in pieces[1:]:
        own = next(block.labels[place] for other, place in piece.meaning.within if other is block)
        if piece.seen.bracketed:
            _fill_in(paper, block, own.cells, waiting, cells)
        else:
            _fill_in(paper, block, holds, waiting, cells)
        waiting, holds = piece.behind, () if piece.seen.bracketed else own.cells
    _fill_in(paper, block, holds, waiting, cells)
    _tell_document(block, cells)
    if cells:
        start = pieces[0].seen.start
        stop = max(e.stop for cell in cells.values() for e in cell.evidence)
        yield block, ReadRow(tuple(cells.values()), paper.lines.offsets[start], stop)


def _tell_document(block: LabelBlock, cells: dict[str, FieldCandidate]) -> None:
    """Which document it is, by its series, where nothing is underlined."""
    series = cells.get("doc_series")
    asked = any(cell.id == "doc_type" for cell in block.table.cells)
    if series and asked and (kind := kind_of_series(str(series.value))):
        told = replace(series, field="doc_type", value=kind, rule="kind-of-series")
        cells.setdefault("doc_type", told)


def _fill_in(
    paper: Paper,
    block: LabelBlock,
    names: tuple[str, ...],
    spans: tuple[Span, ...],
    cells: dict[str, FieldCandidate],
) -> None:
    """Read what stands at `spans` into the cells of those names that are still empty."""
    holds: tuple[PrintedCell, ...] = tuple(block.table.cell(name) for name in names)
    for value in read_cell(paper, holds, spans, _FULL) if holds and spans else ():
        cells.setdefault(value.field, value)
