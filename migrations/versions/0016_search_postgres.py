"""An index of the search that lies in the database itself, for wikis that want it there."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """The tables are empty until a follower fills them."""
    op.create_table(
        "search_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("outdated", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_index"),
    )
    _entries()
    _blocks()


def _entries() -> None:
    op.create_table(
        "search_entry",
        sa.Column("index_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("title_length", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Float(53), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.Column("outdated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("index_id", "number", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_key", "search_entry", ["index_id", "key"])
    op.create_index("ix_search_entry_outdated", "search_entry", ["index_id", "outdated"])


def _blocks() -> None:
    op.create_table(
        "search_block",
        sa.Column("index_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("field", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("term", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index_id", "field", "term", "first", name="pk_search_block"),
    )
    op.create_index("ix_search_block_first", "search_block", ["index_id", "first"])
