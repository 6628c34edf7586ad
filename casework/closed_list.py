"""Closed lists, their lines, and what a line or a cell is filled with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class CellType(StrEnum):
    """What a cell holds; `casework.values` checks it.

    TIMESTAMP may be a bare date, TIME is a time of day, AREA square metres, TEXTS one text a
    line, REFERENCE the number of a kept paper or record.
    """

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    TIMESTAMP = "timestamp"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PEOPLE = "people"
    SHARE = "share"
    MONEY = "money"
    TIME = "time"
    AREA = "area"
    TEXTS = "texts"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a closed list; `title` is the source's own text, letter by letter.

    `group` is the heading without which the line can't be understood; `good` marks a criterion
    whose absence is the trouble; `threat` one that proposes a threat to life; `parent` is the
    id of the line that it details; `patterns` recognise it in a sender's name, `kinds` are
    kinds of papers that mean it by themselves; `open` says that nothing is decided yet, which a
    record may be for a while but can't be confirmed with; `cell` is what the line of a form is
    filled with; `counterpart` is the line of another list that says the same.
    """

    id: str
    title: str
    section: str = ""
    group: str = ""
    good: bool = False
    threat: bool = False
    parent: str = ""
    patterns: tuple[re.Pattern[str], ...] = ()
    kinds: frozenset[str] = frozenset()
    open: bool = False
    cell: CellType = CellType.YES_NO
    counterpart: str = ""

    @property
    def number(self) -> bool:
        """Whether the line is filled with a count or a measure, not with a mark."""
        return self.cell in (CellType.INTEGER, CellType.AREA)

    @property
    def printed(self) -> str:
        """The line as it stands in a journal, where no heading is above it."""
        line = f"{self.group}: {self.title}" if self.group else self.title
        return f"нет: {line}" if self.good else line


@dataclass(frozen=True, slots=True)
class ClosedList:
    """Lines in the source's order. Two lists that serve one cell are joined by `+`."""

    id: str
    items: tuple[Item, ...]
    source: str = ""

    def get(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def place(self, item_id: str) -> int:
        """Where the line stands in the list; ValueError when it doesn't."""
        return [item.id for item in self.items].index(item_id)

    def titles(self) -> dict[str, str]:
        return {item.id: item.title for item in self.items}


NO_LIST = ClosedList("", ())
