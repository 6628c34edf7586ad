"""The day of the visit that an act tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "survey_date"
_ACTS = frozenset({"primary_act", "control_act"})

#: name, what stands before the date, confidence
RULES = (
    (
        "labelled",
        re.compile(
            r"дат[аы]\s+(?:проведения\s+)?(?:первичного\s+"
            r"|контрольного\s+)?(?:обследования|посещения|визита)[\s:\"]*$"
        ),
        0.95,
    ),
    (
        "visits_of_passport",
        re.compile(r"даты проведения первичного и контрольных обследований[\s:\"]*$"),
        0.75,
    ),
    (
        "was_surveyed",
        re.compile(
            r"(?:обследовани[ея]|посещени[ея])[^.\n]{0,40}(?:проведен[оа]?|состоялось"
            r"|осуществлен[оа]?)[\s\"]*$"
        ),
        0.85,
    ),
)
#: «03.02.2025 специалистами произведён выход в семью»
_VISITED = re.compile(
    r"\s*+(?:г(?:ода|\.)?)?,?\s*+(?:(?:в|с)\s\d\d?[:.\s-]\d\d\s*(?:час[а-я]*\.?)?,?\s*+)?"
    r"(?:[а-я-]+,?\s+){0,8}?(?:(?:произвед|провед|осуществл|состоял|соверш)[а-я]*\s+(?:[а-я-]+\s+){0,3}?"
    r"(?:обследован|посещен|выход|выезд|осмотр)|обследова|посети)"
)
_ACT_HEAD = re.compile(r"(?:^|\s)от[\s\"]*$")


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    view = paper.lines
    for mention in paper.line_dates:
        left = view.folded[max(0, mention.start - 120) : mention.start]
        span = (mention.start, mention.stop)
        rule = next(((n, c) for n, pattern, c in RULES if pattern.search(left)), None)
        head = paper.place(view, mention.start) in (Place.HEAD, Place.TITLE, Place.SUBJ)
        if rule is None and head and kind.value == "control_act" and _ACT_HEAD.search(left):
            rule = ("act_of", 0.92)
        if rule is None and kind.value in _ACTS and _VISITED.match(view.folded, mention.stop):
            rule = ("visited", 0.8)
        if rule:
            yield paper.candidate("survey_date", mention.iso, view, span, rule[1], FINDER, rule[0])
