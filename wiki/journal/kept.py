"""Pages kept ready for their readers.

Most requests are for a page that has not changed. What it shows depends on the address, the reader's language and
role, and on what stands in the wiki; and everything in the wiki that a reader can see changes with a row in the
journal. So a kept page is good as long as the journal's head stands still: no rules of expiry, nothing to purge, and
several processes agree without talking to each other.

For visitors without a cookie the whole answer is kept, and given before the application is asked (`Keeper`). For
those with one the page is kept by role, and by municipality where that changes what is offered; what is one person's
own (the account menu, the tokens of forms, whether they watch the page) is not: a mark stands in its place, and is
filled in for each reader.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from threading import Lock
from time import time
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g, make_response, render_template, request
from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from wiki.accounts.belonging import speaks_later
from wiki.accounts.destination import here
from wiki.accounts.permissions import role_of
from wiki.accounts.sessions import Reader, glance_at_reader
from wiki.core.i18n import choose_locale, locale, wanted_locale
from wiki.journal.record import head

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32 * 1024 * 1024  # in each process
KEEP = "wiki.keep"  # in a request's environ: a list; an answer that may be kept puts there until when, or 0
MARK = "<!--personal:{}-->"
MARKED = re.compile(rb"<!--personal:([a-z]+)(?: (.*?))?-->")
PARTS = ("wide", "narrow")
TOKEN = "<!--token-->"  # noqa: S105 - the place of one
HERE = "<!--here-->"  # the place of the present address, escaped
MOST_READERS = 1000
HTML = "text/html; charset=utf-8"


Filler = Callable[[int | None, str], str]
"""Gives a personal part, for whoever has that number (None: nobody is signed in), about what the mark says besides.

