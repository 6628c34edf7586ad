"""Automatic numbers of paragraphs, which Word prints but keeps out of the text (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from extractors.word_package import Element
from extractors.word_styles import WordStyles
from extractors.word_symbols import symbol
from papers.document import TICKS

_PARAGRAPH, _NUMBERED = qn("w:p"), qn("w:numPr")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 4000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    restarts_after: int  # the highest level whose number starts this one anew; 0 is none
    legal: bool  # all numbers of the label in figures
    style: str | None


@dataclass(slots=True)
class _List:
    """The counters of a list; lists of the same definition count on together."""

    levels: list[_Level | None]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counted in the order in which its paragraphs are asked for."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def write(self, story: Element) -> None:
        """Put the label of every numbered paragraph of a story before its text."""
        if not self._lists:
            return
        for paragraph in list(story.iter(_PARAGRAPH)):
            if next(paragraph.iterancestors(_FALLBACK), None) is None and (
                label := self._label(paragraph)
            ):
                _put_before(paragraph, label)

    def _load(self, root: Element) -> None:
        abstract = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        by_link = {_value(one, "w:styleLink"): one for one in abstract.values()}
        by_link.pop(None, None)
        made: dict[int, _List] = {}
        for number in root.iter(qn("w:num")):
            definition = abstract.get(_value(number, "w:abstractNumId"))
            if definition is None:
                continue
            definition = by_link.get(_value(definition, "w:numStyleLink"), definition)
            name = number.get(qn("w:numId"))
            shared = made.setdefault(id(definition), _List(_levels(definition)))
            own = list(number.iterchildren(qn("w:lvlOverride")))
            redefined = {
                _whole(one.get(qn("w:ilvl"))): level
                for one in own
                for level in one.iterchildren(qn("w:lvl"))
            }
            if redefined:
                shared = _List(list(shared.levels), shared.counts)
                for place, level in redefined.items():
                    if 0 <= place < _LEVELS:
                        shared.levels[place] = _level(level, place)
            self._lists[name] = shared
            self._restarts[name] = {
                _whole(one.get(qn("w:ilvl"))): _whole(start)
                for one in own
                if (start := _value(one, "w:startOverride")) is not None
            }

    def _label(self, paragraph: Element) -> str:
        name, place = self._place(paragraph)
        listed = self._lists.get(name or "")
        level = listed.levels[place] if listed and 0 <= place < _LEVELS else None
        if name is None or listed is None or level is None:
            return ""
        counts = listed.counts
        restart = self._restarts[name].pop(place, None)
        if restart is not None or place not in counts:
            counts[place] = level.start if restart is None else restart
        else:
            counts[place] += 1
        for deeper in range(place + 1, _LEVELS):
            below = listed.levels[deeper]
            if below is None or place < below.restarts_after:
                counts.pop(deeper, None)
        return _written(listed, place)

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and the level of a paragraph, by itself or by its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{_NUMBERED}")
        name = None if own is None else _value(own, "w:numId")
        if own is not None and name is not None:
            return name, _whole(_value(own, "w:ilvl"))
        for style in self._styles.of_paragraph(paragraph):
            given = style.find(f"{qn('w:pPr')}/{_NUMBERED}")
            name = None if given is None else _value(given, "w:numId")
            if given is None or name is None:
                continue
            listed = self._lists.get(name)
            named = style.get(qn("w:styleId"))
            linked = [
                place
                for place, level in enumerate(listed.levels if listed else ())
                if level is not None and level.style == named
            ]
            stated = _whole(_value(given if own is None else own, "w:ilvl"))
            return name, linked[0] if linked else stated
        return None, 0


def _levels(definition: Element) -> list[_Level | None]:
    levels: list[_Level | None] = [None] * _LEVELS
    for element in definition.iterchildren(qn("w:lvl")):
        place = _whole(element.get(qn("w:ilvl")))
        if 0 <= place < _LEVELS:
            levels[place] = _level(element, place)
    return levels


def _level(element: Element, place: int) -> _Level:
    kind = _value(element, "w:numFmt") or "decimal"
    text = _value(element, "w:lvlText") or ""
    if kind == "bullet":
        fonts = element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = None if fonts is None else fonts.get(qn("w:ascii"))
        drawn = symbol(font, f"{ord(text[:1] or ' '):x}")
        text = drawn if drawn and drawn in TICKS else ""
    return _Level(
        start=_whole(_value(element, "w:start")),
        format=kind,
        text=text,
        restarts_after=_whole(_value(element, "w:lvlRestart"), place),
        legal=element.find(qn("w:isLgl")) is not None,
        style=_value(element, "w:pStyle"),
    )


def _written(listed: _List, place: int) -> str:
    own = listed.levels[place]
    if own is None:
        return ""

    def count(match: re.Match[str]) -> str:
        higher = int(match[1]) - 1
        level = listed.levels[higher]
        if level is None:
            return ""
        number = listed.counts.get(higher, level.start)
        return formatted(number, "decimal" if own.legal else level.format)

    return _PLACE.sub(count, own.text)


def formatted(number: int, kind: str) -> str:
    """A number as Word writes it in a list; in figures where the way is not known here."""
    match kind:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "lowerLetter" | "upperLetter":
            return _cased(_letters(number, _LATIN), kind)
        case "russianLower" | "russianUpper":
            return _cased(_letters(number, _RUSSIAN), kind)
        case "lowerRoman" | "upperRoman" if 0 < number < _MOST_ROMAN:
            return _cased("".join(_roman(number)), kind)
    return str(number)


def _letters(number: int, alphabet: str) -> str:
    """а … я, аа, бб: the letter is doubled when the alphabet has come to its end."""
    turns, place = divmod(max(1, number) - 1, len(alphabet))
    return alphabet[place] * min(turns + 1, 9)


def _roman(number: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        turns, number = divmod(number, value)
        yield letters * turns


def _cased(text: str, kind: str) -> str:
    return text.upper() if "pper" in kind else text


def _put_before(paragraph: Element, label: str) -> None:
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = f"{label} "
    run.append(text)
    paragraph.insert(int(len(paragraph) > 0 and paragraph[0].tag == qn("w:pPr")), run)


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _value(element: Element, name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))
