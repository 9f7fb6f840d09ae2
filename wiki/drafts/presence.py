"""Who has the editor of a page open just now, so that people who write on the same page know of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.i18n import clock_time, gettext
from wiki.drafts.models import Presence
from wiki.markup import PageName
from wiki.municipalities.register import by_code
from wiki.pages.queries import find_page
from wiki.protection.ask import require_on

SEEN_SECONDS = 90  # how long somebody counts as being there: three beats of an open editor (presence.js)
MOST_SHOWN = 20


@dataclass(frozen=True)
class Other:
    """Somebody else who writes on the same page."""

    name: str
    municipality: str | None
    since: datetime

    @property
    def sentence(self) -> str:
        """The person, the municipality and the time, in the reader's language."""
        if self.municipality:
            return gettext(
                "%(name)s from %(municipality)s has also been editing this page since %(clock)s.",
                name=self.name,
                municipality=self.municipality,
                clock=clock_time(self.since),
            )
        return gettext(
            "%(name)s has also been editing this page since %(clock)s.", name=self.name, clock=clock_time(self.since)
        )


def be_present(name: PageName, by: User) -> None:
    """Say that `by` has the editor of the page open. Raises the refusals of `require_on`."""
    require_on(by, "edit" if find_page(name) else "create", name)
    try:
        _mark(name, by)
    except IntegrityError:  # two windows at the same moment
        _mark(name, by)


def _mark(name: PageName, by: User) -> None:
    at = now()
    gone = at - timedelta(seconds=SEEN_SECONDS)
    with transaction() as current:
        current.execute(delete(Presence).where(Presence.seen_at < gone))
        seen = update(Presence).where(*_here(name), Presence.user_id == by.id).values(seen_at=at)
        if current.execute(seen).rowcount == 0:  # type: ignore[attr-defined]
            current.add(Presence(namespace=name.namespace.value, title=name.title, user_id=by.id, since=at, seen_at=at))


def leave(name: PageName, by: User) -> None:
    """Say that `by` has closed the editor."""
    with transaction() as current:
        current.execute(delete(Presence).where(*_here(name), Presence.user_id == by.id))


def others_at(name: PageName, who: User) -> Sequence[Other]:
    """Who besides `who` has the editor of the page open, the first one first."""
    fresh = Presence.seen_at > now() - timedelta(seconds=SEEN_SECONDS)
    asked = (
        select(User.name, User.municipality_code, Presence.since)
        .join(Presence, Presence.user_id == User.id)
        .where(*_here(name), fresh, User.id != who.id)
        .order_by(Presence.since, User.id)
    )
    rows = session().execute(asked.limit(MOST_SHOWN)).all()
    return [Other(person, home.full_name if (home := by_code(code)) else None, since) for person, code, since in rows]


def _here(name: PageName) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Presence.namespace == name.namespace.value, Presence.title == name.title
