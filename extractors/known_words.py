"""Whether Russian knows a word: the dictionary of word forms alone, no grammar.

Loading takes 0.2 s and 28 MB, so it waits until a page is doubtful.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pymorphy3

_WORD = re.compile(r"[А-Яа-яЁё]{2,}")
#: Words are written in one of three ways; «сЕМЬЯ» is a misreading.
_CASED = (str.islower, str.isupper, str.istitle)


def is_known(text: str) -> bool:
    """Whether `text` holds words, nothing but words that Russian has, and no figure."""
    words = _WORD.findall(text)
    return (
        bool(words)
        and not any(map(str.isdigit, text))
        and all(any(cased(word) for cased in _CASED) for word in words)
        and all(_dictionary().word_is_known(word.lower()) for word in words)
    )


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")
