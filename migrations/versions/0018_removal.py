"""Pages that have been deleted, and versions that have been hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

STANDING, REMOVED = sa.text("removed_at IS NULL"), sa.text("removed_at IS NOT NULL")
FILE_STANDING = sa.text("removed_with IS NULL")


def upgrade() -> None:
    """Nothing has been deleted yet: names are as unique as they were, among the pages and files that stand."""
    with op.batch_alter_table("page") as page:
        page.drop_constraint("uq_page_namespace_title", type_="unique")
        page.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    name = ["namespace", "title"]
    op.create_index("uq_page_name", "page", name, unique=True, sqlite_where=STANDING, postgresql_where=STANDING)
    op.create_index("ix_page_removed", "page", name, sqlite_where=REMOVED, postgresql_where=REMOVED)
    with op.batch_alter_table("file") as file:
        file.drop_constraint("uq_file_title", type_="unique")
        file.add_column(sa.Column("removed_with", sa.Integer(), nullable=True))
    op.create_index("ix_file_removed_with", "file", ["removed_with"])
    op.create_index(
        "uq_file_standing", "file", ["title"], unique=True, sqlite_where=FILE_STANDING, postgresql_where=FILE_STANDING
    )
    op.create_table(
        "removal",
        sa.Column("page_id", sa.Integer(), nullable=False),
        *_signature(),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_removal_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_removal_by_id"),
        sa.PrimaryKeyConstraint("page_id", name="pk_removal"),
    )
    op.create_index("ix_removal_at", "removal", ["at"])
    op.create_table(
        "hidden_revision",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        *_signature(),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_hidden_revision_revision_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_hidden_revision_by_id"),
        sa.PrimaryKeyConstraint("revision_id", "part", name="pk_hidden_revision"),
    )


def _signature() -> tuple[sa.Column[object], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
    )
