"""What somebody is writing and has not published, and who is writing just now."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Drafts, and who has an editor open."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("section", sa.String(600), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("hand", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thrown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_draft_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index(
        "uq_draft_place",
        "draft",
        ["user_id", "namespace", "title", "section"],
        unique=True,
        postgresql_where=sa.text("thrown_at IS NULL"),
        sqlite_where=sa.text("thrown_at IS NULL"),
    )
    op.create_index("ix_draft_user", "draft", ["user_id", "changed_at"])
    op.create_index("ix_draft_age", "draft", ["changed_at"])
    op.create_table(
        "presence",
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_presence_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("namespace", "title", "user_id", name="pk_presence"),
    )
    op.create_index("ix_presence_age", "presence", ["seen_at"])
