"""Reading what protects pages. A protection that has ended is none, from that very moment on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    union_all,
)

from wiki.core.clock import Moment, now
from wiki.core.db import session
from wiki.markup import PageName
from wiki.protection.guard import Guard
from wiki.protection.models import Protection

_AT = (Protection.namespace == bindparam("namespace"), Protection.title == bindparam("title"))
_LASTING = or_(Protection.until.is_(None), Protection.until > bindparam("moment", type_=Moment))

# What a page takes in and shows stands among its links. The tables belong to a layer above: they are only named here.
_PAGE = table("page", *(column(each) for each in ("id", "namespace", "title", "removed_at")))
_LINK = table("link", *(column(each) for each in ("page_id", "kind", "target_namespace", "target_title")))
_SHOWS_IT: Select[tuple[object]] = (
    select(literal_column("1"))
    .select_from(_LINK)
    .where(
        _LINK.c.target_namespace == bindparam("namespace"),
        _LINK.c.target_title == bindparam("title"),
        _LINK.c.kind.in_([literal_column("'template'"), literal_column("'file'")]),
        _LINK.c.page_id == _PAGE.c.id,
    )
    .correlate(_PAGE)
)
# A file is also shown by a link to a page that leads on to it: where it was moved from.
_LED, _LEADS = _PAGE.alias("led"), _LINK.alias("leads")
_SHOWS_WHAT_LEADS_TO_IT: Select[tuple[object]] = (
    select(literal_column("1"))
    .select_from(_LEADS)
    .join(_LED, _LED.c.id == _LEADS.c.page_id)
    .join(
        _LINK,
        and_(
            _LINK.c.target_namespace == _LED.c.namespace,
            _LINK.c.target_title == _LED.c.title,
            _LINK.c.kind == literal_column("'file'"),
        ),
    )
    .where(
        _LEADS.c.target_namespace == bindparam("namespace"),
        _LEADS.c.target_title == bindparam("title"),
        _LEADS.c.kind == literal_column("'redirect'"),
        _LED.c.removed_at.is_(None),
        _LINK.c.page_id == _PAGE.c.id,
    )
    .correlate(_PAGE)
)
# From the few protections that are passed on to what pages take in, not from all pages that take in a template.
_TAKES_IT_IN: Select[tuple[object]] = (
    select(literal_column("1"))
    .select_from(_PAGE)
    .where(
        _PAGE.c.namespace == Protection.namespace,
        _PAGE.c.title == Protection.title,
        _PAGE.c.removed_at.is_(None),
        or_(_SHOWS_IT.exists(), _SHOWS_WHAT_LEADS_TO_IT.exists()),
    )
    .correlate(Protection)
)
_PASSED_ON = and_(Protection.cascades, _LASTING, _TAKES_IT_IN.exists())

# Asked by every save, so they are put together once; the two names are the primary key.
_OWN = select(Protection).where(*_AT, _LASTING)
_ALL = select(Protection).from_statement(
    union_all(select(Protection).where(*_AT, _LASTING), select(Protection).where(_PASSED_ON))
)
_THROUGH = select(Protection).where(_PASSED_ON).order_by(Protection.title, Protection.namespace)


def protection_of(name: PageName) -> Protection | None:
    """What protects `name` itself, which need not exist, at this moment."""
    return session().scalar(_OWN, _asked(name))


def guard_of(name: PageName) -> Guard | None:
    """All that protects `name`, which need not exist, at this moment: also pages that take it in. In one question."""
    found = session().scalars(_ALL, _asked(name)).all()
    own = next((each for each in found if each.name == name), None)
    others = {each.name: each for each in found if each.name != name}
    return Guard(own, tuple(others[each] for each in sorted(others))) if found else None


def taking_in(name: PageName) -> Sequence[PageName]:
    """The pages that take in or show `name`, and pass their protection on to it."""
    return [each.name for each in session().scalars(_THROUGH, _asked(name)) if each.name != name]


def _asked(name: PageName) -> dict[str, object]:
    return {"namespace": name.namespace.value, "title": name.title, "moment": now()}


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
