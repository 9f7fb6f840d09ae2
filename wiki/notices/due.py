"""What the clock asks for: whether examples are still true, and forgetting what is old."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import delete, func, select

from wiki.accounts.models import User
from wiki.accounts.queries import able_to_answer
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.examples.confirm import MONTHS, list_overdue, overdue, shifted
from wiki.examples.speaking import owners
from wiki.journal.models import Entry
from wiki.notices.models import Notice
from wiki.notices.tell import tell
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page
from wiki.watch.models import Concern
from wiki.watch.watchlist import DAYS

KEPT = timedelta(days=180)  # seen notices are kept so long
AT_ONCE = 100
MOST = 5000  # overdue examples that are looked at


def do_what_is_due() -> None:
    """Ask whether examples are still true, and forget what is old."""
    for page_id, status in list(_overdue()):
        ask_again(page_id, status)
    forget()


def _overdue() -> Iterator[tuple[int, str]]:
    for offset in range(0, MOST, AT_ONCE):
        found = list_overdue(AT_ONCE, offset)
        for each in found:
            if page := find_page(each.page):
                yield page.id, each.status
        if len(found) < AT_ONCE:
            return


def ask_again(page_id: int, status: str) -> int:
    """Ask those who wrote an example, and still work in its municipality, whether it is true. How many that were.

    Nobody is asked twice about one example within the interval of its `status`, nor about a second one before they
    have looked at the first.
    """
    since = shifted(now(), -MONTHS.get(status, 12))
    asked = select(Notice.user_id).where(Notice.kind == "confirm", Notice.page_id == page_id, Notice.made_at > since)
    waiting = select(Notice.user_id).where(Notice.kind == "confirm", Notice.seen_at.is_(None))
    with transaction():
        page = session().get(Page, page_id)
        if page is None or not overdue(page):
            return 0
        wrote = select(Revision.author_id).where(Revision.page_id == page_id)
        people = session().scalars(
            select(User.id).where(
                User.id.in_(wrote),
                User.municipality_code.in_(owners(page)),
                User.id.not_in(asked),
                User.id.not_in(waiting),
                *able_to_answer(),
            )
        )
        return tell(people, "confirm", page_id=page_id)


def forget() -> None:
    """Forget seen notices and what entries concerned, when nobody can look at them any more.

    Questions whether something is true are kept: they say when to ask again.
    """
    with transaction():
        old = (Notice.seen_at < now() - KEPT, Notice.kind != "confirm")
        session().execute(delete(Notice).where(*old))
        last = session().scalar(select(func.max(Entry.id)).where(Entry.at < now() - timedelta(days=DAYS)))
        if last:
            session().execute(delete(Concern).where(Concern.entry_id <= last))
