"""What ids are called in Russian where no form or list of the region names them."""

from __future__ import annotations

from datetime import date

from casework.deadlines import NEVER
from casework.draft import EmptyReason
from casework.field import OFFERED, SURE
from casework.queue import QueueItem, State
from papers.document import Method

PARTS: dict[str, str] = {
    "birth_year": "год рождения",
    "snils": "СНИЛС",
    "workplace": "место работы",
    "study_place": "место учёбы",
    "identity.doc_type": "удостоверение личности",
    "identity.series": "серия",
    "identity.number": "номер",
    "identity.issued_by": "кем выдан",
    "identity.issued_on": "когда выдан",
}

STATES: dict[State, str] = {
    State.RECEIVED: "получена",
    State.PROCESSING: "читается",
    State.REVIEW: "ждёт проверки",
    State.CONFIRMED: "подтверждена",
    State.REJECTED: "отклонена",
    State.QUARANTINED: "не читается",
    State.FAILED: "сбой программы",
}

EMPTY_REASONS: dict[EmptyReason, str] = {
    EmptyReason.NOT_IN_DOCUMENT: "в бумаге нет",
    EmptyReason.ILLEGIBLE: "не прочесть",
    EmptyReason.NOT_APPLICABLE: "не относится к делу",
    EmptyReason.UNKNOWN_TO_INFORMANT: "сообщивший не знает",
}

METHODS: dict[Method, str] = {
    Method.OCR: "распознано",
    Method.TEXT_LAYER: "текст из PDF",
    Method.FLOW: "текст документа",
}


def confidence_in_words(confidence: float | None) -> str:
    """Sign, word and figure for a probability; never a colour alone."""
    if confidence is None:
        return "· не измерено"
    if confidence >= SURE:
        return f"✓ верно, {confidence:.0%}"
    if confidence >= OFFERED:
        return f"? проверьте, {confidence:.0%}"
    return f"? вряд ли, {confidence:.0%}"


def due_in_words(due_on: date) -> str:
    """The day by which a paper is due, or that nothing is (papers of an archive)."""
    return "без срока" if due_on == NEVER else f"срок {due_on:%d.%m.%Y}"


def paper_of_file(item: QueueItem) -> str:
    """The file's name, and which of its papers it is when it is not the first."""
    return item.source if item.index == 1 else f"{item.source} · бумага {item.index}"
