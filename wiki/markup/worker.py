"""Rendering under a clock: a process of its own does it, and is ended when it takes too long.

Python cannot interrupt a regular expression that has lost its way, only end the process it runs in. The process is a
plain Python process, not one of `multiprocessing`: those import the program's main module anew (and
with it the whole web application), and keep a server from stopping while they live. This one ends by itself as soon as
the process that started it is gone, however that went.
"""

import atexit
import contextlib
import os
import queue
import resource
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, cast

from wiki.core.lock import refuse_while_held
from wiki.markup.document import Document
from wiki.markup.limits import is_too_complex
from wiki.markup.names import PageName
from wiki.markup.rendering import plain, render
from wiki.markup.source import MAX_BYTES, normalise
from wiki.markup.transclusion import Expanded

SECONDS = 4.0
"""How long a page may take."""
HARMLESS = 2_000
"""Sources of at most so many characters that pass the limits take well under a second, so they need no clock."""
PROCESSES = 2
"""A page that takes its full time must not keep everybody else waiting; the second is started when it is needed."""
MEMORY = 1_500_000_000
"""Bytes of address space; above it the source counts as too complex."""


def render_safely(source: str | Expanded, page: PageName | None = None) -> Document:
    """As `render`, for text from anybody: answers within about `SECONDS`, and never raises.

    What takes too long or breaks the parser is shown as it is written, with the notice "too-slow" or "too-complex".
    """
    refuse_while_held("rendering")
    text = source.text if isinstance(source, Expanded) else normalise(source)
    if len(text) <= HARMLESS or len(text) > MAX_BYTES or is_too_complex(text):
        return _render_or_plain(source, page)
    worker = _workers().get()
    try:
        return worker.render(source, page)
    finally:
        _workers().put(worker)


def _render_or_plain(source: str | Expanded, page: PageName | None) -> Document:
    try:
        return render(source, page)
    except Exception:  # noqa: BLE001  (whatever breaks the parser, people get their text back)
        return plain(source, "too-complex")


class Worker:
    """One process that renders, started when it is first needed and again after it had to be ended."""

    serves = "wiki.markup.worker:serve"  # what the process runs, with its end of the pipe

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process: subprocess.Popen[bytes] | None = None
        self.pipe: Connection[object, object] | None = None

    def render(self, source: str | Expanded, page: PageName | None) -> Document:
        """Let the process render."""
        try:
            document = self.ask((source, page), SECONDS)
        except TimeoutError:
            return plain(source, "too-slow")
        return document if isinstance(document, Document) else plain(source, "too-complex")

    def ask(self, question: object, seconds: float) -> object:
        """What the process answers; None where it breaks. Raises TimeoutError, and ends it, when it takes too long.

        It may have been ended from outside since the last time, so it is asked twice.
        """
        for _ in range(2):
            try:
                return self._ask(question, seconds)
            except TimeoutError:  # which is an OSError too
                raise
            except (OSError, EOFError):
                self.end()
        return None

    def _ask(self, question: object, seconds: float) -> object:
        pipe = self.pipe or self._start()
        pipe.send(question)
        if not pipe.poll(seconds):
            self.end()
            raise TimeoutError
        return pipe.recv()

    def _start(self) -> "Connection[object, object]":
        """Start the process and wait until it is ready, so that the clock measures rendering only."""
        ours, theirs = Pipe()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
        command = [sys.executable, "-c", _SERVE, str(theirs.fileno()), self.serves]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  (our own module)
                command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL
            )
        self.pipe = ours
        ours.recv()
        return ours

    def end(self) -> None:
        """End the process at once, whatever it is doing; not if it belongs to the process we were forked from."""
        if self.owner != os.getpid():
            return
        if self.pipe:
            self.pipe.close()
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = self.pipe = None


_pools: dict[int, "queue.LifoQueue[Worker]"] = {}


def _workers() -> "queue.LifoQueue[Worker]":
    """The workers of this process (one that was forked off needs its own); the last used is used next."""
    pool = _pools.get(os.getpid())
    if pool is None:
        fresh: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(PROCESSES):
            worker = Worker()
            atexit.register(worker.end)
            fresh.put(worker)
        pool = _pools.setdefault(os.getpid(), fresh)
    return pool


def serve(pipe: "Connection[object, object]") -> None:
    """Render what comes through the pipe: what the process does."""
    answer_all(pipe, _render_asked)


def _render_asked(question: object) -> Document:
    source, page = cast("tuple[str | Expanded, PageName | None]", question)
    return _render_or_plain(source, page)


def answer_all(pipe: "Connection[object, object]", answer: Callable[[Any], object]) -> None:
    """Answer what comes through the pipe until the other end is gone, within MEMORY; None where `answer` raises."""
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send("ready")
        while True:
            question = pipe.recv()
            try:
                answered = answer(question)
            except Exception:  # noqa: BLE001  (whoever asked keeps the text as it is written)
                answered = None
            pipe.send(answered)


_SERVE = """
import pkgutil, sys
from multiprocessing.connection import Connection
pkgutil.resolve_name(sys.argv[2])(Connection(int(sys.argv[1])))
"""
