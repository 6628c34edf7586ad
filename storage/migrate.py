"""Brings a database to the newest schema; the migrations travel inside the package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.session import Database


def migrate(database: Database) -> None:
    """Make or upgrade the tables; cheap and without a lock when nothing is to be done."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    newest = ScriptDirectory.from_config(config).get_current_head()
    with database.engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
