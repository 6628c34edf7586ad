"""Letters and archives: members name the file in which they lay, and who sent it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

STATES = (
    "received", "processing", "review", "confirmed", "rejected", "quarantined", "failed",
    "unpacked",
)  # fmt: skip


def upgrade() -> None:
    # In words of its own: Alembic would have SQLite build the whole table anew for this.
    op.execute(
        "ALTER TABLE arrivals ADD COLUMN container_id INTEGER "
        "CONSTRAINT fk_arrivals_container_id REFERENCES arrivals (id)"
    )
    op.add_column("arrivals", sa.Column("sender", sa.Text(), nullable=True))
    op.create_index("ix_arrivals_container_id", "arrivals", ["container_id"])
    with op.batch_alter_table("documents") as documents:
        documents.drop_constraint(op.f("ck_documents_state"), type_="check")
        documents.create_check_constraint(
            op.f("ck_documents_state"), sa.column("state").in_(STATES)
        )
