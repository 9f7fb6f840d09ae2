"""In front of the application: whoever asks for a page that has not changed gets it without the application.

Visitors without a cookie get a whole answer. Members get the page of their role with what is their own put in, after
a few small questions: whether their cookie still holds, who they are now, what the journal's head is, and what each of
their own parts depends on. Whatever is not known here already, the application is asked, and it makes it known.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from wiki.accounts.sessions import Reader, reader_by, today
from wiki.core.db import Look, looking
from wiki.core.i18n import locale_of, wanted_locale
from wiki.core.settings import Settings
from wiki.core.web import HEADERS, OF_PAGES
from wiki.journal.pieces import HERE, TOKEN, Cut, Piece, Place, joined, uncompressed, zipped
from wiki.journal.record import head
from wiki.journal.shelf import CutPage, Known, Shelf, WholePage

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEEP = "wiki.keep"  # in a request's environ: a list; an answer that may be kept puts there until when, or 0
HTML = "text/html; charset=utf-8"
VARY = "Accept-Language, Cookie"
OWN_HEADERS = [("Content-Type", HTML), *HEADERS.items(), *OF_PAGES.items()]


def place_of(environ: "WSGIEnvironment") -> tuple[str, ...]:
    """The address that was asked for."""
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
    )


class Keeper:
    """Answers with what is kept on `shelf`; keeps what may be kept of the answers to visitors without a cookie."""

    def __init__(
        self, app: "WSGIApplication", engine: Engine, shelf: Shelf, settings: Settings, cookie_name: str
    ) -> None:
        self._app = app
        self._engine = engine
        self._shelf = shelf
        self._default_locale = settings.default_locale
        self._members_only = settings.members_only
        self._cookie = f"{cookie_name}="

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._app(environ, start_response)
        cookies = environ.get("HTTP_COOKIE", "")
        try:
            if self._cookie not in cookies:
                return self._to_visitor(environ)(environ, start_response)
            known = self._shelf.cookies.get(cookies)
            if known is not None and known.day == today() and (own := self._to_member(known, environ)):
                return _sent_own(own, environ, start_response)
        except DBAPIError:
            pass  # the application says what is the matter
        return self._app(environ, start_response)

    def _to_visitor(self, environ: "WSGIEnvironment") -> "WSGIApplication":
        if self._members_only:
            return self._app
        key = (*place_of(environ), wanted_locale(environ.get("HTTP_ACCEPT_LANGUAGE", "")))
        with looking(self._engine) as look:
            under = head(look)  # before the page is made: it may be newer than this, never older
        found = self._shelf.find(key, under)
        if isinstance(found, WholePage):
            return _sent(found, environ)
        until: list[float] = []
        environ[KEEP] = until
        made = Response.from_app(self._app, environ, buffered=True)
        if not until or made.status_code != HTTPStatus.OK or "Set-Cookie" in made.headers:
            return made
        page = _packed(made, under, min(filter(None, until), default=0))
        self._shelf.pages.put(key, page)
        return _sent(page, environ)

    def _to_member(self, known: Known, environ: "WSGIEnvironment") -> list[Piece] | None:
        """The page for whoever has that cookie; None where something of it is not at hand."""
        with looking(self._engine) as look:
            reader = reader_by(known.number, known.generation, look)
            if reader is None:
                return None
            accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
            language = locale_of(known.locale, reader.locale, accepted, self._default_locale)
            page = self._find(place_of(environ), language, reader, head(look))
            if page is None:
                return None

            def find(place: Place) -> Cut | None:
                return self._shelf.drawn.get(drawn_key(self._shelf, place, language, reader, look))

            return filled(page.pieces, find, lambda: known.token, page.here)

    def _find(self, place: tuple[str, ...], language: str, reader: Reader, under: int) -> CutPage | None:
        """The page that `kept` has put there, by the municipality of the reader or without."""
        for town in ((reader.municipality_code, None), None):
            found = self._shelf.find((*place, language, reader.role, town), under)
            if isinstance(found, CutPage):
                return found
        return None


def drawn_key(shelf: Shelf, place: Place, language: str, reader: Reader, look: Look) -> tuple[Any, ...]:
    """Under which key a part is found that has been drawn: for a language, and all else that it depends on."""
    return (*place, language, shelf.parts[place.part].asks(look, reader, place.about))


def filled(pieces: Cut, find: Callable[[Place], Cut | None], token: Callable[[], str], here: str) -> list[Piece] | None:
    """The page with the reader's own parts; None where `find` does not know one."""
    own: dict[str, Callable[[], str]] = {TOKEN: token, HERE: lambda: here}
    return _all(_filled(pieces, find, own))


def _all(pieces: Iterator[Piece | None]) -> list[Piece] | None:
    found = []
    for piece in pieces:
        if piece is None:
            return None
        found.append(piece)
    return found


def _filled(
    pieces: Cut, find: Callable[[Place], Cut | None], own: dict[str, Callable[[], str]]
) -> Iterator[Piece | None]:
    for piece in pieces:
        if isinstance(piece, Piece):
            yield piece
        elif piece.part in own:
            yield uncompressed(own[piece.part]())
        elif (part := find(piece)) is None:
            yield None
        else:
            yield from _filled(part, find, own)


def takes_gzip(environ: "WSGIEnvironment") -> bool:
    """Whether whoever asks can read what is compressed."""
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


def _sent_own(pieces: list[Piece], environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    if takes_gzip(environ):
        body = zipped(pieces)
        varying = [("Content-Encoding", "gzip"), ("Vary", f"{VARY}, Accept-Encoding")]
    else:
        body = joined(pieces)
        varying = [("Vary", VARY)]
    start_response("200 OK", [*OWN_HEADERS, *varying, ("Content-Length", str(len(body)))])
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _packed(made: Response, under: int, until: float) -> WholePage:
    body = made.get_data()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    made.vary.update(["Accept-Encoding", "Accept-Language", "Cookie"])
    made.headers["ETag"] = etag
    del made.headers["Content-Length"]
    return WholePage(under, until, body, gzip.compress(body, 6, mtime=0), tuple(made.headers), etag)


def _sent(page: WholePage, environ: "WSGIEnvironment") -> Response:
    """The page, or "not modified" to somebody who has it already."""
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Response(
            status=HTTPStatus.NOT_MODIFIED, headers=[each for each in page.headers if each[0] != "Content-Type"]
        )
    if takes_gzip(environ):
        return Response(page.zipped, headers=[*page.headers, ("Content-Encoding", "gzip")])
    return Response(page.body, headers=list(page.headers))
