"""The production server, in one command: everything is made ready, then worker processes answer."""

import json
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from wiki.accounts.first_admin import setup_link
from wiki.app import create_app
from wiki.core.errors import Refusal
from wiki.core.progress import Progress
from wiki.core.schema import migrate
from wiki.core.settings import Settings
from wiki.editing.rebuild import rebuild_stale
from wiki.search.follower import Follower
from wiki.transfer.seed import is_empty, seed

THREADS = 4  # requests that one worker answers at once: enough to wait for the database, few enough for its memory
PATIENCE = 4  # seconds that requests in flight get when the server stops
IDLE = 20  # seconds after which a silent connection is closed

log = logging.getLogger(__name__)


def open_wiki(settings: Settings) -> Flask:
    """The wiki on a database that is up to date.

    Raises Refusal when the data folder cannot be written, or the database cannot be used.
    """
    _prepare_folder(settings.data)
    app = create_app(settings)
    migrate(app.extensions["wiki.engine"])
    return app


def _prepare_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("The data folder %(folder)s cannot be used: %(reason)s.", folder=folder, reason=reason) from error


def serve(settings: Settings, host: str, port: int, workers: int) -> int:
    """Run the wiki until Ctrl-C or SIGTERM; gives the exit code. Raises Refusal when it cannot start."""
    _check_free(host, port)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app = open_wiki(settings)
    with app.app_context():
        _make_current()
    follower = Follower(app)
    server = _server(host, port, workers)
    server.on_startup(follower.start)
    server.on_startup(threading.Thread(target=_announce, args=(app, host, port), daemon=True).start)
    server.on_shutdown(follower.stop)
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_signal:
            raise
    return 0


def _check_free(host: str, port: int) -> None:
    """Raises Refusal when something else listens: the workers share their port, so they would not notice."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal(
            "Cannot listen on %(host)s port %(port)s: %(reason)s.", host=host, port=port, reason=reason
        ) from error


def _make_current() -> None:
    """Fill an empty wiki, and derive anew what an older program derived."""
    with Progress("First pages") as progress:
        if is_empty():
            for fault in seed(progress=progress).faults:
                log.warning("skipped %s", fault)
    with Progress("Pages rendered anew") as progress:
        rebuild_stale(progress)


def _server(host: str, port: int, workers: int) -> Granian:
    multiprocessing.set_start_method("spawn", force=True)  # a fork would copy the follower's locks, not its thread
    return Granian(
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
        log_enabled=True,
        log_level="warning",
        log_access=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=PATIENCE,
        factory=True,
    )


def application() -> Callable[..., object]:
    """The application of one worker process."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C reaches everybody; the server tells us to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return create_app().wsgi_app


def _end_with_parent() -> None:
    """End when the server has been killed, so that no orphan keeps the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _announce(app: Flask, host: str, port: int) -> None:
    """Tell the address as soon as it answers, and where the first administrator is made."""
    base = f"http://{_readable(host)}:{port}"
    for _ in range(200):
        if _answers(f"{base}/healthz"):
            break
        threading.Event().wait(0.05)
    print(f"The wiki answers at {base}/", flush=True)
    with app.app_context():
        link = setup_link()
    if link:
        print(f"It has no administrator yet. Become it here: {base}{link}", flush=True)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(json.load(answer).get("status"))
    except urllib.error.HTTPError as error:
        return error.code == 503
    except (OSError, ValueError):
        return False


def _readable(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{shown}]" if ":" in shown else shown


def follow(settings: Settings) -> None:
    """Keep the search index up to date until Ctrl-C or SIGTERM."""
    follower = Follower(open_wiki(settings))
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    follower.start()
    print("Keeping the search index up to date.", file=sys.stderr)
    stopping.wait()
    follower.stop()
