"""How often each query was asked in each month, found nothing, and led to a hit."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing has been counted before."""
    op.create_table(
        "search_count",
        sa.Column("query", sa.String(length=100), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("clicked", sa.Integer(), nullable=False),
        sa.Column("asked_hour", sa.Integer(), nullable=False),
        sa.Column("clicked_hour", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("query", "month", name="pk_search_count"),
    )
    op.create_index("ix_search_count_asked_hour", "search_count", ["asked_hour"])
