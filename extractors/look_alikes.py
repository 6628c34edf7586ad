"""Latin letters that stand in a Cyrillic word because they look alike.

Only words of both scripts are touched: what is Latin alone (a court's number, an address of mail,
a Roman numeral) stays. Letter for letter, so that places in the text stay what they are.
"""

from __future__ import annotations

import re

_LATIN = str.maketrans("ABCEHKMOPTXYaceopxyuk", "АВСЕНКМОРТХУасеорхуик")
_LETTERS = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LEFT_LATIN = re.compile(r"[A-Za-z]")


def as_cyrillic(text: str) -> str:
    """`text` with the look-alikes of its mixed words in Cyrillic; of the same length."""
    return _LETTERS.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    word = match.group()
    if not _CYRILLIC.search(word):
        return word
    mended = word.translate(_LATIN)
    return word if _LEFT_LATIN.search(mended) else mended
