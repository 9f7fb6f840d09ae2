"""The bell in the header: how many notices one has not seen, in pages that are kept ready for many."""

from flask import Flask, render_template

from wiki.accounts.sessions import Reader
from wiki.core.db import Look
from wiki.journal.kept import fills
from wiki.journal.shelf import Part
from wiki.notices.queries import MOST_SHOWN, unseen_count


def _unseen(look: Look, reader: Reader, _about: str) -> int:
    return unseen_count(reader.id, look)


def _draw(_about: str, number: int) -> str:
    return render_template("notices/_bell.html", number=number, most=MOST_SHOWN)


def init_bell(app: Flask) -> None:
    """Give the templates the bell."""
    fills(app, "bell", Part(_unseen, _draw))
