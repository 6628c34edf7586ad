"""Where the printed words of a form stand in a paper, read with tolerance for bad recognition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from nlp.aligned import AlignedText
from nlp.layout import Line

_ALIKE, _ALIKE_SHORT, _SHORT = 84, 90, 12
_SLACK = 2
_LETTER = re.compile(r"[0-9а-яa-z]")
#: What a form adds to its words: an explanation in brackets, a colon, a line to write on.
_ADDED = re.compile(r"\s*\([^()]{1,260}\)")
_LEAD = re.compile(r"[\s:;.,_)–—-]*")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?[.)]|[-•*])\s*")
#: Short words are a label only before these, or before a capital.
_AFTER_SHORT = re.compile(r"\s*(?:[:()_\n\t–—-]|\d|[А-ЯЁ]|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """A printed wording of a label; `inline` words may stand within a line."""

    key: int
    title: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A label in the lines view: its words at `start:stop`, what is filled in from `fill`."""

    key: int
    start: int
    stop: int
    fill: int
    alike: float
    bracketed: bool


class _Letters:
    """The letters of a view alone, each with its place in it."""

    def __init__(self, view: AlignedText) -> None:
        self.places = [match.start() for match in _LETTER.finditer(view.folded)]
        self.text = "".join(view.folded[place] for place in self.places)


def find_labels(
    view: AlignedText, printed: Sequence[Line], words: Sequence[Words]
) -> tuple[Seen, ...]:
    """The labels of a paper in text order, none inside another; the longer wording wins."""
    letters = _Letters(view)
    told = sorted({(_plain(word.title), word) for word in words}, key=lambda pair: -len(pair[0]))
    inline = [pair for pair in told if pair[1].inline]
    starts = {_first_word(view, line.start) for line in printed}
    within = (
        {m.start() for m in re.finditer(r"(?<![а-яa-z])[а-яa-z]", view.folded)} if inline else ()
    )
    found: list[Seen] = []
    for place in sorted(starts):
        if seen := _label_at(view, letters, place, told):
            found.append(seen)
    for place in sorted(set(within) - starts):
        if seen := _label_at(view, letters, place, inline):
            found.append(seen)
    return tuple(_apart(sorted(found, key=lambda seen: (seen.start, -seen.stop))))


def _apart(found: Sequence[Seen]) -> list[Seen]:
    kept: list[Seen] = []
    for seen in found:
        if not kept or seen.start >= kept[-1].fill:
            kept.append(seen)
    return kept


def _first_word(view: AlignedText, start: int) -> int:
    """Where the words of a line begin, behind its number, a bullet or a bracket."""
    numbered = _NUMBERED.match(view.text, start)
    start = numbered.end() if numbered else start
    return start + (view.text[start : start + 1] == "(")


def _label_at(
    view: AlignedText, letters: _Letters, place: int, told: Sequence[tuple[str, Words]]
) -> Seen | None:
    """The label whose words begin at `place`."""
    at = bisect_left(letters.places, place)
    best: tuple[float, int, Words] | None = None
    for title, word in told:
        if best and best[0] >= len(title) * 100:
            break  # longest first: no shorter wording can be more
        alike, length = _likeness(view, letters, at, title)
        least = _ALIKE_SHORT if len(title) <= _SHORT else _ALIKE
        if alike >= least and (best is None or alike * len(title) > best[0]):
            stop = letters.places[at + length - 1] + 1
            exact = word.inline and alike == 100
            if len(title) > _SHORT or exact or _AFTER_SHORT.match(view.text, stop):
                best = (alike * len(title), length, word)
    if best is None:
        return None
    start, stop = letters.places[at], letters.places[at + best[1] - 1] + 1
    bracketed = view.text[start - 1 : start] == "("
    return Seen(best[2].key, start, stop, _fill(view, stop, bracketed), best[0], bracketed)


def _likeness(view: AlignedText, letters: _Letters, at: int, title: str) -> tuple[float, int]:
    """How alike the letters from `at` on are to a title, and how many of them are its own."""
    size = len(title)
    if (
        letters.text[at : at + 1] != title[:1]
        and fuzz.ratio(letters.text[at : at + 6], title[:6]) < 70
    ):
        return 0.0, 0
    best = (0.0, 0)
    for length in range(size, size + _SLACK + 1):
        for tried in dict.fromkeys((length, 2 * size - length)):
            if tried < 3 or at + tried > len(letters.text):
                continue
            last = letters.places[at + tried - 1]
            if _LETTER.match(view.folded, last + 1):
                continue  # not the end of a word
            alike = fuzz.ratio(letters.text[at : at + tried], title)
            if alike > best[0]:
                best = (alike, tried)
    return best


def _fill(view: AlignedText, stop: int, bracketed: bool) -> int:
    """Where what is filled in begins: behind what the form adds to its words."""
    if bracketed:
        close = view.text.find(")", stop, stop + 300)
        return _lead(view, close + 1 if close >= 0 else stop)
    while added := _ADDED.match(view.text, stop):
        stop = added.end()
    return _lead(view, stop)


def _lead(view: AlignedText, stop: int) -> int:
    match = _LEAD.match(view.text, stop)
    return match.end() if match else stop


def _plain(title: str) -> str:
    return "".join(_LETTER.findall(title.lower().replace("ё", "е")))
