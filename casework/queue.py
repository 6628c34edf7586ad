"""A paper's way through the queue: its states, what the queue shows, what history keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from papers.outcome import REFUSALS, ReadingWarning, RefusalCode, WarningCode


class State(StrEnum):
    """Where a document stands; exactly one at any time (docs: the table of commands).

    `UNPACKED` is no state of a document but the end of a container's own way: what lay in it
    are documents now, and it is shown nowhere itself.
    """

    RECEIVED = "received"
    PROCESSING = "processing"
    REVIEW = "review"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    FAILED = "failed"
    UNPACKED = "unpacked"


#: The only moves there are. Quarantined and failed papers start anew when they are sent again.
MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.PROCESSING}),
    State.PROCESSING: frozenset(
        {State.REVIEW, State.QUARANTINED, State.FAILED, State.RECEIVED, State.UNPACKED}
    ),
    State.REVIEW: frozenset({State.CONFIRMED, State.REJECTED}),
    State.CONFIRMED: frozenset({State.REVIEW}),
    State.REJECTED: frozenset({State.REVIEW, State.QUARANTINED, State.FAILED}),
    State.QUARANTINED: frozenset({State.REJECTED, State.RECEIVED}),
    State.FAILED: frozenset({State.REJECTED, State.RECEIVED}),
    State.UNPACKED: frozenset(),
}

#: What still asks for someone's attention.
OPEN = frozenset({State.RECEIVED, State.PROCESSING, State.REVIEW, State.QUARANTINED, State.FAILED})
#: What no machine will move any further.
FINAL = frozenset(State) - {State.RECEIVED, State.PROCESSING}


class FailureCode(StrEnum):
    """Why the program itself could not process a paper; the paper is not to blame."""

    INTERNAL_ERROR = "internal_error"
    WORKER_KILLED = "worker_killed"


FAILURES: dict[FailureCode, str] = {
    FailureCode.INTERNAL_ERROR: "Программа не справилась с этой бумагой. Файл сохранён; "
    "загрузите его ещё раз или внесите бумагу вручную и сообщите разработчику.",
    FailureCode.WORKER_KILLED: "Обработка этой бумаги несколько раз обрывалась. Файл сохранён; "
    "загрузите его ещё раз или внесите бумагу вручную и сообщите разработчику.",
}


def explain(code: str) -> str:
    """The Russian sentence of a refusal or failure code; ValueError when it is neither."""
    if code in FAILURES:
        return FAILURES[FailureCode(code)]
    return REFUSALS[RefusalCode(code)]


@dataclass(frozen=True, slots=True)
class FileStatus:
    """What became of one file that was brought: the line of `opis ingest`.

    `state` and `error` are those of its paper; of a repeated file, of the paper it repeats; of a
    container that is no paper, of the papers in it together (`together`). `error` is a code of
    `explain`.
    """

    file_id: int
    source: str
    sha256: str
    state: State
    duplicate_of: int | None = None
    error: str | None = None


#: What a container of several papers is said to be: the first of these that one of them is.
_TOGETHER = (
    State.PROCESSING, State.RECEIVED, State.REVIEW, State.CONFIRMED, State.REJECTED, State.FAILED,
    State.QUARANTINED,
)  # fmt: skip


def together(states: Iterable[State]) -> State:
    """One state for papers that came in one file: what is still to be done comes first."""
    given = set(states)
    return next((state for state in _TOGETHER if state in given), State.QUARANTINED)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One document as the queue shows it. `error` is a code of `explain`.

    `sender` is whom the letter names in which it came.
    """

    id: int
    file_id: int
    source: str
    index: int
    sha256: str
    state: State
    kind: str | None
    threat_to_life: bool
    due_on: date
    received_at: datetime
    version: int
    error: str | None = None
    warnings: tuple[ReadingWarning, ...] = ()
    sender: str | None = None

    @property
    def came_before(self) -> bool:
        """Whether the paper looked like one that had come already."""
        return any(warning.code is WarningCode.POSSIBLE_DUPLICATE for warning in self.warnings)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Who did what to a document and when; never changed again.

    `what` is "state", "kind", "arrived_again", "unpacked_from" (`new` is the container's name),
    "received_at", "family" (of a link to it) or "cell:<id>"; `old` and `new` are ids, and of a
    cell its value as JSON.
    """

    at: datetime
    who: str
    what: str
    old: str | None = None
    new: str | None = None
    reason: str | None = None
