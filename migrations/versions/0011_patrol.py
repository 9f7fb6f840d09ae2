"""What gardeners have looked at, who was new when they wrote, and examples that nobody has commented on."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """What was written before counts as written by people who were no longer new: nobody need look at all of it."""
    op.add_column("journal", sa.Column("newcomer", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_journal_newcomer", "journal", ["newcomer", "at", "id"])
    op.create_index("ix_journal_municipality", "journal", ["municipality_code", "at", "id"])
    op.create_table(
        "patrol",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_patrol_revision_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_patrol_user_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("revision_id", name="pk_patrol"),
    )
    op.create_table(
        "told_of_uncommented",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_told_of_uncommented_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name="pk_told_of_uncommented"),
    )
