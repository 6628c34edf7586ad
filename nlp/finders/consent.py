"""Given or refused, in a paper of consent or refusal.

A form offers both choices: the marked one counts; without a mark that can be read there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.finders.rule import Rule
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "consent"
FIELD = "consent"

_TICK = r"(?:\[\s?[xхv+✓]\s?\]|[☑☒✓✔])"
_YES = (
    r"(?:да[юе]\w* (?:\w+ ){0,3}согласи\w+|согласн?[аы]?\b|согласен|не возража\w+"
    r"|выража\w+ (?:\w+ )?согласие)"
)
_NO = (
    r"(?:отказыва(?:юсь|емся|ется|юся)|не да[юе]\w* (?:\w+ ){0,3}согласи\w+|не согласн?[аы]?\b"
    r"|не согласен"
    r"|отказал(?:ся|ась|ись)|(?<!не )возража\w+)"
)
MARKED = (
    Rule(
        "ticked_refusal",
        rf"{_TICK}\W{{0,3}}(?:\w+ ){{0,3}}?{_NO}|{_NO}[^\n]{{0,60}}?{_TICK}",
        0.95,
        "refused",
    ),
    Rule(
        "ticked_consent",
        rf"{_TICK}\W{{0,3}}(?:\w+ ){{0,3}}?{_YES}|(?<!не ){_YES}[^\n]{{0,60}}?{_TICK}",
        0.95,
        "given",
    ),
)
WRITTEN = (
    Rule("refuses", rf"\b{_NO}", 0.9, "refused"),
    Rule("consents", rf"(?<!не )\b{_YES}", 0.9, "given"),
    Rule("refusal_named", r"\bотказ(?:\b(?! в\b)|(?:е|ом) от\b)", 0.6, "refused"),
)
_CAPTION = re.compile(
    r"\([^()\n]{0,60}(?:соглас|отказ)[^()\n]{0,60}\)|[^\n]{0,120}(?:ненужное"
    r"|нужное)[^\n]{0,20}(?:зачеркнуть|подчеркнуть|отметить)[^\n]*"
)
_DATA = re.compile(r"[^.\n]{0,60}\b(?:обработк\w+|персональн\w+ данн\w+)")
_EXPLAINED = re.compile(
    r"(?:последстви\w+|прав\w+|в случае|при|(?<!заявляю )об|возможност\w+"
    r"|вправе)\s+(?:\w+\s+){0,4}$"
)
_DATA_ONLY = 0.62
#: A paper says it a few times; a text that says it without end is no paper.
_MOST = 40


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    marked = list(_matches(paper, MARKED, ()))
    if marked:
        yield from marked
        return
    captions = tuple(match.span() for match in islice(paper.lines.matches(_CAPTION), _MOST))
    yield from _written(paper, kind, captions)


def _written(
    paper: Paper, kind: KindGuess, captions: tuple[tuple[int, int], ...]
) -> Iterator[FieldCandidate]:
    found = list(_matches(paper, WRITTEN, captions))
    meant = "refused" if kind.value == "refusal" else "given"
    for candidate in found:
        about_data = candidate.confidence == _DATA_ONLY
        against = {other.value for other in found} != {candidate.value}
        if against and (about_data or candidate.value != meant):
            continue
        yield candidate


def _matches(
    paper: Paper, rules: tuple[Rule, ...], captions: tuple[tuple[int, int], ...]
) -> Iterator[FieldCandidate]:
    view = paper.lines
    taken: list[tuple[int, int]] = list(captions)
    for rule in rules:
        for match in islice(view.matches(rule.pattern), _MOST):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            if paper.place(view, match.start()) in (Place.REG, Place.ADDR):
                continue
            if _EXPLAINED.search(view.folded[max(0, match.start() - 60) : match.start()]):
                continue
            taken.append(match.span())
            data = _DATA.match(view.folded, match.end())
            confidence = _DATA_ONLY if data else rule.confidence
            yield paper.candidate(
                FIELD, str(rule.value), view, match.span(), confidence, FINDER, rule.name
            )
