"""The bell in the header: how many notices one has not seen, in pages that are kept ready for many."""

from functools import lru_cache

from flask import Flask, render_template

from wiki.core.i18n import locale
from wiki.journal.kept import fills
from wiki.notices.queries import MOST_SHOWN, unseen_count


def bell(user_id: int | None, _about: str = "") -> str:
    """The bell of one reader; nothing for those who are not signed in."""
    return "" if user_id is None else _drawn(locale(), unseen_count(user_id))


@lru_cache
def _drawn(_locale: str, number: int) -> str:
    return render_template("notices/_bell.html", number=number, most=MOST_SHOWN)


def init_bell(app: Flask) -> None:
    """Give the templates the bell."""
    fills(app, "bell", bell)
