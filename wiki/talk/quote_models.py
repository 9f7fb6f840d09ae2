"""The passage of a page that a topic is about: its words as they stood, and enough around them to find them again."""

from sqlalchemy import ColumnElement, ForeignKey, String, Text, and_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base
from wiki.core.standing import only_where
from wiki.pages.hideable import TEXT, is_hidden
from wiki.pages.models import GONE, Page, Revision
from wiki.talk.models import Topic

MAX_AROUND = 120  # characters before and after that are kept


class Quote(Base):
    """What a topic quotes. It stays when the page changes and when the topic moves to another page's talk."""

    __tablename__ = "quote"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))  # where the words stood
    text: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(String(MAX_AROUND), default="")
    after: Mapped[str] = mapped_column(String(MAX_AROUND), default="")
    heading: Mapped[str] = mapped_column(String(600), default="")  # of the section, "" above the first
    anchor: Mapped[str] = mapped_column(String(600), default="")

    topic: Mapped[Topic] = relationship(lazy="raise")
    page: Mapped[Page] = relationship(lazy="raise")


_VERSIONS = Revision.__table__.alias("quoted").c  # questions about quotes may ask for versions themselves


def stands(quote: type[Quote]) -> ColumnElement[bool]:
    """Whether the words can be read where they stood: on a page that is there, in a version that is not hidden."""
    deleted = select(_VERSIONS.id).where(_VERSIONS.id == quote.revision_id, _VERSIONS.page_id.in_(GONE)).exists()
    return and_(quote.page_id.not_in(GONE), ~deleted, ~is_hidden(quote.revision_id, TEXT))


only_where(Quote, stands)
