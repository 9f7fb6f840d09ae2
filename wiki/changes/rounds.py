"""Rounds: a loop beside the courier that welcomes newcomers and tells of examples that nobody has said a word about.

It also takes away the counts of searches that are no longer kept.

What is due is found in rows, and what is done is written in the same transaction. So it may die at any instant, and
several servers may each have one.
"""

import logging
import random
import time
from threading import Event

from flask import Flask

from wiki.changes.lonely import tell_of_lonely_examples
from wiki.changes.welcome import welcome_newcomers
from wiki.journal.record import head
from wiki.search.insight.store import forget

log = logging.getLogger(__name__)

PAUSE = 3.0  # seconds between two looks at the head of the journal
LONGEST_PAUSE = 60.0  # seconds between attempts while the database is away
BY_THE_CLOCK = 1800.0  # seconds between two looks for what becomes due without anything happening


def run(app: Flask, stop: Event) -> None:
    """Go on rounds until `stop` is set."""
    pause, seen, looked = PAUSE, -1, 0.0
    while not stop.wait(pause * random.uniform(0.8, 1.2)):  # noqa: S311  (so that several do not go in step)
        try:
            with app.app_context():
                top = head()
                if top != seen:
                    welcome_newcomers()
                    seen = top
                if not looked or time.monotonic() - looked > BY_THE_CLOCK:
                    tell_of_lonely_examples()
                    forget()
                    looked = time.monotonic()
            pause = PAUSE
        except Exception:
            pause = min(pause * 2, LONGEST_PAUSE)
            log.exception("newcomers are not welcomed; next attempt in %.0f s", pause)
