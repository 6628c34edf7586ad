"""The receiver's stamp «Вх. № … от …», and «На № … от …» of a reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.aligned import AlignedText
from nlp.dates import find_dates
from nlp.numbers import NUMBER, SIGN, clean
from nlp.paper import Paper
from nlp.stamps import Stamp, find_stamps
from papers.evidence import Place

FINDER = "registration"

#: name, what stands before the number of the letter that this one answers, confidence
REPLY_RULES = (
    (
        "on_number",
        re.compile(rf"\bна\s+(?:ваш\w*\s+)?(?:исх\w*\.?\s*)?{SIGN}\s*(?P<number>{NUMBER})"),
        0.96,
    ),
    (
        "your_request",
        re.compile(
            rf"\bна\s+(?:ваш\w*\s+)?(?:запрос|письмо"
            rf"|обращение)\s+(?:исх\w*\.?\s*)?{SIGN}\s*(?P<number>{NUMBER})"
        ),
        0.45,
    ),
)
_FROM = re.compile(r"[\s\"_]*(?:г\.\s*)?(?:от|/)?[\s\"_]*")
_PARTS = (Place.HEAD, Place.ADDR, Place.SUBJ)


def find_incoming(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """Number and date of every stamp; one that is only half filled is less sure."""
    for i, stamp in enumerate(find_stamps(paper.lines)):
        confidence = (0.96 if stamp.number and stamp.date else 0.8) * (0.5 if i else 1.0)
        yield from _stamped(paper, stamp, confidence)


def _stamped(paper: Paper, stamp: Stamp, confidence: float) -> Iterator[FieldCandidate]:
    view = paper.lines
    if stamp.number:
        number = clean(view, *stamp.number)
        yield paper.candidate(
            "incoming_number", number, view, stamp.number, confidence, FINDER, "stamp"
        )
    if stamp.date:
        span = (stamp.date.start, stamp.date.stop)
        yield paper.candidate(
            "incoming_date", stamp.date.iso, view, span, confidence, FINDER, "stamp"
        )


def find_reply(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    """«На № 402 от 18.07.2025» of the head; an empty «На № ____ от ____» gives nothing."""
    view = paper.lines
    for name, pattern, confidence in REPLY_RULES:
        for match in view.matches(pattern):
            sure = confidence if paper.place(view, match.start()) in _PARTS else 0.45
            yield from _replied(paper, view, match.span("number"), sure, name)


def _replied(
    paper: Paper, view: AlignedText, span: tuple[int, int], confidence: float, rule: str
) -> Iterator[FieldCandidate]:
    number = clean(view, *span)
    yield paper.candidate("reply_to_number", number, view, span, confidence, FINDER, rule)
    dates = find_dates(view, span[1], min(len(view.text), span[1] + 45))
    if dates and _FROM.fullmatch(view.folded[span[1] : dates[0].start]):
        where = (dates[0].start, dates[0].stop)
        yield paper.candidate("reply_to_date", dates[0].iso, view, where, confidence, FINDER, rule)
