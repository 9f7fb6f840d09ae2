"""What came from a MediaWiki, and what of it could not be converted."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Empty until a wiki is brought in."""
    _wikis()
    _texts()
    _notes()
    _runs()


def _wikis() -> None:
    op.create_table(
        "old_wiki",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("base", sa.String(600), nullable=False),
        sa.Column("namespaces", sa.JSON(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_old_wiki"),
        sa.UniqueConstraint("key", name="uq_old_wiki_key"),
    )
    op.create_table(
        "old_page",
        sa.Column("wiki_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("title", sa.String(600), nullable=False),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("is_talk", sa.Boolean(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("last_revision_id", sa.Integer(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["wiki_id"], ["old_wiki.id"], name="fk_old_page_wiki_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_old_page_page_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("wiki_id", "number", name="pk_old_page"),
    )
    op.create_index("ix_old_page_page", "old_page", ["page_id"])
    op.create_index("ix_old_page_waiting", "old_page", ["wiki_id", "is_talk", "is_done"])
    op.create_table(
        "old_user",
        sa.Column("wiki_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wiki_id"], ["old_wiki.id"], name="fk_old_user_wiki_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_old_user_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("wiki_id", "name", name="pk_old_user"),
    )
    op.create_index("ix_old_user_user_id", "old_user", ["user_id"])


def _texts() -> None:
    op.create_table(
        "old_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wiki_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("contributor", sa.String(255), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("model", sa.String(40), nullable=False),
        sa.Column("sha1", sa.String(40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["wiki_id"], ["old_wiki.id"], name="fk_old_revision_wiki_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_old_revision_revision_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_old_revision"),
        sa.UniqueConstraint("wiki_id", "number", name="uq_old_revision_wiki_id_number"),
    )
    op.create_index("ix_old_revision_page", "old_revision", ["wiki_id", "page_number", "number"])
    op.create_index("ix_old_revision_revision", "old_revision", ["revision_id"])


def _notes() -> None:
    op.create_table(
        "old_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wiki_id", sa.Integer(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(600), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("msgid", sa.String(300), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("excerpt", sa.String(600), nullable=False),
        sa.ForeignKeyConstraint(["wiki_id"], ["old_wiki.id"], name="fk_old_note_wiki_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_old_note"),
    )
    op.create_index("ix_old_note_wiki", "old_note", ["wiki_id", "kind", "id"])
    op.create_index("ix_old_note_page_number", "old_note", ["page_number"])


def _runs() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wiki_id", sa.Integer(), nullable=True),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("share", sa.Float(53), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.String(600), nullable=False),
        sa.ForeignKeyConstraint(["wiki_id"], ["old_wiki.id"], name="fk_import_run_wiki_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name="fk_import_run_asked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
    )
