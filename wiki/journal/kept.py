"""Answers kept ready for readers who are not signed in.

Most requests are for a page that has not changed, from somebody without a cookie. Such an answer depends on the
address, the reader's language and what stands in the wiki, and everything in the wiki that a reader can see changes
with a row in the journal. So an answer is good as long as the journal's head stands still: no rules of expiry, nothing
to purge, and several processes agree without talking to each other.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from threading import Lock
from time import time
from typing import Any

from flask import Response, current_app, make_response, request

from wiki.core.i18n import locale
from wiki.journal.record import head

MOST_BYTES = 32 * 1024 * 1024  # in each process


@dataclass(frozen=True)
class Answer:
    """A page as it was sent, and the head of the journal it was made under."""

    under: int
    body: bytes
    zipped: bytes
    etag: str
    content_type: str


@dataclass
class Shelf:
    """The answers of one process, the least recently asked for making room for new ones."""

    answers: OrderedDict[Any, Answer] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def find(self, key: Any, under: int) -> Answer | None:
        """The answer for `key`, if nothing has happened since it was made."""
        with self.lock:
            found = self.answers.get(key)
            if found is None or found.under != under:
                return None
            self.answers.move_to_end(key)
            return found

    def put(self, key: Any, answer: Answer) -> None:
        """Keep `answer`, and let go of the oldest ones when there are too many."""
        with self.lock:
            if (old := self.answers.pop(key, None)) is not None:
                self.size -= _weight(old)
            self.answers[key] = answer
            self.size += _weight(answer)
            while self.size > MOST_BYTES and self.answers:
                _, dropped = self.answers.popitem(last=False)
                self.size -= _weight(dropped)


def _weight(answer: Answer) -> int:
    return len(answer.body) + len(answer.zipped) + 500


def kept(minutes: int = 0) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Keep what a view answers visitors without a cookie. Only for views that show what stands in the wiki.

    `minutes` is for views that also say how long ago something was: they are made anew that often.
    """

    def keeping(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Any:
            if current_app.config["SESSION_COOKIE_NAME"] in request.cookies or current_app.config["WIKI"].members_only:
                return view(*args, **kwargs)
            shelf: Shelf = current_app.extensions.setdefault("wiki.kept", Shelf())
            turn = int(time() / 60 / minutes) if minutes else 0
            key = (request.scheme, request.host, request.full_path, locale(), turn)
            under = head()
            found = shelf.find(key, under)
            if found is None:
                made = make_response(view(*args, **kwargs))
                if made.status_code != HTTPStatus.OK or "Set-Cookie" in made.headers:
                    return made
                found = _packed(made, under)
                shelf.put(key, found)
            return _sent(found)

        return answer

    return keeping


def _packed(made: Response, under: int) -> Answer:
    body = made.get_data()
    etag = hashlib.sha256(body).hexdigest()[:20]
    return Answer(under, body, gzip.compress(body, 6, mtime=0), etag, made.content_type or "text/html")


def _sent(answer: Answer) -> Response:
    """The answer, or "not modified" to somebody who has it already."""
    headers = {"Vary": "Accept-Encoding, Accept-Language, Cookie", "Cache-Control": "private, no-cache"}
    if request.if_none_match.contains_weak(answer.etag):
        response = Response(status=304, headers=headers)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = Response(answer.zipped, headers=headers | {"Content-Encoding": "gzip"}, content_type=answer.content_type)
    else:
        response = Response(answer.body, headers=headers, content_type=answer.content_type)
    response.headers["ETag"] = f'W/"{answer.etag}"'
    return response
