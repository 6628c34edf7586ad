"""Choices printed in running text: «климат в семье (подчеркнуть): благоприятный, …».

Chosen is what is underlined, what has a mark beside it, what is written once more behind the
printed list, or what alone was left of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from casework.field import FieldCandidate
from casework.findings import KindGuess
from casework.forms import Checklist, Item
from nlp.aligned import AlignedText
from nlp.confidence import quality_of
from nlp.marks.printed import choices
from nlp.paper import Paper
from papers.document import EMPTY_BOX, TICKS
from papers.evidence import Place, cite

_LONGEST = 700
_TITLE_ALIKE, _OPTION_ALIKE = 86, 84
_LEAST_FUZZY = 7
#: The share of a choice's letters that must be underlined.
_UNDERLINED = 0.6
_MARKS = frozenset((set(TICKS) - {EMPTY_BOX}) | set("✔✘☒√"))
_BOX = frozenset({EMPTY_BOX, "□"})
_SPACE = re.compile(r"[\n\t]")
_PRINTED_BETWEEN = 40

UNDERLINED, TICKED, WRITTEN, LEFT_ALONE = 0.94, 0.9, 0.9, 0.8


@dataclass(frozen=True, slots=True)
class _Option:
    """An option of the list where it stands in the prose view."""

    item: Item
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Window:
    """The view's text from a title's end to where its list may reach."""

    checklist: Checklist
    start: int
    stop: int


def chosen(paper: Paper, kind: KindGuess, finder: str) -> Iterator[FieldCandidate]:
    """The chosen options of every list of the form."""
    view = paper.prose
    text = _SPACE.sub(" ", view.folded)
    for window in _windows(text, choices(kind.value)):
        options = _options(text, window)
        printed = _printed(options)
        for option, confidence, rule in _choose(paper, view, text, window, options, printed):
            start, stop = view.raw(option.start, option.stop)
            yield FieldCandidate(
                f"{window.checklist.section}.{option.item.id}",
                True,
                paper.document.text[start:stop],
                confidence * quality_of(paper.document, ((start, stop),)),
                (cite(paper.document, start, stop, Place.FORM),),
                finder,
                rule,
            )


def _windows(text: str, lists: tuple[Checklist, ...]) -> list[_Window]:
    """Where the titles of the lists stand; a list ends where the next one begins."""
    found: list[tuple[int, int, Checklist]] = []
    for checklist in lists:
        title = checklist.title.casefold().replace("ё", "е")
        if len(title) > len(text):
            continue
        if best := fuzz.partial_ratio_alignment(title, text, score_cutoff=_TITLE_ALIKE):
            found.append((best.dest_start, best.dest_end, checklist))
    starts = sorted(start for start, _, _ in found)
    return [
        _Window(
            checklist,
            stop,
            min([stop + _LONGEST, len(text), *(other for other in starts if other > start)]),
        )
        for start, stop, checklist in found
    ]


def _options(text: str, window: _Window) -> list[_Option]:
    """Every option in the window, in text order, none inside another."""
    found: list[_Option] = []
    for item in sorted(window.checklist.items, key=lambda item: -len(item.title)):
        words = item.title.casefold().replace("ё", "е")
        pattern = r"\s+".join(map(re.escape, words.split()))
        spans = [
            match.span()
            for match in re.compile(rf"(?<![а-я-]){pattern}(?![а-я])").finditer(
                text, window.start, window.stop
            )
        ]
        if not spans and len(words) >= _LEAST_FUZZY:
            spans = _misread(text, words, window)
        found += (
            _Option(item, *span)
            for span in spans
            if not any(span[0] < other.stop and other.start < span[1] for other in found)
        )
    return sorted(found, key=lambda option: option.start)


def _misread(text: str, words: str, window: _Window) -> list[tuple[int, int]]:
    if len(words) > window.stop - window.start:
        return []
    best = fuzz.partial_ratio_alignment(
        words, text[window.start : window.stop], score_cutoff=_OPTION_ALIKE
    )
    if best is None:
        return []
    start, stop = window.start + best.dest_start, window.start + best.dest_end
    return [] if start and text[start - 1].isalpha() else [(start, stop)]


def _printed(options: list[_Option]) -> list[_Option]:
    """The printed list: each option once, one behind the other, in the order of the form."""
    printed: list[_Option] = []
    for option in options:
        near = not printed or option.start - printed[-1].stop <= _PRINTED_BETWEEN
        if near and all(option.item is not other.item for other in printed):
            printed.append(option)
        elif printed:
            break
    return printed


def _choose(
    paper: Paper,
    view: AlignedText,
    text: str,
    window: _Window,
    options: list[_Option],
    printed: list[_Option],
) -> Iterator[tuple[_Option, float, str]]:
    total = len(window.checklist.items)
    if not printed:
        return
    if len(printed) <= total // 2 and "подчерк" not in text[window.start : printed[0].start]:
        yield from ((option, LEFT_ALONE, "left_alone") for option in printed)
        return
    underlined = [option for option in printed if _is_underlined(paper, view, option)]
    if len(underlined) < len(printed):
        yield from ((option, UNDERLINED, "underlined") for option in underlined)
    boxed_before = _marked_before(text, printed[0])
    for option in printed:
        if _ticked(text, option, boxed_before):
            yield option, TICKED, "ticked"
    end = _line_end(paper, view, printed[-1].stop, window.stop)
    for option in options:
        if printed[-1].stop <= option.start < end:
            yield option, WRITTEN, "written"


def _is_underlined(paper: Paper, view: AlignedText, option: _Option) -> bool:
    places = [view.offsets[i] for i in range(option.start, option.stop)]
    held = sum(
        any(line.start <= place < line.stop for line in paper.document.underlines)
        for place in places
    )
    return held >= _UNDERLINED * len(places)


def _marked_before(text: str, option: _Option) -> bool:
    """Whether boxes stand before the words of the list, as before its first."""
    before = text[: option.start].rstrip()[-1:]
    return before in _MARKS or before in _BOX


def _ticked(text: str, option: _Option, boxed_before: bool) -> bool:
    """Whether a mark stands at the option: before all, or on its side of the comma."""
    before = text[: option.start].rstrip()
    if before[-1:] in _MARKS and (boxed_before or before[:-1].rstrip()[-1:] in ",;:("):
        return True
    return not boxed_before and text[option.stop :].lstrip(" ")[:1] in _MARKS


def _line_end(paper: Paper, view: AlignedText, at: int, stop: int) -> int:
    """The end of the line in which the list ends, or of the next one if nothing is behind it."""
    raw = paper.document.text
    offset = view.offsets[at - 1] + 1
    end = raw.find("\n", offset)
    end = len(raw) if end < 0 else end
    behind = raw[offset:end].strip(" .;:)_")
    if not behind.replace("и другие", "").strip() or raw[end + 1 : end + 2].islower():
        following = raw.find("\n", end + 1)
        end = len(raw) if following < 0 else following
    return min(stop, view.view(end))
