"""The words that names are made of: capitalised words and initials, and how they hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.aligned import AlignedText
from nlp.nominative import DAUGHTER, SON

CHILD_OF = f"{SON}|{DAUGHTER}"
_WORD = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*|[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})*"
    rf"|[А-ЯЁ](?=\s?\.)|\b(?:{CHILD_OF}|{CHILD_OF.upper()}|{CHILD_OF.title()})\b"
)
#: What may stand between the words of one name: blanks, one line break, the dot of an initial.
_GAP = re.compile(r"[ ]{1,3}|[ ]*\n[ ]*")
_INITIAL_GAP = re.compile(r"[ ]?\.[ ]{0,2}(?:\n[ ]*)?")
PARENT = re.compile(CHILD_OF, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    text: str  # title case, ё as the page has it
    start: int
    stop: int
    initial: bool
    opens: bool = False  # not held together with the token before it


def tokens(view: AlignedText, start: int = 0, stop: int | None = None) -> tuple[Token, ...]:
    """Capitalised words and initials; `opens` tells where a run of them begins."""
    found: list[Token] = []
    for match in _WORD.finditer(view.text, start, len(view.text) if stop is None else stop):
        word = match.group()
        if len(word) > 1 and _inside_word(view.text, *match.span()):
            continue
        initial = len(word) == 1
        shown = word if initial else _in_title_case(word)
        previous = found[-1] if found else None
        if previous and PARENT.fullmatch(word) and (not word.istitle() or _third(found)):
            shown = word.lower()
        gap = view.text[previous.stop : match.start()] if previous else ""
        joint = _INITIAL_GAP if previous and previous.initial else _GAP
        opens = previous is None or not (joint.fullmatch(gap) or not gap)
        found.append(Token(shown, match.start(), match.end(), initial, opens))
    return tuple(found)


def _in_title_case(word: str) -> str:
    """«РАШИД-ОГЛЫ» as «Рашид-оглы»."""
    first, *rest = word.split("-")
    parts = (p.lower() if PARENT.fullmatch(p) else p.capitalize() for p in rest)
    return "-".join((first.capitalize(), *parts))


def _third(before: list[Token]) -> bool:
    """Whether a word «Оглы» after `before` ends a patronymic: two words stand right before it."""
    return len(before) > 1 and not before[-1].opens and not before[-1].initial


def _inside_word(text: str, start: int, stop: int) -> bool:
    before = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-")
    return before or (stop < len(text) and (text[stop].isalnum() or text[stop] == "-"))


def runs(view: AlignedText) -> Iterator[tuple[Token, ...]]:
    """Tokens that stand together, nothing but blanks between them."""
    run: list[Token] = []
    for token in tokens(view):
        if token.opens and run:
            yield tuple(run)
            run = []
        run.append(token)
    if run:
        yield tuple(run)
