"""Markdown made wikitext: in processes of their own on all cores, under a clock, some texts ahead of the writing."""

import contextlib
import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Self, TypeVar

from wiki.core.lock import refuse_while_held
from wiki.exporting.contacts import without_contact
from wiki.markup import PageName, normalise
from wiki.markup.worker import Worker, answer_all
from wiki.mediawiki.wikitext import convert
from wiki.mediawiki.wikitext.back import to_wikitext
from wiki.mediawiki.wikitext.back.names import NAMES
from wiki.mediawiki.wikitext.back.signs import code

SECONDS = 6.0  # for one text
SMALL = 2_000  # characters, which need no clock (see markup/worker.py)
AHEAD = 40  # texts a core
AHEAD_SIZE = 8_000_000  # characters that wait, in all

Item = TypeVar("Item")


@dataclass(frozen=True)
class Job:
    """A text of ours, and the wikitext that it was once made of, where it came from a MediaWiki.

    A post is one of a discussion.
    """

    source: str
    page: PageName
    original: str | None = None
    is_post: bool = False


class Converting:
    """The processes; end them with `close`."""

    def __init__(self, *, spawns: bool = True) -> None:
        """With `spawns` False all is done here and now: for one page, and for tests."""
        refuse_while_held("converting")
        self._cores = os.cpu_count() or 1 if spawns else 0
        self._idle: queue.SimpleQueue[_Converter] = queue.SimpleQueue()
        self._workers = [_Converter() for _ in range(max(1, self._cores))]
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(max(1, self._cores))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def begin(self, job: Job) -> "Future[str]":
        """Have a text made."""
        if not self._cores and len(job.source) + len(job.original or "") <= SMALL:
            future: Future[str] = Future()
            future.set_result(make(job))
            return future
        return self._threads.submit(self._make_there, job)

    def each(self, items: Iterable[Item], job_of: Callable[[Item], Job | None]) -> Iterator[tuple[Item, str]]:
        """The items in their order, each with what its job makes: "" where there is none."""
        remaining = iter(items)
        waiting: deque[tuple[Item, int, Future[str] | None]] = deque()
        ahead, is_over = 0, False
        while True:
            while not is_over and len(waiting) < AHEAD * max(1, self._cores) and ahead < AHEAD_SIZE:
                item = next(remaining, _END)
                if isinstance(item, _End):
                    is_over = True
                    break
                job = job_of(item)
                size = len(job.source) if job else 0
                waiting.append((item, size, self.begin(job) if job else None))
                ahead += size
            if not waiting:
                return
            item, size, made = waiting.popleft()
            ahead -= size
            yield item, made.result() if made else ""

    def _make_there(self, job: Job) -> str:
        worker = self._idle.get()
        try:
            return worker.make(job)
        finally:
            self._idle.put(worker)


class _End:
    """There is nothing more."""


_END = _End()


class _Converter(Worker):
    """One process that converts."""

    serves = "wiki.exporting.mediawiki.converting:serve"

    def make(self, job: Job) -> str:
        """Do a job; a text that takes too long is shown as it is written."""
        with contextlib.suppress(TimeoutError):
            answer = self.ask(job, SECONDS)
            if isinstance(answer, str):
                return answer
        return as_written(_told(job))


def serve(pipe: "Connection[object, object]") -> None:
    """Do the jobs that come through the pipe: what the process does."""
    answer_all(pipe, make)


def make(job: Job) -> str:
    """The wikitext of a text. Pure; may be slow for strange texts.

    The original is used where it still says the same: read with the names that namespaces have in this export, it
    gives the very text that is here. So what our Markdown cannot say (functions, magic words) is not lost on a way in
    and out again; but where links in it would lead elsewhere, since namespaces are called otherwise, it is not used.
    """
    source = _told(job)
    if job.original is not None and normalise(convert(job.original, job.page, NAMES).text) == normalise(source):
        return normalise(job.original)
    return to_wikitext(source, job.page, takes_in=not job.is_post)


def _told(job: Job) -> str:
    """The text that goes along."""
    return job.source if job.is_post else without_contact(job.source, job.page)


def as_written(source: str) -> str:
    """A text that cannot be converted."""
    return f"<pre>\n{code(normalise(source))}</pre>\n"
