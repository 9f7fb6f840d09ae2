"""The process beside those that answer: it keeps the search index, and tells people what happens."""

import logging
import multiprocessing
import signal
import threading
from collections.abc import Set as AbstractSet
from types import FrameType

from flask import Flask

from wiki.app import create_app
from wiki.backup import rounds as backups
from wiki.changes import rounds
from wiki.core.settings import Settings
from wiki.core.workers import PATIENCE
from wiki.digest import sender
from wiki.editing import refresh
from wiki.mediawiki import runs
from wiki.notices import courier
from wiki.reports import background
from wiki.reports.checking import rounds as checking
from wiki.search.follower import Follower
from wiki.serve.orphans import end_with_parent

ENDINGS = frozenset({signal.SIGINT, signal.SIGTERM})

LOOPS = [each.run for each in (courier, sender, rounds, refresh, background, checking, backups, runs)]
"""What goes on beside the search follower, each in a thread of its own, until the event is set."""

log = logging.getLogger(__name__)


class FollowerProcess:
    """The process that keeps the search index, started again when it ends."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin."""
        self._spawn()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End it; a batch that is not written now is written after the next start."""
        self._stopping.set()
        self._process.terminate()
        self._process.join(PATIENCE)
        self._process.kill()

    def _spawn(self) -> None:
        self._process = multiprocessing.Process(target=_follow, args=(self._settings,))
        self._process.start()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._process.join()
            if not self._stopping.wait(1):
                log.error("the process that keeps the search index ended; it is started again")
                self._spawn()


def _follow(settings: Settings) -> None:
    end_with_parent()
    follow(create_app(settings), {signal.SIGTERM})


def follow(app: Flask, until: AbstractSet[signal.Signals] = ENDINGS) -> None:
    """Keep the search index of `app`, and tell people what happens, until one of the signals `until` comes."""
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for each in ENDINGS:
        signal.signal(each, stop if each in until else signal.SIG_IGN)
    follower = Follower(app)
    follower.start()
    loops = [threading.Thread(target=loop, args=(app, stopping), name=loop.__module__) for loop in LOOPS]
    for thread in loops:
        thread.start()
    stopping.wait()
    follower.stop()
    for thread in loops:
        thread.join()
