"""Letters and archives in the store: all of their papers at once, each once, none lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from office import SENDER, SENT, TOLD, Office, proposed, read_document, understood
from sqlalchemy import text

from casework.deadlines import Urgency, survey_due
from casework.draft import DecisionRefused
from casework.queue import State, together
from papers.outcome import RefusalCode
from papers.source import Channel
from storage.migrate import migrate
from storage.session import open_database
from storage.store import Store
from storage.work import Claim, Understood


def unpack(office: Office, *contents: str, refused: RefusalCode | None = None) -> Claim:
    claim = office.claim()
    assert office.store.unpack(claim, office.inside(claim, contents, refused))
    return claim


def problems(store: Store) -> list[object]:
    return [problem for check in store.fsck(full=True) for problem in check.problems]


def test_a_container_gives_way_to_its_papers(store: Store, office: Office) -> None:
    container = office.bring("архив")
    claim = unpack(office, "а", "б")

    queue = store.queue(frozenset(State))
    assert [item.source.partition("!/")[2] for item in queue] == ["а.txt", "б.txt"]
    assert {item.received_at for item in queue} == {SENT}
    assert {item.sender for item in queue} == {SENDER}
    assert {item.warnings for item in queue} == {TOLD}
    assert store.arrival(queue[0].id).channel is Channel.MAIL
    assert store.history(queue[0].id)[1].new == claim.source.name
    assert store.members(container) == tuple(item.file_id for item in queue)
    with pytest.raises(DecisionRefused, match="нет"):
        store.item(claim.document_id)
    assert problems(store) == []


def test_a_container_is_as_its_papers_are(store: Store, office: Office) -> None:
    container = office.bring("архив")
    assert store.unfinished([container]) == 1
    unpack(office, "а", "б")

    def status() -> tuple[State, str | None]:
        (told,) = store.file_statuses([container])
        return told.state, told.error

    assert status() == (State.RECEIVED, None)
    assert store.unfinished([container]) == 1
    store.refuse(office.claim(), RefusalCode.CORRUPT_PDF)
    assert store.unfinished([container]) == 1
    office.finish(office.claim())
    assert store.unfinished([container]) == 0
    assert status() == (State.REVIEW, None)


def test_a_container_whose_papers_are_all_refused_says_why(store: Store, office: Office) -> None:
    container = office.bring("архив")
    unpack(office, "а")
    store.refuse(office.claim(), RefusalCode.CORRUPT_PDF)
    (status,) = store.file_statuses([container])
    assert (status.state, status.error) == (State.QUARANTINED, "corrupt_pdf")


def test_a_letter_is_a_paper_besides(store: Store, office: Office) -> None:
    letter = office.bring("письмо")
    claim = office.claim()
    unpacked = office.inside(claim, "а")
    findings = understood(read_document())
    urgency = Urgency(False, survey_due(SENT))
    rows = proposed(findings, SENT)
    assert store.finish(claim, read_document(), [Understood(findings, rows, urgency)], unpacked)

    item = store.item(claim.document_id)
    assert (item.state, item.received_at, item.sender) == (
        State.REVIEW,
        SENT,
        SENDER,
    )
    assert [entry.what for entry in store.history(item.id)].count("received_at") == 1
    assert len(store.members(letter)) == 1
    assert problems(store) == []


def test_a_letter_that_cannot_be_read_still_gives_its_papers(store: Store, office: Office) -> None:
    office.bring("письмо")
    claim = office.claim()
    store.refuse(claim, RefusalCode.TOO_LONG, office.inside(claim, "а"))
    states = {item.source.partition("!/")[2]: item.state for item in store.queue()}
    assert states == {"": State.QUARANTINED, "а.txt": State.RECEIVED}
    assert problems(store) == []


def test_what_could_not_be_taken_out_keeps_the_container_in_the_queue(
    store: Store, office: Office
) -> None:
    container = office.bring("архив")
    claim = unpack(office, "а", refused=RefusalCode.PASSWORD_PROTECTED)
    item = store.item(claim.document_id)
    assert (item.state, item.error) == (State.QUARANTINED, "password_protected")
    office.finish(office.claim())

    office.bring("архив")
    assert store.item(claim.document_id).state is State.RECEIVED
    unpack(office, "а", refused=RefusalCode.PASSWORD_PROTECTED)
    assert len(store.members(container)) == 1, "what is there already is not brought again"
    assert problems(store) == []


def test_known_bytes_in_a_container_make_no_second_draft(store: Store, office: Office) -> None:
    known = office.reviewed("а")
    container = office.bring("архив")
    unpack(office, "а", "б")
    (first, second) = store.file_statuses(store.members(container))
    assert (first.duplicate_of, first.state) == (store.item(known).file_id, State.REVIEW)
    assert (second.duplicate_of, second.state) == (None, State.RECEIVED)
    assert store.history(known)[-1].what == "arrived_again"
    assert len(store.queue()) == 2


def test_a_container_that_comes_again_has_its_bad_papers_tried_again(
    store: Store, office: Office
) -> None:
    first = office.bring("архив")
    unpack(office, "а", "б")
    store.refuse(office.claim(), RefusalCode.CORRUPT_PDF)
    office.finish(office.claim())

    again = office.bring("архив")
    (status,) = store.file_statuses([again])
    assert (status.duplicate_of, status.state) == (first, State.RECEIVED)
    assert [item.state for item in store.queue()].count(State.REVIEW) == 1
    assert store.members(again) == ()


def test_containers_in_containers_know_their_depth(store: Store, office: Office) -> None:
    container = office.bring("архив")
    assert unpack(office, "внутри").depth == 0
    assert unpack(office, "глубже").depth == 1
    assert office.claim().depth == 2
    assert len(store.members(container)) == 2
    assert store.unfinished([container]) == 1


def test_a_container_that_holds_itself_ends(store: Store, office: Office) -> None:
    container = office.bring("архив")
    unpack(office, "архив", "а")
    office.finish(office.claim())
    assert store.claim("worker-2") is None
    assert store.unfinished([container]) == 0
    assert problems(store) == []


def test_a_lost_claim_unpacks_nothing(store: Store, office: Office) -> None:
    office.bring("архив")
    lost = office.claim("worker-1")
    store.recover()
    assert not store.unpack(lost, office.inside(lost, "а"))
    assert len(store.queue()) == 1


def test_fsck_misses_members(store: Store, office: Office, url: str | None) -> None:
    office.bring("архив")
    unpack(office, "а")
    database = open_database(store.folder, url)
    with database.writing() as session:
        session.execute(text("UPDATE arrivals SET container_id = NULL"))
    database.close()
    assert "members_missing" in {p.code for c in store.fsck() for p in c.problems}


def bring_back_to_first_schema(path: Path) -> None:
    """The same rows in the tables that there were at first."""
    now = path.rename(path.with_suffix(".now"))
    database = open_database(path.parent)
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    database.close()
    old = sqlite3.connect(path)
    old.execute("ATTACH ? AS now", (str(now),))
    tables = old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table != "alembic_version":
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA table_info({table})"))
            old.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM now.{table}")  # noqa: S608 -- names of our own tables
    old.commit()
    old.close()


def test_a_store_of_the_first_schema_is_brought_on_with_all_it_holds(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    office = Office(store, tmp_path)
    paper = office.reviewed("а")
    before = store.queue(), store.history(paper)
    store.close()
    bring_back_to_first_schema(tmp_path / "data" / "opis.sqlite")

    database = open_database(tmp_path / "data")
    migrate(database)
    database.close()
    again = Store.open(tmp_path / "data")
    assert (again.queue(), again.history(paper)) == before
    assert problems(again) == []
    again.close()


def test_what_is_still_to_be_done_comes_first() -> None:
    assert together([State.REVIEW, State.PROCESSING]) is State.PROCESSING
    assert together([State.CONFIRMED, State.QUARANTINED]) is State.CONFIRMED
    assert together([]) is State.QUARANTINED
