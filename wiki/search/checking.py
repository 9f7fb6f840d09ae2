"""Comparing the index with the database, and mending what differs.

Mending is giving the rows a new version: whoever follows then takes them in as if they had just been put, on whichever
server that is, and nobody has to be stopped for it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import count
from time import monotonic, sleep

from sqlalchemy import func, select

from wiki.core import db
from wiki.core.clock import now
from wiki.core.db import take_turn, transaction
from wiki.search.engine import Engine, Progress
from wiki.search.follower import POLL_SECONDS, catch_up, opens, rebuild
from wiki.search.models import SearchDocument
from wiki.search.rows import REDIRECT

BATCH = 500  # keys in one question
MOST_MENDED = 1000  # more than that is quicker built anew
SHOWN = 10  # keys in a sentence
SENTENCES = {
    "missing": "can be found, but not in the index",
    "outdated": "in the index with an old text",
    "repeated": "in the index more than once",
    "gone": "still in the index, but gone",
}
PATIENCE = 60.0  # seconds in which no row is taken in, until nobody is thought to follow


@dataclass(frozen=True)
class Differences:
    """Keys of what the index knows otherwise than the database, in order."""

    missing: tuple[str, ...] = ()  # can be found, but the index does not hold it
    outdated: tuple[str, ...] = ()  # the index holds another version of it
    repeated: tuple[str, ...] = ()  # the index holds it more than once
    gone: tuple[str, ...] = ()  # the index still holds it

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(key for each in fields(self) for key in getattr(self, each.name))


def look_over(engine: Engine, tell: Callable[[str], None], *, mend: bool, progress: Progress | None = None) -> bool:
    """Compare the index with the database, tell what differs, and `mend` it; whether all is right in the end."""
    if engine.reached() is None or not engine.is_whole() or not opens(engine):
        tell("There is no search index that can be used.")
        return mend and _built(tell, progress)
    found = compare(engine)
    _tell(found, tell)
    if not mend:
        if left := waiting(engine):
            tell(f"{_count(left)} still to be taken in, which is no fault.")
        return not found.keys
    if len(found.keys) > MOST_MENDED:
        return _built(tell, progress)
    put_again(found.keys)
    if not settled(engine):
        tell("Nobody takes in what has changed: is the wiki's follower running, and what does it say in its log?")
        return False
    if not found.keys:
        return True
    left_over = compare(engine)
    if left_over.keys:
        _tell(left_over, tell)
        tell("That could not be mended. `wiki rebuild` makes everything anew.")
    else:
        tell(f"{_count(len(found.keys))} mended.")
    return not left_over.keys


def _built(tell: Callable[[str], None], progress: Progress | None) -> bool:
    """Build the index anew; whether all is right then."""
    tell(f"It was built anew and holds {_count(rebuild(progress))}.")
    return True


def _tell(found: Differences, tell: Callable[[str], None]) -> None:
    """A sentence for each sort of difference, with the first of the documents it is about."""
    if not found.keys:
        tell("The search index holds what the database holds.")
    for each in fields(found):
        if keys := getattr(found, each.name):
            more = ", …" if len(keys) > SHOWN else ""
            tell(f"{_count(len(keys))} {SENTENCES[each.name]}: {', '.join(keys[:SHOWN])}{more}")


def _count(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


def compare(engine: Engine) -> Differences:
    """How the index differs from the rows that it has come to. What still waits to be taken in is no difference."""
    reached = engine.reached() or 0  # asked first, and the rows last: what comes in between is waiting
    stored = Counter(engine.stored())
    versions = {key: version for key, version in stored if stored[key, version]}
    times = Counter(key for key, _version in stored.elements())
    held = select(SearchDocument.key, SearchDocument.version, SearchDocument.gone, SearchDocument.kind)
    with db.engine().connect() as connection:  # not the session, which may have begun before
        rows = {row.key: row for row in connection.execute(held)}
    found: dict[str, list[str]] = {each.name: [] for each in fields(Differences)}
    for key, row in rows.items():
        if row.version > reached:
            continue
        if row.gone or row.kind == REDIRECT:
            if key in versions:
                found["gone"].append(key)
        elif key not in versions:
            found["missing"].append(key)
        elif times[key] > 1:
            found["repeated"].append(key)
        elif versions[key] != row.version:
            found["outdated"].append(key)
    found["gone"] += versions.keys() - rows.keys()
    return Differences(**{name: tuple(sorted(keys)) for name, keys in found.items()})


def waiting(engine: Engine) -> int:
    """How many rows the index has yet to take in."""
    later = SearchDocument.version > (engine.reached() or 0)
    with db.engine().connect() as connection:
        return connection.scalar(select(func.count()).where(later)) or 0


def put_again(keys: Sequence[str]) -> None:
    """Let whoever follows take in anew what stands under `keys`, and forget what there is no row for."""
    for start in range(0, len(keys), BATCH):
        with transaction() as current:
            take_turn()
            some = keys[start : start + BATCH]
            rows = {row.key: row for row in current.scalars(select(SearchDocument).where(SearchDocument.key.in_(some)))}
            versions = count((current.scalar(select(func.max(SearchDocument.version))) or 0) + 1)
            for key in some:
                row = rows.get(key) or _nothing(key)
                row.version = next(versions)
                current.add(row)


def _nothing(key: str) -> SearchDocument:
    """A row that says that there is nothing under `key`."""
    blank = dict.fromkeys(("name", "title", "name_key", "title_key", "address", "headings", "text"), "")
    return SearchDocument(key=key, kind="page", namespace="", gone=True, changed_at=now(), **blank)


def settled(engine: Engine) -> bool:
    """See to it that the index holds all that there is now; whether it does. Who follows already is waited for."""
    with engine.following() as ours:
        if ours:
            catch_up(engine)
    left, until = waiting(engine), monotonic() + PATIENCE
    while left and monotonic() < until:
        sleep(POLL_SECONDS)
        if (now_left := waiting(engine)) < left:
            until = monotonic() + PATIENCE
        left = now_left
    return not left
