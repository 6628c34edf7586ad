"""A text made easier to match, every character of which knows where it came from.

Nothing is ever edited in the document: a view is a reading with an alignment, so a match in the
view leads back to the very characters of the page.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "«»“”„‟″"), '"')
_FOLD = {**_SPACES, **_DASHES, **_QUOTES}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LATIN = str.maketrans("ABCEHKMOPTXYaceopxyuk", "АВСЕНКМОРТХУасеорхуик")
_MIXED = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LOWER = str.maketrans(
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абвгдеежзийклмнопрстуфхцчшщъыьэюяеabcdefghijklmnopqrstuvwxyz",
)
#: «П О С Т А Н О В И Л А»: at least four single letters with single spaces between.
_SPACED = re.compile(r"(?<![А-ЯЁа-яё])(?:[А-ЯЁа-яё] ){3,}[А-ЯЁа-яё](?![А-ЯЁа-яё])")
_HYPHENATED = re.compile(r"(?<=[А-Яа-яЁё])-[ ]?\n[ ]?(?=[а-яё])")
#: A line goes on in the next one unless it ends a sentence or the next begins a new item.
_UNWRAP = re.compile(
    r"(?:(?<=[^\n.:;!?\t])|(?<=адресу:))\n(?=[^\n\t])(?=[а-яё(\"]|[А-ЯЁ][а-яё.]|\d)"
)
#: A wide gap after a word that can't end a cell, or between most words of a line, is no column.
_LEANS = re.compile(r"[вкосуиа]|во|ко|со|об|от|до|по|на|за|из|не|для|при|или|под")
_LEANING = re.compile(rf"(?<![А-Яа-яЁё])(?:{_LEANS.pattern})\t")
_JUSTIFIED = re.compile(r"^[^\n\t]*(?:\t[^\n\t]*){3,}", re.MULTILINE)
_ONE_WORD = re.compile(r"\W*[\w.-]+\W*")


@dataclass(frozen=True)
class AlignedText:
    """`text[i]` came from `document.text[offsets[i]]`; offsets grow strictly."""

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError("every character of a view needs its offset")

    @cached_property
    def folded(self) -> str:
        """Lower case, ё as е, of the very same length: what expressions match on."""
        return self.text.translate(_LOWER)

    def raw(self, start: int, stop: int) -> tuple[int, int]:
        """The span of the document behind `text[start:stop]`; ValueError when empty."""
        if not 0 <= start < stop <= len(self.text):
            raise ValueError(f"span {start}:{stop} is empty or outside the view")
        return self.offsets[start], self.offsets[stop - 1] + 1

    def view(self, offset: int) -> int:
        """The first place of the view that stands at or after the document's `offset`."""
        return bisect_left(self.offsets, offset)

    def matches(
        self, pattern: re.Pattern[str], start: int = 0, stop: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Matches of `pattern` on the folded text between two places of the view."""
        return pattern.finditer(self.folded, start, len(self.text) if stop is None else stop)

    def _without(self, pattern: re.Pattern[str], keep: str = "") -> AlignedText:
        """Leave out what `pattern` matches, keeping only the characters outside `keep`."""
        chars: list[str] = []
        offsets: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            for i in (
                *range(last, match.start()),
                *(i for i in range(*match.span()) if keep and self.text[i] not in keep),
            ):
                chars.append(self.text[i])
                offsets.append(self.offsets[i])
            last = match.end()
        chars.extend(self.text[last:])
        offsets.extend(self.offsets[last:])
        return AlignedText("".join(chars), tuple(offsets))


def aligned_lines(text: str) -> AlignedText:
    """The view for heads, stamps and forms: characters folded, lines kept as printed.

    Spaces, dashes and quotes of one form each («№» stays), Latin look-alikes inside Cyrillic
    words as Cyrillic, letter-spaced titles closed up, combining marks composed.
    """
    composed = _compose(text)
    folded = AlignedText(composed.text.translate(_FOLD), composed.offsets)
    cyrillic = AlignedText(_MIXED.sub(_as_cyrillic, folded.text), folded.offsets)
    spread = _LEANING.sub(_close, _JUSTIFIED.sub(_close_justified, cyrillic.text))
    return AlignedText(spread, cyrillic.offsets)._without(_INVISIBLE)._without(_SPACED, keep=" ")


def aligned_prose(lines: AlignedText) -> AlignedText:
    """The view for sentences: words hyphenated at a line's end joined, paragraphs unwrapped."""
    joined = lines._without(_HYPHENATED)
    return AlignedText(_UNWRAP.sub(" ", joined.text), joined.offsets)


def _compose(text: str) -> AlignedText:
    """NFC, character by character, so that «и» + breve becomes «й» at the place of «и»."""
    if unicodedata.is_normalized("NFC", text):
        return AlignedText(text, tuple(range(len(text))))
    chars: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        if unicodedata.combining(char) and chars:
            both = unicodedata.normalize("NFC", chars[-1] + char)
            if len(both) == 1:
                chars[-1] = both
                continue
        chars.append(char)
        offsets.append(i)
    return AlignedText("".join(chars), tuple(offsets))


def _close(match: re.Match[str]) -> str:
    return match.group().replace("\t", " ")


def _close_justified(match: re.Match[str]) -> str:
    """A line of running text that was stretched to the margin, its gaps taken for columns."""
    cells = match.group().split("\t")
    words = sum(bool(_ONE_WORD.fullmatch(cell)) for cell in cells)
    running = sum(cell[:1].islower() and len(cell) > 3 for cell in cells)
    leans = any(_LEANS.fullmatch(cell) for cell in cells[:-1])
    prose = leans or 2 * running >= len(cells) - 1
    return _close(match) if prose and words > 0.7 * len(cells) else match.group()


def _as_cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LATIN) if _CYRILLIC.search(word) else word
