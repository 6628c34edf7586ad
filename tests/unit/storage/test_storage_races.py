"""Several at once: each change happens once, or is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from office import MORNING, Office, Specialist

from casework.draft import DecisionRefused
from casework.queue import State
from papers.source import Channel
from storage.store import Store


def at_once(tasks: Sequence[Callable[[], object]]) -> list[object]:
    """What each task gave or raised, all begun at the same moment."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return task()
        except DecisionRefused as refused:
            return refused.code

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_many_confirm_and_no_number_is_lost_or_given_twice(store: Store, office: Office) -> None:
    papers = [office.reviewed(f"paper {number}") for number in range(8)]
    tzhs = Specialist({"category": "tzhs"})
    rows = at_once([lambda paper=paper: store.confirm(paper, tzhs, "petrova") for paper in papers])
    assert sorted(given[0].entry_no for given in rows) == list(range(1, 9))
    assert [p for check in store.fsck(full=True) for p in check.problems] == []


def test_of_two_who_decide_on_one_paper_one_is_refused(store: Store, office: Office) -> None:
    paper = office.reviewed("a")
    version = store.item(paper).version
    outcomes = at_once(
        [
            lambda by=by, category=category: (
                store.confirm(paper, Specialist({"category": category}, by=by), by, version)[
                    0
                ].category
            )
            for by, category in (("petrova", "tzhs"), ("sidorova", "sop"))
        ]
    )
    assert sorted(outcomes) in (["already_confirmed", "tzhs"], ["already_confirmed", "sop"])
    assert len(store.journal(1, "tzhs", 2026)) + len(store.journal(1, "sop", 2026)) == 1


def test_the_same_bytes_from_many_hands_are_one_paper(store: Store, office: Office) -> None:
    path = office.file("a")
    ids = at_once(
        [lambda: store.receive(path, "a", MORNING, Channel.SCAN, "petrova") for _ in range(6)]
    )
    assert len(set(ids)) == 6
    statuses = store.file_statuses([int(str(id)) for id in ids])
    assert sum(status.duplicate_of is None for status in statuses) == 1
    assert len(store.queue()) == 1


def test_workers_share_the_queue_without_a_clash(store: Store, office: Office) -> None:
    for number in range(12):
        office.bring(f"paper {number}")

    def work(name: str) -> list[int]:
        done = []
        while claim := store.claim(name):
            assert office.finish(claim)
            done.append(claim.document_id)
        return done

    shares = at_once([lambda name=name: work(name) for name in ("one", "two", "three")])
    assert sorted(paper for share in shares for paper in share) == list(range(1, 13))
    assert {item.state for item in store.queue()} == {State.REVIEW}
