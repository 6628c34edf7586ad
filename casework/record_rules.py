"""What a record may not be beside the family's other records; pure."""

from __future__ import annotations

from collections.abc import Sequence

from casework.draft import (
    CellValue,
    ConfirmedRecord,
    Decision,
    DecisionRefused,
    EmptyReason,
    Row,
)
from casework.family_case import FamilyCase, LinkedPaper
from casework.form_spec import FormSpec
from casework.journal import JournalRow
from casework.record_entry import journal_year
from casework.status import REGISTRATIONS, Status

THREAT = "threat_to_life"


def refuse_second_registration(
    form: FormSpec, record: ConfirmedRecord, standing: Sequence[JournalRow]
) -> None:
    """not_allowed for a second open registration of a family in one journal (section 7)."""
    if form.id not in REGISTRATIONS or record.value("removed_on") is not None:
        return
    for row in standing:
        if row.record.form == form.number and row.record.value("removed_on") is None:
            message = f"Семья уже состоит на этом учете: запись № {row.entry_no}."
            raise DecisionRefused("not_allowed", message)


def refuse_silent_calm(before: ConfirmedRecord, after: Row, reason: str) -> None:
    """value_required where a threat to life is taken back without a word why (invariant 8)."""
    cell = after.cell(THREAT)
    calm = cell is None or cell.value is not True
    if before.value(THREAT) is True and calm and not reason.strip():
        message = "Напишите, почему угрозы жизни и здоровью больше нет."
        raise DecisionRefused("value_required", message, THREAT)


def refuse_other_journal(form: FormSpec, before: ConfirmedRecord, after: ConfirmedRecord) -> None:
    """not_allowed where a correction would put the record into another journal."""
    stood, stands = _journal(form, before), _journal(form, after)
    if stood != stands:
        message = "Запись стоит в другом журнале: перенесите её (move) или внесите заново."
        raise DecisionRefused("not_allowed", message, form.scope_cell or "category")


def _journal(form: FormSpec, record: ConfirmedRecord) -> tuple[str, str, int]:
    return record.category, record.scope, journal_year(form, record)


def closing_of_tzhs(form: FormSpec, row: Row, sop: ConfirmedRecord) -> tuple[Decision, ...]:
    """What ends the open row of ТЖС once the family is registered in СОП (section 7).

    It is closed by the registration that follows it; no ground of removal is made up.
    """
    said: dict[str, CellValue | None] = {
        "removed_on": sop.value("registered_on"),
        "removal_session.body": sop.value("registration_session.body"),
        "removal_session.protocol_no": sop.value("registration_session.protocol_no"),
        "removal_session.session_on": sop.value("registration_session.session_on"),
        "removal_ground": None,
        "note": "Переведена на учет семей, находящихся в социально опасном положении.",
    }
    known = {spec.id for spec in form.cells}
    return tuple(
        Decision(cell, value)
        if value is not None
        else Decision(cell, empty_reason=EmptyReason.NOT_APPLICABLE)
        for cell, value in said.items()
        if cell in known and not _filled(row, cell)
    )


def _filled(row: Row, cell_id: str) -> bool:
    cell = row.cell(cell_id)
    return cell is not None and cell.value is not None


def remarks(case: FamilyCase, status: Status, paper: LinkedPaper) -> tuple[str, ...]:
    """Why a person should look twice at what the paper proposes; nothing is refused by it."""
    found = []
    removed = status.removed_on
    if removed and paper.received_at.date() > removed:
        found.append(f"Семья снята с учета {removed:%d.%m.%Y}, а бумага поступила позже.")
    if case.family.merged_into is not None:
        found.append("Семья объединена с другой.")
    return tuple(found)
