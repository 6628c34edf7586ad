"""While the reviewer types, the paper's own words complete what was begun."""

from __future__ import annotations

import re

from textual.suggester import Suggester


class PaperWords(Suggester):
    """Goes on with what the paper says after the typed words, or ends the word just begun."""

    def __init__(self, text: str) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._text = " ".join(text.split())

    async def get_suggestion(self, value: str) -> str | None:
        return complete(self._text, value)


def complete(text: str, value: str) -> str | None:
    """`value` with the rest of its last word (and the next one after a space) from `text`.

    The whole of what was typed is looked for first, then its last word alone.
    """
    last_word = re.search(r"[^\s;]+\s?$", value)
    for begun in (value, last_word[0] if last_word else ""):
        if len(begun.strip()) < 2:
            continue
        follows = re.search(rf"(?<!\w){re.escape(begun)}(\S+)", text, re.IGNORECASE)
        if follows:
            return value + follows[1].rstrip(".,;:»)")
    return None
