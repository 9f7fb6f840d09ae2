"""Pages that not everybody may change, people who may not write for a while, and a log that is quick to narrow."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Nothing is protected yet, and nobody blocked. Each index answers one way of narrowing the log."""
    op.create_table(
        "protection",
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("move", sa.Integer(), nullable=False),
        sa.Column("create", sa.Integer(), nullable=False),
        sa.Column("discuss", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_protection_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("namespace", "title", name="pk_protection"),
    )
    op.create_index("ix_protection_at", "protection", ["at"])
    op.create_table(
        "block",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("own_talk", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_block_user_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_block_by_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("user_id", name="pk_block"),
    )
    op.create_index("ix_block_at", "block", ["at"])
    op.drop_index("ix_journal_at", "journal")
    op.create_index("ix_journal_at", "journal", ["at", "id", "namespace", "kind"])
    op.create_index("ix_journal_kind", "journal", ["kind", "at", "id"])
    op.create_index("ix_journal_name", "journal", ["name", "at"])
