"""The day on which a court act, a resolution or a contract came into force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import date_at
from nlp.paper import Paper

FINDER = "effective_date"

#: name, what the date follows, confidence
RULES = (
    ("came_into_force", re.compile(r"(?<!не )вступил[аои]?\s+в\s+(?:законную\s+)?силу"), 0.95),
    ("having_come", re.compile(r"(?<!не )вступивш[а-я]+\s+в\s+(?:законную\s+)?силу"), 0.9),
    ("into_force_came", re.compile(r"в\s+законную\s+силу\s+вступил[аои]?"), 0.95),
    (
        "labelled",
        re.compile(r"дата\s+вступления(?:\s+[а-я]+){0,3}\s+в\s+(?:законную\s+)?силу"),
        0.95,
    ),
    ("comes_into_force", re.compile(r"вступает\s+в\s+(?:законную\s+)?силу"), 0.85),
)
_BETWEEN = re.compile(r"[\s:\"_]*(?:(?:со?|от|года?)\b)?[\s:\"_]*")


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    view = paper.prose
    for name, pattern, confidence in RULES:
        for match in view.matches(pattern):
            date = date_at(view, match.end(), reach=12)
            if date and _BETWEEN.fullmatch(view.folded[match.end() : date.start]):
                span = (date.start, date.stop)
                yield paper.candidate(
                    "effective_date", date.iso, view, span, confidence, FINDER, name
                )
