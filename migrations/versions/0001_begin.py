"""The tables a wiki begins with.

There is no way back down: whoever needs one restores the backup that was made before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The alphabet is written into the keys, which are compared as bytes (see wiki/markup/names.py).
SORT_KEY = sa.String(600).with_variant(sa.String(600, collation="C"), "postgresql")


def upgrade() -> None:
    _accounts()
    _pages()
    _derived()
    _search()
    _journal()
    _topics()
    _replies()


def _accounts() -> None:
    """Who somebody is, the links that may be used once, and what is throttled."""
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(8), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("email", name="uq_user_email"),
        sa.UniqueConstraint("name_key", name="uq_user_name_key"),
    )
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_token_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_at", "attempt", ["at"])
    op.create_index("ix_attempt_key", "attempt", ["key"])


def _pages() -> None:
    """Pages and their revisions."""
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("current_revision_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.String(16), nullable=True),
        sa.Column("lead", sa.String(600), nullable=False),
        sa.Column("redirect_to", sa.String(600), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("namespace", "title", name="uq_page_namespace_title"),
    )
    op.create_index("ix_page_kind", "page", ["kind"])
    op.create_index("ix_page_sorted", "page", ["namespace", "sort_key"])
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("size_change", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_revision_author_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_revision_page_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["revision.id"], name="fk_revision_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
    )
    op.create_index("ix_revision_author", "revision", ["author_id", "id"])
    op.create_index("ix_revision_history", "revision", ["page_id", "id"])


def _derived() -> None:
    """What follows from the current revisions."""
    op.create_table(
        "rendering",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("markup_version", sa.Integer(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_rendering_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name="pk_rendering"),
    )
    op.create_index("ix_rendering_markup_version", "rendering", ["markup_version"])
    op.create_table(
        "link",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("target_namespace", sa.String(20), nullable=False),
        sa.Column("target_title", sa.String(255), nullable=False),
        sa.Column("fragment", sa.String(300), nullable=False),
        sa.Column("label", sa.String(600), nullable=False),
        sa.Column("heading", sa.String(600), nullable=False),
        sa.Column("anchor", sa.String(600), nullable=False),
        sa.Column("before", sa.String(600), nullable=False),
        sa.Column("after", sa.String(600), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_link_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", "number", name="pk_link"),
    )
    op.create_index("ix_link_target", "link", ["target_namespace", "target_title", "kind", "page_id"])


def _search() -> None:
    """What can be found."""
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("page_kind", sa.String(40), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(16), nullable=True),
        sa.Column("name", sa.String(600), nullable=False),
        sa.Column("title", sa.String(600), nullable=False),
        sa.Column("name_key", sa.String(600), nullable=False),
        sa.Column("title_key", sa.String(600), nullable=False),
        sa.Column("address", sa.String(2000), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_document"),
        sa.UniqueConstraint("key", name="uq_search_document_key"),
        sa.UniqueConstraint("version", name="uq_search_document_version"),
    )
    op.create_index("ix_search_document_name_key", "search_document", ["name_key"])
    op.create_index("ix_search_document_titles", "search_document", ["title_key", "name_key", "kind", "gone"])


def _journal() -> None:
    """What happened, in order."""
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("namespace", sa.String(20), nullable=False),
        sa.Column("name", sa.String(600), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("size_change", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name="fk_journal_actor_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_journal_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_actor", "journal", ["actor_id", "at"])
    op.create_index("ix_journal_at", "journal", ["at", "id", "namespace"])
    op.create_index("ix_journal_page", "journal", ["page_id", "revision_id"])


def _topics() -> None:
    """What is talked about."""
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_topic_author_id"),
        sa.ForeignKeyConstraint(["closed_by_id"], ["user.id"], name="fk_topic_closed_by_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_topic_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topic"),
    )
    op.create_index("ix_topic_page", "topic", ["page_id", "closed_at", "changed_at"])


def _replies() -> None:
    """What is said, and every text that a reply has had."""
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_reply_author_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["reply.id"], name="fk_reply_parent_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_reply_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
    )
    op.create_index("ix_reply_author", "reply", ["author_id", "id"])
    op.create_index("ix_reply_topic", "reply", ["topic_id", "id"])
    op.create_table(
        "reply_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_reply_revision_author_id"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_reply_revision_reply_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reply_revision"),
    )
    op.create_index("ix_reply_revision_history", "reply_revision", ["reply_id", "id"])
