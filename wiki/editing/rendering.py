"""Rendering many pages: on all the cores of the machine, for imports and rebuilding."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from itertools import islice
from typing import TypeVar

from pebble import ProcessFuture, ProcessPool

from wiki.markup import Document, PageName, render, render_safely
from wiki.markup.rendering import plain
from wiki.markup.worker import SECONDS

FEW = 30  # pages that are rendered sooner than the processes have started
AHEAD = 40  # pages a core that are rendered before they are asked for: enough to keep it busy, few enough to remember

Item = TypeVar("Item")


def with_documents(
    items: Iterable[Item], text_of: Callable[[Item], tuple[str, PageName] | None], expected: int
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
    with ProcessPool(max_workers=cores, context=multiprocessing.get_context("spawn")) as pool:
        remaining = iter(items)
        waiting = [_begin(pool, item, text_of(item)) for item in islice(remaining, AHEAD * cores)]
        while waiting:
            item, text, future = waiting.pop(0)
            yield item, _document(text, future)
            waiting.extend(_begin(pool, each, text_of(each)) for each in islice(remaining, 1))


_Begun = tuple[Item, tuple[str, PageName] | None, "ProcessFuture[Document] | None"]


def _begin(pool: ProcessPool, item: Item, text: tuple[str, PageName] | None) -> _Begun[Item]:
    return item, text, pool.schedule(render, args=text, timeout=SECONDS) if text else None


def _document(text: tuple[str, PageName] | None, future: "ProcessFuture[Document] | None") -> Document | None:
    """What has been rendered, or what `render_safely` gives for a text that takes too long or breaks the parser."""
    if text is None or future is None:
        return None
    try:
        return future.result()
    except TookTooLong:
        return plain(text[0], "too-slow")
    except Exception:  # noqa: BLE001  (whatever breaks the parser, people get their text back)
        return plain(text[0], "too-complex")
