"""The lines that a form has printed: headings, groups, items, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from casework.forms import Checklist, Item, load_region

_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})?[.)]|[-•*–—])\s+")
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_LEAST = 5


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a form; a heading has no `item`, a heading within a section has its `group`."""

    checklist: Checklist
    place: int
    title: str
    group: str = ""
    item: Item | None = None

    @property
    def section(self) -> str:
        return self.checklist.section

    @property
    def opens(self) -> bool:
        """Whether it is the heading of a section."""
        return self.item is None and not self.group


@dataclass(frozen=True)
class PrintedForm:
    """The lines of a form; `texts` are the ways to write them, each with the place of its line."""

    lines: tuple[PrintedLine, ...]
    texts: dict[tuple[int, int], str]


def plain(text: str) -> str:
    """Letters and figures alone, lower case, ё as е, without the number of the line."""
    text = _NUMBERED.sub("", text.casefold().replace("ё", "е"))
    return re.sub(r"[^0-9а-яa-z]+", " ", text).strip()


def without_brackets(text: str) -> str:
    """The line without what it adds in brackets, or all of it when little else is there."""
    bare = plain(_IN_BRACKETS.sub(" ", text))
    return bare if len(bare) >= _LEAST else plain(text)


@lru_cache
def printed_form(kind: str) -> PrintedForm:
    """The form that papers of `kind` fill in; without lines when they fill none."""
    lines: list[PrintedLine] = []
    for checklist in load_region("kalmykia").checklists:
        if kind not in checklist.kinds:
            continue
        lines.append(PrintedLine(checklist, len(lines), checklist.title))
        group = ""
        for item in () if checklist.choice else checklist.items:
            if item.group not in ("", group):
                lines.append(PrintedLine(checklist, len(lines), item.group, item.group))
            group = item.group
            lines.append(PrintedLine(checklist, len(lines), item.title, group, item))
    texts = {
        (line.place, way): text
        for line in lines
        for way, text in enumerate(dict.fromkeys((plain(line.title), without_brackets(line.title))))
    }
    return PrintedForm(tuple(lines), texts)


@lru_cache
def printed_kinds() -> tuple[str, ...]:
    """The kinds of papers that are forms with checklists."""
    checklists = load_region("kalmykia").checklists
    return tuple(sorted({kind for checklist in checklists for kind in checklist.kinds}))


@lru_cache
def choices(kind: str) -> tuple[Checklist, ...]:
    """The lists in running text of a form."""
    return tuple(
        checklist
        for checklist in load_region("kalmykia").checklists
        if checklist.choice and kind in checklist.kinds
    )
