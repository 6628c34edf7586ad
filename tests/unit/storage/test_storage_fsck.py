"""fsck finds what is planted, and nothing in a store that nobody harmed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from office import Office, Specialist
from sqlalchemy import text

from storage.originals import SEARCHABLE
from storage.session import open_database
from storage.store import Store

Harm = Callable[[Store, str], str | None]


def codes(store: Store) -> set[str]:
    return {problem.code for check in store.fsck(full=True) for problem in check.problems}


@pytest.fixture
def lived_in(store: Store, office: Office) -> Store:
    """One of each: confirmed, taken back, rejected, waiting."""
    confirmed, taken_back = office.reviewed("a"), office.reviewed("b")
    for paper in (confirmed, taken_back):
        store.confirm(paper, Specialist({"category": "tzhs"}), "petrova")
    store.reopen(taken_back, "ошибка", "petrova")
    office.reviewed("c")
    office.bring("d")
    office.bring("a")
    return store


def test_an_unharmed_store_is_clean(lived_in: Store) -> None:
    for full in (False, True):
        checks = lived_in.fsck(full)
        assert [problem for check in checks for problem in check.problems] == []
    assert {check.check: check.checked for check in checks} == {
        "database": 1,
        "originals": 4,
        "temporary_files": 0,
        "arrivals": 5,
        "documents": 4,
        "workers": 0,
        "entry_numbers": 2,
        "letter_numbers": 0,
        "families": 0,
        "history": 16,
        "contents": 5,
        "pages": 0,
    }


def original(store: Store) -> Path:
    return store.originals.path(store.queue()[0].sha256)


def test_a_lost_original(lived_in: Store) -> None:
    original(lived_in).unlink()
    assert codes(lived_in) == {"original_missing"}


def test_a_changed_original_of_the_same_size(lived_in: Store) -> None:
    path = original(lived_in)
    path.chmod(0o600)
    path.write_bytes(b"!" * path.stat().st_size)
    assert codes(lived_in) == {"original_damaged"}
    quick = [problem for check in lived_in.fsck() for problem in check.problems]
    assert quick == []


def test_an_original_that_nobody_noted(lived_in: Store) -> None:
    stray = lived_in.originals.path("ab" * 32)
    stray.parent.mkdir()
    stray.write_bytes(b"?")
    assert codes(lived_in) == set(), "it may still be on its way into the database"
    os.utime(stray, (0, 0))
    assert codes(lived_in) == {"original_unregistered"}


def test_what_a_dead_writer_left(lived_in: Store) -> None:
    (lived_in.scratch.root / "left").mkdir()
    with lived_in.scratch.folder():
        assert codes(lived_in) == {"temporary_file_left"}
        lived_in.scratch.sweep()
        assert len(list(lived_in.scratch.root.iterdir())) == 1, "the living keep theirs"
    assert codes(lived_in) == set()


def test_a_paper_in_the_hands_of_the_dead(lived_in: Store, office: Office) -> None:
    office.claim()
    assert codes(lived_in) == {"document_stuck"}
    with lived_in.worker_lock.attempt() as alone:
        assert alone
        assert codes(lived_in) == set()


def test_a_scan_whose_searchable_pdf_is_cut_or_lost(lived_in: Store) -> None:
    sha256 = lived_in.queue()[0].sha256
    with lived_in.pictures.drawing(sha256) as pages:
        (pages / "page-0001.jpg").write_bytes(b"picture")
        (pages / SEARCHABLE).write_bytes(b"%PDF-1.7\n%%EOF\n")
    pdf = lived_in.pictures.searchable(sha256)
    assert pdf is not None
    assert codes(lived_in) == set()
    pdf.write_bytes(b"%PDF-1.7\n%%E")
    assert codes(lived_in) == {"searchable_damaged"}
    pdf.unlink()
    assert codes(lived_in) == {"searchable_missing"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE documents SET state = 'received' WHERE id = 3", "draft_inconsistent"),
        ("UPDATE documents SET state = 'review' WHERE id = 1", "decision_inconsistent"),
        ("UPDATE documents SET state = 'rejected' WHERE id = 3", "history_inconsistent"),
        ("UPDATE records SET entry_no = 7 WHERE entry_no = 2", "entry_numbers_broken"),
        ("DELETE FROM records WHERE entry_no = 1", "entry_numbers_broken"),
        ("UPDATE counters SET last = 3", "entry_numbers_broken"),
        ("UPDATE arrivals SET duplicate_of = 2 WHERE id = 5", "not_a_duplicate"),
        ("DELETE FROM drafts WHERE document_id = 3", "draft_inconsistent"),
        ("UPDATE readings SET content = drafts.findings FROM drafts", "content_damaged"),
    ],
)
def test_rows_that_contradict_each_other(
    lived_in: Store, url: str | None, statement: str, code: str
) -> None:
    database = open_database(lived_in.folder, url)
    with database.writing() as session:
        session.execute(text(statement))
    database.close()
    assert code in codes(lived_in)


def test_history_without_its_guard(lived_in: Store, url: str | None) -> None:
    database = open_database(lived_in.folder, url)
    drop = "DROP TRIGGER history_refuses_delete"
    with database.writing() as session:
        session.execute(text(drop if url is None else f"{drop} ON history"))
    database.close()
    assert codes(lived_in) == {"history_unguarded"}
