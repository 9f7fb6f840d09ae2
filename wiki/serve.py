"""The production server, in one command: everything is made ready, then worker processes answer.

`wiki serve` itself only watches over its processes: those that answer, and one that keeps the search index and tells
people what happens. They are forked from it where that is possible, so they start at once and share its memory.
"""

import errno
import gc
import json
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from wiki import search
from wiki.accounts.first_admin import setup_link
from wiki.app import create_app
from wiki.backup import rounds as backups
from wiki.changes import rounds
from wiki.core.errors import Refusal
from wiki.core.progress import Progress
from wiki.core.schema import migrate
from wiki.core.settings import BadSetting, Settings, unknown_settings
from wiki.core.workers import PATIENCE, Server
from wiki.digest import sender
from wiki.editing import refresh
from wiki.editing.rebuild import look_at_tables, rebuild_stale
from wiki.mediawiki import runs
from wiki.notices import courier
from wiki.reports import background
from wiki.reports.checking import rounds as checking
from wiki.search.follower import Follower
from wiki.talk.rebuild import rebuild_topics
from wiki.transfer.seed import is_empty, seed

THREADS = 4  # requests that one worker answers at once: enough to wait for the database, few enough for its memory
IDLE = 20  # seconds after which a silent connection is closed
ENDINGS = frozenset({signal.SIGINT, signal.SIGTERM})
ORPHANED = 0.2  # seconds between two looks whether the server still lives
START_METHOD = "fork" if sys.platform == "linux" else "spawn"  # elsewhere system libraries do not survive a fork

LOOPS = [each.run for each in (courier, sender, rounds, refresh, background, checking, backups, runs)]
"""What goes on beside the search follower, each in a thread of its own, until the event is set."""

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


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Run the wiki until Ctrl-C or SIGTERM. Raises Refusal when it cannot start, SystemExit when it cannot go on."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    base = f"http://{_readable(host)}:{port}"
    settings = _with_address(settings, base)
    for fault in unknown_settings(os.environ):
        log.warning(fault)
    _wait_until_free(host, port)
    link = _make_current(open_wiki(settings))
    gc.freeze()  # what exists now stays as it is, so that the processes go on sharing it
    multiprocessing.set_start_method(START_METHOD, force=True)
    follower = FollowerProcess(settings)
    follower.start()
    server = Server(
        "wiki.serve:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,  # what waits beyond that waits in the kernel, where it costs nothing
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=IDLE * 1000),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        factory=True,
    )
    server.announcement = threading.Thread(target=_announce, args=(base, link), daemon=True)
    try:
        server.serve()
    finally:
        follower.stop()


def _with_address(settings: Settings, base: str) -> Settings:
    """The settings, here and in the processes to come, with an address for letters that no request can choose.

    Raises BadSetting when letters go out to people who cannot open our own.
    """
    if settings.base_url:
        return settings
    if settings.smtp_host:
        raise BadSetting("WIKI_BASE_URL must be set where there is a mail server: the links in letters begin with it.")
    os.environ["WIKI_BASE_URL"] = base
    return replace(settings, base_url=base)


def _wait_until_free(host: str, port: int) -> None:
    """Raises Refusal when something else listens: workers share their port, so they would not notice.

    The workers of a server that has just been killed need a moment to notice that.
    """
    ends = time.monotonic() + ORPHANED * 4
    while True:
        try:
            family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind, protocol) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
                return
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > ends:
                reason = error.strerror or str(error)
                words = {"host": host, "port": port, "reason": reason}
                raise Refusal("Cannot listen on %(host)s port %(port)s: %(reason)s.", **words) from error
        time.sleep(ORPHANED / 4)


def _make_current(app: Flask) -> str | None:
    """Fill an empty wiki and derive anew what an older program derived; where the first administrator is made."""
    with app.app_context():
        if is_empty():
            with Progress("First pages") as progress:
                for fault in seed(progress=progress).faults:
                    log.warning("skipped %s", fault)
        with Progress("Pages rendered anew") as progress:
            if rebuild_stale(progress):
                rebuild_topics()
        look_at_tables()
        link = setup_link()
    app.extensions["wiki.engine"].dispose()  # no connection may go into another process
    return link


def application() -> Callable[..., object]:
    """The application of one worker process."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C reaches everybody; the server tells us to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until Granian sets its own; one that has come ends us here
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    _end_with_parent()
    app = create_app()
    search.warm(app)
    return app.wsgi_app


def _end_with_parent() -> None:
    """See to it that this process ends when its parent has been killed, so that no orphan keeps the port."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(ORPHANED)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


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
    _end_with_parent()
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


def _announce(base: str, link: str | None) -> None:
    """Tell the address as soon as it answers, and where the first administrator is made."""
    while not _answers(f"{base}/healthz"):
        time.sleep(0.05)
    click.echo(f"The wiki answers at {base}/")
    if link:
        click.echo(f"It has no administrator yet. Become it here: {base}{link}")


def _answers(address: str) -> bool:
    """Whether the wiki answers, be it that it needs time to build its index."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  (our own address)
            return bool(json.load(answer))
    except (OSError, ValueError) as error:
        return getattr(error, "code", 0) == 503


def _readable(host: str) -> str:
    """`host` as it stands in an address that can be opened."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (that is what it asks)
    return f"[{shown}]" if ":" in shown else shown
