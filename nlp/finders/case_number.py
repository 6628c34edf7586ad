"""Numbers of courts and bailiffs: № дела, УИД, № исполнительного производства."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.numbers import NUMBER, SIGN, clean
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "case_number"

_HEAD = (Place.HEAD, Place.TITLE, Place.SUBJ, Place.ADDR)
#: A paper's own case is named first; of two equal mentions the later is less sure.
_LATER = 0.9

#: Index of a court case: kind of proceedings, numbers, year («2-102/2015», «1 – 151/2026»).
#: «2-4410/2616/2025» and «2-871/2023-19» carry the number of a justice's district as well.
_INDEX = (
    r"\d{1,2}[а-я]?\s?-\s?\d{1,6}(?:\s?-\s?\d{1,6}){0,3}(?:\s?/\s?\d{3,5}(?=\s?/))?"
    r"\s?/\s?(?:20\d\d|\d\d)(?:-\d{1,3})?(?!\d)"
)


class Rule(NamedTuple):
    """A way to name a case, and how sure it is in the three places where it may stand."""

    name: str
    pattern: re.Pattern[str]
    head_of_court_act: float
    elsewhere_in_it: float
    other_papers: float


RULES = (
    Rule(
        "case",
        re.compile(
            r"\bдел[оуае]\b(?:\s*\([а-я ]{3,20}\))?[\s:]*(?:об [а-я ]{3,40})?"
            rf"(?:{SIGN})?\s*(?P<number>{_INDEX})"
        ),
        0.97,
        0.6,
        0.9,
    ),
    Rule("index", re.compile(rf"(?:{SIGN}|\bм\b)\s*(?P<number>{_INDEX})"), 0.95, 0.0, 0.0),
    Rule(
        "court_order",
        re.compile(rf"\bсудебн[а-я]+ приказ[а-я]*\s*(?:{SIGN})\s*(?P<number>{_INDEX})"),
        0.9,
        0.35,
        0.85,
    ),
    Rule(
        "court_act",
        re.compile(
            r"\b(?:решени|приговор|определени)[а-я]*"
            rf"[^\n.;]{{0,60}}(?:{SIGN})\s*(?P<number>{_INDEX})"
        ),
        0.5,
        0.3,
        0.6,
    ),
)
_COMMISSION_CASE = re.compile(rf"\bдел[оуа]\s*(?:{SIGN})\s*(?P<number>{NUMBER})")
_UID = re.compile(
    r"(?<![\dа-яa-z])(?P<region>\d\d)\s?(?P<court>[a-zа-я058$]\s?[a-zа-я058$])\s?"
    r"(?P<rest>\d{4}\s?-\s?\d\d\s?-\s?\d{4}\s?-\s?\d{6}\s?-\s?\d\d)(?!\d)"
)
_PROCEEDINGS = re.compile(
    r"(?<![\d/])(?P<number>\d{1,7}\s?/\s?\d\d\s?/\s?\d{4,6})\s?-\s?(?P<kind>ип|сд)(?![а-я])"
)
#: Recognition's readings of the two letters of a court: MS, RS, OS, KS, GV.
_COURT_LETTERS = str.maketrans("мсроксг5$0в8", "MSROKSGSSORR")


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """№ дела: of the paper itself when it is a court act, of the act it speaks of otherwise."""
    view = paper.lines
    found: list[tuple[re.Match[str], str, float]] = []
    for rule in RULES:
        for match in view.matches(rule.pattern):
            found.append((match, rule.name, _confidence(rule, paper, kind, match.start())))
    if kind.value == "kdn_resolution":
        found += [(m, "commission", 0.9) for m in view.matches(_COMMISSION_CASE)]
    found.sort(key=lambda one: -one[2])
    for i, (match, name, confidence) in enumerate(found):
        if confidence:
            span = match.span("number")
            sure = confidence if not i else confidence * _LATER
            yield paper.candidate("case_number", clean(view, *span), view, span, sure, FINDER, name)


def _confidence(rule: Rule, paper: Paper, kind: KindGuess, start: int) -> float:
    if kind.value != "court_act":
        return rule.other_papers
    head = paper.place(paper.lines, start) in _HEAD
    return rule.head_of_court_act if head else rule.elsewhere_in_it


def find_uid(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """Уникальный идентификатор дела, also as a line of its own."""
    view = paper.lines
    for i, match in enumerate(view.matches(_UID)):
        printed = re.sub(r"\s", "", match["court"])
        court = printed.translate(_COURT_LETTERS).upper()
        value = match["region"] + court + re.sub(r"\s", "", match["rest"])
        sure = 0.97 if court == printed.upper() else 0.85
        yield paper.candidate(
            "uid", value, view, match.span(), sure if not i else 0.4, FINDER, "uid"
        )


def find_proceedings(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """№ исполнительного производства; the joint one (СД) only where no other is named."""
    view = paper.lines
    found = list(view.matches(_PROCEEDINGS))
    single = any(match["kind"] == "ип" for match in found)
    for i, match in enumerate(found):
        value = re.sub(r"\s", "", match["number"]) + "-" + match["kind"].upper()
        joint = match["kind"] == "сд" and single
        yield paper.candidate(
            "enforcement_number",
            value,
            view,
            match.span(),
            0.3 if joint else 0.96 if not i or joint else 0.9,
            FINDER,
            "proceedings",
        )
