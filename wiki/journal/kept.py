"""Pages kept ready for their readers.

Most requests are for a page that has not changed. What it shows depends on the address, the reader's language and
role, and on what stands in the wiki; and everything in the wiki that a reader can see changes with a row in the
journal. So a kept page is good as long as the journal's head stands still: no rules of expiry, nothing to purge, and
several processes agree without talking to each other.

What is one person's own (the account menu) is not kept: a mark stands in its place, and is filled in for each reader.
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

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from wiki.accounts.models import Role
from wiki.accounts.permissions import role_of
from wiki.core.i18n import locale
from wiki.journal.record import head

MOST_BYTES = 32 * 1024 * 1024  # in each process
MARK = "<!--personal:{}-->"
PARTS = ("wide", "narrow")
TOKEN = "<!--token-->"  # noqa: S105 - the place of one
MOST_READERS = 1000


@dataclass(frozen=True)
class Page:
    """A page ready to be sent, made under a head of the journal. `zipped` only where nothing in it is personal."""

    under: int
    body: bytes
    zipped: bytes
    etag: str


@dataclass
class Shelf:
    """The pages one process keeps, the least recently asked for making room for new ones."""

    pages: OrderedDict[Any, Page] = field(default_factory=OrderedDict)
    own_parts: dict[Any, dict[str, str]] = field(default_factory=dict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def find(self, key: Any, under: int) -> Page | None:
        """The page for `key`, if nothing has happened since it was made."""
        with self.lock:
            found = self.pages.get(key)
            if found is None or found.under != under:
                return None
            self.pages.move_to_end(key)
            return found

    def put(self, key: Any, page: Page) -> None:
        """Keep `page`, and let go of the oldest ones when there are too many."""
        with self.lock:
            if (old := self.pages.pop(key, None)) is not None:
                self.size -= _weight(old)
            self.pages[key] = page
            self.size += _weight(page)
            while self.size > MOST_BYTES and self.pages:
                _, dropped = self.pages.popitem(last=False)
                self.size -= _weight(dropped)


def _weight(page: Page) -> int:
    return len(page.body) + len(page.zipped) + 500


def kept(minutes: int = 0) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Keep what a view answers. Only for views that show what stands in the wiki, the same to all of one role.

    `minutes` is for views that also say how long ago something was: they are made anew that often.
    """

    def keeping(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Any:
            is_known = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
            if is_known and "_flashes" in cookie:
                return view(*args, **kwargs)  # a message for this reader, this once
            role = role_of(current_user) if is_known else Role.READER
            turn = int(time() / 60 / minutes) if minutes else 0
            key = (request.host_url, request.full_path, locale(), role, is_known, turn)
            shelf: Shelf = current_app.extensions["wiki.kept"]
            under = head()
            found = shelf.find(key, under)
            if found is None:
                g.is_keeping = is_known
                made = make_response(view(*args, **kwargs))
                g.is_keeping = False
                if made.status_code != HTTPStatus.OK:
                    made.set_data(_filled(made.get_data()).get_data())
                    return made
                found = _packed(made.get_data(), under, is_known)
                shelf.put(key, found)
            return _filled(found.body) if is_known else _sent(found)

        return answer

    return keeping


def personal(part: str) -> Markup:
    """What one reader sees in the frame of every page, or the mark for it in a page that is to be kept."""
    if g.get("is_keeping", False):
        return Markup(MARK.format(part))  # noqa: S704 - one of PARTS
    return Markup(render_template("_personal.html", part=part))  # noqa: S704 - a template, escaped there


def _filled(body: bytes) -> Response:
    for part, html in _own_parts().items():
        body = body.replace(MARK.format(part).encode(), html.encode())
    return Response(body, headers={"Vary": "Accept-Language, Cookie"}, content_type="text/html; charset=utf-8")


def _own_parts() -> dict[str, str]:
    """The present reader's own parts. Those of a member change with name, role and language only, but for the token."""
    if not current_user.is_authenticated:
        return {part: personal(part) for part in PARTS}
    shelf: Shelf = current_app.extensions["wiki.kept"]
    key = (current_user.name, current_user.role, locale())
    parts = shelf.own_parts.get(key)
    if parts is None:
        parts = {part: str(personal(part)).replace(generate_csrf(), TOKEN) for part in PARTS}
        if len(shelf.own_parts) >= MOST_READERS:
            shelf.own_parts.clear()
        shelf.own_parts[key] = parts
    token = generate_csrf()
    return {part: html.replace(TOKEN, token) for part, html in parts.items()}


def _packed(body: bytes, under: int, is_personal: bool) -> Page:
    if is_personal:
        return Page(under, body, b"", "")
    return Page(under, body, gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest()[:20])


def _sent(page: Page) -> Response:
    """The page, or "not modified" to somebody who has it already."""
    headers = {
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
        "Cache-Control": "private, no-cache",
        "ETag": f'W/"{page.etag}"',
    }
    if request.if_none_match.contains_weak(page.etag):
        return Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(
            page.zipped, headers={**headers, "Content-Encoding": "gzip"}, content_type="text/html; charset=utf-8"
        )
    return Response(page.body, headers=headers, content_type="text/html; charset=utf-8")


def init_kept(app: Flask) -> None:
    """Give `app` its shelf, and its templates what is personal."""
    app.extensions["wiki.kept"] = Shelf()
    app.jinja_env.globals["personal"] = personal
