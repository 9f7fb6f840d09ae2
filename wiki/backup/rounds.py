"""A loop beside the follower that makes the backups that are due. Several servers may each have one: one does it."""

import logging
import os
import random
from threading import Event
from uuid import uuid4

from flask import Flask

from wiki.backup.schedule import make_if_due

PAUSE = 60.0  # seconds between two looks at the clock
FIRST = 10.0  # seconds, in which a server that has just started has more urgent things to do

log = logging.getLogger(__name__)


def run(app: Flask, stop: Event) -> None:
    """Go on until `stop` is set. A backup that is being made then is left to the next one."""
    if not app.config["WIKI"].backup_folder:
        return
    holder = f"{os.getpid()}-{uuid4().hex[:12]}"
    pause = FIRST
    while not stop.wait(pause * random.uniform(0.8, 1.2)):  # noqa: S311  (so that several do not go in step)
        pause = PAUSE
        try:
            with app.app_context():
                make_if_due(holder, stop.is_set)
        except Exception:
            log.exception("no backup is made; next attempt in %.0f s", pause)
