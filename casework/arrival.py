"""When and how a paper came in: what is known of it before anyone has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from papers.source import Channel


@dataclass(frozen=True, slots=True)
class Arrival:
    """The moment (timezone-aware, in the institution's own zone) and the way of arrival.

    `sender` is whom the letter names in which the paper came.
    """

    received_at: datetime
    channel: Channel = Channel.MANUAL
    sender: str | None = None

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("an arrival without a time zone is no moment")
