"""Traces of sentences, by which a text is found that stands on another page already."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Eight words in a row, as a number, and the page they stand on."""
    op.create_table(
        "shingle",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_shingle_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", "page_id", name="pk_shingle"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shingle_page", "shingle", ["page_id"])
