"""What people search for, as numbers: nothing here says who."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Base

LONGEST_COUNTED = 100  # characters; longer texts are seldom queries, and may be anything that somebody pasted


class SearchCount(Base):
    """How often one query was asked in one month. All three numbers count hours, not people (see counting.py)."""

    __tablename__ = "search_count"

    query: Mapped[str] = mapped_column(String(LONGEST_COUNTED), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # "2026-11", in the readers' time zone
    asked: Mapped[int] = mapped_column(default=0)
    empty: Mapped[int] = mapped_column(default=0)  # of these: nothing was found
    clicked: Mapped[int] = mapped_column(default=0)  # of these: somebody went on to a hit
    asked_hour: Mapped[int] = mapped_column(default=0, index=True)  # the last one counted, in hours since 1970
    clicked_hour: Mapped[int] = mapped_column(default=0)
