"""The rows of a checklist with the marks beside their printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from nlp.marks.matching import Match, Reading, heading
from nlp.marks.meaning import Meaning, folded, is_blank, mark, noted, number, remarked, sign
from nlp.marks.printed import PrintedLine, plain, printed_form
from nlp.marks.rows import Piece, form_rows
from papers.document import Document, Method

_HEAD = re.compile(r"(?P<mark>\[[ xхv+✓*]?\]|[☑☒☐✓✔✗✘□■●√]|[+vVхХxX](?=\s))\s*")
_TAIL = re.compile(
    r"[\s:–—-]+\(?(?P<mark>да|нет|имеется|имеются|есть|отсутствует|отсутствуют|[vVxX+–—-]"
    r"|[☑☒☐✓✔✗✘□]|\[[ xхv+✓*]?\])\)?[.;,]?$|(?P<box>[☑☒☐✓✔✗✘□]|\[[ xхv+✓*]?\])$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[\s:–—-]+(?P<mark>\d{1,4}(?:[.,]\d{1,2})?\s*(?:кв\.?\s*м\.?|м2|м²|комн\w*)?)$"
)
#: A mark at the end of a line is within so many characters; blanks and dashes may go on for ever.
_MARK_REACH = 80
#: A printed line runs over so many lines of the paper at most.
_WRAPPED = 4
_SURELY_WHOLE = 97
_UNDERLINED = 0.7
_PIECE_OF_A_LINE = 14
_NOTE_HEAD = re.compile(r"примечани[ея]")


class Column(Enum):
    NOTE = "note"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A printed line at `document.text[start:stop]`; `meaning` is what its mark at `mark` says.

    A piece of a wrapped line that could not be put together has no line.
    """

    line: PrintedLine | None
    start: int
    stop: int
    meaning: Meaning | None = None
    mark: tuple[int, int] | None = None
    alike: float = 100.0


