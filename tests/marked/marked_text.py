"""The format of marked sentences: invented lines of papers with the values written into them.

    # a comment
    @fields reply_due          the fields that the file is about, blank between them
    @kind prevention_referral  the kind (and subtype) of the papers that follow

    Просим дать ответ {reply_due=2025-08-01|до 01.08.2025}.

    - Заседание состоится 01.08.2025.

    @paper                     what follows are whole papers (heads too), no longer sentences

Blocks stand apart by an empty line and may have several lines; `~` alone is an empty line of
the paper, `⇥` a tab between cells. `{field=value|text}` says that `text` gives `field` this
value; `{field=a;b|text}` several, `{field?=value|text}` one that may be missed; a value marked
in several places must be found at one of them. A block that
begins with «- » must give nothing. `@sentence` ends `@paper`.
`sign` is a distress sign; `child`, `mother`, … are people
of that role with their nominative names, `birth` a birth date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_MARK = re.compile(r"\{(?P<field>\w+)(?P<may>\??)=(?P<values>[^|{}]+)\|(?P<text>[^{}]+)\}")
_TABLES = {"⇥": "\t"}


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:stop]` gives `field` the value; unless `required`, it may be missed."""

    field: str
    value: str
    start: int
    stop: int
    required: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a paper with what must be found in it, and nothing else of `fields`."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    fields: frozenset[str]
    kind: str
    subtype: str | None
    whole: bool


@dataclass(slots=True)
class _Setting:
    fields: frozenset[str] = frozenset()
    kind: str = "other"
    subtype: str | None = None
    whole: bool = False
    lines: list[str] = field(default_factory=list)
    began: int = 0


def read_marked(path: Path) -> Iterator[Marked]:
    """The marked pieces of a file; ValueError names a line that is not of the format."""
    setting = _Setting()
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], start=1):
        if line.startswith("#"):
            continue
        if line.startswith("@"):
            _set(setting, line, f"{path.name}:{number}")
        elif line.strip():
            setting.began = setting.began or number
            setting.lines.append("" if line.strip() == "~" else line)
        elif setting.lines:
            yield _marked(setting, f"{path.stem}:{setting.began}")
            setting.lines, setting.began = [], 0


def _set(setting: _Setting, line: str, where: str) -> None:
    match line[1:].split():
        case ["fields", *fields]:
            setting.fields = frozenset(fields)
        case ["kind", kind]:
            setting.kind, setting.subtype = kind, None
        case ["kind", kind, subtype]:
            setting.kind, setting.subtype = kind, subtype
        case ["paper"]:
            setting.whole = True
        case ["sentence"]:
            setting.whole = False
        case _:
            raise ValueError(f"{where}: unknown setting {line!r}")


def _marked(setting: _Setting, name: str) -> Marked:
    source = "\n".join(setting.lines).translate(str.maketrans(_TABLES))
    negative = source.startswith("- ")
    text, marks = _strip(source.removeprefix("- ") if negative else source)
    if negative and marks:
        raise ValueError(f"{name}: a negative piece has marks")
    if not negative and not marks:
        raise ValueError(f"{name}: neither marked nor negative")
    if "{" in text or "}" in text:
        raise ValueError(f"{name}: a mark is not closed")
    return Marked(name, text, marks, setting.fields, setting.kind, setting.subtype, setting.whole)


def _strip(source: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks with their places in it."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = last = 0
    for match in _MARK.finditer(source):
        before, text = source[last : match.start()], match["text"]
        start = length + len(before)
        pieces += [before, text]
        length = start + len(text)
        last = match.end()
        marks += [
            Mark(match["field"], value.strip(), start, length, not match["may"])
            for value in match["values"].split(";")
        ]
    return "".join([*pieces, source[last:]]), tuple(marks)
