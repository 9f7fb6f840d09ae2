"""The processes that answer, as Granian keeps them, with three of its habits mended."""

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

from granian.server.mp import MPServer

PATIENCE = 4  # seconds that requests in flight get when the server stops

log = logging.getLogger(__name__)


class Server(MPServer):
    """Granian, that tells when it answers, and starts a worker that crashed again however often that happens.

    By itself it gives up when a worker crashes twice within seconds: then two requests could stop the wiki.
    """

    announcement: threading.Thread

    def startup(self, *arguments: Any) -> None:
        """Start the workers, and only then a thread: a fork copies the locks that threads hold, not the threads."""
        super().startup(*arguments)  # type: ignore[no-untyped-call]
        self.announcement.start()

    def _spawn_workers(self, *arguments: Any) -> None:
        with _without_endings():
            super()._spawn_workers(*arguments)  # type: ignore[no-untyped-call]

    def _respawn_workers(self, *arguments: Any, **options: Any) -> None:
        time.sleep(1)
        with _without_endings():
            super()._respawn_workers(*arguments, **options)
        self.respawned_wrks.clear()

    def _stop_workers(self) -> None:
        """Stop the workers, and kill those that have not ended after PATIENCE.

        Granian asks `is_alive`, which says yes of a worker that has ended while another thread is about to reap it.
        """
        for each in self.wrks:
            each.terminate()  # type: ignore[no-untyped-call]
        ends = time.monotonic() + PATIENCE
        for each in self.wrks:
            if not wait([each.inner.sentinel], max(0.0, ends - time.monotonic())):
                log.warning("a process did not stop within %s seconds and is killed", PATIENCE)
                each.kill()  # type: ignore[no-untyped-call]
        self.wrks.clear()


@contextmanager
def _without_endings() -> Iterator[None]:
    """Processes started here get no SIGTERM before they can heed it: what they inherit is the server's own handler."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
