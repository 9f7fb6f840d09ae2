"""Health: whether the wiki can be used, for whoever watches over it (a load balancer, a monitor)."""

import logging
from collections.abc import Callable

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from wiki.core.db import engine

log = logging.getLogger(__name__)


def init_health(app: Flask, search_ready: Callable[[], bool]) -> None:
    """Answer /healthz: 200 while the database answers and the search index can be asked, 503 otherwise."""

    def healthz() -> tuple[Response, int]:
        trouble = _trouble(search_ready)
        if trouble:
            return jsonify(status="unavailable", reason=trouble), 503
        return jsonify(status="ok"), 200

    app.add_url_rule("/healthz", "healthz", healthz)


def _trouble(search_ready: Callable[[], bool]) -> str | None:
    """What is wrong, in a word; the log says more. A connection of its own: a session could be in somebody's hands."""
    try:
        with engine().connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.warning("the database does not answer", exc_info=True)
        return "database"
    return None if search_ready() else "search"
