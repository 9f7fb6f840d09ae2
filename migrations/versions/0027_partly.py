"""Blocks from some pages only, protection that is passed on to what a page takes in, and lists of users by role."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Whoever is blocked stays blocked from everything, and no protection is passed on yet."""
    op.add_column("protection", sa.Column("cascades", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_protection_cascades",
        "protection",
        ["namespace", "title"],
        sqlite_where=sa.text("cascades = 1"),
        postgresql_where=sa.text("cascades"),
    )
    for name in ("everywhere", "discussions"):
        op.add_column("block", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "blocked_from",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("namespace", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["block.user_id"], name="fk_blocked_from_user_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_blocked_from_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_blocked_from"),
    )
    op.create_index("ix_blocked_from_user_id", "blocked_from", ["user_id"])
    op.create_index("ix_user_role", "user", ["role", "name_key"])
