"""Kinds of topics, quotes, answers, thanks, and what is hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Topics get a kind; what is new about posts are rows of their own."""
    _kinds()
    _answers()
    _hidden()
    _thanks()
    _moves()
    _quotes()


def _kinds() -> None:
    """What was opened before has the kind that its heading tells: a question asks."""
    op.add_column("topic", sa.Column("kind", sa.String(20), server_default="remark", nullable=False))
    op.execute("UPDATE topic SET kind = 'question' WHERE title LIKE '%?'")
    op.create_index("ix_topic_kind", "topic", ["kind", "closed_at", "created_at"])


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        *_signature("answer"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_answer_topic_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_answer_reply_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", name="pk_answer"),
    )
    op.create_index("ix_answer_reply_id", "answer", ["reply_id"])


def _hidden() -> None:
    op.create_table(
        "hidden_reply",
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("title", sa.String(200), nullable=True),
        *_signature("hidden_reply"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_hidden_reply_reply_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reply_id", name="pk_hidden_reply"),
    )


def _thanks() -> None:
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_thanks_user_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_thanks_reply_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_thanks_revision_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_thanks"),
        sa.UniqueConstraint("user_id", "reply_id", name="uq_thanks_reply"),
        sa.UniqueConstraint("user_id", "revision_id", name="uq_thanks_revision"),
        sa.CheckConstraint("(reply_id IS NULL) <> (revision_id IS NULL)", name="ck_thanks_one"),
    )
    op.create_index("ix_thanks_reply_id", "thanks", ["reply_id"])
    op.create_index("ix_thanks_revision_id", "thanks", ["revision_id"])


def _moves() -> None:
    op.create_table(
        "topic_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("from_page_id", sa.Integer(), nullable=False),
        *_signature("topic_move"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_topic_move_topic_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["from_page_id"], ["page.id"], name="fk_topic_move_from_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_topic_move"),
    )
    op.create_index("ix_topic_move_topic_id", "topic_move", ["topic_id"])
    op.create_index("ix_topic_move_from_page_id", "topic_move", ["from_page_id"])


def _quotes() -> None:
    """The passages of pages that topics are about."""
    op.create_table(
        "quote",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.String(120), nullable=False),
        sa.Column("after", sa.String(120), nullable=False),
        sa.Column("heading", sa.String(600), nullable=False),
        sa.Column("anchor", sa.String(600), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_quote_topic_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_quote_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_quote_revision_id"),
        sa.PrimaryKeyConstraint("topic_id", name="pk_quote"),
    )
    op.create_index("ix_quote_page_id", "quote", ["page_id"])


def _signature(table: str) -> tuple[sa.Column[int], sa.Column[object], sa.ForeignKeyConstraint]:
    return (
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{table}_user_id"),
    )
