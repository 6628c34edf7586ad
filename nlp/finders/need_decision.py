"""Recognised as needing social service, or refused (442-ФЗ, ст. 15)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.finders.rule import Rule
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "need_decision"
FIELD = "need_decision"

_NEEDY = r"нуждающ\w+"
RULES = (
    Rule(
        "refused",
        rf"\bотказ(?:ать|ано|ала|али|ал|е|)\b(?! от\b)[^;]{{0,400}}"
        rf"(?:{_NEEDY}|признани\w+|обслуживани\w+)"
        rf"|(?:признани\w+[^;]{{0,80}}{_NEEDY}|обслуживани\w+)[^;]{{0,80}}\bотказ(?:ать|ано)"
        rf"|\bне (?:призна\w+|является|признать)[^;]{{0,120}}{_NEEDY}|\bне нужда(?:ется|ются)\b",
        0.93,
        "refused",
    ),
    Rule(
        "recognised",
        rf"(?<!не )\bпризна(?:ть|н|на|ны|ла|ли|л)\b[^;]{{0,500}}{_NEEDY}"
        rf"|{_NEEDY}[^;]{{0,80}}(?<!не )\bпризна(?:ть|н|на|ны|ла|ли|л)\b",
        0.93,
        "recognised",
    ),
    Rule(
        "recognition_named",
        rf"\bо признании[^;]{{0,120}}{_NEEDY}|\bпризнани\w+[^;]{{0,80}}{_NEEDY}",
        0.45,
        "recognised",
    ),
    Rule(
        "needs_service",
        r"(?<!не )\bнужда(?:ется|ются)\b[^;]{0,60}обслуживани\w+",
        0.55,
        "recognised",
    ),
)
#: A blank that offers both: «признать (отказать в признании)».
_BOTH = re.compile(r"нужное|ненужное|подчеркнуть|зачеркнуть")
_ASIDE = frozenset({Place.REG, Place.ADDR, Place.SIGN})
_LAW = re.compile(r"порядк\w+ признани|вправе|в случае|предусмотр\w+")
_APPEAL = re.compile(r"обжалова\w+")


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    taken: list[tuple[int, int]] = []
    for rule in RULES:
        for match in paper.sentences.matches(rule.pattern):
            place = paper.place(paper.prose, match.start())
            if place in _ASIDE or any(match.start() < b and a < match.end() for a, b in taken):
                continue
            taken.append(match.span())
            begin, end = paper.sentences.at(match.start())
            sentence = paper.prose.folded[begin : max(end, match.end())]
            confidence = rule.confidence
            if _BOTH.search(sentence):
                confidence = 0.4
            elif _LAW.search(sentence[: match.start() - begin]) or _APPEAL.search(sentence):
                confidence = min(confidence, 0.45)
            yield paper.candidate(
                FIELD, str(rule.value), paper.prose, match.span(), confidence, FINDER, rule.name
            )
