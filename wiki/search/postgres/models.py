"""The index in the database: which there are, what each holds, and where every term stands.

Everything here is derived, and is written by the follower alone. A wiki whose index lies elsewhere leaves it empty.
"""

from sqlalchemy import JSON, BigInteger, Float, Index, LargeBinary, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Base


class SearchIndex(Base):
    """An index and how far it has come. The one that is finished answers; another may be built meanwhile."""

    __tablename__ = "search_index"

    id: Mapped[int] = mapped_column(primary_key=True)
    schema: Mapped[int] = mapped_column()  # of the program that wrote it
    version: Mapped[int] = mapped_column(BigInteger)  # of the last row it holds
    segments: Mapped[list[int]] = mapped_column(JSON)  # how many numbers each has; they follow on each other from 0
    outdated: Mapped[int] = mapped_column()  # how many numbers stand for nothing any more
    finished: Mapped[bool] = mapped_column()
    asked: Mapped[bool] = mapped_column()  # whether somebody wants it built anew


class SearchEntry(Base):
    """A document in an index, under a number that is never given to another."""

    __tablename__ = "search_entry"
    __table_args__ = (
        Index("ix_search_entry_key", "index_id", "key"),
        Index("ix_search_entry_outdated", "index_id", "outdated"),
    )

    index_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column()  # terms
    title_length: Mapped[int] = mapped_column()
    changed: Mapped[float] = mapped_column(Float(53))  # seconds since 1970
    facets: Mapped[str] = mapped_column(Text)  # "field=value", one a line
    outdated: Mapped[int] = mapped_column(BigInteger)  # the version from which it is no longer so; 0 while it is


class SearchBlock(Base):
    """Where a term stands in the documents of one segment, as arrays that need only be put one after the other.

    A row for each term of each document would take six times the room, and ten times the time to read.
    """

    __tablename__ = "search_block"
    __table_args__ = (Index("ix_search_block_first", "index_id", "first"),)

    index_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    term: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)  # bytes, because they sort alike everywhere
    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # number of the segment
    count: Mapped[int] = mapped_column()  # documents
    numbers: Mapped[bytes] = mapped_column(LargeBinary)
    weights: Mapped[bytes] = mapped_column(LargeBinary)
    counts: Mapped[bytes] = mapped_column(LargeBinary)  # how many of the places belong to each document
    places: Mapped[bytes] = mapped_column(LargeBinary)
