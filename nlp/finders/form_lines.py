"""The printed lines of Приложения № 2 and № 8, and the marks beside them.

A blank form names every sign there is, so a printed line says nothing; «да», «+», «V» or a
check mark in its row does, «нет» or «-» beside a good sign does too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz, process

from casework.field import FieldCandidate
from casework.forms import Item, load_region
from nlp.paper import Paper
from papers.document import Document


class Mark(Enum):
    YES = True
    NO = False


_YES = re.compile(r"(?:да|есть|имеется|имеются|v|в|х|x|\+|✓|✔|☑|☒|\[[xхv+]\])\.?")
_NO = re.compile(r"(?:нет|не имеется|не имеются|отсутствует|отсутствуют|-|0|☐|\[ ?\])\.?")
_TAIL = re.compile(r"(?:\s*[-:]\s*|\s+)(?P<mark>да|нет|имеется|есть|v|\+|-|✓|✔|☑|☒|☐)\s*[.;,]?\s*$")
_HEAD = re.compile(r"^\s*(?P<mark>\[[xхv+ ]?\]|☑|☒|☐|✓|✔|\+)\s*")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-•*])\s*")
_ALIKE = 88
_SHORTEST_PIECE = 14
_FORM_LINES = 4
_STATED = 0.9


@dataclass(frozen=True, slots=True)
class FormLine:
    """A printed line at `document.text[start:stop]` with its sign and the mark beside it."""

    item: Item
    start: int
    stop: int
    mark: Mark | None


@dataclass(frozen=True)
class FormLines:
    """The printed lines of a paper in text order; empty when it is no filled form."""

    paper: Paper
    lines: tuple[FormLine, ...]

    @classmethod
    def of(cls, paper: Paper) -> FormLines:
        found = tuple(_find(paper.document))
        whole = sum(1 for line in found if line.item.id)
        return cls(paper, found if whole >= _FORM_LINES else ())

    def printed_at(self, start: int, stop: int) -> bool:
        """Whether `document.text[start:stop]` touches a printed line of the form."""
        index = bisect_right(self.lines, stop - 1, key=lambda line: line.start) - 1
        return index >= 0 and start < self.lines[index].stop

    def candidates(self, field: str, finder: str) -> Iterator[FieldCandidate]:
        """The signs whose lines are marked."""
        view = self.paper.lines
        for line in self.lines:
            if line.mark is None or not line.item.id or line.mark.value is line.item.good:
                continue
            span = (view.view(line.start), view.view(line.stop))
            yield self.paper.candidate(
                field, line.item.id, view, span, _STATED, finder, "marked_line"
            )


@lru_cache(maxsize=1)
def _printed() -> dict[str, tuple[Item, ...]]:
    """The printed lines by their folded text, two where two groups share one; no «другое»."""
    lists = load_region("kalmykia").lists
    items = (*lists["distress_sign"].items, *lists["control_criterion"].items)
    printed: dict[str, tuple[Item, ...]] = {
        _plain(item.group): (Item("", item.group),) for item in items if item.group
    }
    for item in items:
        if len(item.title) > len("другое"):
            printed[_plain(item.title)] = (*printed.get(_plain(item.title), ()), item)
    return printed


def _find(document: Document) -> Iterator[FormLine]:
    place = 0
    seen: set[str] = set()
    for row in document.text.split("\n"):
        cells = row.split("\t")
        start = place
        for number, cell in enumerate(cells):
            text, mark = _cut(cell)
            if items := _items(text):
                item = next((item for item in items if item.id not in seen), items[-1])
                seen.add(item.id)
                beside = mark or _mark([*cells[number + 1 :], *cells[:number]])
                yield FormLine(item, start, start + len(cell), beside)
            start += len(cell) + 1
        place += len(row) + 1


def _cut(cell: str) -> tuple[str, Mark | None]:
    """The printed text of a cell and the mark written into it."""
    folded = cell.casefold()
    for pattern in (_TAIL, _HEAD):
        if match := pattern.search(folded):
            rest = folded[: match.start()] if pattern is _TAIL else folded[match.end() :]
            if _items(rest):
                return rest, _meaning(match["mark"])
    return folded, None


def _items(text: str) -> tuple[Item, ...]:
    """Which printed line the text is, whole or (without an id) a good piece of a wrapped one."""
    plain = _plain(text)
    if len(plain) < len("открытый конфликт") // 2:
        return ()
    printed = _printed()
    if whole := process.extractOne(plain, printed.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE):
        return printed[whole[0]]
    if len(plain) >= _SHORTEST_PIECE and any(plain in line for line in printed):
        return (Item("", plain),)
    return ()


def _mark(cells: list[str]) -> Mark | None:
    return next((mark for cell in cells if (mark := _meaning(cell.casefold().strip()))), None)


def _meaning(text: str) -> Mark | None:
    if _YES.fullmatch(text.strip()):
        return Mark.YES
    return Mark.NO if _NO.fullmatch(text.strip()) else None


def _plain(text: str) -> str:
    text = _NUMBER.sub("", text.casefold().replace("ё", "е"))
    return re.sub(r"[^а-я]+", " ", text).strip()
