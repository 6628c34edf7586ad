"""What shows that a duty was done: a record, a paper, a letter out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casework.draft import ConfirmedRecord
from casework.letters import letter_named
from casework.status import chosen_in, day_in, text_in
from casework.term_rules import ClosedBy, Event, TermRule
from casework.terms.scene import Occurrence, Scene
from casework.terms.term import Closing


def closing(
    scene: Scene, rule: TermRule, event: Occurrence, first: date, last: date | None = None
) -> Closing | None:
    """The earliest thing that closes the duty, dated from `first` on (to `last`, of a period).

    What a date in a record announces is closed by records confirmed behind it, whatever their day.
    """
    if rule.event is Event.RECORD_DATE:
        return min(_behind(scene, rule.closed_by, event), key=lambda one: one.on, default=None)
    found = [
        one for one in _dated(scene, rule) if first <= one.on and (last is None or one.on <= last)
    ]
    found += [*_own(rule.closed_by, event), *_of_paper(scene, rule.closed_by, event)]
    return min(found, key=lambda one: one.on, default=None)


def _dated(scene: Scene, rule: TermRule) -> Iterator[Closing]:
    yield from _records(scene, rule.closed_by)
    yield from _papers(scene, rule.closed_by)
    yield from _letters(scene, rule)


def _records(scene: Scene, by: ClosedBy) -> Iterator[Closing]:
    for reference in by.records:
        for row in scene.records.of(reference.form):
            record = row.record
            on = day_in(record, reference.cell)
            if on is None or by.same_paper:
                continue
            if all(value in chosen_in(record.value(cell)) for cell, value in by.having):
                yield Closing(on, f"запись {row.entry_no} формы № {record.form}")


def _behind(scene: Scene, by: ClosedBy, event: Occurrence) -> Iterator[Closing]:
    for reference in by.records:
        for row in scene.records.of(reference.form):
            record, announced = row.record, event.record
            later = announced is None or record.confirmed_at > announced.confirmed_at
            if later and record.value(reference.cell):
                how = f"запись {row.entry_no} формы № {record.form}"
                yield Closing(record.confirmed_at.date(), how)


def _of_paper(scene: Scene, by: ClosedBy, event: Occurrence) -> Iterator[Closing]:
    """Records that the event's own paper became, on the day when a person confirmed them."""
    for reference in by.records if by.same_paper else ():
        for row in scene.records.of(reference.form):
            if row.record.document_id == event.document_id:
                how = f"запись {row.entry_no} формы № {row.record.form}"
                yield Closing(row.record.confirmed_at.astimezone(scene.zone).date(), how)


def _own(by: ClosedBy, event: Occurrence) -> list[Closing]:
    """Cells of the record that is the event: filled, they say that it was done."""
    record = event.record
    if record is None:
        return []
    return [_of_cell(record, cell) for cell in by.own if record.value(cell)]


def _of_cell(record: ConfirmedRecord, cell_id: str) -> Closing:
    cell = record.cell(cell_id)
    decided = cell.decided_at if cell and cell.decided_at else record.confirmed_at
    return Closing(day_in(record, cell_id) or decided.date(), f"отмечено в форме № {record.form}")


def _papers(scene: Scene, by: ClosedBy) -> Iterator[Closing]:
    for paper in scene.case.papers:
        if paper.kind in by.papers and paper.confirmed:
            yield Closing(paper.day, f"бумага {paper.document_id}", paper.document_id)


def _letters(scene: Scene, rule: TermRule) -> Iterator[Closing]:
    """Letters made for the rule; else those told by addressee and subject, however kept."""
    for letter in scene.case.letters:
        if letter.cancelled is None and (
            letter.rule_id == rule.id
            or (not letter.rule_id and _fits(rule.closed_by, letter.addressee, letter.subject))
        ):
            yield Closing(letter.sent_on, letter_named(letter))
    for paper in scene.case.papers:
        if paper.kind != "outgoing_letter_copy" or not paper.confirmed:
            continue
        addressee, subject = paper.value("addressee"), paper.value("letter_subject")
        if _fits(rule.closed_by, str(addressee or ""), str(subject or "")):
            how = f"копия письма, бумага {paper.document_id}"
            yield Closing(paper.day, how, paper.document_id)
    yield from _interactions(scene, rule.closed_by)


def _interactions(scene: Scene, by: ClosedBy) -> Iterator[Closing]:
    """Lines of the family's passport that say to whom what was sent."""
    for row in scene.records.of("family_passport"):
        for line in row.record.children:
            if line.table != "passport_interaction":
                continue
            told = ConfirmedRecord(
                row.record.document_id, row.record.form, "", line.cells, "", row.record.confirmed_at
            )
            on = day_in(told, "sent_on")
            body, summary = text_in(told, "prevention_body"), text_in(told, "summary")
            if on is not None and _fits(by, body, summary):
                yield Closing(on, f"письмо от {on:%d.%m.%Y} по социальному паспорту")


def _fits(by: ClosedBy, addressee: str, subject: str) -> bool:
    return by.letter is not None and by.letter.fit(addressee, subject)
