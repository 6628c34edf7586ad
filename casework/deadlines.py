"""Terms that the order sets (records.md, section 13). One function a rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta

#: Section 5, paragraphs 5 and 6: the family is visited within three calendar days.
SURVEY_DAYS = 3


def survey_due(received_at: datetime, reply_due: date | None = None, threat: bool = False) -> date:
    """D-03: the day by which a paper must be acted on.

    Three calendar days after the day of arrival (in the zone of `received_at`), or the day
    the sender asks for when that is earlier; with a threat to life, the day of arrival itself.
    A term that had passed before the paper came is due on arrival.
    """
    arrived = received_at.date()
    if threat:
        return arrived
    due = arrived + timedelta(days=SURVEY_DAYS)
    return max(arrived, min(due, reply_due)) if reply_due else due
