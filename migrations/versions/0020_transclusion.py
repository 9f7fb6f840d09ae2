"""Which templates a rendering is made of, what it switches, and how pages are sorted in their categories."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

SORT_KEY = sa.String(600).with_variant(sa.String(600, collation="C"), "postgresql")


def upgrade() -> None:
    """What is there already is derived anew when the server starts, because the markup has a new version."""
    op.add_column("rendering", sa.Column("made_of", sa.JSON(), nullable=True))
    op.add_column("rendering", sa.Column("switches", sa.JSON(), nullable=True))
    op.add_column("link", sa.Column("sort_key", SORT_KEY, nullable=False, server_default=sa.text("''")))
    op.add_column("link", sa.Column("revision_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_link_sorted",
        "link",
        ["target_namespace", "target_title", "sort_key", "page_id"],
        sqlite_where=sa.text("kind = 'category'"),
        postgresql_where=sa.text("kind = 'category'"),
    )
