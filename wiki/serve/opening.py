"""Opening a wiki: its folder, its database as this program wants it, and what an older program derived made anew."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flask import Flask

from wiki.accounts.first_admin import setup_link
from wiki.app import create_app
from wiki.core.errors import Refusal
from wiki.core.progress import Progress
from wiki.core.schema import migrate
from wiki.core.settings import Settings
from wiki.editing.rebuild import rebuild_stale
from wiki.talk.rebuild import rebuild_topics
from wiki.transfer.seed import is_empty, seed

log = logging.getLogger(__name__)


def open_wiki(settings: Settings) -> Flask:
    """The wiki on a database that is up to date.

    Raises Refusal when the data folder cannot be written, or the database cannot be used.
    """
    _prepare_folder(settings.data)
    _keep_from_others(settings)
    app = create_app(settings)
    migrate(app.extensions["wiki.engine"])
    return app


@contextmanager
def inside(settings: Settings) -> Iterator[None]:
    """Be in the wiki for one command. Raises Refusal, as `open_wiki`."""
    app = open_wiki(settings)
    try:
        with app.app_context():
            yield
    finally:
        app.extensions["wiki.engine"].dispose()


def _prepare_folder(folder: Path) -> None:
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
        trial = folder / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("The data folder %(folder)s cannot be used: %(reason)s.", folder=folder, reason=reason) from error


def _keep_from_others(settings: Settings) -> None:
    """Make the database file, before SQLite does, so that nobody else on the machine can read what people keep here.

    SQLite gives its journal the same rights. A file that is there already keeps those of its owner and group.
    """
    if settings.database_url:
        return
    path = settings.data / "wiki.sqlite"
    path.touch(0o600)
    with suppress(PermissionError):  # whoever may write it need not own it
        path.chmod(path.stat().st_mode & 0o770)


def make_current(app: Flask) -> str | None:
    """Fill an empty wiki and derive anew what an older program derived; where the first administrator is made."""
    with app.app_context():
        if is_empty():
            with Progress("First pages") as progress:
                for fault in seed(progress=progress).faults:
                    log.warning("skipped %s", fault)
        with Progress("Pages rendered anew") as progress:
            if rebuild_stale(progress):
                rebuild_topics()
        link = setup_link()
    app.extensions["wiki.engine"].dispose()  # no connection may go into another process
    return link
