"""The machine's half: arrivals, claims, endings, and what a death leaves behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from office import MORNING, Clock, Office, read_document

from casework.queue import FailureCode, State
from casework.rejection import RejectionReason
from papers.outcome import RefusalCode
from papers.source import Channel
from storage.store import Store
from storage.work import MAX_ATTEMPTS


def test_a_file_is_kept_and_waits(store: Store, office: Office) -> None:
    file_id = office.bring("Заявление")
    (item,) = store.queue()
    assert (item.file_id, item.state, item.kind, item.version) == (
        file_id,
        State.RECEIVED,
        None,
        1,
    )
    kept = store.originals.path(item.sha256)
    assert kept.read_text("utf-8") == "Заявление"
    assert kept.stat().st_mode & 0o777 == 0o400
    assert store.draft(item.id) is None
    assert store.document(item.id) is None


def test_the_zone_of_arrival_is_kept(store: Store, office: Office) -> None:
    elista = timezone(timedelta(hours=3))
    night = datetime(2026, 1, 1, 0, 30, tzinfo=elista)
    office.bring("a", night)
    (item,) = store.queue()
    assert item.received_at.isoformat() == "2026-01-01T00:30:00+03:00"
    assert item.due_on == date(2026, 1, 4)


def test_the_same_bytes_again_make_an_arrival_but_no_draft(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    first = store.item(document_id).file_id

    again = office.bring("a")

    assert len(store.queue()) == 1
    (status,) = store.file_statuses([again])
    assert (status.duplicate_of, status.state) == (first, State.REVIEW)
    assert store.claim("worker-2") is None
    assert store.history(document_id)[-1].what == "arrived_again"
    assert len(list(store.originals.all())) == 1


def test_papers_in_hand_are_counted_until_their_end(store: Store, office: Office) -> None:
    office.bring("a")
    office.bring("b")
    assert store.in_process() == 0
    first = office.claim("worker-1")
    office.claim("worker-2")
    assert store.in_process() == 2
    store.refuse(first, RefusalCode.CORRUPT_PDF)
    assert store.in_process() == 1


def test_a_refused_file_waits_with_its_code_and_is_tried_again_when_sent_again(
    store: Store, office: Office
) -> None:
    office.bring("a")
    claim = office.claim()
    assert store.refuse(claim, RefusalCode.PASSWORD_PROTECTED)
    (item,) = store.queue()
    assert (item.state, item.error) == (State.QUARANTINED, "password_protected")
    assert store.originals.path(item.sha256).exists()

    office.bring("a")
    (item,) = store.queue()
    assert (item.state, item.error) == (State.RECEIVED, None)


@pytest.mark.parametrize("ending", ["refuse", "fail"])
def test_what_could_not_be_processed_can_be_sent_away_and_taken_back(
    store: Store, office: Office, ending: str
) -> None:
    office.bring("a")
    if ending == "refuse":
        store.refuse(office.claim(), RefusalCode.CORRUPT_PDF)
    for _ in range(MAX_ATTEMPTS if ending == "fail" else 0):
        store.fail(office.claim(), "ValueError at x.py:1")
    (before,) = store.queue()
    store.reject(before.id, RejectionReason.ILLEGIBLE, None, "petrova")
    assert store.queue() == ()
    store.reopen(before.id, "", "petrova")
    (after,) = store.queue()
    assert (after.state, after.error) == (before.state, before.error)


def test_a_paper_that_breaks_the_program_fails_in_the_end(store: Store, office: Office) -> None:
    office.bring("a")
    for _ in range(MAX_ATTEMPTS):
        store.fail(office.claim(), "ValueError at x.py:1")
    (item,) = store.queue()
    assert (item.state, item.error) == (State.FAILED, FailureCode.INTERNAL_ERROR)
    assert store.claim("worker-1") is None


def test_a_paper_that_kills_its_workers_fails_in_the_end(store: Store, office: Office) -> None:
    office.bring("a")
    for number in range(MAX_ATTEMPTS):
        office.claim(f"worker-{number}")
        assert store.bury(f"worker-{number}") == 1
    (item,) = store.queue()
    assert (item.state, item.error) == (State.FAILED, FailureCode.WORKER_KILLED)


def test_power_cuts_are_not_the_papers_fault(store: Store, office: Office) -> None:
    office.bring("a")
    for _ in range(MAX_ATTEMPTS + 2):
        office.claim()
        assert store.recover() == 1
    assert store.recover() == 0
    (item,) = store.queue()
    assert item.state is State.RECEIVED


def test_a_lost_claim_ends_nothing(store: Store, office: Office) -> None:
    office.bring("a")
    lost = office.claim("worker-1")
    store.recover()
    taken = office.claim("worker-2")

    assert not office.finish(lost)
    assert not store.refuse(lost, RefusalCode.CORRUPT_PDF)
    store.fail(lost, "ValueError at x.py:1")
    assert office.finish(taken)
    assert not office.finish(taken)
    (item,) = store.queue()
    assert item.state is State.REVIEW


def test_two_workers_never_hold_the_same_paper(store: Store, office: Office) -> None:
    for text in "abc":
        office.bring(text)
    claimed = [office.claim(f"worker-{number}").document_id for number in range(3)]
    assert len(set(claimed)) == 3
    assert store.claim("worker-4") is None


def test_the_queue_is_ordered_by_threat_then_term_then_arrival(
    store: Store, office: Office, clock: Clock
) -> None:
    late = office.reviewed("a", MORNING)
    early = office.reviewed("b", MORNING - timedelta(days=2))
    same_day_later = office.reviewed("c", MORNING + timedelta(hours=3))
    threat = office.reviewed("d", MORNING + timedelta(days=9), threat=True)
    assert [item.id for item in store.queue()] == [threat, early, late, same_day_later]


def test_what_was_read_is_given_back_whole(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    assert store.document(document_id) == read_document()
    item = store.item(document_id)
    assert [warning.code for warning in item.warnings] == ["handwriting"]
    draft = store.draft(document_id)
    assert draft is not None
    assert draft.findings.best("address") is not None
    assert store.arrival(document_id).channel is Channel.SCAN


def test_pages_appear_all_at_once(store: Store, office: Office) -> None:
    document_id = office.reviewed("a")
    sha256 = store.item(document_id).sha256
    assert store.picture(document_id, 1) is None
    with store.pictures.drawing(sha256) as folder:
        (folder / "page-0001.jpg").write_bytes(b"one")
        assert store.picture(document_id, 1) is None
        (folder / "page-0002.jpg").write_bytes(b"two")
    assert [path.read_bytes() for path in store.pictures.pages(sha256)] == [b"one", b"two"]
    with store.pictures.drawing(sha256) as folder:
        (folder / "page-0001.jpg").write_bytes(b"other")
    picture = store.picture(document_id, 1)
    assert picture is not None
    assert picture.read_bytes() == b"one"
    assert store.scratch.litter() == ()


def test_a_file_that_cannot_be_read_leaves_no_trace(store: Store, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        store.receive(tmp_path / "none.pdf", "none.pdf", MORNING, Channel.SCAN, "petrova")
    assert store.queue() == ()
    assert store.scratch.litter() == ()
