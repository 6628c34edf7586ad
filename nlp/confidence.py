"""The score of a candidate: its rule's default, the reading's quality, who agrees.

What a score is worth as a probability is measured: nlp/calibration.py is the last step.
"""

from __future__ import annotations

from collections.abc import Iterable

from casework.field import FieldCandidate
from papers.document import Document

#: Two rules that do not know of each other and say the same: most of the doubt goes.
_AGREEMENT = 0.5
#: Nothing a rule says is certain.
_CEILING = 0.99


def read_quality(document: Document, candidate: FieldCandidate) -> float:
    """0..1: how surely the characters of the evidence were read; 1 where nothing was recognised.

    The worst word counts, softened: recognition reports 0.6 for many a word it read rightly.
    """
    return quality_of(document, ((piece.start, piece.stop) for piece in candidate.evidence))


def recognised(document: Document, candidate: FieldCandidate) -> FieldCandidate:
    """The candidate, no surer than its words were read."""
    sure = candidate.confidence * read_quality(document, candidate)
    return candidate.weighed("recognised", sure)


def quality_of(document: Document, spans: Iterable[tuple[int, int]]) -> float:
    """0..1: how surely the words of the document's `spans` were read."""
    known = [
        word.confidence
        for start, stop in spans
        for word in document.words_between(start, stop)
        if word.confidence is not None
    ]
    return 1.0 if not known else 0.6 + 0.4 * min(1.0, min(known) / 0.85)


def agreed(confidences: list[float]) -> float:
    """The confidence of one value to which several independent ways lead."""
    best, *others = sorted(confidences, reverse=True)
    doubt = 1 - best
    for other in others:
        doubt *= 1 - _AGREEMENT * other
    return min(_CEILING, 1 - doubt)


def contested(confidence: float, rivals: list[float]) -> float:
    """The confidence of a value beside different values of the same field."""
    strongest = max(rivals, default=0.0)
    return confidence * (1 - 0.3 * strongest) if strongest >= 0.5 else confidence
