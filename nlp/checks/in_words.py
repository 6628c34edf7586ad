"""A sum or a share in figures, held against the same in words: «14 375 (четырнадцать тысяч …)»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from num2words import num2words

from casework.field import FieldCandidate
from nlp.checks.weighing import agrees, fails
from nlp.paper import Paper

#: Characters after the figures in which the words may begin, and the words of the longest sum.
_REACH, _LONGEST = 25, 160
_IN_BRACKETS = re.compile(r"[^()\d]{0,12}\((?P<words>[а-яё\s-]{3,160})\)")
_WORD = re.compile(r"[а-я]+")
#: Letters that tell a numeral in every case: сто, ста; тысяча, тысяч; четвертой, четверти.
_STEM = 4
_SPELLED = {"одна": "один", "одной": "один", "одну": "один", "две": "два", "двух": "два",
            "сорока": "сорок", "ста": "сто", "половин": "втор", "одно": "один"}  # fmt: skip
_MOST = 1_000_000_000
_UNIT = re.compile(r"руб|коп|част|дол[яьие]|целых|процент")


def sum_in_words(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """The rubles of a debt and the words in brackets after them."""
    for candidate in found:
        rubles = str(candidate.value).split(".")[0]
        if candidate.field != "debt_amount" or not rubles.isdigit() or int(rubles) >= _MOST:
            yield candidate
            continue
        yield _held(paper, candidate, _numerals(num2words(int(rubles), lang="ru")))


def share_in_words(paper: Paper, found: Iterable[FieldCandidate]) -> Iterator[FieldCandidate]:
    """A share of income and the words in brackets after it: «1/4 (одной четвёртой)»."""
    for candidate in found:
        share = re.fullmatch(r"(\d{1,2})/(\d{1,2})", str(candidate.value))
        if candidate.field != "alimony_share" or share is None:
            yield candidate
            continue
        top, bottom = (int(part) for part in share.groups())
        ordinal = num2words(bottom, lang="ru", to="ordinal")
        yield _held(paper, candidate, _numerals(f"{num2words(top, lang='ru')} {ordinal}"))


def _held(paper: Paper, candidate: FieldCandidate, expected: tuple[str, ...]) -> FieldCandidate:
    words = _words_beside(paper, candidate)
    said = _numerals(words)
    if not said or any(stem not in _numeral_stems() for stem in said):
        return candidate
    if said == expected:
        return agrees(candidate, f"прописью то же: «{words}»")
    return fails(candidate, f"прописью иначе: «{words}»", 0.6)


def _words_beside(paper: Paper, candidate: FieldCandidate) -> str:
    """The words in the first brackets within or right after the evidence, on one line."""
    evidence, text = candidate.evidence[0], paper.document.text
    near = text[evidence.start : evidence.stop + _REACH + _LONGEST].lower().replace("ё", "е")
    for match in re.finditer(r"\(", near[: evidence.stop - evidence.start + _REACH]):
        found = _IN_BRACKETS.match(near, match.start())
        if found:
            return " ".join(found["words"].replace("-\n", "").split())
    return ""


def _numerals(words: str) -> tuple[str, ...]:
    """The stems of the numerals of a text, the units left out."""
    folded = words.lower().replace("ё", "е")
    return tuple(
        _SPELLED.get(word, word)[:_STEM] for word in _WORD.findall(folded) if not _UNIT.match(word)
    )


@cache
def _numeral_stems() -> frozenset[str]:
    """The stems of every numeral that a sum or a share may hold."""
    cardinals = (*range(20), *range(20, 100, 10), *range(100, 1000, 100), 1000, 2000, 10**6, 10**9)
    spelled = [num2words(number, lang="ru") for number in cardinals]
    spelled += [num2words(number, lang="ru", to="ordinal") for number in range(1, 21)]
    return frozenset(stem for text in spelled for stem in _numerals(text))
