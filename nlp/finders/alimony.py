"""Alimony: the share of income, the day from which it is recovered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import DateMention
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "alimony"

_ORDINALS = {
    "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8,
    "девят": 9, "десят": 10, "двенадцат": 12,
}  # fmt: skip
_NUMERATORS = {"одн": 1, "дв": 2, "тр": 3}
_GLYPHS = {"½": "1/2", "⅓": "1/3", "¼": "1/4", "⅙": "1/6", "⅕": "1/5", "⅛": "1/8", "⅔": "2/3"}
_FRACTION = re.compile(
    r"(?<![\d/.,-])(?P<n>[1-5])\s?/\s?(?P<d>[2-9]|1[0-2])(?![\d/]|[.,]\d)|[½⅓¼⅙⅕⅛⅔]"
)
_WORDS = re.compile(
    rf"\b(?P<n>одн[а-я]+|дв[а-я]{{1,2}}|тр[а-я]{{1,2}})\s+(?P<d>(?:{'|'.join(_ORDINALS)})[а-я]*)"
)
_HALF = re.compile(r"\bполовин[ауые]\b")
_PERCENT = re.compile(r"(?<![\d,.])(?P<p>\d{2}(?:[.,]\d{1,2})?)\s?(?:%|процент)")
_SHARE_OF = re.compile(r"[\s)(а-я]{0,40}?(?:част|дол|заработ|доход|всех видов)")
_NOT_INCOME = re.compile(r"в праве|собственност|в доход государства|квартир|жилого|удержан")
_ALIMONY = re.compile(r"алимент|содержани|взыскани|размер")
_SUPPORT = re.compile(r"алимент|на содержание")
_STARTS = (
    ("starting", re.compile(r"начиная\s+со?\s*$"), 0.95),
    ("monthly_from", re.compile(r"ежемесячно,?\s+(?:начиная\s+)?со?\s*$"), 0.95),
    ("from", re.compile(r"(?:^|[\s,])со?\s*$"), 0.8),
)
_UNTIL = re.compile(r"[\s,]*(?:и\s+)?до\b")
_NEAR = 250


def find_share(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """«1/4 (одной четвертой) части», «половина», «25 %»: the first of the operative part rules."""
    view = paper.prose
    found = sorted(_shares(paper), key=lambda share: (_rank(paper, share[1]), share[1]))
    for i, (value, start, stop, confidence) in enumerate(found):
        same = value == found[0][0]
        weight = 1.0 if same else 0.4
        yield paper.candidate(
            "alimony_share",
            value,
            view,
            (start, stop),
            confidence * weight,
            FINDER,
            "share" if not i else "share_again",
        )


def _shares(paper: Paper) -> Iterator[tuple[str, int, int, float]]:
    folded = paper.prose.folded
    for pattern in (_FRACTION, _WORDS, _HALF, _PERCENT):
        for match in pattern.finditer(folded):
            value = _value(match)
            around = folded[max(0, match.start() - _NEAR) : match.start()]
            after = folded[match.end() : match.end() + 70]
            if (
                not value
                or not _ALIMONY.search(around)
                or _NOT_INCOME.search(after[:60])
                or "удержан" in around[-40:]
            ):
                continue
            if not _SHARE_OF.match(after):
                continue
            decided = _rank(paper, match.start()) == 0
            yield value, *match.span(), 0.95 if decided else 0.85


def _rank(paper: Paper, start: int) -> int:
    """0 for what the paper decides, 1 for what it tells."""
    return 0 if paper.place(paper.prose, start) is Place.OPER else 1


def _value(match: re.Match[str]) -> str | None:
    """The share as `n/m`; None when the words are no share."""
    text, groups = match.group(), match.groupdict()
    if text in _GLYPHS:
        return _GLYPHS[text]
    if groups.get("p"):
        share = Fraction(groups["p"].replace(",", ".")) / 100
        nice = share.limit_denominator(12)
        return (
            f"{nice.numerator}/{nice.denominator}" if abs(nice - share) < Fraction(1, 150) else None
        )
    if not groups:
        return "1/2"
    if groups["n"].isdigit():
        return f"{groups['n']}/{groups['d']}"
    top = next(n for stem, n in _NUMERATORS.items() if groups["n"].startswith(stem))
    bottom = next(n for stem, n in _ORDINALS.items() if groups["d"].startswith(stem))
    return f"{top}/{bottom}"


def find_start(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """«начиная с 13 мая 2024 года», «ежемесячно с 10.09.2023 до совершеннолетия»."""
    found = sorted(_starts(paper), key=lambda start: (_rank(paper, start[0].start), start[0].start))
    for i, (date, rule, confidence) in enumerate(found):
        weight = 1.0 if not i else 0.4
        yield paper.candidate(
            "alimony_from",
            date.iso,
            paper.prose,
            (date.start, date.stop),
            confidence * weight,
            FINDER,
            rule,
        )


def _starts(paper: Paper) -> Iterator[tuple[DateMention, str, float]]:
    folded = paper.prose.folded
    for date in paper.dates:
        left = folded[max(0, date.start - 40) : date.start]
        before = folded[max(0, date.start - 700) : date.start]
        if not _SUPPORT.search(before) or paper.place(paper.prose, date.start) is Place.SIGN:
            continue
        for name, pattern, confidence in _STARTS:
            if not pattern.search(left):
                continue
            if name == "from" and "период" in left:
                continue
            if name == "from" and not (
                _UNTIL.match(folded, date.stop) or "алимент" in before[-150:]
            ):
                continue
            told = 1.0 if _rank(paper, date.start) == 0 else 0.85
            yield date, name, confidence * told
            break
