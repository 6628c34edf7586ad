"""The characters that may stand in a document's text. Applied before offsets are counted."""

from __future__ import annotations

import re
import unicodedata

_MARKS_IN_A_ROW = 2
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
_SPACES = ("Zs", "Zl", "Zp")
_SUSPECT = re.compile(r"[^\n\t -~«»№А-яЁё–—]")


def clean(text: str) -> str:
    """Compose (NFC), drop control, format, private and unassigned characters, unify spaces.

    Terminal escapes, zero-width and direction marks never reach the reviewer; line feed and
    tab stay; no more than two combining marks follow each other.
    """
    if not _SUSPECT.search(text):
        return text
    marks = 0
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(_plain(character))
    return "".join(kept)


def _plain(character: str) -> str:
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category in _SPACES or character == "\x85":
        return " "
    return "" if category in _DROPPED else character
