"""The tables of the migrations are those of the models, and history stays as written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from office import Office
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from storage.search_tables import SearchRow
from storage.session import open_database
from storage.store import Store

#: Each database's own index of words, which no model can say (migration 0004).
WORD_INDEXES = re.compile(
    r"search_(numbers|people|all)\w*|(numbers|people|all)_index|ix_search_\w+"
)


def of_models(_object: object, name: str | None, *_rest: object) -> bool:
    return WORD_INDEXES.fullmatch(name or "") is None


def test_migrations_build_what_the_models_say(store: Store, url: str | None) -> None:
    database = open_database(store.folder, url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": of_models}
        )
        assert compare_metadata(context, SearchRow.metadata) == []
    database.close()


@pytest.mark.parametrize(
    "change",
    ["UPDATE history SET who = 'nobody'", "DELETE FROM history", "UPDATE history SET old = old"],
)
def test_history_refuses_every_change(
    store: Store, office: Office, url: str | None, change: str
) -> None:
    document_id = office.reviewed("a")
    before = store.history(document_id)
    database = open_database(store.folder, url)
    with pytest.raises(DatabaseError, match="append-only"), database.writing() as session:
        session.execute(text(change))
    database.close()
    assert store.history(document_id) == before


def test_opening_again_keeps_what_is_there(store: Store, office: Office, url: str | None) -> None:
    office.reviewed("a")
    again = Store.open(store.folder, url)
    assert again.queue() == store.queue()
    again.close()


OPEN = "import sys, pathlib, storage.store as s; s.Store.open(pathlib.Path(sys.argv[1])).close()"


def test_many_may_make_the_store_at_the_same_moment(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    openers = [subprocess.Popen([sys.executable, "-c", OPEN, folder]) for _ in range(4)]
    assert [opener.wait() for opener in openers] == [0] * 4


def test_the_folder_is_for_its_owner_alone(store: Store) -> None:
    rooms = [store.folder, *(path for path in store.folder.iterdir() if path.is_dir())]
    assert {oct(room.stat().st_mode & 0o777) for room in rooms} == {"0o700"}


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    database = open_database(tmp_path)
    with database.reading() as session:
        said = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
