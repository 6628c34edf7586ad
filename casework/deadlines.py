"""By when a paper in the queue must be acted on: the term of the survey (D-03) before anybody
has linked it to a family. Terms of families: casework.terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.draft import Row
from casework.findings import Findings
from casework.term_rules import Counting, TermRules, Unit
from casework.terms.due import due_on
from papers.source import Channel

#: Section 5, paragraphs 5 and 6: the family is visited within three calendar days.
SURVEY_DAYS = 3
#: The day by which a paper of an archive is due: old papers set no terms.
NEVER = date.max


#: D-03, as a region without rules of terms counts it, too.
_SURVEY = "D-03"
_COUNTING = Counting(Unit.CALENDAR_DAYS, SURVEY_DAYS)
_NO_RULES = TermRules()


def survey_due(
    received_at: datetime,
    reply_due: date | None = None,
    threat: bool = False,
    rules: TermRules = _NO_RULES,
    channel: Channel | None = None,
) -> date:
    """D-03: the day by which a paper must be acted on.

    Three calendar days after the day of arrival (in the zone of `received_at`), unless the
    institution counts otherwise, or the day the sender asks for when that is earlier; with a
    threat to life, the day of arrival itself. A term that had passed before the paper came is due
    on arrival. Papers of an archive are never due.
    """
    if channel is Channel.ARCHIVE:
        return NEVER
    arrived = received_at.date()
    if threat:
        return arrived
    due = _last_day(rules, arrived)
    return max(arrived, min(due, reply_due)) if reply_due else due


def _last_day(rules: TermRules, arrived: date) -> date:
    counting = next((r.counting for r in rules.rules if r.id == _SURVEY), _COUNTING)
    due = due_on(counting, arrived, rules.calendar)
    return due.on if due else arrived


@dataclass(frozen=True, slots=True)
class Urgency:
    """Where a paper stands in the queue: a threat to life first, then the day it is due."""

    threat: bool
    due_on: date


def urgency(
    findings: Findings,
    rows: tuple[Row, ...],
    received_at: datetime,
    rules: TermRules = _NO_RULES,
    channel: Channel | None = None,
) -> Urgency:
    """What the proposals say of haste; a doubt about a threat counts as one only when offered.

    A threat in a paper of an archive is shown, yet nothing of it is due.
    """
    cells = (row.cell("threat_to_life") for row in rows)
    threat = findings.best("threat_to_life") is not None or any(
        cell is not None and cell.value is True for cell in cells
    )
    reply = findings.best("reply_due")
    reply_due = date.fromisoformat(str(reply.value)) if reply else None
    return Urgency(threat, survey_due(received_at, reply_due, threat, rules, channel))
