"""Which letters people want, and the letters themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Everybody begins with the paces that the program gives, so there are no rows to make."""
    _wishes()
    _letters()
    _trouble()


def _wishes() -> None:
    op.create_table(
        "letter_wish",
        _number("user_id"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("pace", sa.String(8), nullable=False),
        _to("letter_wish", "user"),
        sa.PrimaryKeyConstraint("user_id", "kind", name="pk_letter_wish"),
    )
    op.create_table(
        "letter_rhythm",
        _number("user_id"),
        _number("weekday"),
        _number("hour"),
        _moment("next_daily_at"),
        _moment("next_weekly_at"),
        _moment("weekly_from"),
        _moment("told_from"),
        _to("letter_rhythm", "user"),
        sa.PrimaryKeyConstraint("user_id", name="pk_letter_rhythm"),
    )
    op.create_index("ix_letter_rhythm_daily", "letter_rhythm", ["next_daily_at"])
    op.create_index("ix_letter_rhythm_weekly", "letter_rhythm", ["next_weekly_at"])
    op.create_table(
        "letter_stop",
        _number("user_id"),
        _moment("at"),
        _to("letter_stop", "user"),
        sa.PrimaryKeyConstraint("user_id", name="pk_letter_stop"),
    )
    op.create_table(
        "letter_unsubscription",
        _number("user_id"),
        sa.Column("what", sa.String(30), nullable=False),
        _moment("at"),
        sa.Column("before", sa.JSON(), nullable=False),
        _to("letter_unsubscription", "user"),
        sa.PrimaryKeyConstraint("user_id", "what", name="pk_letter_unsubscription"),
    )


def _letters() -> None:
    op.create_table(
        "letter",
        _number("id"),
        _number("user_id"),
        sa.Column("pace", sa.String(8), nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        _moment("made_at"),
        _moment("since"),
        sa.Column("state", sa.String(8), nullable=False),
        _number("attempts"),
        _moment("next_at"),
        sa.Column("holder", sa.String(32), nullable=False),
        _moment("held_until", nullable=True),
        _moment("handed_at", nullable=True),
        _moment("done_at", nullable=True),
        sa.Column("answer", sa.String(300), nullable=False),
        _to("letter", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("message_id", name="uq_letter_message_id"),
    )
    op.create_index("ix_letter_due", "letter", ["state", "next_at", "id"])
    op.create_index("ix_letter_user", "letter", ["user_id", "made_at"])
    op.create_table(
        "letter_notice",
        _number("letter_id"),
        _number("notice_id"),
        _number("count"),
        _to("letter_notice", "letter"),
        _to("letter_notice", "notice"),
        sa.PrimaryKeyConstraint("letter_id", "notice_id", name="pk_letter_notice"),
    )
    op.create_index("ix_notice_made", "notice", ["made_at"])
    op.create_index("ix_letter_notice_notice_id", "letter_notice", ["notice_id"])


def _trouble() -> None:
    op.create_table(
        "letter_bounce",
        _number("id"),
        _number("user_id"),
        sa.Column("address", sa.String(254), nullable=False),
        _moment("at"),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("report", sa.String(255), nullable=True),
        _to("letter_bounce", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_bounce"),
        sa.UniqueConstraint("report", name="uq_letter_bounce_report"),
    )
    op.create_index("ix_letter_bounce_user", "letter_bounce", ["user_id", "at"])
    op.create_table(
        "letter_pause",
        _number("user_id"),
        sa.Column("address", sa.String(254), nullable=False),
        _moment("at"),
        sa.Column("reason", sa.String(300), nullable=False),
        _to("letter_pause", "user"),
        sa.PrimaryKeyConstraint("user_id", name="pk_letter_pause"),
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"{other}_id"
    return sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}", ondelete="CASCADE")
