"""How the database is opened. Everything that one dialect does its own way stands here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

#: How long one writer waits for another (SQLite has one writer at a time), in seconds.
BUSY_SECONDS = 60

_WRITES = "opis_writes"
#: Any number of our own; serialises migrations on PostgreSQL.
_MIGRATION_LOCK = 7_041_889


class Database:
    """Transactions on one database: `reading()` or `writing()`, nothing in between."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(**{_WRITES: True})
        self._reader = engine
        if engine.dialect.name != "sqlite":  # whose every transaction sees one state anyway
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look; whatever was changed in it is forgotten."""
        with Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, kept whole or not at all."""
        with Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction that no other migration runs beside."""
        with self._writer.connect() as connection, _unwatched(connection), connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
                )
            yield connection

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _unwatched(connection: Connection) -> Iterator[None]:
    """On SQLite, tables that are built anew lose their references for a moment."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def open_database(folder: Path, url: str | None = None) -> Database:
    """The database at `url`, or the SQLite file of `folder`."""
    place = make_url(url) if url else URL.create("sqlite", database=str(folder / "opis.sqlite"))
    if place.get_backend_name() == "sqlite":
        return Database(_open_sqlite(place))
    if place.drivername == "postgresql":
        place = place.set(drivername="postgresql+psycopg")
    return Database(create_engine(place, pool_pre_ping=True))


def _open_sqlite(place: URL) -> Engine:
    engine = create_engine(place, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        # The driver's own transactions start too late and too weak: we say BEGIN ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A plain BEGIN that turns into a writer halfway fails at once when another one writes.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def append_only_tables(session: Session) -> set[tuple[str, str]]:
    """(table, event) for each trigger that refuses a change, as the database knows them."""
    if session.get_bind().dialect.name == "sqlite":
        query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
        )
    rows = session.execute(text(query)).all()
    return {(str(table), str(name).removeprefix(f"{table}_refuses_")) for table, name in rows}


def damage(session: Session) -> list[str]:
    """What the database itself finds broken in its file; PostgreSQL watches over its own."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    found = [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    found += [f"{row[0]}:{row[1]}" for row in session.execute(text("PRAGMA foreign_key_check"))]
    return found
