"""Examples as they are stored: all of it derived from pages, and made anew whenever one of them changes.

An example is a page that says so in its front matter, or a section of a municipality's page that links to guidance.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.clock import Moment
from wiki.core.db import Base
from wiki.markup import Namespace, PageName
from wiki.pages.models import SORT_KEY, Page


class Example(Base):
    """One example. `anchor` is empty for a page of its own, else the section's id on the municipality's page."""

    __tablename__ = "example"
    __table_args__ = (
        Index("ix_example_owner", "owner_namespace", "owner_title"),
        Index("ix_example_municipality", "municipality_code", "rank"),
        Index("ix_example_changed", "changed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column()  # its place among those of the page
    anchor: Mapped[str] = mapped_column(String(600), default="")
    title: Mapped[str] = mapped_column(String(600))
    owner_namespace: Mapped[str] = mapped_column(String(20))  # municipality or cooperation
    owner_title: Mapped[str] = mapped_column(String(255))
    owner_sort_key: Mapped[str] = mapped_column(SORT_KEY)
    municipality_code: Mapped[str | None] = mapped_column(String(4))
    status: Mapped[str] = mapped_column(String(20), default="")  # a key of the ladder; empty where none is said
    rank: Mapped[int] = mapped_column(default=0)  # its place on the ladder, 0 for none
    areas: Mapped[list[str]] = mapped_column(JSON, default=list)  # welfare areas
    first_year: Mapped[int | None] = mapped_column()
    last_year: Mapped[int | None] = mapped_column()
    lead: Mapped[str] = mapped_column(String(600), default="")  # what it says first
    lesson: Mapped[str] = mapped_column(String(600), default="")
    language: Mapped[str | None] = mapped_column(String(16))
    grew_from: Mapped[str | None] = mapped_column(String(600))  # full name of the example it began as a copy of
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    page: Mapped[Page] = relationship(lazy="raise")

    @property
    def owner(self) -> PageName:
        """The page of the municipality or cooperation whose example it is."""
        return PageName(Namespace(self.owner_namespace), self.owner_title)


class ExampleTheme(Base):
    """A theme that an example belongs to, by the title of its page, whether there is one or not."""

    __tablename__ = "example_theme"
    __table_args__ = (Index("ix_example_theme_title", "title", "example_id"),)

    example_id: Mapped[int] = mapped_column(ForeignKey("example.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), primary_key=True)


class ExampleSupport(Base):
    """Guidance that an example links to or says that it supports, with the sentence in which it does."""

    __tablename__ = "example_support"
    __table_args__ = (Index("ix_example_support_target", "namespace", "title", "example_id"),)

    example_id: Mapped[int] = mapped_column(ForeignKey("example.id", ondelete="CASCADE"), primary_key=True)
    namespace: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), primary_key=True)
    before: Mapped[str] = mapped_column(String(600), default="")
    label: Mapped[str] = mapped_column(String(600), default="")
    after: Mapped[str] = mapped_column(String(600), default="")
