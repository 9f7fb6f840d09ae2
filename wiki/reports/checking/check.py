"""Checking links: which address is asked next, and what is remembered of its answer.

One site is asked one thing at a time, with a pause after it, however many servers do this. What is being asked is told
by the row of the site, so that a process which is killed leaves nothing behind but a site that rests for two minutes.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.reports.checking.asking import Answer, Manners, NotAsked, ask
from wiki.reports.checking.robots import Rules
from wiki.reports.models import Address, Host, Use

LEASE = timedelta(minutes=2)  # for which a site belongs to who asks it
PAUSE = 5.0  # seconds between two requests to one site
MONTH = timedelta(days=30)
AGAIN = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=7), MONTH)  # after so many failures


@dataclass(frozen=True)
class _Due:
    id: int
    url: str
    host: str


def check_next(manners: Manners, rules: Rules, own_host: str = "") -> bool:
    """Ask the address that has waited longest, of a site that may be asked now. Whether there was one."""
    due = _next()
    if due is None:
        return False
    if not _claim(due):
        return True  # somebody else asks that site
    session().rollback()  # nothing is held while we wait for the answer
    if due.host == own_host:
        _keep(due, None, due_at=None)
        return True
    try:
        allowed = rules.allow(due.url, manners)
        answer = ask(due.url, manners) if allowed else None
        pause = rules.pause(due.url, manners, PAUSE)
    except NotAsked:
        _keep(due, None, due_at=None)
    else:
        if answer and answer.later:
            _keep(due, None, due_at=now() + timedelta(seconds=answer.later), pause=max(pause, answer.later))
        else:
            _keep(due, answer, due_at=now() + _soon(), pause=pause)
    return True


def _next() -> _Due | None:
    moment = now()
    used = select(Use.page_id).where(Use.address_id == Address.id).exists()
    asked = select(Address.id, Address.url, Address.host).join(Host, Host.host == Address.host)
    waiting = asked.where(Address.due_at <= moment, Host.free_at <= moment, used).order_by(Address.due_at, Address.id)
    row = session().execute(waiting.limit(1)).first()
    return _Due(*row) if row else None


def _claim(due: _Due) -> bool:
    moment = now()
    with transaction() as current:
        free = update(Host).where(Host.host == due.host, Host.free_at <= moment).values(free_at=moment + LEASE)
        return bool(current.execute(free).rowcount)  # type: ignore[attr-defined]


def _keep(due: _Due, answer: Answer | None, due_at: datetime | None, pause: float = 0.0) -> None:
    moment = now()
    with transaction() as current:
        row = current.get(Address, due.id)
        if row:
            row.due_at = due_at
            if answer:
                _note(row, answer, moment)
        freed = update(Host).where(Host.host == due.host).values(free_at=moment + timedelta(seconds=pause))
        current.execute(freed)


def _note(row: Address, answer: Answer, moment: datetime) -> None:
    row.checked_at, row.status, row.fault, row.leads_to = moment, answer.status, answer.fault, answer.leads_to[:2000]
    if not answer.fault:
        row.failures, row.failing_since = 0, None
        return
    row.failures += 1
    row.failing_since = row.failing_since or moment
    row.due_at = moment + AGAIN[min(row.failures, len(AGAIN)) - 1]


def _soon() -> timedelta:
    """A month, more or less, so that what was written at once is not asked at once for ever."""
    return MONTH + timedelta(hours=random.uniform(-48, 48))  # noqa: S311  (no secret)


def forget_unused() -> None:
    """Take away the addresses that no page links to any more, and sites without addresses."""
    used = select(Use.page_id).where(Use.address_id == Address.id).exists()
    with_address = select(Address.id).where(Address.host == Host.host).exists()
    with transaction() as current:
        current.execute(delete(Address).where(~used).execution_options(synchronize_session=False))
        current.execute(delete(Host).where(~with_address).execution_options(synchronize_session=False))
