"""The sender: a loop beside the courier that makes letters out of notices and sends them. It may die at any instant."""

import logging
import random
import time
from datetime import timedelta
from threading import Event

from flask import Flask

from wiki.core.clock import now
from wiki.digest.gather import gather, let_go_of_old
from wiki.digest.send import send_due

log = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two looks
LONGEST_PAUSE = 300.0  # seconds between attempts while the mail server is away
REST = 20  # a look that takes long, in a wiki with many notices, is followed by so many times as long a pause
KEPT = timedelta(days=90)
SWEEP = 3600.0  # seconds between two times at which old letters are forgotten


def run(app: Flask, stop: Event) -> None:
    """Gather and send until `stop` is set. Several may run, in this process or others: none does another's work."""
    pause, swept = PAUSE, 0.0
    while not stop.wait(pause * random.uniform(0.8, 1.2)):  # noqa: S311  (so that several do not go in step)
        begun = time.monotonic()
        try:
            away = _round(app, stop)
            if begun - swept > SWEEP:
                _sweep(app)
                swept = begun
        except Exception as error:
            log.exception("letters are not sent")
            away = str(error) or type(error).__name__
        spent = time.monotonic() - begun
        if away:
            pause = min(max(PAUSE, pause * 2), LONGEST_PAUSE)
            log.warning("letters wait; next attempt in %.0f s: %s", pause, away)
        else:
            pause = max(PAUSE, min(spent * REST, LONGEST_PAUSE))


def _round(app: Flask, stop: Event) -> str:
    """Make what is due and send it; what the mail server said if it is away."""
    with app.app_context():
        gather()
    with app.app_context():
        return send_due(stop).away


def _sweep(app: Flask) -> None:
    with app.app_context():
        while let_go_of_old(now(), KEPT):
            pass
