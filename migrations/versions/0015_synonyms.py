"""Other words for the same, as themes and the page of synonyms give them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """None are known yet: they come when all pages are derived anew, as they are since 0013."""
    op.create_table(
        "search_synonym",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_search_synonym"),
    )
    op.create_index("ix_search_synonym_version", "search_synonym", ["version"], unique=True)
