"""What is counted and measured in the background: it can all be made anew from the pages at any time.

Only what other sites have answered (`Address`) cannot, and is worth little: it is asked again every month.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.clock import Moment, now
from wiki.core.db import Base


class Count(Base):
    """When a report was counted last, under which head of the journal, and how long that took."""

    __tablename__ = "report_count"

    report: Mapped[str] = mapped_column(String(40), primary_key=True)
    counted_at: Mapped[datetime] = mapped_column(Moment, default=now)
    head: Mapped[int] = mapped_column()
    took: Mapped[int] = mapped_column()  # milliseconds
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # of those that are no lists


class Counted(Base):
    """One row of a report that has been counted (see `report.Row`)."""

    __tablename__ = "report_row"
    __table_args__ = (Index("ix_report_row_kind", "report", "namespace", "place"),)

    report: Mapped[str] = mapped_column(String(40), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    namespace: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(255))
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    other: Mapped[str] = mapped_column(String(2000), default="")
    at: Mapped[datetime | None] = mapped_column(Moment)


class Measure(Base):
    """What a page's text has been measured for. Derives from its rendering, some seconds after a save."""

    __tablename__ = "page_measure"
    __table_args__ = (
        Index("ix_page_measure_lix", "lix", "page_id"),
        Index("ix_page_measure_notices", "notices", "page_id"),
        Index("ix_page_measure_wordless", "wordless_count", "page_id"),
    )

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    revision_id: Mapped[int] = mapped_column()
    lix: Mapped[int | None] = mapped_column()  # None where there are too few words
    words: Mapped[int] = mapped_column(default=0)
    notices: Mapped[str] = mapped_column(String(200), default="")  # codes with spaces between
    wordless: Mapped[list[str]] = mapped_column(JSON, default=list)  # pictures shown without alternative text, by title
    wordless_count: Mapped[int] = mapped_column(default=0)


class Address(Base):
    """An address on another site that pages link to, and what it answered when it was asked last."""

    __tablename__ = "external_address"
    __table_args__ = (
        Index("ix_external_address_due", "due_at"),
        Index("ix_external_address_failing", "failing_since", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the address
    url: Mapped[str] = mapped_column(String(2000))
    host: Mapped[str] = mapped_column(String(255))  # with its port
    due_at: Mapped[datetime | None] = mapped_column(Moment)  # when it is asked next; None for never
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    status: Mapped[int | None] = mapped_column()  # of HTTP; None where nothing answered
    fault: Mapped[str] = mapped_column(String(20), default="")  # a key of `outside.FAULTS`; empty when it answers
    leads_to: Mapped[str] = mapped_column(String(2000), default="")  # where it sends its visitors
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    failing_since: Mapped[datetime | None] = mapped_column(Moment)


class Use(Base):
    """That the current revision of a page links to an address."""

    __tablename__ = "external_use"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    address_id: Mapped[int] = mapped_column(
        ForeignKey("external_address.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Host(Base):
    """A site whose addresses are asked, one at a time: nobody asks it anything before `free_at`."""

    __tablename__ = "external_host"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    free_at: Mapped[datetime] = mapped_column(Moment, default=now)
