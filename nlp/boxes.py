"""Lists of boxes to tick: «☐ насилие в семье» says nothing, «☑ отсутствие работы» does."""

from __future__ import annotations

import re

from nlp.paper import Paper
from papers.document import EMPTY_BOX, TICK, TICKED_BOX

_TAKEN = re.compile(rf"\s*(?:\d[\d.)]*\s*)?(?:[{TICKED_BOX}{TICK}✔]|\[\s?[vхx+✓✔*]\s?\])")
_EMPTY = re.compile(rf"\s*(?:\d[\d.)]*\s*)?(?:[{EMPTY_BOX}□◻❑❒]|\[\s{{0,3}}\]|\(\s{{1,3}}\))")


def _line(paper: Paper, place: int) -> str:
    """The folded prose from the beginning of the line or cell of `prose[place]` up to it."""
    folded = paper.prose.folded
    begin = max(folded.rfind("\n", 0, place), folded.rfind("\t", 0, place)) + 1
    return folded[begin:place]


def is_left_empty(paper: Paper, place: int) -> bool:
    """Whether `prose[place]` stands in a line whose box nobody ticked."""
    return bool(_EMPTY.match(_line(paper, place)))


def is_ticked(paper: Paper, place: int) -> bool:
    """Whether `prose[place]` stands in a line whose box is ticked."""
    return bool(_TAKEN.match(_line(paper, place)))
