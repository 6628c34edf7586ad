"""How far a check moves a confidence."""

from __future__ import annotations

from casework.field import OFFERED, FieldCandidate

STEP = "check"
_CEILING = 0.99


def agrees(candidate: FieldCandidate, note: str, doubt: float = 0.5) -> FieldCandidate:
    """Surer by a check that chance would hardly pass: `doubt` is what is left of the doubt.

    A check tells that the value was read right, not whose it is: what was not offered stays so.
    """
    if candidate.confidence < OFFERED:
        return candidate
    sure = max(candidate.confidence, min(_CEILING, 1 - (1 - candidate.confidence) * doubt))
    return candidate.weighed(STEP, round(sure, 3), note)


def fails(candidate: FieldCandidate, note: str, left: float) -> FieldCandidate:
    """Less sure by a check that it fails: `left` is what remains of the confidence."""
    return candidate.weighed(STEP, round(candidate.confidence * left, 3), note)
