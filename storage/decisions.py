"""A person's half of a paper's way: confirmed, rejected, taken back, prefilled anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from casework.confirm import Confirmation
from casework.deadlines import Urgency
from casework.draft import Cell, DecisionRefused, Draft, Row
from casework.findings import Findings
from casework.journal import JournalRow
from casework.queue import HistoryEntry, State
from casework.rejection import RejectionReason
from papers.outcome import RefusalCode
from storage import journals
from storage.audit import move, note, put_aside
from storage.codec import FINDINGS, ROWS, value_to_text
from storage.queue import not_found
from storage.tables import DraftRow, PaperRow

_OTHERWISE_DIVIDED = (
    "Файл этой бумаги разделён иначе, её страницы теперь в других бумагах. Вернуть прежнее "
    "деление: opis split undo НОМЕР_ФАЙЛА."
)

Decide = Callable[[Draft], Confirmation]


def draft(session: Session, document_id: int, proposed: bool = False) -> Draft | None:
    """The draft as it stands, or as the machine `proposed` it; None before there is one."""
    paper = session.get(PaperRow, document_id)
    if paper is None:
        raise not_found(document_id)
    kept = session.get(DraftRow, document_id)
    if kept is None:
        return None
    rows = kept.proposed if proposed or kept.decided is None else kept.decided
    return Draft(document_id, paper.version, FINDINGS.unpack(kept.findings), ROWS.unpack(rows))


def confirm(
    session: Session, document_id: int, decide: Decide, by: str, at: datetime, version: int | None
) -> tuple[JournalRow, ...]:
    """Make the draft official: numbers, records, state and history, all or nothing.

    The very same confirmation again changes nothing and gives the same rows; `decide` sees
    the machine's proposal. Refuses `not_found`, `not_allowed`, `stale_draft`,
    `already_confirmed`, and whatever `decide` refuses.
    """
    paper = _locked(session, document_id)
    proposal = draft(session, document_id, proposed=True)
    kept = session.get(DraftRow, document_id)
    if proposal is None or kept is None or paper.state not in (State.REVIEW, State.CONFIRMED):
        raise _not_now(paper, "подтвердить")
    if paper.state is State.CONFIRMED:
        return _confirmed_before(session, kept, proposal, decide)
    _check_version(paper, version)
    confirmation = decide(proposal)
    for cell in _cells(confirmation.draft_rows):
        _note_change(session, document_id, _proposed_cell(proposal, cell.id), cell, by, at)
    for record in confirmation.records:
        journals.enter(session, record)
    kept.decided = ROWS.pack(confirmation.draft_rows)
    move(session, paper, State.CONFIRMED, at, by)
    session.flush()
    return journals.standing(session, document_id)


def _confirmed_before(
    session: Session, kept: DraftRow, proposal: Draft, decide: Decide
) -> tuple[JournalRow, ...]:
    refused = DecisionRefused(
        "already_confirmed", "Эта бумага уже подтверждена. Чтобы исправить, сначала верните её."
    )
    try:
        again = decide(proposal).draft_rows
    except DecisionRefused:
        raise refused from None
    if kept.decided is None or _undated(again) != _undated(ROWS.unpack(kept.decided)):
        raise refused
    return journals.standing(session, kept.document_id)


def _undated(rows: tuple[Row, ...]) -> list[Cell]:
    """Cells without the moment of decision and what was checked then: the decision itself."""
    return [replace(cell, decided_at=None, checks=()) for cell in _cells(rows)]


def _cells(rows: tuple[Row, ...]) -> list[Cell]:
    return [cell for row in rows for cell in row.cells]


def _proposed_cell(proposal: Draft, cell_id: str) -> Cell:
    return next((cell for cell in _cells(proposal.rows) if cell.id == cell_id), Cell(cell_id))


def _note_change(
    session: Session, document_id: int, old: Cell, new: Cell, by: str, at: datetime
) -> None:
    """History of a value that a person changed; values confirmed as proposed need none."""
    if old.value != new.value:
        entry = HistoryEntry(
            at,
            by,
            f"cell:{new.id}",
            value_to_text(old.value),
            value_to_text(new.value),
            new.empty_reason,
        )
        note(session, document_id, entry)


def reject(
    session: Session,
    document_id: int,
    reason: RejectionReason,
    remark: str | None,
    by: str,
    at: datetime,
    version: int | None,
) -> None:
    """Send a paper away; what could not be read or processed may be sent away too."""
    paper = _locked(session, document_id)
    if paper.state not in (State.REVIEW, State.QUARANTINED, State.FAILED):
        raise _not_now(paper, "отклонить")
    _check_version(paper, version)
    move(session, paper, State.REJECTED, at, by, f"{reason}: {remark}" if remark else reason)


def reopen(session: Session, document_id: int, reason: str, by: str, at: datetime) -> None:
    """Take back a confirmation (its rows stay, annulled) or a rejection."""
    paper = _locked(session, document_id)
    kept = session.get(DraftRow, document_id)
    if paper.state is State.CONFIRMED and kept is not None:
        if not reason.strip():
            raise DecisionRefused("value_required", "Напишите, почему запись аннулируется.")
        journals.annul(session, document_id, by, at, reason)
        kept.decided = None
        move(session, paper, State.REVIEW, at, by, reason)
    elif paper.state is State.REJECTED and put_aside(session, document_id):
        raise DecisionRefused("not_allowed", _OTHERWISE_DIVIDED)
    elif paper.state is State.REJECTED:
        move(session, paper, _before_rejection(paper, kept), at, by, reason or None)
    else:
        raise _not_now(paper, "вернуть")


def _before_rejection(paper: PaperRow, kept: DraftRow | None) -> State:
    if kept is not None:
        return State.REVIEW
    return State.QUARANTINED if paper.error in set(RefusalCode) else State.FAILED


def replace_draft(
    session: Session,
    document_id: int,
    findings: Findings,
    rows: tuple[Row, ...],
    urgency: Urgency,
    by: str,
    at: datetime,
    version: int | None,
) -> None:
    """Other proposals for the same reading: the paper is of another kind than was thought."""
    paper = _locked(session, document_id)
    kept = session.get(DraftRow, document_id)
    if paper.state is not State.REVIEW or kept is None:
        raise _not_now(paper, "изменить")
    _check_version(paper, version)
    note(session, document_id, HistoryEntry(at, by, "kind", paper.kind, findings.kind.value))
    kept.findings = FINDINGS.pack(findings)
    kept.proposed = ROWS.pack(rows)
    paper.kind = findings.kind.value
    paper.threat = urgency.threat
    paper.due_on = urgency.due_on
    # The version grows though no column of the paper may have changed.
    flag_modified(paper, "kind")


def _locked(session: Session, document_id: int) -> PaperRow:
    paper = session.get(PaperRow, document_id, with_for_update=True)
    if paper is None:
        raise not_found(document_id)
    return paper


def _check_version(paper: PaperRow, version: int | None) -> None:
    if version is not None and version != paper.version:
        raise DecisionRefused(
            "stale_draft", "Бумагу за это время изменили. Откройте её заново и проверьте."
        )


def _not_now(paper: PaperRow, verb: str) -> DecisionRefused:
    return DecisionRefused(
        "not_allowed", f"Бумагу {paper.id} сейчас нельзя {verb}: её состояние — {paper.state}."
    )
