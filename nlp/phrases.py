"""The phrases of the trade: a small language of lemmas, compiled for spaCy's span ruler.

A phrase is a row of words in dictionary form:
`злоупотреблять` the lemma · `алкогол*` a lemma's beginning · `отец|папа` one of them ·
`=ухожен*` the word as written, for forms whose lemma is another word's ·
`постоянно?` may be missing · `~3` up to three words between · `A <3> B` either order, up to
three words between · `@нет` that there is none, in any of its ways. Matches never run over
the end of a sentence, a narrow gap (up to two words) over no comma either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from spacy.tokens import Span

TokenPattern = dict[str, Any]

_MACROS = {
    "@нет": (
        "нет|отсутств*|нехватка|лишить*",
        "не ~1 иметь*|быть|хватать|обнаружить*|оказаться|оборудова*|организова*|предусмотре*",
    )
}
_EITHER = re.compile(r"\s+<(\d)>\s+")
#: What may stand between two words: no end of a clause; in a narrow gap no comma either.
_BETWEEN = r"^(?![.;:!?\s]+$)"
_WITHIN = r"^(?![.,;:!?\s]+$)"
_NARROW = 2


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases that say one thing, and which sign it is, by who does it.

    `signs` maps a holder (mother, father, parents, adult, child, unknown, any) to a sign id;
    `unless` drops a phrase that one of its expressions overlaps; `repeated` wants a word of
    habit in the sentence; `victim` means that the holder is the one to whom it is done.
    """

    name: str
    signs: Mapping[str, str]
    phrases: tuple[str, ...]
    confidence: float
    unless: tuple[re.Pattern[str], ...] = ()
    repeated: bool = False
    victim: bool = False

    def excludes(self, folded: str, phrase: Span, around: int = 120) -> bool:
        """Whether one of `unless` overlaps the phrase in the folded text."""
        first, last = max(0, phrase.start_char - around), phrase.end_char + around
        return any(
            match.start() < phrase.end_char and phrase.start_char < match.end()
            for unless in self.unless
            for match in unless.finditer(folded, first, last)
        )


@lru_cache(maxsize=1)
def load_signs() -> Mapping[str, PhraseSet]:
    """The sets of lexicon/signs.toml by name."""
    table = tomllib.loads((resources.files("nlp") / "lexicon/signs.toml").read_text("utf-8"))
    return {
        name: PhraseSet(
            name,
            entry["signs"] if isinstance(entry["signs"], dict) else {"any": entry["signs"]},
            tuple(entry["phrases"]),
            entry.get("confidence", 0.85),
            tuple(re.compile(unless) for unless in entry.get("unless", ())),
            entry.get("repeated", False),
            entry.get("victim", False),
        )
        for name, entry in table.items()
    }


def ruler_patterns() -> list[dict[str, Any]]:
    """Every phrase as a pattern of spaCy's span ruler, labelled with the name of its set."""
    return [
        {"label": phrase_set.name, "pattern": pattern, "id": phrase}
        for phrase_set in load_signs().values()
        for phrase in phrase_set.phrases
        for pattern in compile_phrase(phrase)
    ]


def compile_phrase(phrase: str) -> Iterator[list[TokenPattern]]:
    """The token patterns of a phrase: one for each order of its halves and way of a macro."""
    for macro, ways in _MACROS.items():
        if macro in phrase:
            for way in ways:
                yield from compile_phrase(phrase.replace(macro, way))
            return
    halves = _EITHER.split(phrase)
    if len(halves) == 1:
        yield _row(phrase)
        return
    left, reach, right = halves
    gap = _gap(int(reach))
    yield [*_row(left), gap, *_row(right)]
    yield [*_row(right), gap, *_row(left)]


def _row(words: str) -> list[TokenPattern]:
    return [_token(word) for word in words.split()]


def _token(word: str) -> TokenPattern:
    if word.startswith("~"):
        return _gap(int(word[1:]))
    choices = word.removesuffix("?").split("|")
    by = "LOWER" if choices[0].startswith("=") else "LEMMA"
    words = "|".join(_stem(choice.removeprefix("=")) for choice in choices)
    token: TokenPattern = {by: {"REGEX": f"^(?:{words})$"}}
    return {**token, "OP": "?"} if word.endswith("?") else token


def _stem(choice: str) -> str:
    stem = re.escape(choice.removesuffix("*")).replace("е", "[её]")
    return rf"{stem}[\w-]*" if choice.endswith("*") else stem


def _gap(reach: int) -> TokenPattern:
    between = _WITHIN if reach <= _NARROW else _BETWEEN
    return {"TEXT": {"REGEX": between}, "OP": f"{{0,{reach}}}"}
