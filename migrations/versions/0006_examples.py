"""Examples, as they are told on pages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SORT_KEY = sa.String(600).with_variant(sa.String(600, collation="C"), "postgresql")


def upgrade() -> None:
    """Empty tables: `wiki rebuild` fills them, and so does each save. A newer markup asks for the first."""
    op.create_table(
        "example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(600), nullable=False),
        sa.Column("title", sa.String(600), nullable=False),
        sa.Column("owner_namespace", sa.String(20), nullable=False),
        sa.Column("owner_title", sa.String(255), nullable=False),
        sa.Column("owner_sort_key", SORT_KEY, nullable=False),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("lead", sa.String(600), nullable=False),
        sa.Column("lesson", sa.String(600), nullable=False),
        sa.Column("language", sa.String(16), nullable=True),
        sa.Column("grew_from", sa.String(600), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_example_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_example"),
    )
    op.create_index("ix_example_page_id", "example", ["page_id"])
    op.create_index("ix_example_owner", "example", ["owner_namespace", "owner_title"])
    op.create_index("ix_example_municipality", "example", ["municipality_code", "rank"])
    op.create_index("ix_example_changed", "example", ["changed_at", "id"])
    op.create_table(
        "example_theme",
        sa.Column("example_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(["example_id"], ["example.id"], name="fk_example_theme_example_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("example_id", "title", name="pk_example_theme"),
    )
    op.create_index("ix_example_theme_title", "example_theme", ["title", "example_id"])
    op.create_table(
        "example_support",
        sa.Column("example_id", sa.Integer(), nullable=False),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("before", sa.String(600), nullable=False),
        sa.Column("label", sa.String(600), nullable=False),
        sa.Column("after", sa.String(600), nullable=False),
        sa.ForeignKeyConstraint(
            ["example_id"], ["example.id"], name="fk_example_support_example_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("example_id", "namespace", "title", name="pk_example_support"),
    )
    op.create_index("ix_example_support_target", "example_support", ["namespace", "title", "example_id"])
