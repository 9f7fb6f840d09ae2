"""Seeing: what somebody has looked at counts no more in the bell."""

from sqlalchemy import ColumnElement, select, update

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound
from wiki.notices.models import Notice
from wiki.pages.models import Page
from wiki.watch.choose import see_everything, see_page

OF_PAGES = ("change", "topic", "request", "act")  # what the watchlist tells too


class NoSuchNotice(NotFound):
    """It is somebody else's, or has been taken back."""

    msgid = N_("There is nothing more to be told here: what it was about is gone.")


def see_notice(number: int, by: User) -> Notice:
    """Call one notice seen, and what it tells of in the watchlist. Raises NoSuchNotice."""
    with transaction():
        require(by, "watch")
        notice = session().scalar(select(Notice).where(Notice.id == number, Notice.user_id == by.id))
        if notice is None:
            raise NoSuchNotice
        if notice.seen_at is None:
            notice.seen_at = now()
            if notice.kind in OF_PAGES and notice.page_id:
                see_page(notice.page_id, by)
    return notice


def see_all(by: User) -> None:
    """Call all notices seen."""
    with transaction():
        require(by, "watch")
        session().execute(update(Notice).where(*_unseen(by)).values(seen_at=now()))


def see_all_watched(by: User) -> None:
    """Call all in the watchlist seen, in the bell too."""
    with transaction():
        see_everything(by)
        session().execute(update(Notice).where(*_unseen(by), Notice.kind.in_(OF_PAGES)).values(seen_at=now()))


def see_watched_page(page_id: int, by: User) -> None:
    """Call what the watchlist tells of one page seen, in the bell too."""
    with transaction():
        if session().get(Page, page_id) is None:
            raise NoSuchNotice
        see_page(page_id, by)
        of_page = (Notice.page_id == page_id, Notice.kind.in_(OF_PAGES))
        session().execute(update(Notice).where(*_unseen(by), *of_page).values(seen_at=now()))


def _unseen(by: User) -> tuple[ColumnElement[bool], ...]:
    return (Notice.user_id == by.id, Notice.seen_at.is_(None))
