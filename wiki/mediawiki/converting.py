"""Converting the texts of many pages: in processes of their own on all cores, each under a clock."""

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count as count_up
from multiprocessing.connection import Connection
from typing import TypeVar

from wiki.core.lock import refuse_while_held
from wiki.markup import Document, PageName, render
from wiki.markup.rendering import plain
from wiki.markup.transclusion import Taken, expand
from wiki.markup.worker import Worker, answer_all
from wiki.mediawiki.convert_text import converted, kept_as_written
from wiki.mediawiki.notes import Note
from wiki.mediawiki.wikitext.names import Names

SECONDS = 4.0  # for the last text, with its rendering
SECONDS_EACH = 1.0  # for each text before
FEW = 30  # small jobs that are done sooner than the processes have started
SMALL = 2_000  # characters, which no clock need watch over (see markup/worker.py)
AHEAD = 40  # jobs a core that are begun before they are asked for
AHEAD_SIZE = 24_000_000  # characters that wait, in all

Item = TypeVar("Item")


@dataclass(frozen=True)
class Job:
    """Texts of one page, with the model of each. Of the last it is told what is lost; with `renders` it is rendered."""

    title: str
    name: PageName
    names: Names
    texts: tuple[tuple[str, str], ...]
    renders: bool

    @property
    def size(self) -> int:
        """Characters."""
        return sum(len(text) for _model, text in self.texts)


@dataclass(frozen=True)
class Made:
    """What came of a job: our sources, what was lost in the last of them, and the last of them rendered.

    `document` is None where that was not asked for, or has to wait until all pages are there.
    """

    sources: tuple[str, ...]
    lost: tuple[Note, ...] = ()
    document: Document | None = None


def with_made(items: Iterable[Item], job_of: Callable[[Item], Job | None]) -> Iterator[tuple[Item, Made | None]]:
    """Each item with what its job makes, in the order of the items; None where there is no job."""
    refuse_while_held("converting")
    cores = os.cpu_count() or 1
    with _processes(cores) as begin:
        remaining = iter(items)
        waiting: deque[tuple[Item, int, Future[Made] | None]] = deque()
        ahead, is_over = 0, False
        while True:
            while not is_over and len(waiting) < AHEAD * cores and ahead < AHEAD_SIZE:
                try:
                    item = next(remaining)
                except StopIteration:
                    is_over = True
                    break
                job = job_of(item)
                waiting.append((item, job.size if job else 0, begin(job) if job else None))
                ahead += job.size if job else 0
            if not waiting:
                return
            item, size, future = waiting.popleft()
            ahead -= size
            yield item, future.result() if future else None


class _Converter(Worker):
    """One process that converts."""

    serves = "wiki.mediawiki.converting:serve"

    def make(self, job: Job) -> Made:
        """Do a job; where that takes too long or fails, each text by itself. What will not be read stays as it is."""
        made = self._try(job)
        if made is not None:
            return made
        if len(job.texts) > 1:
            *before, last = job.texts
            parts = [self.make(replace(job, texts=(each,), renders=False)) for each in before]
            end = self.make(replace(job, texts=(last,)))
            return replace(end, sources=(*(part.sources[0] for part in parts), *end.sources))
        source, lost = kept_as_written(job.texts[0][1], job.title)
        return Made((source,), lost, plain(source, "too-complex") if job.renders else None)

    def _try(self, job: Job) -> Made | None:
        try:
            answer = self.ask(job, SECONDS + SECONDS_EACH * (len(job.texts) - 1))
        except TimeoutError:
            return None
        return answer if isinstance(answer, Made) else None


@contextmanager
def _processes(count: int) -> Iterator[Callable[[Job], "Future[Made]"]]:
    """A function that begins a job in one of `count` processes; a thread waits for each of them."""
    idle: queue.SimpleQueue[_Converter] = queue.SimpleQueue()
    workers = [_Converter() for _ in range(count)]
    for worker in workers:
        idle.put(worker)

    def make_there(job: Job) -> Made:
        worker = idle.get()
        try:
            return worker.make(job)
        finally:
            idle.put(worker)

    done_here = count_up()
    threads = ThreadPoolExecutor(count)

    def begin(job: Job) -> "Future[Made]":
        if job.size > SMALL or next(done_here) > FEW:
            return threads.submit(make_there, job)
        future: Future[Made] = Future()
        future.set_result(make(job))
        return future

    try:
        yield begin
    finally:
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.end()


def serve(pipe: "Connection[object, object]") -> None:
    """Do the jobs that come through the pipe: what the process does."""
    answer_all(pipe, make)


def make(job: Job) -> Made:
    """Do a job here and now: without a clock."""
    sources: list[str] = []
    lost: tuple[Note, ...] = ()
    for model, text in job.texts:
        source, lost = converted(text, model, job.title, job.name, job.names)
        sources.append(source)
    return Made(tuple(sources), lost, rendered(sources[-1], job.name) if job.renders else None)


def rendered(source: str, name: PageName) -> Document | None:
    """What `source` says; None where it takes in other pages, which may not have come yet, or the name of our wiki."""
    if "{{SITENAME}}" in source:  # which is known where the settings are
        return None
    own = Taken(source, 0)
    expanded = expand(source, name, lambda asked: own if asked == name else None)
    return render(expanded, name) if all(asked == name for asked, _version in expanded.made_of) else None
