"""Reading what protects pages. A protection that has ended is none, from that very moment on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from wiki.core.clock import Moment, now
from wiki.core.db import session
from wiki.markup import PageName
from wiki.protection.models import Protection

# Asked by every save, so it is put together once; the two names are the primary key.
_AT = select(Protection).where(
    Protection.namespace == bindparam("namespace"),
    Protection.title == bindparam("title"),
    or_(Protection.until.is_(None), Protection.until > bindparam("moment", type_=Moment)),
)


def protection_of(name: PageName) -> Protection | None:
    """What protects `name`, which need not exist, at this moment."""
    asked = {"namespace": name.namespace.value, "title": name.title, "moment": now()}
    return session().scalar(_AT, asked)


def count_protected() -> int:
    """How many names are protected."""
    return session().scalar(select(func.count()).select_from(Protection).where(_lasting())) or 0


def list_protected(offset: int, limit: int) -> Sequence[Protection]:
    """A part of what is protected, the latest first."""
    newest = select(Protection).where(_lasting()).order_by(Protection.at.desc(), Protection.title)
    return session().scalars(newest.offset(offset).limit(limit)).all()


def _lasting() -> ColumnElement[bool]:
    return or_(Protection.until.is_(None), Protection.until > now())


def first_end() -> datetime | None:
    """When the first of all protections ends that end by themselves."""
    return session().scalar(select(func.min(Protection.until)).where(Protection.until > now()))
