"""Families, their people, links, terms, letters and files; records without a paper."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

#: What each dialect says to keep the chronicle as it was written.
APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER chronicle_refuses_update BEFORE UPDATE ON chronicle "
        "BEGIN SELECT RAISE(ABORT, 'chronicle is append-only'); END",
        "CREATE TRIGGER chronicle_refuses_delete BEFORE DELETE ON chronicle "
        "BEGIN SELECT RAISE(ABORT, 'chronicle is append-only'); END",
    ),
    "postgresql": (
        "CREATE TRIGGER chronicle_refuses_update BEFORE UPDATE ON chronicle "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER chronicle_refuses_delete BEFORE DELETE ON chronicle "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER chronicle_refuses_truncate BEFORE TRUNCATE ON chronicle "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}


def upgrade() -> None:
    make_tables()
    part_journals_by_scope()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def part_journals_by_scope() -> None:
    with op.batch_alter_table("records") as records:
        records.alter_column("document_id", existing_type=sa.Integer(), nullable=True)
        records.add_column(sa.Column("family_id", sa.Integer(), nullable=True))
        records.add_column(sa.Column("scope", sa.Text(), server_default="", nullable=False))
        records.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        records.add_column(
            sa.Column("by_hand", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        records.drop_constraint("uq_records_form_category_year_entry_no", type_="unique")
        records.create_unique_constraint(
            "uq_records_form_category_scope_year_entry_no",
            ["form", "category", "scope", "year", "entry_no"],
        )
        records.create_foreign_key("fk_records_family_id", "families", ["family_id"], ["id"])
        records.create_index("ix_records_family_id", ["family_id"])
    with op.batch_alter_table("counters") as counters:
        counters.add_column(sa.Column("scope", sa.Text(), server_default="", nullable=False))
        counters.drop_constraint("pk_counters", type_="primary")
        counters.create_primary_key("pk_counters", ["form", "category", "scope", "year"])


def make_tables() -> None:
    op.create_table(
        "chronicle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_chronicle"),
    )
    op.create_index("ix_chronicle_subject", "chronicle", ["subject"])
    op.create_table(
        "families",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("head_label", sa.Text(), nullable=False),
        sa.Column("actual_address", sa.Text(), nullable=False),
        sa.Column("registration_address", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["families.id"], name="fk_families_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_families"),
    )
    op.create_index("ix_families_merged_into", "families", ["merged_into"])
    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("patronymic", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.Column("death_date", sa.Date(), nullable=True),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("documents", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )
    op.create_table(
        "store_facts",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_store_facts"),
    )
    op.create_table(
        "family_keys",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_family_keys_family_id"),
        sa.PrimaryKeyConstraint("key", "family_id", name="pk_family_keys"),
    )
    op.create_index("ix_family_keys_family_id", "family_keys", ["family_id"])
    op.create_table(
        "family_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("kinship_text", sa.Text(), nullable=False),
        sa.Column("lives_with_family", sa.Boolean(), nullable=True),
        sa.Column("takes_part_in_upbringing", sa.Boolean(), nullable=True),
        sa.Column("work_or_study", sa.Text(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_family_members_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_family_members_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family_members"),
    )
    op.create_index("ix_family_members_family_id", "family_members", ["family_id"])
    op.create_index("ix_family_members_person_id", "family_members", ["person_id"])
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("event_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("threat", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("done_document_id", sa.Integer(), nullable=True),
        sa.Column("done_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "done_at IS NULL OR done_document_id IS NOT NULL OR done_reason IS NOT NULL",
            name="ck_deadlines_closed",
        ),
        sa.ForeignKeyConstraint(
            ["done_document_id"], ["documents.id"], name="fk_deadlines_done_document_id"
        ),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_deadlines_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
        sa.UniqueConstraint(
            "family_id", "rule_id", "key", name="uq_deadlines_family_id_rule_id_key"
        ),
    )
    op.create_index("ix_deadlines_family_id", "deadlines", ["family_id"])
    op.create_index("ix_deadlines_open", "deadlines", ["done_at", "threat", "due_at"])
    op.create_table(
        "family_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("family_no", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_family_links_document_id"
        ),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_family_links_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family_links"),
    )
    op.create_index("ix_family_links_document_id", "family_links", ["document_id"])
    op.create_index("ix_family_links_family_id", "family_links", ["family_id"])
    op.create_index(
        "uq_family_links_standing",
        "family_links",
        ["document_id", "family_no"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "file_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("not_applicable_because", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_file_items_document_id"
        ),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_file_items_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_file_items"),
    )
    op.create_index("ix_file_items_family_id", "file_items", ["family_id"])
    op.create_table(
        "fingerprint_bands",
        sa.Column("band", sa.String(length=24), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_fingerprint_bands_document_id"
        ),
        sa.PrimaryKeyConstraint("band", "document_id", name="pk_fingerprint_bands"),
    )
    op.create_index("ix_fingerprint_bands_document_id", "fingerprint_bands", ["document_id"])
    op.create_table(
        "fingerprints",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_fingerprints_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_fingerprints"),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("rule_id", sa.String(length=20), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reply_document_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("cancelled_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_letters_family_id"),
        sa.ForeignKeyConstraint(
            ["reply_document_id"], ["documents.id"], name="fk_letters_reply_document_id"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_letters_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("year", "number", name="uq_letters_year_number"),
    )
    op.create_index("ix_letters_family_id", "letters", ["family_id"])
    op.create_index("ix_letters_reply_document_id", "letters", ["reply_document_id"])
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'superseded')", name="ck_proposals_state"
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_proposals_document_id"),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name="fk_proposals_family_id"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_proposals_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_document_id", "proposals", ["document_id"])
    op.create_index("ix_proposals_family_id", "proposals", ["family_id"])
