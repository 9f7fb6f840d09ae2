"""What can be found: one row for each page and topic, written in the transaction that changes the thing itself.

The rows are derived, and the index in turn is derived from them: it follows by rising `version`.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.clock import Moment, now
from wiki.core.db import Base

EMPTY = text("''")  # what columns hold that came later


class SearchDocument(Base):
    """One findable thing as the search knows it. What has gone keeps its row, emptied, so that the index can follow."""

    __tablename__ = "search_document"
    __table_args__ = (Index("ix_search_document_titles", "title_key", "name_key", "kind", "gone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)  # page:12, topic:7
    kind: Mapped[str] = mapped_column(String(20))  # page, redirect, topic
    namespace: Mapped[str] = mapped_column(String(20))
    page_kind: Mapped[str] = mapped_column(String(40), default="")  # guidance, example, …
    gone: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(BigInteger, unique=True)  # rises in the order of commits
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    language: Mapped[str | None] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(600))  # full name of the page
    title: Mapped[str] = mapped_column(String(600))
    name_key: Mapped[str] = mapped_column(String(600), index=True)  # see documents.title_key
    title_key: Mapped[str] = mapped_column(String(600))
    address: Mapped[str] = mapped_column(String(2000))  # path on this site, with #anchor for topics
    leads_to: Mapped[str] = mapped_column(String(600), default="", server_default=EMPTY, index=True)  # of a redirect
    other_names: Mapped[str] = mapped_column(Text, default="", server_default=EMPTY)  # what leads to it; one a line
    headings: Mapped[str] = mapped_column(Text)  # one a line
    text: Mapped[str] = mapped_column(Text)
    facets: Mapped[str] = mapped_column(Text, default="", server_default=EMPTY)  # "field=value", one a line
