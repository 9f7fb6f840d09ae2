"""Traces of what stands on the pages, by which a text is found that stands on another page already."""

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Base


class Shingle(Base):
    """Eight words in a row on a page, as a number. Derived from the page's current revision."""

    __tablename__ = "shingle"
    __table_args__ = (Index("ix_shingle_page", "page_id"), {"sqlite_with_rowid": False})

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
