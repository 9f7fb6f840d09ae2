"""Time: the wiki stores moments in UTC and shows them in the time zone of its readers."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

TIME_ZONE = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """`moment` as the clock on the wall shows it in Sweden and Norway."""
    return moment.astimezone(TIME_ZONE)


class Moment(TypeDecorator[datetime]):
    """A column that takes and gives aware datetimes in UTC; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
