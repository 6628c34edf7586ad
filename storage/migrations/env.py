"""Alembic's entry: runs on the connection that storage.migrate hands over."""

from alembic import context

from storage import register_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=register_tables.FamilyRow.metadata,
    # SQLite can roll tables back too, once the driver keeps its hands off (session.py).
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
