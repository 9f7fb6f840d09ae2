"""A courier that is killed in the midst of telling: everybody has exactly one notice afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from tests.conftest import World
from tests.notices.telling import Telling
from wiki.core.db import session
from wiki.notices.models import Notice

WATCHERS = 120
SLOW_COURIER = """
import sys, threading, time
from datetime import timedelta
from wiki.app import create_app
from wiki.notices import courier

def slowly(*args, **what):
    told = at_once(*args, **what)
    time.sleep(float(sys.argv[1]))  # within the transaction: this is where it is killed
    return told

at_once, courier.tell = courier.tell, slowly
courier.BATCH, courier.LEASE = 20, timedelta(seconds=1)
courier.run(create_app(), threading.Event())
"""


@contextmanager
def courier_process(world: World, slowness: float) -> Iterator[subprocess.Popen[bytes]]:
    """A process that tells twenty people at a time, and takes its time over it."""
    settings = world.app.config["WIKI"]
    place = {"WIKI_DATA": str(settings.data), "WIKI_DATABASE_URL": settings.database_url}
    process = subprocess.Popen([sys.executable, "-c", SLOW_COURIER, str(slowness)], env={**os.environ, **place})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_told(telling: Telling, number: int) -> None:
    ends = time.monotonic() + 60
    while len(counts(telling)) < number:
        assert time.monotonic() < ends, "nobody is told"
        time.sleep(0.02)


def counts(telling: Telling) -> list[tuple[int, int]]:
    """For each person who has been told: how many notices they have, and how much these count together."""
    with telling.world.app.app_context():
        rows = select(func.count(), func.sum(Notice.count)).group_by(Notice.user_id)
        return [(int(number), int(counted)) for number, counted in session().execute(rows)]


def test_everybody_has_exactly_one_notice_after_the_courier_was_killed(telling: Telling, world: World) -> None:
    telling.many_watchers(WATCHERS)
    world.write("Plan", "Ny text.\n", by="Nils")
    for reached in (20, 60):
        with courier_process(world, slowness=0.5) as process:
            wait_until_told(telling, reached)
            time.sleep(0.2)  # the next batch is written and not committed
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert reached <= len(counts(telling)) < WATCHERS
    with courier_process(world, slowness=0):
        wait_until_told(telling, WATCHERS)
    telling.deliver()
    assert counts(telling) == [(1, 1)] * WATCHERS
