"""Whether an example is still true: who said so last, when to ask again, and which ones nobody has said so of."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import session, take_turn, transaction
from wiki.examples.models import Example
from wiki.examples.queries import is_somebodys
from wiki.examples.said_models import Confirmation
from wiki.examples.speaking import NoExample, is_example, may_tend, require_tending
from wiki.journal.record import record
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, by_code
from wiki.pages.models import Page, Revision

MONTHS = {"ide": 6, "pilot": 6, "inforande": 12, "bredd": 24, "": 12}  # by status; what has ended is never asked about


@dataclass(frozen=True)
class Freshness:
    """How fresh an example is. `at` and `by` are of the last confirmation or edit by its own; None where there is none.

    `again` is when the wiki asks next; None for what has ended.
    """

    at: datetime | None
    by: Municipality | None
    again: datetime | None
    overdue: bool
    may: bool
    ended: bool


@dataclass(frozen=True)
class Overdue:
    """An example that nobody has confirmed for too long."""

    page: PageName
    title: str
    owner: PageName
    status: str
    at: datetime | None
    language: str | None


def confirm(page: Page, by: User) -> bool:
    """Say that the example `page` is still true. Whether that was news: once a day is enough. Raises Refusal."""
    with transaction():
        require_tending(by, page)
        if not is_example(page):
            raise NoExample
        take_turn()
        said = select(Confirmation.at).where(Confirmation.page_id == page.id, Confirmation.user_id == by.id)
        last = session().scalar(said.order_by(Confirmation.at.desc()).limit(1))
        if last and last.date() == now().date():
            return False
        put_confirmation(page, by.municipality_code, by, now())
        return True


def put_confirmation(page: Page, code: str | None, by: User, at: datetime) -> None:
    """Store a confirmation, for acts within their transaction."""
    session().add(Confirmation(page_id=page.id, municipality_code=code, user_id=by.id, at=at))
    record("confirm", by, at=at, page_id=page.id, namespace=page.namespace, name=page.name.full)


def freshness(page: Page) -> Freshness | None:
    """How fresh the example `page` is; None where the page is none."""
    example = _example(page) if is_example(page) else None
    if example is None or not (example.municipality_code or example.owner_namespace == Namespace.COOPERATION.value):
        return None
    at, code = max(_confirmations(example), key=lambda each: each[0], default=(None, None))
    months = MONTHS.get(example.status)
    base = at or page.created_at
    return Freshness(
        at=at,
        by=by_code(code),
        again=shifted(base, months) if months else None,
        overdue=months is not None and base < shifted(now(), -months),
        may=may_tend(page),
        ended=example.status == "avslutat",
    )


def overdue_among(page_ids: Iterable[int]) -> set[int]:
    """Those of some pages that are overdue, for the labels of a list."""
    ids = set(page_ids)
    return (
        set(session().scalars(select(Example.page_id).where(Example.page_id.in_(ids), *_overdue()))) if ids else set()
    )


def overdue(page: Page) -> bool:
    """Whether nobody of its own has confirmed the example for too long."""
    return page.id in overdue_among([page.id])


def list_overdue(limit: int, offset: int) -> list[Overdue]:
    """The overdue examples: those that have waited longest first."""
    last = func.coalesce(_last_said(), Page.created_at)
    wanted = _listed(Page.namespace, Page.title, Example, last.label("at"), _last_said().label("said"))
    rows: Iterable[Any] = session().execute(wanted.order_by(last, Example.id).limit(limit).offset(offset))
    return [
        Overdue(PageName(Namespace(space), title), each.title, each.owner, each.status, said, each.language)
        for space, title, each, _at, said in rows
    ]


def shifted(moment: datetime, months: int) -> datetime:
    """`moment` some months later (or earlier), on the same day where the month has it."""
    number = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(number, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _example(page: Page) -> Example | None:
    return session().scalar(select(Example).where(Example.page_id == page.id, Example.anchor == ""))


def _confirmations(example: Example) -> list[tuple[datetime, str | None]]:
    """The last thing said of it by a click, and the last by an edit of its own municipality."""
    clicked = (
        select(Confirmation.at, Confirmation.municipality_code)
        .where(Confirmation.page_id == example.page_id)
        .order_by(Confirmation.at.desc())
    )
    edited = (
        select(Revision.created_at, Revision.municipality_code)
        .join(Example, Example.page_id == Revision.page_id)
        .where(Revision.page_id == example.page_id, _by_its_own())
        .order_by(Revision.created_at.desc())
    )
    rows = (session().execute(statement.limit(1)).first() for statement in (clicked, edited))
    return [(row[0], row[1]) for row in rows if row]


def _by_its_own() -> ColumnElement[bool]:
    """Whether a revision is by somebody of the municipality; for a cooperation by somebody of any."""
    of_cooperation = and_(Example.municipality_code.is_(None), Revision.municipality_code.is_not(None))
    return or_(Revision.municipality_code == Example.municipality_code, of_cooperation)


def _last_said() -> ColumnElement[datetime]:
    """When an example was last confirmed, by a click or by an edit; NULL for never."""
    clicked = select(func.max(Confirmation.at)).where(Confirmation.page_id == Example.page_id).scalar_subquery()
    edited = select(func.max(Revision.created_at)).where(Revision.page_id == Example.page_id, _by_its_own())
    by_edit = edited.correlate(Example).scalar_subquery()
    return case((clicked.is_(None), by_edit), (by_edit.is_(None), clicked), (clicked > by_edit, clicked), else_=by_edit)


def _overdue() -> list[ColumnElement[bool]]:
    """Whether an example on a page of its own has waited for longer than its status allows."""
    moment = now()
    limits = {status: literal(shifted(moment, -months), Moment) for status, months in MONTHS.items()}
    limit = case(limits, value=Example.status)
    created = select(Page.created_at).where(Page.id == Example.page_id).correlate(Example).scalar_subquery()
    waiting = func.coalesce(_last_said(), created) < limit
    return [Example.anchor == "", Example.status.in_(MONTHS), is_somebodys(), waiting]


def _listed(*columns: object) -> Select[tuple[object, ...]]:
    joined: Select[tuple[object, ...]] = (
        select(*columns).select_from(Example).join(Page, Page.id == Example.page_id)  # type: ignore[call-overload]
    )
    return joined.where(*_overdue())
