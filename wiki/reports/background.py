"""What reports need that takes long: texts are measured and reports are counted, beside everything else.

It begins where something has happened since the last time. All of it can be killed at any instant, and several servers
may do it: at worst something is counted twice.
"""

import logging
import random
from threading import Event

from flask import Flask

from wiki.gardening.activity import count_activity
from wiki.gardening.activity import is_small as activity_is_small
from wiki.journal.record import head
from wiki.reports.category_tree import NAME as CATEGORIES
from wiki.reports.category_tree import count_categories
from wiki.reports.counting import count_report, due, is_small
from wiki.reports.measure import measure_pages
from wiki.reports.registry import REPORTS
from wiki.reports.statistics import NAME as STATISTICS
from wiki.reports.statistics import are_due, count_statistics

log = logging.getLogger(__name__)

PAUSE = 3.0  # seconds between two looks at the head of the journal
LONGEST_PAUSE = 60.0  # seconds between attempts while the database is away


def run(app: Flask, stop: Event) -> None:
    """Measure and count until `stop` is set."""
    pause, measured = PAUSE, -1
    while not stop.wait(pause * random.uniform(0.8, 1.2)):  # noqa: S311  (so that several do not go in step)
        try:
            with app.app_context():
                top = head()
                if top != measured:
                    measure_pages()
                    measured = top
            _count(app, stop)
            pause = PAUSE
        except Exception:
            pause = min(pause * 2, LONGEST_PAUSE)
            log.exception("reports are not counted; next attempt in %.0f s", pause)


def _count(app: Flask, stop: Event) -> None:
    """Count what is due, each in a session of its own."""
    with app.app_context():
        waiting = [] if is_small() else list(due(REPORTS))
        if not is_small() and are_due(STATISTICS):
            count_statistics()
        if not is_small() and are_due(CATEGORIES):
            count_categories()
        if not activity_is_small():
            count_activity()
    for report in waiting:
        if stop.is_set():
            return
        with app.app_context():
            count_report(report)
