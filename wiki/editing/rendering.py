"""Rendering many pages: on all the cores of the machine, for imports and rebuilding."""

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from wiki.markup import Document, PageName, render_safely
from wiki.markup.transclusion import Expanded
from wiki.markup.worker import Worker

FEW = 30  # pages that are rendered sooner than the processes have started
AHEAD = 40  # pages a core that are rendered before they are asked for: enough to keep it busy, few enough to remember

Item = TypeVar("Item")
Text = tuple[Expanded, PageName]


def with_documents(
    items: Iterable[Item], text_of: Callable[[Item], Text | None], expected: int
) -> Iterator[tuple[Item, Document | None]]:
    """Each item with the document that its text makes, in the order of the items; None where `text_of` gives none.

    `expected` says about how many there are. Items are taken some way ahead of the one that is given.
    """
    if expected <= FEW:
        for item in items:
            text = text_of(item)
            yield item, render_safely(*text) if text else None
        return
    cores = os.cpu_count() or 1
    with _workers(cores) as begin:
        remaining = iter(items)
        waiting: deque[tuple[Item, Future[Document] | None]] = deque()
        while True:
            for item in islice(remaining, AHEAD * cores - len(waiting)):
                text = text_of(item)
                waiting.append((item, begin(text) if text else None))
            if not waiting:
                return
            item, future = waiting.popleft()
            yield item, future.result() if future else None


@contextmanager
def _workers(count: int) -> Iterator[Callable[[Text], "Future[Document]"]]:
    """A function that begins to render a text in one of `count` processes; a thread waits for each of them."""
    idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
    workers = [Worker() for _ in range(count)]
    for worker in workers:
        idle.put(worker)

    def render(text: Text) -> Document:
        worker = idle.get()
        try:
            return worker.render(*text)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(count)
    try:
        yield lambda text: threads.submit(render, text)
    finally:
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.end()
