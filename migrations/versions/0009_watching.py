"""What people watch, and what they are told."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_THINGS = ("page", "topic", "reply")


def upgrade() -> None:
    """Watching and notices, told from now on: what stands in the journal already is no news."""
    op.add_column("journal", sa.Column("brought_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    _watching()
    _notices()
    op.create_table(
        "courier",
        sa.Column("name", sa.String(20), nullable=False),
        _number("entry_id"),
        _number("user_id"),
        sa.Column("holder", sa.String(40), nullable=False),
        _moment("held_until", nullable=True),
        _moment("looked_at", nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_courier"),
    )
    op.execute(
        "INSERT INTO courier (name, entry_id, user_id, holder)"
        " SELECT 'notices', COALESCE(MAX(id), 0), 0, '' FROM journal"
    )


def _watching() -> None:
    op.create_table(
        "watch",
        _number("id"),
        _number("user_id"),
        sa.Column("kind", sa.String(20), nullable=False),
        _number("number"),
        sa.Column("name", sa.String(255), nullable=False),
        _moment("at"),
        _number("since_id"),
        _user("watch"),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
        sa.UniqueConstraint("user_id", "kind", "number", "name", name="uq_watch_user_id_kind_number_name"),
    )
    op.create_index("ix_watch_thing", "watch", ["kind", "number", "name", "user_id"])
    op.create_table(
        "watcher",
        _number("user_id"),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("created", "edited", "topics", "minor")),
        _number("seen_id"),
        _user("watcher"),
        sa.PrimaryKeyConstraint("user_id", name="pk_watcher"),
    )
    op.create_table(
        "watch_seen",
        _number("user_id"),
        _number("page_id"),
        _number("entry_id"),
        _user("watch_seen"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_watch_seen_page_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "page_id", name="pk_watch_seen"),
    )
    op.create_index("ix_watch_seen_page_id", "watch_seen", ["page_id"])
    op.create_table(
        "concern",
        sa.Column("kind", sa.String(20), nullable=False),
        _number("number"),
        sa.Column("name", sa.String(255), nullable=False),
        _number("entry_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name="fk_concern_entry_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kind", "number", "name", "entry_id", name="pk_concern"),
    )
    op.create_index("ix_concern_entry_id", "concern", ["entry_id"])


def _notices() -> None:
    op.create_table(
        "notice",
        _number("id"),
        _number("user_id"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("about", sa.String(80), nullable=False),
        *(_number(f"{thing}_id", nullable=True) for thing in (*_THINGS, "entry", "first_entry", "actor")),
        _moment("made_at"),
        _moment("seen_at", nullable=True),
        _number("count"),
        _user("notice"),
        *(
            sa.ForeignKeyConstraint([f"{thing}_id"], [f"{thing}.id"], name=f"fk_notice_{thing}_id", ondelete="CASCADE")
            for thing in _THINGS
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name="fk_notice_actor_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    unseen = sa.text("seen_at IS NULL")
    op.create_index(
        "uq_notice_unseen", "notice", ["user_id", "about"], unique=True, postgresql_where=unseen, sqlite_where=unseen
    )
    op.create_index("ix_notice_user", "notice", ["user_id", "made_at", "id"])
    op.create_index("ix_notice_age", "notice", ["seen_at"])
    for thing in (*_THINGS, "actor"):
        op.create_index(f"ix_notice_{thing}_id", "notice", [f"{thing}_id"])


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _user(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")
