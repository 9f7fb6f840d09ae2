"""Accounts: who somebody is. As little as possible is stored about a person."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.clock import Moment, now
from wiki.core.db import Base


class Role(enum.IntEnum):
    """What somebody may do; each role may do all that the ones below it may."""

    READER = 0
    MEMBER = 10
    GARDENER = 20
    ADMINISTRATOR = 30


class User(Base):
    """An account. Demo and system accounts have neither e-mail nor password, so nobody can sign in to them."""

    __tablename__ = "user"
    __table_args__ = (Index("ix_user_role", "role", "name_key"),)
    is_authenticated = True  # these three are what Flask-Login asks of an account
    is_active = True
    is_anonymous = False

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(80), unique=True)  # casefolded: one person a name
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # stored casefolded
    password_hash: Mapped[str | None] = mapped_column(String(200))
    municipality_code: Mapped[str | None] = mapped_column(String(4))
    speaks_from: Mapped[datetime | None] = mapped_column(Moment)  # set when they change municipality; see belonging.py
    role: Mapped[int] = mapped_column(default=Role.MEMBER)
    locale: Mapped[str | None] = mapped_column(String(8))
    editor: Mapped[str] = mapped_column(String(8), default="visual", server_default="visual")  # or "source"
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    session_number: Mapped[int] = mapped_column(default=1)  # raised to end every session of the account at once

    def get_id(self) -> str:
        """What the session remembers: a raised `session_number` makes older sessions worthless."""
        return f"{self.id}.{self.session_number}"


class Block(Base):
    """Somebody may not write for a while, until `until` (None: until it is ended); with `own_talk` but to defend it.

    Where that is not so `everywhere`, it concerns what the rows of `BlockedFrom` name, with `discussions` also there.
    """

    __tablename__ = "block"
    __table_args__ = (Index("ix_block_at", "at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(500))
    own_talk: Mapped[bool] = mapped_column(default=True)
    everywhere: Mapped[bool] = mapped_column(default=True, server_default=true())
    discussions: Mapped[bool] = mapped_column(default=True, server_default=true())
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])
    by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[by_id])


class BlockedFrom(Base):
    """A page, or a kind of page, that somebody is blocked from. It is the page by its number, whatever it is called."""

    __tablename__ = "blocked_from"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("block.user_id", ondelete="CASCADE"), index=True)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))
    namespace: Mapped[str | None] = mapped_column(String(20))


class Token(Base):
    """A link that may be used once: confirm an address, choose a new password, become the first administrator."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of what the link holds
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Attempt(Base):
    """One try at something that is throttled. Rows, not memory: two workers must count together."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)  # a digest of who tries what
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
