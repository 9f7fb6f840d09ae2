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
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from wiki import search
from wiki.app import create_app
from wiki.core.errors import Refusal
from wiki.core.settings import BadSetting, Settings, unknown_settings
from wiki.core.workers import PATIENCE, Server
from wiki.serve.following import FollowerProcess
from wiki.serve.opening import make_current, open_wiki
from wiki.serve.orphans import LOOK, end_with_parent

THREADS = 4  # requests that one worker answers at once: enough to wait for the database, few enough for its memory
IDLE = 20  # seconds after which a silent connection is closed
START_METHOD = "fork" if sys.platform == "linux" else "spawn"  # elsewhere system libraries do not survive a fork

log = logging.getLogger(__name__)


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Run the wiki until Ctrl-C or SIGTERM. Raises Refusal when it cannot start, SystemExit when it cannot go on."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    base = f"http://{_readable(host)}:{port}"
    settings = _with_address(settings, base)
    for fault in unknown_settings(os.environ):
        log.warning(fault)
    _wait_until_free(host, port)
    link = make_current(open_wiki(settings))
    gc.freeze()  # what exists now stays as it is, so that the processes go on sharing it
    multiprocessing.set_start_method(START_METHOD, force=True)
    follower = FollowerProcess(settings)
    follower.start()
    server = Server(
        "wiki.serve.server:application",
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
    ends = time.monotonic() + LOOK * 4
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
        time.sleep(LOOK / 4)


def application() -> Callable[..., object]:
    """The application of one worker process."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C reaches everybody; the server tells us to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until Granian sets its own; one that has come ends us here
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    end_with_parent()
    app = create_app()
    search.warm(app)
    return app.wsgi_app


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
    except urllib.error.HTTPError as error:
        return error.code == 503
    except (OSError, ValueError):
        return False


def _readable(host: str) -> str:
    """`host` as it stands in an address that can be opened."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (that is what it asks)
    return f"[{shown}]" if ":" in shown else shown
