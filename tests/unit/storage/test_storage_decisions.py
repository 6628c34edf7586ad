"""What a person does with a draft, and what stays of it."""

from __future__ import annotations

import pytest
from office import Clock, Office, Specialist

from casework.deadlines import Urgency
from casework.draft import CellState, DecisionRefused
from casework.queue import State
from casework.rejection import RejectionReason
from storage.store import Store

TZHS = Specialist({"category": "tzhs"})
SOP = Specialist({"category": "sop"})


def refused(code: str) -> pytest.RaisesExc[DecisionRefused]:
    return pytest.RaisesExc(DecisionRefused, check=lambda error: error.code == code)


def test_confirm_gives_a_numbered_row_and_leaves_the_queue(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")

    rows = store.confirm(document_id, TZHS, "petrova")

    assert [(row.entry_no, row.category, row.annulled) for row in rows] == [(1, "tzhs", None)]
    assert store.journal(1, "tzhs", 2026) == rows
    assert store.journal(1, "sop", 2026) == ()
    assert store.item(document_id).state is State.CONFIRMED
    assert store.queue() == ()
    draft = store.draft(document_id)
    assert draft is not None
    assert {cell.state for row in draft.rows for cell in row.cells} == {
        CellState.CONFIRMED,
        CellState.CORRECTED,
    }


def test_each_journal_of_each_year_counts_for_itself(store: Store, office: Office) -> None:
    papers = [office.reviewed(text) for text in "abcde"]
    last_year = Specialist({"category": "tzhs", "received_at": "2025-12-30T10:00:00+03:00"})
    numbers = [
        store.confirm(paper, decide, "petrova")[0].entry_no
        for paper, decide in zip(papers, (TZHS, SOP, TZHS, last_year, SOP), strict=True)
    ]
    assert numbers == [1, 1, 2, 1, 2]


def test_the_same_confirmation_again_gives_the_same_rows(
    store: Store, office: Office, clock: Clock
) -> None:
    document_id = office.reviewed("a")
    version = store.item(document_id).version
    rows = store.confirm(document_id, TZHS, "petrova", version)
    history = store.history(document_id)
    clock.tick(minutes=5)
    later = Specialist({"category": "tzhs"}, at=clock.now)

    assert store.confirm(document_id, later, "petrova", version) == rows
    assert store.history(document_id) == history
    assert len(store.journal(1, "tzhs", 2026)) == 1


@pytest.mark.parametrize(
    "other",
    [
        SOP,
        Specialist({"category": "tzhs", "address": "не установлен"}),
        Specialist({"category": "tzhs"}, by="sidorova"),
        Specialist({}),
    ],
)
def test_another_confirmation_is_refused(store: Store, office: Office, other: Specialist) -> None:
    document_id = office.reviewed("a")
    store.confirm(document_id, TZHS, "petrova")
    with refused("already_confirmed"):
        store.confirm(document_id, other, other.by)


def test_a_refused_decision_changes_nothing(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    before = store.item(document_id), store.history(document_id)
    with refused("category_required"):
        store.confirm(document_id, Specialist({}), "petrova")
    assert (store.item(document_id), store.history(document_id)) == before


def test_a_number_is_not_lost_when_the_confirmation_fails(store: Store, office: Office) -> None:
    first, second = office.reviewed("a"), office.reviewed("b")

    class Fault(Exception):
        pass

    class Unlucky(Specialist):
        """The record is good, what follows it is not."""

        def __call__(self, draft):
            decided = super().__call__(draft)

            class Broken:
                draft_rows = decided.draft_rows

                @property
                def records(self):
                    yield decided.records[0]
                    raise Fault

            return Broken()

    with pytest.raises(Fault):
        store.confirm(first, Unlucky({"category": "tzhs"}), "petrova")
    assert store.journal(1, "tzhs", 2026) == ()
    assert store.confirm(second, TZHS, "petrova")[0].entry_no == 1
    assert store.item(first).state is State.REVIEW


def test_a_stale_draft_is_refused(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    version = store.item(document_id).version
    draft = store.draft(document_id)
    assert draft is not None
    assert draft.version == version
    item = store.item(document_id)
    changed = store.replace_draft(
        document_id, draft.findings, draft.rows, Urgency(True, item.due_on), "petrova", version
    )
    assert changed.version > version
    for attempt in (
        lambda: store.confirm(document_id, TZHS, "petrova", version),
        lambda: store.reject(document_id, RejectionReason.NOT_OURS, None, "petrova", version),
    ):
        with refused("stale_draft"):
            attempt()
    assert store.confirm(document_id, TZHS, "petrova", changed.version)


def test_history_keeps_who_changed_which_value(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    store.confirm(
        document_id, Specialist({"category": "sop", "address": "не установлен"}), "petrova"
    )
    entries = {entry.what: entry for entry in store.history(document_id)}
    address = entries["cell:address"]
    assert (address.who, address.new) == ("petrova", '"не установлен"')
    assert address.old == '"г. Элиста, ул. Ленина, д. 5"'
    assert entries["cell:category"].old is None
    states = [
        (entry.old, entry.new) for entry in store.history(document_id) if entry.what == "state"
    ]
    assert states == [
        (None, "received"),
        ("received", "processing"),
        ("processing", "review"),
        ("review", "confirmed"),
    ]


def test_reopen_annuls_the_row_and_never_reuses_its_number(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    store.confirm(document_id, TZHS, "petrova")
    proposal_of_another = office.reviewed("b")

    with refused("value_required"):
        store.reopen(document_id, " ", "petrova")
    store.reopen(document_id, "не тот журнал", "petrova")

    assert store.item(document_id).state is State.REVIEW
    draft = store.draft(document_id)
    assert draft is not None
    assert draft.rows[0].cells[0].value is None
    assert store.confirm(proposal_of_another, TZHS, "petrova")[0].entry_no == 2
    assert store.confirm(document_id, TZHS, "petrova")[0].entry_no == 3
    journal = store.journal(1, "tzhs", 2026)
    assert [(row.entry_no, row.annulled) for row in journal] == [
        (1, "не тот журнал"),
        (2, None),
        (3, None),
    ]


def test_reject_and_take_it_back(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    store.reject(document_id, RejectionReason.OTHER, "копия", "petrova")
    assert store.item(document_id).state is State.REJECTED
    assert store.history(document_id)[-1].reason == "other: копия"
    with refused("not_allowed"):
        store.confirm(document_id, TZHS, "petrova")
    with refused("not_allowed"):
        store.reject(document_id, RejectionReason.NOT_OURS, None, "petrova")
    store.reopen(document_id, "", "petrova")
    assert store.item(document_id).state is State.REVIEW


def test_what_waits_for_the_machine_is_not_for_people(store: Store, office: Office) -> None:
    office.bring("a")
    (item,) = store.queue()
    assert item.state is State.RECEIVED
    for attempt in (
        lambda: store.confirm(item.id, TZHS, "petrova"),
        lambda: store.reject(item.id, RejectionReason.NOT_OURS, None, "petrova"),
        lambda: store.reopen(item.id, "", "petrova"),
    ):
        with refused("not_allowed"):
            attempt()


def test_an_unknown_paper_is_not_found(store: Store) -> None:
    for attempt in (
        lambda: store.item(7),
        lambda: store.draft(7),
        lambda: store.document(7),
        lambda: store.confirm(7, TZHS, "petrova"),
        lambda: store.reject(7, RejectionReason.NOT_OURS, None, "petrova"),
        lambda: store.reopen(7, "", "petrova"),
    ):
        with refused("not_found"):
            attempt()
