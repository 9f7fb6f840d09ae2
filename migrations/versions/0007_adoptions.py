"""What municipalities say about examples: stances, confirmations, contacts, and what is not alike."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Four empty tables."""
    op.create_table(
        "stance",
        _page("page_id"),
        sa.Column("municipality_code", sa.String(4), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        *_signature(),
        *_references("stance"),
        sa.PrimaryKeyConstraint("page_id", "municipality_code", name="pk_stance"),
    )
    op.create_index("ix_stance_municipality", "stance", ["municipality_code"])
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        _page("page_id"),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        *_signature(),
        *_references("confirmation"),
        sa.PrimaryKeyConstraint("id", name="pk_confirmation"),
    )
    op.create_index("ix_confirmation_page", "confirmation", ["page_id", "at"])
    op.create_table(
        "contact",
        _page("page_id"),
        sa.Column("role", sa.String(80), nullable=False),
        sa.Column("mailbox", sa.String(254), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        *_references("contact"),
        sa.PrimaryKeyConstraint("page_id", name="pk_contact"),
    )
    op.create_table(
        "hidden_likeness",
        _page("page_id"),
        _page("other_id"),
        sa.Column("anchor", sa.String(600), nullable=False),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        *_signature(),
        *_references("hidden_likeness"),
        sa.ForeignKeyConstraint(["other_id"], ["page.id"], name="fk_hidden_likeness_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "other_id", "anchor", name="pk_hidden_likeness"),
    )
    op.create_index("ix_hidden_likeness_other_id", "hidden_likeness", ["other_id"])


def _page(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _signature() -> tuple[sa.Column[int], sa.Column[object]]:
    return sa.Column("user_id", sa.Integer(), nullable=True), sa.Column(
        "at", sa.DateTime(timezone=True), nullable=False
    )


def _references(table: str) -> tuple[sa.ForeignKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=f"fk_{table}_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{table}_user_id"),
    )