It is asked for each reader of a kept page, so it asks one small question at most. For a token, and for the address of
the page, it writes TOKEN and HERE.
"""


@dataclass(frozen=True)
class Page:
    """A page ready to be sent. It was made under a head of the journal; `until` is when it is too old anyway."""

    under: int
    until: float
    body: bytes
    zipped: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""


@dataclass
class Shelf:
    """The pages one process keeps, the least recently asked for making room for new ones."""

    pages: OrderedDict[Any, Page] = field(default_factory=OrderedDict)
    own_parts: dict[Any, dict[str, str]] = field(default_factory=dict)
    fillers: dict[str, Filler] = field(default_factory=dict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def find(self, key: Any, under: int) -> Page | None:
        """The page for `key`, if nothing has happened since it was made."""
        with self.lock:
            found = self.pages.get(key)
            if found is None or found.under != under or 0 < found.until < time():
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
    return len(page.body) + len(page.zipped) + 1000


class Keeper:
    """In front of the application: answers visitors without a cookie with what is kept, and keeps what may be kept."""

    def __init__(self, app: "WSGIApplication", engine: Engine, shelf: Shelf, cookie_name: str) -> None:
        self._app = app
        self._engine = engine
        self._shelf = shelf
        self._cookie = f"{cookie_name}="

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or self._cookie in environ.get("HTTP_COOKIE", ""):
            return self._app(environ, start_response)
        place = (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST"),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING"),
        )
        key = (*place, wanted_locale(environ.get("HTTP_ACCEPT_LANGUAGE", "")))
        try:
            under = head(self._engine)  # before the page is made: it may be newer than this, never older
        except DBAPIError:
            return self._app(environ, start_response)  # which says what is the matter
        found = self._shelf.find(key, under)
        if found is not None:
            return _sent(found, environ)(environ, start_response)
        until: list[float] = []
        environ[KEEP] = until
        made = Response.from_app(self._app, environ, buffered=True)
        if not until or made.status_code != HTTPStatus.OK or "Set-Cookie" in made.headers:
            return made(environ, start_response)
        page = _packed(made, under, min(filter(None, until), default=0))
        self._shelf.put(key, page)
        return _sent(page, environ)(environ, start_response)


def _packed(made: Response, under: int, until: float) -> Page:
    body = made.get_data()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    made.vary.update(["Accept-Encoding", "Accept-Language", "Cookie"])
    made.headers["ETag"] = etag
    del made.headers["Content-Length"]
    return Page(under, until, body, gzip.compress(body, 6, mtime=0), tuple(made.headers), etag)


def _sent(page: Page, environ: "WSGIEnvironment") -> Response:
    """The page, or "not modified" to somebody who has it already."""
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Response(
            status=HTTPStatus.NOT_MODIFIED, headers=[each for each in page.headers if each[0] != "Content-Type"]
        )
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        return Response(page.zipped, headers=[*page.headers, ("Content-Encoding", "gzip")])
    return Response(page.body, headers=list(page.headers))


def kept(minutes: int = 0, *, by_municipality: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Keep what a view answers. Only for views that show what stands in the wiki, the same to all of one role.

    `minutes` is for views that also say how long ago something was: they are made anew that often.
    With `by_municipality`, those of one role and one municipality see the same, and others something else.
    """

    def keeping(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Any:
            g.keep_until = until = request.environ.get(KEEP, [])  # by what stands in it `Keeper` keeps it
            until.append(time() + minutes * 60 if minutes else 0)
            if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
                return view(*args, **kwargs)
            if "_flashes" in cookie:
                return view(*args, **kwargs)  # a message for this reader, this once
            shelf = _shelf()
            reader = glance_at_reader()
            language = choose_locale(reader.locale) if reader else locale()
            role = reader.role if reader else int(role_of(current_user))
            town = _town(reader) if by_municipality and role else None
            key = (request.host, request.scheme, request.full_path, language, role, town)
            under = head()
            found = shelf.find(key, under)
            if found is None:
                made = _made_to_keep(view, *args, **kwargs)
                if made.status_code != HTTPStatus.OK:
                    made.set_data(_filled(made.get_data(), reader))
                    return made
                found = Page(under, min(filter(None, until), default=0), _without_token(made.get_data()))
                shelf.put(key, found)
            return Response(_filled(found.body, reader), content_type=HTML, headers={"Vary": "Accept-Language, Cookie"})

        return answer

    return keeping


def no_longer_than(moment: datetime) -> None:
    """Let the page that is being made be kept until `moment` at most: what it says is true no longer."""
    if "keep_until" in g:
        g.keep_until.append(moment.timestamp())


def _town(reader: Reader | None) -> tuple[str | None, datetime | None]:
    """The municipality of whoever reads, and from when they may speak for it, where that is still to come."""
    if reader:
        return reader.municipality_code, None
    return current_user.municipality_code, speaks_later(current_user)


def _made_to_keep(view: Callable[..., Any], *args: Any, **kwargs: Any) -> Response:
    """What the view answers, with marks for what is personal; a refusal is shown in the ordinary way."""
    g.is_keeping = True
    try:
        return make_response(view(*args, **kwargs))
    finally:
        g.is_keeping = False


def personal(part: str, about: str = "") -> Markup:
    """What one reader sees in a page that many do, or the mark for it in a page that is to be kept.

    `about` says what the part is about, where a page has several.
    """
    if g.get("is_keeping", False):
        return Markup(MARK.format(f"{part} {about}".strip()))  # noqa: S704 - one of ours; names have no < and >
    if part in PARTS:
        return Markup(render_template("_personal.html", part=part))  # noqa: S704 - a template, escaped there
    number = current_user.id if current_user.is_authenticated else None
    return Markup(_finished(_shelf().fillers[part](number, about)))  # noqa: S704 - a template, escaped there


def fills(app: Flask, part: str, filler: Filler) -> None:
    """Let `filler` give the personal part called `part` (in small letters)."""
    app.extensions["wiki.kept"].fillers[part] = filler


def _shelf() -> Shelf:
    found: Shelf = current_app.extensions["wiki.kept"]
    return found


def _finished(html: str) -> str:
    """`html` with the present token and address."""
    if TOKEN in html:
        html = html.replace(TOKEN, generate_csrf())
    return html.replace(HERE, str(escape(here()))) if HERE in html else html


def _without_token(body: bytes) -> bytes:
    """`body` with a mark in the place of the token of whoever it was made for, where a form in it has one."""
    token = g.get("csrf_token")
    return body.replace(token.encode(), TOKEN.encode()) if token else body


def _filled(body: bytes, reader: Reader | None) -> bytes:
    parts = _own_parts(reader)
    number = reader.id if reader else current_user.id if current_user.is_authenticated else None

    def fill(mark: re.Match[bytes]) -> bytes:
        part = mark[1].decode()
        html = parts[part] if part in parts else _shelf().fillers[part](number, (mark[2] or b"").decode())
        return _finished(html).encode()

    body = MARKED.sub(fill, body)
    return body.replace(TOKEN.encode(), generate_csrf().encode()) if TOKEN.encode() in body else body


def _own_parts(reader: Reader | None) -> dict[str, str]:
    """The present reader's own parts. Those of a member change with name, role and language only, but for the token."""
    if reader is None:
        return {part: personal(part) for part in PARTS}
    shelf = _shelf()
    key = (reader.name, reader.role, locale())
    parts = shelf.own_parts.get(key)
    if parts is None:
        parts = {part: str(personal(part)).replace(generate_csrf(), TOKEN) for part in PARTS}
        if len(shelf.own_parts) >= MOST_READERS:
            shelf.own_parts.clear()
        shelf.own_parts[key] = parts
    return parts


def init_kept(app: Flask) -> None:
    """Give `app` its shelf and its keeper, and its templates what is personal. A wiki for members keeps by role."""
    shelf = app.extensions["wiki.kept"] = Shelf()
    app.jinja_env.globals["personal"] = personal
    if not app.config["WIKI"].members_only:
        name = app.config["SESSION_COOKIE_NAME"]
        app.wsgi_app = Keeper(app.wsgi_app, app.extensions["wiki.engine"], shelf, name)  # type: ignore[method-assign]
