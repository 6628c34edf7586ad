"""The phrases of the trade: a small language of lemmas, and the finder of such phrases.

A phrase is a row of words in dictionary form:
`злоупотреблять` the lemma (or the very form) · `алкогол*` its beginning · `отец|папа` one of
them · `постоянно?` may be missing · `~3` up to three words between · `A <3> B` either order, up
to three words between · `@нет` that there is none, in any of its ways. A phrase never runs over
the end of a sentence, a narrow gap (up to two words) over no comma either.

spaCy's own matcher takes this language too, but asks every expression of every token: 0.26 CPU s
a page against 0.004 here, where a word is looked up once (bench/understanding.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

_MACROS = {
    "@нет": (
        "нет|нету|отсутств*|нехватка|лишить*",
        "не ~1 иметь*|быть|хватать|обнаружить*|оказаться|оборудова*|организова*|предусмотре*",
    )
}
_EITHER = re.compile(r"\s+<(\d)>\s+")
_STOP = re.compile(r"[.;:!?\s]+")
_NARROW = 2


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases that say one thing, and which sign it is, by who does it.

    `signs` maps a holder (mother, father, parents, adult, child, unknown, any) to a sign id;
    `unless` drops a phrase that one of its expressions overlaps; `repeated` wants a word of
    habit in the sentence; `victim` means that the holder is the one to whom it is done; `child`
    wants a child named nearby.
    """

    name: str
    signs: Mapping[str, str]
    phrases: tuple[str, ...]
    confidence: float
    unless: tuple[re.Pattern[str], ...] = ()
    repeated: bool = False
    victim: bool = False
    child: bool = False

    def excluded_by(self, folded: str, phrase: Span, around: int = 120) -> str:
        """The words of one of `unless` that overlap the phrase in the folded text, or nothing."""
        first, last = max(0, phrase.start_char - around), phrase.end_char + around
        return next(
            (
                match.group()
                for unless in self.unless
                for match in unless.finditer(folded, first, last)
                if match.start() < phrase.end_char and phrase.start_char < match.end()
            ),
            "",
        )


@dataclass(frozen=True, slots=True)
class _Word:
    """An element of a phrase: a token that is of the class `choices`."""

    choices: int
    optional: bool


@dataclass(frozen=True, slots=True)
class _Gap:
    """An element of a phrase: up to `reach` tokens of any kind."""

    reach: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    source: str
    elements: tuple[_Word | _Gap, ...]


class PhraseFinder:
    """Finds every phrase of the sets in a document whose tokens carry lemma and form."""

    def __init__(self, sets: Mapping[str, Sequence[str]]) -> None:
        """`sets` are phrases by the name that their spans will bear."""
        self._choices: dict[str, int] = {}
        self._whole: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, set[int]] = defaultdict(set)
        self._by_first: dict[int, list[_Phrase]] = defaultdict(list)
        self._seen: dict[str, frozenset[int]] = {}
        for name, phrases in sets.items():
            for source in phrases:
                for row in _rows(source):
                    phrase = _Phrase(name, source, tuple(map(self._element, row)))
                    first = phrase.elements[0]
                    if not isinstance(first, _Word) or first.optional:
                        raise ValueError(f"{name}: «{source}» begins with no word")
                    self._by_first[first.choices].append(phrase)

    def __call__(self, doc: Doc) -> Doc:
        """Write the phrases into `doc.spans["phrases"]`, labelled with their set's name."""
        classes = [self._classes(token.norm_) for token in doc]
        stops = [2 if _STOP.fullmatch(token.text) else int(token.text == ",") for token in doc]
        doc.spans["phrases"] = [
            Span(doc, start, end, label=phrase.label, span_id=phrase.source)
            for start, own in enumerate(classes)
            for choices in own & self._by_first.keys()
            for phrase in self._by_first[choices]
            for end in _ends(phrase.elements, 0, start, classes, stops)
        ]
        return doc

    def _element(self, word: str) -> _Word | _Gap:
        if word.startswith("~"):
            return _Gap(int(word[1:]))
        choices = word.removesuffix("?")
        known = self._choices.setdefault(choices, len(self._choices))
        for choice in choices.split("|"):
            (self._stems if choice.endswith("*") else self._whole)[choice.rstrip("*")].add(known)
        return _Word(known, word.endswith("?"))

    def _classes(self, norm: str) -> frozenset[int]:
        """The classes of a token by its lemma and form, looked up once a word."""
        if norm not in self._seen:
            found: set[int] = set()
            for word in norm.split():
                found |= self._whole.get(word, set())
                for length in range(1, len(word) + 1):
                    found |= self._stems.get(word[:length], set())
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            self._seen[norm] = frozenset(found)
        return self._seen[norm]


_REMEMBERED = 50_000


def _rows(phrase: str) -> Iterator[list[str]]:
    """The words of a phrase, for each order of its halves and way of a macro."""
    for macro, ways in _MACROS.items():
        if macro in phrase:
            for way in ways:
                yield from _rows(phrase.replace(macro, way))
            return
    halves = _EITHER.split(phrase)
    if len(halves) == 1:
        yield phrase.split()
        return
    left, reach, right = halves
    yield [*left.split(), f"~{reach}", *right.split()]
    yield [*right.split(), f"~{reach}", *left.split()]


def _ends(
    elements: Sequence[_Word | _Gap],
    at: int,
    place: int,
    classes: Sequence[frozenset[int]],
    stops: Sequence[int],
) -> set[int]:
    """Where the elements from `at` on may end when they begin at token `place`."""
    if at == len(elements):
        return {place}
    element = elements[at]
    if isinstance(element, _Word):
        found = _ends(elements, at + 1, place, classes, stops) if element.optional else set()
        if place < len(classes) and element.choices in classes[place]:
            found |= _ends(elements, at + 1, place + 1, classes, stops)
        return found
    barred = 1 if element.reach <= _NARROW else 2
    found = set()
    for skipped in range(element.reach + 1):
        found |= _ends(elements, at + 1, place + skipped, classes, stops)
        if place + skipped >= len(stops) or stops[place + skipped] >= barred:
            break
    return found
