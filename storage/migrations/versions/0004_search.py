"""What can be searched: words in normal form beside the text, and an index of them."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: The virtual tables, with the columns of `search_entries` that each holds words of.
INDEXES = {
    "search_numbers": ("numbers",),
    "search_people": ("people",),
    "search_all": ("words", "forms", "people", "numbers"),
}


def full_text_index(name: str, columns: tuple[str, ...]) -> Iterator[str]:
    """An index that keeps no texts of its own; triggers hold it to the table (FTS5, 4.4.3)."""
    listed = ", ".join(columns)
    yield (
        f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='search_entries', "
        "content_rowid='id', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
    )
    for event, row, told, value in (
        ("INSERT", "new", "", ""),
        ("DELETE", "old", f"{name}, ", "'delete', "),
    ):
        said = ", ".join(f"{row}.{column}" for column in ("id", *columns))
        tell = f"INSERT INTO {name} ({told}rowid, {listed}) VALUES ({value}{said})"  # noqa: S608 -- names of this file
        trigger = f"{name}_{event.lower()} AFTER {event} ON search_entries"
        yield f"CREATE TRIGGER {trigger} BEGIN {tell}; END"


INDEX = {
    "sqlite": tuple(
        statement
        for name, columns in INDEXES.items()
        for statement in full_text_index(name, columns)
    ),
    "postgresql": (
        "ALTER TABLE search_entries ADD COLUMN people_index tsvector, "
        "ADD COLUMN numbers_index tsvector, ADD COLUMN all_index tsvector",
        "CREATE INDEX ix_search_people ON search_entries USING gin (people_index)",
        "CREATE INDEX ix_search_numbers ON search_entries USING gin (numbers_index)",
        "CREATE INDEX ix_search_all ON search_entries USING gin (all_index)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("forms", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entries"),
        sa.UniqueConstraint("subject", "subject_id", name="uq_search_entries_subject_subject_id"),
    )
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)
