"""What a sample paper is: blocks of an office page, how it reached the office, and the truth.

Blocks are laid out by `word` (DOCX) and `sheet` (PDF, and from it every scan) alike.
Lengths are millimetres, sizes of type are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
Typeface = Literal["serif", "sans", "mono", "dejavu"]


class Condition(StrEnum):
    """The state in which a paper reaches the office."""

    WORD = "word"
    TEXT_PDF = "text_pdf"
    TEXT = "text"
    CLEAN_SCAN = "clean_scan"
    SKEWED_SCAN = "skewed_scan"
    TURNED_SCAN = "turned_scan"
    STAMPED_SCAN = "stamped_scan"
    PHONE_PHOTO = "phone_photo"
    FAX = "fax"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; body text (`justify`) has the first line indented."""

    text: str
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    size: float | None = None
    gap: float = 0.0

    @property
    def indent(self) -> float:
        return 12.5 if self.align == "justify" else 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a letter: two columns without borders, corner blank and addressee."""

    left: tuple[Para, ...]
    right: tuple[Para, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with borders; the first row is bold when `titled`. Shares of width sum to 1."""

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    titled: bool = True
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of a form: the value stands on the line, its meaning in small type below."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Post, place for the signature, name."""

    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the page."""


Block = Para | Head | Grid | Caption | Signed | Rule


@dataclass(frozen=True, slots=True)
class Stamp:
    """The receiver's registration stamp; `left` and `top` place it on page 1."""

    lines: tuple[str, ...]
    left: float
    top: float
    width: float = 62.0


@dataclass(frozen=True, slots=True)
class Person:
    roles: tuple[str, ...]
    full_name: str | tuple[str, ...]
    birth_date: str | None = None

    def as_json(self) -> dict[str, object]:
        name = self.full_name if isinstance(self.full_name, str) else list(self.full_name)
        person: dict[str, object] = {"roles": list(self.roles), "full_name": name}
        if self.birth_date:
            person["birth_date"] = self.birth_date
        return person


@dataclass(frozen=True, slots=True)
class Truth:
    """What stands on the paper, normalised. `optional` and `maybe_signs` are debatable:
    giving them is right, leaving them out is no fault."""

    kind: str
    fields: dict[str, str | bool | list[str]]
    people: tuple[Person, ...]
    signs: tuple[str, ...] = ()
    subtype: str | None = None
    optional: tuple[str, ...] = ()
    maybe_signs: tuple[str, ...] = ()
    marks: dict[str, bool | int | float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        truth: dict[str, object] = {"kind": self.kind}
        if self.subtype:
            truth["subtype"] = self.subtype
        truth |= {
            "fields": self.fields,
            "people": [person.as_json() for person in self.people],
            "distress_signs": list(self.signs),
            "optional": list(self.optional),
        }
        if self.maybe_signs:
            truth["distress_optional"] = list(self.maybe_signs)
        if self.marks:
            truth["marks"] = self.marks
        return truth


@dataclass(frozen=True, slots=True)
class Paper:
    """One sample: `filename` as an office would call it. `seal` is the text round the seal."""

    filename: str
    condition: Condition
    blocks: tuple[Block, ...]
    truth: Truth
    stamp: Stamp | None = None
    seal: str = ""
    footer: str = ""
    typeface: Typeface = "serif"
    size: float = 13.0

    @property
    def name(self) -> str:
        return self.filename.partition(".")[0]

    def expected(self) -> dict[str, object]:
        return {"source": self.filename, "condition": self.condition.value, **self.truth.as_json()}


def left(text: str, *, bold: bool = False, size: float | None = None, gap: float = 0.0) -> Para:
    return Para(text, "left", bold=bold, size=size, gap=gap)


def centre(text: str, *, bold: bool = False, size: float | None = None, gap: float = 0.0) -> Para:
    return Para(text, "center", bold=bold, size=size, gap=gap)


def right(text: str, *, bold: bool = False, size: float | None = None, gap: float = 0.0) -> Para:
    return Para(text, "right", bold=bold, size=size, gap=gap)


def body(*texts: str) -> tuple[Para, ...]:
    return tuple(Para(text) for text in texts)
