"""What can be searched: words in normal form beside the text, and an index of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INDEX = {
    # The index keeps no texts of its own; triggers hold it to the table (FTS5, section 4.4.3).
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "people, numbers, words, forms, content='search_entries', "
        "content_rowid='id', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
        "CREATE TRIGGER search_entries_ai AFTER INSERT ON search_entries BEGIN "
        "INSERT INTO search_index (rowid, people, numbers, words, forms) "
        "VALUES (new.id, new.people, new.numbers, new.words, new.forms); END",
        "CREATE TRIGGER search_entries_ad AFTER DELETE ON search_entries BEGIN "
        "INSERT INTO search_index (search_index, rowid, people, numbers, words, forms) "
        "VALUES ('delete', old.id, old.people, old.numbers, old.words, old.forms); END",
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
