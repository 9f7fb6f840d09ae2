"""What is slow does not happen while the database's write lock is held: nobody else can write until it is let go.

`transaction()` says when that is. Rendering, looking through files, storing them and sending mail ask here first, so
that an act which has them in the wrong order fails in its first test, rather than on the day when many write at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_held: ContextVar[bool] = ContextVar("write lock", default=False)


@contextmanager
def holding() -> Iterator[None]:
    """The write lock is held within."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)


def refuse_while_held(work: str) -> None:
    """Raise RuntimeError where `work`, which is slow, is asked for within a transaction."""
    if _held.get():
        raise RuntimeError(f"{work} inside transaction()")