@dataclass(frozen=True, slots=True)
class _Label:
    """A text that is a printed line, with the mark that is written into it."""

    match: Match
    pieces: tuple[Piece, ...]
    written: Piece | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the line can follow in the next row."""
        text = self.pieces[-1].text
        return self.match.alike >= _SURELY_WHOLE and text.count("(") <= text.count(")")


def read_checklists(document: Document, kind: str) -> Iterator[FormLine]:
    """The printed lines of the form of `kind` that `document` holds, in text order."""
    form = printed_form(kind)
    if form.lines:
        yield from _Checklists(document, Reading(form)).lines()


class _Checklists:
    """Goes through the rows; `columns` are the meanings that the head of a table gives them."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document = document
        self._reading = reading
        self._rows = form_rows(document.text)
        self._columns: dict[int, Column] = {}

    def lines(self) -> Iterator[FormLine]:
        at = 0
        while at < len(self._rows):
            labels, rows = self._labels(at)
            pieces = [piece for row in self._rows[at : at + rows] for piece in row]
            if not labels:
                yield from self._head_or_piece(pieces)
            elif labels[0].match.line.item is None:
                yield from self._heading(labels[0], pieces)
            else:
                yield from self._marked(labels, pieces)
            at += rows

    def _labels(self, at: int) -> tuple[list[_Label], int]:
        """The printed lines of the row, and over how many rows the only one of them runs."""
        labels = self._side_by_side([label for p in self._rows[at] if (label := self._label((p,)))])
        rows = 1
        if len(labels) < 2 and not (labels and labels[0].is_whole):
            wrapped = self._wrapped(at, labels[0] if labels else None)
            labels, rows = ([wrapped[0]], wrapped[1]) if wrapped else (labels, 1)
        for label in labels:
            self._reading.take(label.match)
        return labels, rows

    def _side_by_side(self, labels: list[_Label]) -> list[_Label]:
        """The first label, and those beside it that are no remark in the words of the form."""
        kept = labels[:1]
        for label in labels[1:]:
            piece, last = label.pieces[0], kept[-1].pieces[0]
            remark = self._columns.get(piece.column) is Column.NOTE
            below = label.match.line.place > kept[-1].match.line.place
            apart = piece.column > last.column + 1 and below
            if not remark and (apart or piece.column == last.column):
                kept.append(label)
        return kept

    def _wrapped(self, at: int, alone: _Label | None) -> tuple[_Label, int] | None:
        """The line that begins in this row and goes on in the next ones."""
        first = next((piece for piece in self._rows[at] if len(piece.text) > 2), None)
        if first is None or not self._reading.goes_on(first.text):
            return None
        pieces, best = [first], None
        reached = alone.match.alike if alone else 0.0
        for rows in range(2, _WRAPPED + 1):
            if at + rows > len(self._rows):
                break
            below = [p for p in self._rows[at + rows - 1] if p.column == first.column]
            if not below:
                break
            pieces.append(below[0])
            label = self._label(tuple(pieces))
            if label and label.match.alike >= reached:
                best, reached = (label, rows), label.match.alike
        return best

    def _label(self, pieces: tuple[Piece, ...]) -> _Label | None:
        """The printed line that the pieces make, with or without a mark at either end."""
        text = " ".join(piece.text for piece in pieces)
        found = []
        if match := self._reading.find(text):
            found.append(_Label(match, pieces))
        last, first = pieces[-1], pieces[0]
        for pattern in (_TAIL, _MEASURE, _HEAD):
            ends = first if pattern is _HEAD else last
            cut = (
                pattern.match(ends.text)
                if pattern is _HEAD
                else pattern.search(ends.text, max(0, len(ends.text) - _MARK_REACH))
            )
            if cut is None or not (match := self._reading.find(_without(text, cut, pattern))):
                continue
            if pattern is _MEASURE and not (match.line.item and match.line.item.number):
                continue
            name = "box" if cut.groupdict().get("box") else "mark"
            written = Piece(
                ends.start + cut.start(name), ends.start + cut.end(name), ends.column, cut[name]
            )
            found.append(_Label(match, pieces, written))
        return max(found, key=lambda label: (label.match.alike, bool(label.written)), default=None)

    def _head_or_piece(self, pieces: list[Piece]) -> Iterator[FormLine]:
        """A row that is no line: a heading with more behind it, a table's head, a piece."""
        if opened := heading(self._reading, pieces[0].text):
            yield from self._heading(_Label(opened, (pieces[0],)), pieces)
            return
        self._read_columns(pieces)
        for piece in pieces:
            if len(piece.text) >= _PIECE_OF_A_LINE and self._is_piece(piece.text):
                yield FormLine(None, piece.start, piece.stop)

    def _is_piece(self, text: str) -> bool:
        piece = plain(text)
        return any(piece in line for line in self._reading.form.texts.values())

    def _heading(self, label: _Label, pieces: list[Piece]) -> Iterator[FormLine]:
        self._reading.take(label.match)
        if label.match.line.opens:
            self._columns = {}
        self._read_columns(pieces)
        yield FormLine(label.match.line, label.pieces[0].start, label.pieces[-1].stop)

    def _read_columns(self, pieces: Sequence[Piece]) -> None:
        heads = {piece.column: folded(piece.text).strip(".:") for piece in pieces}
        notes = {column for column, text in heads.items() if _NOTE_HEAD.fullmatch(text)}
        two = {"да", "нет"} <= set(heads.values())
        if notes or two:
            self._columns = dict.fromkeys(notes, Column.NOTE)
        if two:
            sides = {"да": Column.YES, "нет": Column.NO}
            self._columns |= {at: sides[text] for at, text in heads.items() if text in sides}

    def _marked(self, labels: list[_Label], pieces: list[Piece]) -> Iterator[FormLine]:
        """Each printed line with the cells that belong to it: behind it, or before it."""
        starts = [label.pieces[0].start for label in labels]
        own = {piece for label in labels for piece in label.pieces}
        before = [piece for piece in pieces if piece.start < starts[0] and piece not in own]
        leads = any(mark(piece.text) or is_blank(piece.text) for piece in before)
        for number_, label in enumerate(labels):
            if len(labels) == 1:
                cells = [piece for piece in pieces if piece not in own]
            elif leads:
                last = starts[number_ - 1] if number_ else -1
                cells = [p for p in pieces if last < p.start < starts[number_] and p not in own]
            else:
                following = starts[number_ + 1] if number_ + 1 < len(starts) else pieces[-1].stop
                cells = [
                    p for p in pieces if starts[number_] < p.start < following and p not in own
                ]
            yield self._filled(label, cells)

    def _filled(self, label: _Label, cells: list[Piece]) -> FormLine:
        """The line with the first of its cells that means something."""
        line = FormLine(
            label.match.line,
            label.pieces[0].start,
            label.pieces[-1].stop,
            alike=label.match.alike,
        )
        for cell in ([label.written] if label.written else []) + cells:
            inside = cell is label.written
            if meaning := self._meaning(label, cell, inside):
                return replace(line, meaning=meaning, mark=(cell.start, cell.stop))
        return line

    def _meaning(self, label: _Label, cell: Piece, inside: bool) -> Meaning | None:
        item, place = label.match.line.item, label.pieces[0].column
        if item is None or is_blank(cell.text):
            return None
        if item.number:
            return number(cell.text)
        column = self._columns.get(cell.column)
        if column in (Column.YES, Column.NO):
            told = mark(cell.text)
            return None if told and told.value is False else _sided(column, cell.text)
        if inside or cell.column <= place:
            return mark(cell.text)
        if cell.column > place + 1:
            return sign(cell.text)
        any_text = label.match.line.checklist.any_text
        if column is Column.NOTE and not any_text:
            return noted(cell.text)
        return remarked(cell.text, any_text, self._recognised(cell))

    def _recognised(self, cell: Piece) -> bool:
        return self._document.page_at(cell.start).method is Method.OCR


def _sided(column: Column | None, text: str) -> Meaning | None:
    """A mark in a column headed «да» or «нет»."""
    told = remarked(text, any_text=False, recognised=True)
    return told and replace(told, value=column is Column.YES, rule="column")


def _without(text: str, cut: re.Match[str], pattern: re.Pattern[str]) -> str:
    length = cut.end() - cut.start()
    return text[length:] if pattern is _HEAD else text[:-length]
