"""Why a paper may be sent away: a closed list, with a note where the list says nothing."""

from __future__ import annotations

from enum import StrEnum

from casework.draft import DecisionRefused


class RejectionReason(StrEnum):
    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    ILLEGIBLE = "illegible"
    WRONG_RECIPIENT = "wrong_recipient"
    NOT_A_PAPER = "not_a_paper"
    OTHER = "other"


REASONS: dict[RejectionReason, str] = {
    RejectionReason.NOT_OURS: "не относится к работе центра",
    RejectionReason.DUPLICATE: "повтор уже принятой бумаги",
    RejectionReason.ILLEGIBLE: "не читается",
    RejectionReason.WRONG_RECIPIENT: "адресовано другому учреждению",
    RejectionReason.NOT_A_PAPER: "не документ",
    RejectionReason.OTHER: "другая причина",
}


def check_reason(code: str, note: str | None) -> RejectionReason:
    """The reason of that code; DecisionRefused when there is none or «other» lacks its note."""
    if code not in REASONS:
        known = ", ".join(RejectionReason)
        raise DecisionRefused("unknown_reason", f"Нет такой причины: {code}. Есть: {known}.")
    reason = RejectionReason(code)
    if reason is RejectionReason.OTHER and not (note or "").strip():
        raise DecisionRefused("value_required", "Напишите, почему бумага отклоняется.")
    return reason
