"""Pages as they are stored.

The revisions are the truth. Links, renderings and the columns of `Page` below the line are derived from the current
revision and can be made anew at any time (`wiki rebuild`).

A page that has been deleted keeps its row and its revisions. Ordinary questions do not see them, nor what the journal
tells of it (`core/standing.py`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, and_, or_, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from wiki.accounts.hidden import MAX_REASON, HiddenPart
from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.core.standing import only_where
from wiki.journal.models import LASTING, Entry
from wiki.markup.names import Namespace, PageName
from wiki.pages.hideable import AUTHOR, HideableSummary, HideableText, is_hidden

SORT_KEY = String(600).with_variant(String(600, collation="C"), "postgresql")  # compared as bytes
STANDING, REMOVED = sql("removed_at IS NULL"), sql("removed_at IS NOT NULL")
READ = sql("removed_at IS NULL AND redirect_to IS NULL")
LISTED = ("namespace", "sort_key", "title", "id")


class Page(Base):
    """A page: a name, and which revision is the current one."""

    __tablename__ = "page"
    __table_args__ = (
        # Of those that stand, each has a name of its own.
        Index("uq_page_name", "namespace", "title", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_page_removed", "namespace", "title", sqlite_where=REMOVED, postgresql_where=REMOVED),
        # Lists by letter leaf through these without reading the rows themselves; the second has no redirects.
        Index("ix_page_listed", *LISTED, sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_page_read", *LISTED, sqlite_where=READ, postgresql_where=READ),
        Index("ix_page_kind", "kind"),
        Index("ix_page_size", "size", "id"),
        Index("ix_page_changed", "changed_at", "id"),
        Index("ix_page_created", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    namespace: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(255))
    sort_key: Mapped[str] = mapped_column(SORT_KEY)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    current_revision_id: Mapped[int | None] = mapped_column()  # moved by compare-and-swap only
    removed_at: Mapped[datetime | None] = mapped_column(Moment)  # see `Removal`
    # derived from the current revision:
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    size: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str | None] = mapped_column(String(16))
    lead: Mapped[str] = mapped_column(String(600), default="")
    redirect_to: Mapped[str | None] = mapped_column(String(600))  # full name, with #fragment where it has one
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def name(self) -> PageName:
        """The page's name."""
        return PageName(Namespace(self.namespace), self.title)


class Revision(Base):
    """One version of a page, as somebody left it. Never changed, never removed."""

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_history", "page_id", "id"), Index("ix_revision_author", "author_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    municipality_code: Mapped[str | None] = mapped_column(String(4))  # the author's, at that time
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    summary: Mapped[str] = mapped_column(HideableSummary(1000), default="")
    minor: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(HideableText, deferred=True)
    size: Mapped[int] = mapped_column(default=0)  # characters
    size_change: Mapped[int] = mapped_column(default=0)

    author: Mapped[User | None] = relationship(  # nobody where the author is hidden: `author_id` tells all the same
        lazy="raise",
        viewonly=True,
        primaryjoin=lambda: and_(User.id == foreign(Revision.author_id), ~is_hidden(Revision.id, AUTHOR)),
    )
    page: Mapped[Page] = relationship(lazy="raise", foreign_keys=[page_id])


class Rendering(Base):
    """The current revision as HTML, ready but for what depends on the reader and on which pages exist."""

    __tablename__ = "rendering"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    revision_id: Mapped[int] = mapped_column()
    markup_version: Mapped[int] = mapped_column(index=True)
    html: Mapped[str] = mapped_column(Text)
    headings: Mapped[list[list[Any]]] = mapped_column(JSON)  # [level, text, anchor], and the page it is from
    notices: Mapped[list[str]] = mapped_column(JSON)
    made_of: Mapped[list[list[Any]] | None] = mapped_column(JSON(none_as_null=True))  # namespace, title, version
    switches: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # toc, notoc, noeditsection


class Link(Base):
    """A link, category or redirect on a page, with the sentence it stands in, or a page that it takes in."""

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_target", "target_namespace", "target_title", "kind", "page_id"),
        Index(
            "ix_link_sorted",
            *("target_namespace", "target_title", "sort_key", "page_id"),
            sqlite_where=sql("kind = 'category'"),
            postgresql_where=sql("kind = 'category'"),
        ),
        Index("ix_link_listed", "target_namespace", "target_title", "place", "page_id", "number", "kind"),
    )

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # order in the text
    kind: Mapped[str] = mapped_column(String(10))  # link, file, category, redirect, template
    target_namespace: Mapped[str] = mapped_column(String(20))
    target_title: Mapped[str] = mapped_column(String(255))
    fragment: Mapped[str] = mapped_column(String(300), default="")
    label: Mapped[str] = mapped_column(String(600), default="")
    heading: Mapped[str] = mapped_column(String(600), default="")
    anchor: Mapped[str] = mapped_column(String(600), default="")
    before: Mapped[str] = mapped_column(String(600), default="")
    after: Mapped[str] = mapped_column(String(600), default="")
    sort_key: Mapped[str] = mapped_column(SORT_KEY, default="", server_default=sql("''"))  # see `member_key`
    place: Mapped[str] = mapped_column(
        SORT_KEY, default="", server_default=sql("''")
    )  # the page's, see `PageName.place`
    revision_id: Mapped[int | None] = mapped_column()  # of a template: the version that was taken in, 0 for none

    page: Mapped[Page] = relationship(lazy="raise")

    @property
    def target(self) -> PageName:
        """The name of the page linked to, whether it exists or not."""
        return PageName(Namespace(self.target_namespace), self.target_title)


class Removal(Base):
    """That a page has been deleted, when, by whom and why. Bringing it back removes the row."""

    __tablename__ = "removal"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(String(MAX_REASON))

    page: Mapped[Page] = relationship(lazy="raise")
    by: Mapped[User | None] = relationship(lazy="raise")


class LeftBehind(Base):
    """That a deleted page holds versions that stayed deleted when the page they are of, `home_id`, came back."""

    __tablename__ = "left_behind"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)


class HiddenRevision(HiddenPart, Base):
    """That a part of a revision (text, summary, author) is hidden, and why."""

    __tablename__ = "hidden_revision"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)


GONE = select(Removal.__table__.c.page_id)  # the numbers of the pages that do not stand

only_where(Page, lambda page: page.removed_at.is_(None))
only_where(Revision, lambda revision: revision.page_id.not_in(GONE))
only_where(Entry, lambda entry: or_(entry.page_id.is_(None), entry.kind.in_(LASTING), entry.page_id.not_in(GONE)))
