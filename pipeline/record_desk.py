"""What a person does with records of all forms: by hand, or by what papers propose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from casework import record_entry, record_rules
from casework.confirm import CATEGORY
from casework.draft import ConfirmedRecord, Decision, DecisionRefused, Row
from casework.form_rules import refuse_premature
from casework.form_spec import FormSpec, Region
from casework.journal import JournalRow
from casework.matrix.known import known_of_family
from casework.matrix.papers import MatrixPaper
from casework.matrix.propose import propose
from casework.proposal import Proposal, merged
from casework.queue import HistoryEntry, State
from casework.record_entry import Entry
from casework.status import REGISTRATIONS
from pipeline.family_case import gather
from storage.families import Families
from storage.proposals import Proposals
from storage.records import Records, RecordWriter
from storage.store import Store

#: Called with a family whose records changed, and by whom.
Changed = Callable[[int, str], None]


class RecordDesk:
    """Every verb may raise DecisionRefused with a stable code and a Russian message."""

    def __init__(self, store: Store, region: Region, changed: Changed) -> None:
        self._store = store
        self._region = region
        self._changed = changed
        self._records = Records(store.database, store.clock)
        self._proposals = Proposals(store.database, store.clock)
        self._families = Families(store.database, store.clock)

    # Looking

    def get(self, record_id: int) -> JournalRow:
        return self._records.get(record_id)

    def form(self, number: int) -> FormSpec:
        """A form of the region that records are kept of; `invalid_value` when it has none."""
        known = [form.number for form in self._region.forms if form.number]
        if number not in known:
            message = f"Формы № {number} нет. Есть: {', '.join(map(str, known))}."
            raise DecisionRefused("invalid_value", message, "form")
        return self._region.form(number)

    def of_family(self, family_id: int, form: int | None = None) -> tuple[JournalRow, ...]:
        """Standing records of the family in order of confirmation."""
        return self._records.of_family(self._families.resolve(family_id), form)

    def journal(
        self, form: int, category: str, year: int, scope: str = ""
    ) -> tuple[JournalRow, ...]:
        """Every row of one journal, annulled ones too, in the order of their numbers."""
        if category not in self.form(form).categories:
            raise DecisionRefused("invalid_value", f"Нет такого журнала: «{category}».", CATEGORY)
        return self._records.journal(form, category, year, scope)

    def history(self, record_id: int) -> tuple[HistoryEntry, ...]:
        """Who changed what of it, when and why, oldest first."""
        self._records.get(record_id)
        return self._records.history(record_id)

    # By hand

    def add(
        self,
        form: int,
        decisions: Sequence[Decision],
        by: str,
        family_id: int | None = None,
        document_id: int | None = None,
    ) -> JournalRow:
        """Enter a record that no paper proposed; `document_id` is where it was read.

        What is known of the family needs no saying: its people, address, journal.
        """
        spec = self.form(form)
        if document_id is not None and self._store.item(document_id).state is not State.CONFIRMED:
            message = f"Бумага {document_id} не подтверждена: сначала подтвердите её."
            raise DecisionRefused("not_allowed", message)
        if family_id is None and spec.family:
            message = "Записи этой формы ведутся по семьям: назовите семью."
            raise DecisionRefused("value_required", message, "family")
        owner = None if family_id is None else self._families.resolve(family_id)
        if owner is not None:
            known = known_of_family(spec, gather(self._store, owner), self._region)
            said = {decision.cell for decision in decisions}
            decisions = [*(one for one in known if one.cell not in said), *decisions]
        at = self._store.clock()
        row = record_entry.decide_row(spec, record_entry.blank(spec), decisions, by, at)
        entry = Entry(by, at, document_id, owner)
        with self._records.writing() as writer:
            kept = self._enter(writer, spec, row, entry)
        self._told(kept, by)
        return kept

    def correct(
        self,
        record_id: int,
        decisions: Sequence[Decision],
        by: str,
        reason: str,
        version: int | None = None,
    ) -> JournalRow:
        """Other values for cells of a standing record; what stood stays in its history."""
        _refuse_without(reason, "Напишите, почему запись исправляется.")
        with self._records.writing() as writer:
            before = writer.get(record_id)
            kept = self._correct(writer, before, before.record, decisions, by, reason, version)
        self._told(kept, by)
        return kept

    def annul(self, record_id: int, by: str, reason: str, version: int | None = None) -> JournalRow:
        """Cross the record out; it keeps its place and number."""
        _refuse_without(reason, "Напишите, почему запись аннулируется.")
        kept = self._records.annul(record_id, by, reason, version)
        self._told(kept, by)
        return kept

    def move(
        self, record_id: int, to_category: str, by: str, version: int | None = None
    ) -> JournalRow:
        """To the form's other journal under its next number; the old row says where (A-02)."""
        with self._records.writing() as writer:
            before = writer.get(record_id)
            form = self.form(before.record.form)
            if to_category not in form.categories or to_category == before.category:
                message = f"Записи не перенести в журнал «{to_category}»."
                raise DecisionRefused("invalid_value", message, CATEGORY)
            at = self._store.clock()
            row = Row(form.number, before.record.cells, before.record.children)
            row = record_entry.with_category(row, to_category, by, at)
            record = replace(before.record, category=to_category, cells=row.cells)
            title = form.journal(to_category).title
            kept = writer.move(record_id, record, title, by, version)
        self._told(kept, by)
        return kept

    # What papers propose

    def proposals(
        self, family_id: int | None = None, document_id: int | None = None
    ) -> tuple[Proposal, ...]:
        """What waits for a person, in the order in which it was made."""
        owner = None if family_id is None else self._families.resolve(family_id)
        return self._proposals.list(owner, document_id)

    def proposal(self, proposal_id: int) -> Proposal:
        return self._proposals.get(proposal_id)

    def proposal_of(self, document_id: int, form: int, family_id: int | None = None) -> Proposal:
        """The one open proposal that a paper makes for a form; `not_found`, `not_allowed`."""
        found = [one for one in self.proposals(family_id, document_id) if one.form == form]
        if not found:
            message = f"Бумага {document_id} не предлагает ничего для формы № {form}."
            raise DecisionRefused("not_found", message)
        if len(found) > 1:
            numbers = ", ".join(str(one.id) for one in found)
            message = f"Таких предложений несколько: {numbers}. Назовите номер."
            raise DecisionRefused("not_allowed", message)
        return found[0]

    def accept(
        self,
        proposal_id: int,
        decisions: Sequence[Decision],
        by: str,
        reason: str = "",
        version: int | None = None,
    ) -> JournalRow:
        """Make a proposal official, with corrections; the record that came of it."""
        with self._records.writing() as writer:
            proposal = writer.proposals.get(proposal_id, version)
            if proposal.record_id is None:
                kept = self._accept_new(writer, proposal, decisions, by)
            else:
                before = writer.get(proposal.record_id)
                with_it = merged(proposal, before.record)
                base = replace(before.record, cells=with_it.cells, children=with_it.children)
                record_rules.refuse_silent_calm(before.record, with_it, reason)
                why = reason.strip() or f"бумага {proposal.document_id}"
                kept = self._correct(writer, before, base, decisions, by, why, None)
            writer.proposals.decide(proposal_id, "accepted", by, reason or None)
        self._told(kept, by)
        return kept

    def decline(self, proposal_id: int, by: str, reason: str = "") -> Proposal:
        """What the paper proposes is not so, or is of no use; it is not proposed again."""
        with self._records.writing() as writer:
            writer.proposals.decide(proposal_id, "declined", by, reason or None)
        return self._proposals.get(proposal_id)

    def refresh(self, family_id: int, by: str) -> int:
        """Work out anew what the family's confirmed papers propose; how much changed."""
        self._settle_rows(family_id, by)
        case = gather(self._store, family_id)
        papers = [
            MatrixPaper(paper, link.family_no, draft.findings)
            for link in self._families.links_of_family(family_id)
            for paper in case.papers
            if paper.document_id == link.document_id and paper.confirmed
            if (draft := self._store.draft(paper.document_id)) is not None
        ]
        proposed = propose(case, papers, self._region)
        with self._records.writing() as writer:
            return writer.proposals.sync(family_id, proposed, by)

    def _settle_rows(self, family_id: int, by: str) -> None:
        """Rows that papers made at intake belong to the family that the paper is linked to."""
        case = gather(self._store, family_id)
        linked = {paper.document_id for paper in case.papers}
        forms = [form.number for form in self._region.forms if form.kinds]
        with self._records.writing() as writer:
            for document_id in linked:
                writer.give_family(document_id, family_id, by, forms)
            for row in case.records:
                own = row.record.document_id
                if row.record.form in forms and own is not None and own not in linked:
                    writer.give_family(own, None, by, forms)

    # Within a transaction

    def _accept_new(
        self, writer: RecordWriter, proposal: Proposal, decisions: Sequence[Decision], by: str
    ) -> JournalRow:
        form, at = self.form(proposal.form), self._store.clock()
        row = record_entry.decide_row(form, proposal.row, decisions, by, at)
        return self._enter(
            writer, form, row, Entry(by, at, proposal.document_id, proposal.family_id)
        )

    def _enter(self, writer: RecordWriter, form: FormSpec, row: Row, entry: Entry) -> JournalRow:
        record = record_entry.record_of(form, row, entry)
        if entry.family_id is not None:
            writer.lock_family(entry.family_id)
            standing = writer.of_family(entry.family_id)
            refuse_premature(form, self._region, standing)
            record_rules.refuse_second_registration(form, record, standing)
            self._end_tzhs(writer, form, record, standing)
        return writer.enter(record, entry.by, record_entry.journal_year(form, record))

    def _end_tzhs(
        self,
        writer: RecordWriter,
        form: FormSpec,
        record: ConfirmedRecord,
        standing: Sequence[JournalRow],
    ) -> None:
        """A family that is registered in СОП is no longer registered in ТЖС."""
        if REGISTRATIONS.get(form.id) != "sop" or record.value("removed_on") is not None:
            return
        for row in standing:
            other = self._region.form(row.record.form)
            still = REGISTRATIONS.get(other.id) == "tzhs" and not row.record.value("removed_on")
            if still:
                base = Row(other.number, row.record.cells, row.record.children)
                said = record_rules.closing_of_tzhs(other, base, record)
                who, why = record.confirmed_by, "переведена на учет СОП"
                self._correct(writer, row, row.record, said, who, why, None)

    def _correct(
        self,
        writer: RecordWriter,
        before: JournalRow,
        base: ConfirmedRecord,
        decisions: Sequence[Decision],
        by: str,
        reason: str,
        version: int | None,
    ) -> JournalRow:
        """`base` with the decisions in the place of `before`."""
        form = self.form(base.form)
        row = Row(form.number, base.cells, base.children)
        row = record_entry.decide_row(form, row, decisions, by, self._store.clock())
        after = record_entry.corrected(form, before.record, row)
        record_rules.refuse_other_journal(form, before.record, after)
        if base.family_id is not None:
            writer.lock_family(base.family_id)
            others = [one for one in writer.of_family(base.family_id) if one.id != before.id]
            record_rules.refuse_second_registration(form, after, others)
        return writer.correct(before.id, row, by, reason, version)

    def _told(self, row: JournalRow, by: str) -> None:
        if row.record.family_id is not None:
            self._changed(row.record.family_id, by)


def _refuse_without(reason: str, message: str) -> None:
    if not reason.strip():
        raise DecisionRefused("value_required", message, "reason")
