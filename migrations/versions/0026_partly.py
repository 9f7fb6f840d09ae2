"""Blocks from some pages only, protection that is passed on to what a page takes in, and lists of users by role."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Whoever is blocked stays blocked from everything, and no protection is passed on yet."""
    op.add_column("protection", sa.Column("cascades", sa.Boolean(), nullable=False, server_default=sa.false()))
    which = {"sqlite_where": sa.text("cascades"), "postgresql_where": sa.text("cascades")}
    op.create_index("ix_protection_cascades", "protection", ["namespace", "title"], **which)
