"""What people search for, counted without counting people: no account, address, cookie or session is looked at.

    a query       counts once an hour, however often and by however many it is asked in that hour
    shown         where it has been counted three times or more
    not counted   what is long, or looks like somebody's number or address; what is narrowed; pages after the first

So nobody is followed, reloading and going back count nothing, and whoever asks the same thing again and again does not
bring it into sight within the hour. What is met is gathered in the memory of each process, and written by a thread that
lives only while something waits. A search never waits for that; what a process has gathered when it dies is lost.
"""

import logging
import re
import threading
from time import monotonic, sleep

from flask import Flask, current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from wiki.core.clock import local, now
from wiki.markup.contacts import ways_to_reach
from wiki.markup.personal import personal_numbers
from wiki.search.answering.notices import INDEX_AWAY
from wiki.search.answering.results import Results
from wiki.search.asking.operators import pieces
from wiki.search.documents import storable
from wiki.search.insight.models import LONGEST_COUNTED
from wiki.search.insight.store import LONGEST_VISIT_HOURS, Met, What, hours, write

log = logging.getLogger(__name__)

PAUSE = 20.0  # seconds that what is met waits, so that many are written at once
CLICKS_WAIT = 2 * PAUSE  # another process may have met the search, and has to have written it before
MOST_AN_HOUR = 1000  # different queries that a process counts; more in an hour than people ask come from a machine
_FIGURES = 6  # in one query: a case, an account, a person or a telephone, even one that is wrongly written
_FIGURE = re.compile(r"\d")


class Tally:
    """What one process has met and not yet written, and what it has met in the present hour."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hour = 0
        self._known: set[tuple[str, bool]] = set()  # (query, whether it is about a click), of that hour
        self._waiting: list[tuple[float, Met]] = []
        self._is_writing = False

    def meet(self, query: str, what: What) -> bool:
        """Take in that a query was met, unless it was before in this hour. Whether somebody has to write it down."""
        moment = now()
        hour, month = hours(moment), f"{local(moment):%Y-%m}"
        known = (query, what is What.CLICKED)
        with self._lock:
            if hour != self._hour:
                self._hour, self._known = hour, set()
            if known in self._known or len(self._known) >= 2 * MOST_AN_HOUR or len(self._waiting) >= 2 * MOST_AN_HOUR:
                return False
            self._known.add(known)
            self._waiting.append((monotonic(), Met(query, what, hour, month)))
            begins, self._is_writing = not self._is_writing, True
            return begins

    def take(self, clicks_wait: float = 0) -> list[Met] | None:
        """What is to be written, which is the caller's from now on; clicks when they are that many seconds old.

        None when nothing waits at all: then whoever writes need not come back.
        """
        latest = monotonic() - clicks_wait
        with self._lock:
            self._is_writing = bool(self._waiting)
            if not self._waiting:
                return None
            is_due = [met.what is not What.CLICKED or since <= latest for since, met in self._waiting]
            taken = [met for (_since, met), due in zip(self._waiting, is_due, strict=True) if due]
            self._waiting = [each for each, due in zip(self._waiting, is_due, strict=True) if not due]
            return taken


def count_search(query: str, found: Results | None, *, whole: bool = True) -> str:
    """Count that `query` was asked and answered with `found`, or, with None, by the page of that name itself.

    An answer that is not `whole`, but narrowed or a further page, belongs to a search that was counted before.
    Returns what `count_click` takes when somebody goes on to a hit; nothing for queries that are not counted.
    """
    said = countable(query)
    if not said or (found and INDEX_AWAY in found.notices):
        return ""
    if whole:
        _meet(said, What.EMPTY if found and not found.total else What.FOUND)
    if found is None:
        _meet(said, What.CLICKED)
    return str(_signer().dumps(said))


def count_click(token: str) -> None:
    """Count that somebody went on from a search, by the token that its page was given. Of others nothing is counted.

    The token holds the query and when it was asked, and is the same for all who ask it in that second.
    """
    try:
        query = _signer().loads(token, max_age=LONGEST_VISIT_HOURS * 3600)
    except BadData:
        return
    _meet(str(query), What.CLICKED)


def countable(query: str) -> str:
    """`query` as it is counted: in small letters, with single spaces. Nothing where it is not to be counted."""
    said = " ".join(storable(query).casefold().split())
    if len(said) > LONGEST_COUNTED or "@" in said or len(_FIGURE.findall(said)) >= _FIGURES:
        return ""
    is_about_somebody = personal_numbers(said) or ways_to_reach(said) or _names_an_author(said)
    return "" if is_about_somebody else said


def _names_an_author(query: str) -> bool:
    return any(piece.field == "author" for piece in pieces(query))


def write_down(app: Flask) -> None:
    """Write what the present process has met."""
    with app.app_context():
        write(_tally(app).take() or ())


def init_insight(app: Flask) -> None:
    """Give `app` its tally."""
    app.extensions["wiki.search_tally"] = Tally()


def _tally(app: Flask) -> Tally:
    found: Tally = app.extensions["wiki.search_tally"]
    return found


def _meet(query: str, what: What) -> None:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - for the thread
    if _tally(app).meet(query, what) and not app.testing:  # tests write by themselves
        threading.Thread(target=_go_on_writing, args=(app,), name="search-tally", daemon=True).start()


def _go_on_writing(app: Flask) -> None:
    """Write from time to time, until nothing waits. What cannot be written is not worth more than a line in the log."""
    while True:
        sleep(PAUSE)
        met = _tally(app).take(CLICKS_WAIT)
        if met is None:
            return
        try:
            with app.app_context():
                write(met)
        except Exception as error:  # noqa: BLE001 - whatever it is, searching goes on
            log.warning("%s searches are not counted: %s", len(met), error)


def _signer() -> URLSafeTimedSerializer:
    assert current_app.secret_key
    return URLSafeTimedSerializer(current_app.secret_key, salt="search that was asked")
