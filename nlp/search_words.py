"""Words of texts and queries in a normal form, so that «Ивановой» finds «Иванова», «елка» «ёлка».

A word stands for every dictionary form that it may belong to (pymorphy3), ё as е. Whatever has
a digit in it is kept whole, its signs as low lines: «2-123/2025» is one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casework.searching import Query, SearchEntry, SearchSource, Term
from nlp.russian import Morphology

#: A number with its signs, or a word.
_WORD = re.compile(r"(?=\w*\d)[^\W_]+(?:[-/.–][^\W_]+)*|[^\W_]+")
_SIGNS = re.compile(r"[^\w]|_")
_DIGIT = re.compile(r"\d")
#: What the dictionary is asked for.
_RUSSIAN = re.compile(r"[а-я]{1,60}")
#: A surname's end that changes with case and gender; the dictionary guesses it this way and that.
_SURNAME = re.compile(
    r"(.{2,}(?:[ое]в|[иы]н|[сц]к))(?:а|у|е|ы|ой|ою|ом|ым|ых|ыми|ий|ая|ую|ого|ому|им|их|ими)?"
)
_ASKED = re.compile(r"[\"«]([^\"»]*)[\"»]|(\S+)")
#: So many dictionary forms of one word count; more have no more to say.
_FORMS = 6
#: Longer runs of letters are no words.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words of texts and queries."""

    morphology: Morphology

    @classmethod
    def load(cls) -> SearchWords:
        return cls(Morphology.load())

    def entry(self, source: SearchSource) -> SearchEntry:
        """What `source` can be found by."""
        forms = [self._forms(word) for word, _, _ in words_of(source.text)]
        people = " ".join(source.people)
        return SearchEntry(
            source,
            people=" ".join(form for word, _, _ in words_of(people) for form in self._forms(word)),
            numbers=" ".join(_folded(word) for word, _, _ in words_of(" ".join(source.numbers))),
            words=" ".join(each[0] for each in forms),
            forms=" ".join(dict.fromkeys(other for each in forms for other in each[1:])),
        )

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of a text stand: those that `SearchEntry.words` has, in that order."""
        return tuple((start, stop) for _, start, stop in words_of(text))

    def query(self, asked: str) -> Query:
        """What to look for: words, «phrases» in quotes, beginnings that end in «*».

        A number is taken for the beginning of one. Any text is a query, if an empty one.
        """
        return Query(tuple(self._terms(asked)))

    def _terms(self, asked: str) -> Iterator[Term]:
        for phrase, single in _ASKED.findall(asked):
            words = [word for word, _, _ in words_of(phrase or single)]
            if phrase and len(words) > 1:
                yield Term(tuple(self._forms(word)[:1] for word in words))
                continue
            for place, word in enumerate(words, 1):
                if single.endswith("*") and place == len(words):
                    yield Term(((_folded(word),),), prefix=True)
                else:
                    yield Term((self._forms(word),), prefix=bool(_DIGIT.search(word)))

    def _forms(self, word: str) -> tuple[str, ...]:
        """What the word may be a form of, the likeliest first."""
        folded = _folded(word)
        if _RUSSIAN.fullmatch(folded) is None:
            return (folded[:_LONGEST],)
        lemmas = [_folded(str(parse.normal_form)) for parse in self.morphology.parse(folded)]
        surname = _SURNAME.fullmatch(folded)
        stem = [surname[1]] if surname else []
        return tuple(dict.fromkeys([*lemmas[:_FORMS], *stem])) or (folded,)


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, with where they start and stop."""
    return ((match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


def _folded(word: str) -> str:
    return _SIGNS.sub("_", word.casefold().replace("ё", "е"))
