"""What protects pages, and names that are no pages."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from wiki.accounts.models import Role
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.markup.names import Namespace, PageName

ACTS = ("edit", "move", "create", "discuss")
"""What a page can be protected against; `create` concerns names that have no page, `discuss` the talk page."""


class Protection(Base):
    """One protected name: the least role that may do each of the acts. It ends by itself at `until`; None is never."""

    __tablename__ = "protection"
    __table_args__ = (
        Index("ix_protection_at", "at"),
        Index(
            "ix_protection_cascades",
            *("namespace", "title"),
            sqlite_where=text("cascades = 1"),  # as it is asked there
            postgresql_where=text("cascades"),
        ),
    )

    namespace: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), primary_key=True)
    edit: Mapped[int] = mapped_column(default=Role.MEMBER)
    move: Mapped[int] = mapped_column(default=Role.MEMBER)
    create: Mapped[int] = mapped_column(default=Role.MEMBER)
    discuss: Mapped[int] = mapped_column(default=Role.MEMBER)
    cascades: Mapped[bool] = mapped_column(default=False, server_default=false())  # on to what the page takes in
    until: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def name(self) -> PageName:
        """The name that is protected."""
        return PageName(Namespace(self.namespace), self.title)

    def level(self, act: str) -> Role:
        """The least role that may do `act`."""
        return Role(getattr(self, act))

    def levels(self) -> dict[str, Role]:
        """The acts that not every member may do, with the least role that may."""
        return {act: self.level(act) for act in ACTS if self.level(act) > Role.MEMBER}
