"""Where in the paper a typed value stands, so that it keeps its evidence."""

from __future__ import annotations

from rapidfuzz import fuzz

from papers.document import Document
from papers.evidence import Evidence, cite

#: Likeness 0..100 from which a place counts as the typed words: one slip in some ten letters.
LIKE_ENOUGH = 88.0
#: Fewer letters than this stand in any paper by chance.
LONG_ENOUGH = 3


def find_words(document: Document, typed: str) -> Evidence | None:
    """The whole words of `document` that read most like `typed`, or None when none do.

    Letter case, line ends and slips of recognition are forgiven (partial ratio of rapidfuzz),
    a different digit is not: another date or number is another value.
    """
    needle, text = _folded(typed.strip()), _folded(document.text)
    if len(needle) < LONG_ENOUGH or len(needle) > len(text):
        return None
    found = fuzz.partial_ratio_alignment(needle, text, score_cutoff=LIKE_ENOUGH)
    if found is None or found.dest_start == found.dest_end:
        return None
    words = document.words_between(found.dest_start, found.dest_end)
    evidence = cite(document, words[0].start, words[-1].stop) if words else None
    return evidence if evidence and _digits(evidence.quote) == _digits(needle) else None


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _folded(text: str) -> str:
    """Lower case with plain spaces, every letter in its place."""
    return "".join(_folded_letter(letter) for letter in text)


def _folded_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    lower = letter.lower()
    return lower if len(lower) == 1 else letter
