"""Versions can stay deleted when their page comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Which page they are of."""
    op.create_table(
        "left_behind",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_left_behind_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["home_id"], ["page.id"], name="fk_left_behind_home_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name="pk_left_behind"),
    )
    op.create_index("ix_left_behind_home_id", "left_behind", ["home_id"])
