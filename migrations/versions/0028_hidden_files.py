"""Parts of versions of files can be hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Rows that say what is hidden, by whom, when and why."""
    op.create_table(
        "hidden_file_version",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["file_version.id"], name="fk_hidden_file_version_version_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_hidden_file_version_by_id"),
        sa.PrimaryKeyConstraint("version_id", "part", name="pk_hidden_file_version"),
    )
