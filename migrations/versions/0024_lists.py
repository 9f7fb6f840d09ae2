"""Indexes that lists over very many pages leaf through, and how much each user has done."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

LISTED = ["namespace", "sort_key", "title", "id"]
STANDING = sa.text("removed_at IS NULL")
READ = sa.text("removed_at IS NULL AND redirect_to IS NULL")


def upgrade() -> None:
    """The activity of users is counted in the background."""
    op.drop_index("ix_page_sorted", "page")
    op.create_index("ix_page_listed", "page", LISTED, sqlite_where=STANDING, postgresql_where=STANDING)
    op.create_index("ix_page_read", "page", LISTED, sqlite_where=READ, postgresql_where=READ)
    op.drop_index("ix_external_address_failing", "external_address")
    op.create_index("ix_external_address_failing", "external_address", ["failing_since", "id"])
    op.create_table(
        "user_activity",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_user_activity_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_user_activity"),
    )
    op.create_table(
        "user_activity_count",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_user_activity_count"),
    )
