"""The loop that checks links, where the operator has switched it on; it may die at any instant."""

import logging
import random
import time
from threading import Event
from urllib.parse import urlsplit

from flask import Flask

from wiki import __version__
from wiki.reports.checking.asking import Manners
from wiki.reports.checking.check import check_next, forget_unused
from wiki.reports.checking.robots import Rules

log = logging.getLogger(__name__)

BUSY, IDLE = 0.5, 10.0  # seconds between two looks, while there is something to ask, and while there is nothing
LONGEST_PAUSE = 300.0
SWEEP = 24 * 3600.0  # seconds between two times at which unused addresses are forgotten


def run(app: Flask, stop: Event) -> None:
    """Check links until `stop` is set. Several may run: they share the sites among them."""
    settings = app.config["WIKI"]
    if not settings.check_links:
        return
    manners, rules = Manners(agent_of(settings.base_url)), Rules()
    own, pause, swept = urlsplit(settings.base_url).netloc, BUSY, 0.0
    while not stop.wait(pause * random.uniform(0.8, 1.2)):  # noqa: S311  (so that several do not go in step)
        try:
            with app.app_context():
                pause = BUSY if check_next(manners, rules, own) else IDLE
            if not swept or time.monotonic() - swept > SWEEP:
                with app.app_context():
                    forget_unused()
                swept = time.monotonic()
        except Exception:
            pause = min(max(pause, IDLE) * 2, LONGEST_PAUSE)
            log.exception("links are not checked; next attempt in %.0f s", pause)


def agent_of(base_url: str) -> str:
    """How the wiki introduces itself to other sites, with where one can see who it is."""
    return f"mittkoping-wiki/{__version__} (checks links; +{base_url})"
