"""What reports are counted to, what texts are measured for, and what external links answered."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """All of it is filled in the background; the lists by size and age need an index each."""
    op.create_index("ix_page_size", "page", ["size", "id"])
    op.create_index("ix_page_changed", "page", ["changed_at", "id"])
    op.create_index("ix_page_created", "page", ["created_at", "id"])
    _counts()
    _measures()
    _addresses()


def _counts() -> None:
    op.create_table(
        "report_count",
        sa.Column("report", sa.String(40), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("took", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("report", name="pk_report_count"),
    )
    op.create_table(
        "report_row",
        sa.Column("report", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.String(2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_report_row_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "place", name="pk_report_row"),
    )
    op.create_index("ix_report_row_kind", "report_row", ["report", "namespace", "place"])
    op.create_index("ix_report_row_page_id", "report_row", ["page_id"])


def _measures() -> None:
    op.create_table(
        "page_measure",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("lix", sa.Integer(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("notices", sa.String(200), nullable=False),
        sa.Column("wordless", sa.JSON(), nullable=False),
        sa.Column("wordless_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_page_measure_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name="pk_page_measure"),
    )
    op.create_index("ix_page_measure_lix", "page_measure", ["lix", "page_id"])
    op.create_index("ix_page_measure_notices", "page_measure", ["notices", "page_id"])
    op.create_index("ix_page_measure_wordless", "page_measure", ["wordless_count", "page_id"])


def _addresses() -> None:
    op.create_table(
        "external_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("fault", sa.String(20), nullable=False),
        sa.Column("leads_to", sa.String(2000), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_external_address"),
        sa.UniqueConstraint("digest", name="uq_external_address_digest"),
    )
    op.create_index("ix_external_address_due", "external_address", ["due_at"])
    op.create_index("ix_external_address_failing", "external_address", ["failing_since"])
    op.create_table(
        "external_use",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_external_use_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["address_id"], ["external_address.id"], name="fk_external_use_address_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", "address_id", name="pk_external_use"),
    )
    op.create_index("ix_external_use_address_id", "external_use", ["address_id"])
    op.create_table(
        "external_host",
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_external_host"),
    )
