"""Parts of single lines of the log can be hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Rows that say what is hidden, by whom, when and why."""
    for table, key, of in (("hidden_entry", "entry_id", "journal"),):
        op.create_table(
            table,
            sa.Column(key, sa.Integer(), nullable=False),
            sa.Column("part", sa.String(length=10), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("by_id", sa.Integer(), nullable=True),
            sa.Column("reason", sa.String(length=300), nullable=False),
            sa.ForeignKeyConstraint([key], [f"{of}.id"], name=f"fk_{table}_{key}", ondelete="CASCADE"),
            sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=f"fk_{table}_by_id"),
            sa.PrimaryKeyConstraint(key, "part", name=f"pk_{table}"),
        )
