"""A paper as a filled form: its printed lines, their marks, the signs that the marks state.

A blank form names every sign there is, so a printed line says nothing by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casework.field import FieldCandidate, Value
from casework.findings import KindGuess
from casework.forms import Item, load_region
from nlp.confidence import quality_of
from nlp.marks.checklist import FormLine, read_checklists
from nlp.marks.printed import PrintedLine, printed_kinds
from nlp.paper import Paper
from papers.evidence import Place, cite

#: A paper that is no form by its kind is one by so many of its lines.
_LINES, _LINES_OF_A_STRANGER = 2, 4


@dataclass(frozen=True)
class FormLines:
    """The printed lines of a paper in text order; empty when it is no filled form."""

    paper: Paper
    lines: tuple[FormLine, ...]

    @classmethod
    def of(cls, paper: Paper, kind: KindGuess) -> FormLines:
        """By the form of the paper's kind, or by the one of which it has most lines."""
        remembered = (cls, kind.value)
        if remembered not in paper.memory:
            paper.memory[remembered] = cls._read(paper, kind)
        found: FormLines = paper.memory[remembered]
        return found

    @classmethod
    def _read(cls, paper: Paper, kind: KindGuess) -> FormLines:
        own = kind.value in printed_kinds()
        kinds = (kind.value,) if own else printed_kinds()
        found = [tuple(read_checklists(paper.document, kind)) for kind in kinds]
        best = max(found, key=_items)
        return cls(paper, best if _items(best) >= (_LINES if own else _LINES_OF_A_STRANGER) else ())

    def printed_at(self, start: int, stop: int) -> bool:
        """Whether `document.text[start:stop]` touches a printed line of the form."""
        index = bisect_right(self.lines, stop - 1, key=lambda line: line.start) - 1
        return index >= 0 and start < self.lines[index].stop

    def signs(self, field: str, finder: str) -> Iterator[FieldCandidate]:
        """The signs whose lines are marked, or good lines that are denied."""
        for line in self.lines:
            sign = _sign(line.line) if line.line and line.meaning else None
            if sign and line.meaning and line.meaning.value is not sign.good:
                yield self.candidate(line, field, sign.id, finder, "marked_line")

    def marks(self, finder: str) -> Iterator[FieldCandidate]:
        """Every mark, its field being «section.item»."""
        for line in self.lines:
            if line.line and line.line.item and line.meaning:
                field = f"{line.line.section}.{line.line.item.id}"
                yield self.candidate(line, field, line.meaning.value, finder, line.meaning.rule)

    def candidate(
        self, line: FormLine, field: str, value: Value, finder: str, rule: str
    ) -> FieldCandidate:
        """What a marked line states: as sure as its mark was read and its line recognised."""
        document = self.paper.document
        start, stop = line.mark or (line.start, line.stop)
        sure = line.meaning.confidence if line.meaning else 0.0
        confidence = sure * quality_of(document, ((start, stop),)) * (0.9 + 0.001 * line.alike)
        evidence = cite(document, line.start, line.stop, Place.FORM)
        beside = (
            () if line.start <= start < line.stop else (cite(document, start, stop, Place.FORM),)
        )
        raw = document.text[start:stop]
        return FieldCandidate(field, value, raw, confidence, (evidence, *beside), finder, rule)


def _items(lines: tuple[FormLine, ...]) -> int:
    """How many different printed lines were found."""
    return len({line.line.place for line in lines if line.line and line.line.item})


@lru_cache
def _signs() -> dict[tuple[str, str], Item]:
    """The signs by the section and the words of the line that states them."""
    lists = load_region("kalmykia").lists
    criteria = {("control_criterion", item.id): item for item in lists["control_criterion"].items}
    return {
        **{(item.section, item.title): item for item in lists["distress_sign"].items},
        **criteria,
    }


def _sign(line: PrintedLine) -> Item | None:
    if line.item is None:
        return None
    known = _signs()
    return known.get((line.section, line.item.id)) or known.get((line.section, line.item.title))
