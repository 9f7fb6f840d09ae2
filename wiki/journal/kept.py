"""Pages kept ready for their readers.

Most requests are for a page that has not changed. What it shows depends on the address, the reader's language and
role, and on what stands in the wiki; and everything in the wiki that a reader can see changes with a row in the
journal. So a kept page is good as long as the journal's head stands still: no rules of expiry, nothing to purge, and
several processes agree without talking to each other.

For visitors without a cookie the whole answer is kept. For those with one the page is kept by role, and by
municipality where that changes what is offered; what is one person's own (the account menu, the tokens of forms,
whether they watch the page) is not: a mark stands in its place, and is filled in for each reader. Both are given before
the application is asked, where that is possible (`keeper.py`).
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from http import HTTPStatus
from time import time
from typing import Any

from flask import Flask, current_app, g, make_response, render_template, request
from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from wiki.accounts.belonging import speaks_later
from wiki.accounts.destination import here
from wiki.accounts.permissions import needed
from wiki.accounts.sessions import Reader, cookie_numbers, glance_at_reader
from wiki.core.db import Look, glance
from wiki.core.i18n import choose_locale, locale
from wiki.journal.keeper import HTML, KEEP, VARY, Keeper, drawn_key, filled, place_of, takes_gzip
from wiki.journal.pieces import TOKEN, Cut, Piece, Place, cut, joined, mark, zipped
from wiki.journal.record import head
from wiki.journal.shelf import CutPage, Known, Part, Shelf

PARTS = ("wide", "narrow")  # the account menu, beside the main menu and in the folded one of a phone
PLAIN_COOKIE = {"_user_id", "_fresh", "_permanent", "day", "locale", "csrf_token"}
LONGEST_COOKIE = 1000  # of all that a browser sends; what is longer has not been set by us alone


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
            glanced = glance_at_reader()
            if glanced:
                choose_locale(glanced.locale)
            reader = glanced or _reader()
            town = _town(glanced) if by_municipality and reader and reader.role else None
            key = (*place_of(request.environ), locale(), reader.role if reader else 0, town)
            under = head()
            found = _shelf().find(key, under)
            if not isinstance(found, CutPage):
                made = _made_to_keep(view, *args, **kwargs)
                if made.status_code != HTTPStatus.OK:
                    made.set_data(joined(_filled(cut(made.get_data()), reader)))
                    return made
                pieces = cut(_without_token(made.get_data()))
                found = CutPage(under, min(filter(None, until), default=0), pieces, _here())
                _shelf().pages.put(key, found)
            return _answer(found.pieces, reader, is_plain=glanced is not None)

        return answer

    return keeping


def no_longer_than(moment: datetime) -> None:
    """Let the page that is being made be kept until `moment` at most: what it says is true no longer."""
    if "keep_until" in g:
        g.keep_until.append(moment.timestamp())


def _reader() -> Reader | None:
    """Who is signed in, after a closer look."""
    user = current_user
    return Reader(user.id, user.name, user.role, user.locale, user.municipality_code) if user.is_authenticated else None


def _town(glanced: Reader | None) -> tuple[str | None, datetime | None]:
    """The municipality of whoever reads, and from when they may speak for it, where that is still to come."""
    if glanced:
        return glanced.municipality_code, None
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
        return Markup(mark(part, about))  # noqa: S704 - one of ours; names have no < and >
    return Markup(joined(_filled((Place(part, about),), _reader())).decode())  # noqa: S704 - a template, escaped there


def fills(app: Flask, name: str, part: Part) -> None:
    """Let `part` be the personal part called `name` (in small letters)."""
    app.extensions["wiki.kept"].parts[name] = part


def _shelf() -> Shelf:
    found: Shelf = current_app.extensions["wiki.kept"]
    return found


def _here() -> str:
    return str(escape(here()))


def _without_token(body: bytes) -> bytes:
    """`body` with a mark in the place of the token of whoever it was made for, where a form in it has one."""
    token = g.get("csrf_token")
    return body.replace(token.encode(), mark(TOKEN).encode()) if token else body


def _filled(pieces: Cut, reader: Reader | None) -> list[Piece]:
    found = filled(pieces, partial(_drawn, reader), generate_csrf, _here())
    assert found is not None
    return found


def _drawn(reader: Reader | None, place: Place) -> Cut:
    """A part as the present reader sees it; one that has been drawn before is not drawn again."""
    shelf = _shelf()
    if reader is None:
        return cut(_menu(place.part, "", ("", 0)).encode()) if place.part in PARTS else ()
    key = drawn_key(shelf, place, locale(), reader, glance)
    found = shelf.drawn.get(key)
    if found is None:
        found = cut(shelf.parts[place.part].draws(place.about, key[-1]).encode())
        shelf.drawn.put(key, found)
    return found


def _answer(pieces: Cut, reader: Reader | None, *, is_plain: bool) -> Response:
    own = _filled(pieces, reader)
    if is_plain:
        _remember_cookie()
    response = Response(headers={"Vary": VARY}, content_type=HTML)
    if takes_gzip(request.environ):
        response.set_data(zipped(own))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    else:
        response.set_data(joined(own))
    return response


def _remember_cookie() -> None:
    """Let `Keeper` know that the cookie that came is genuine, and what it says, unless there is more to it."""
    sent = request.headers.get("Cookie", "")
    numbers = cookie_numbers()
    if cookie.modified or not numbers or set(cookie) - PLAIN_COOKIE or len(sent) > LONGEST_COOKIE:
        return
    if "csrf_token" in cookie:
        _shelf().cookies.put(sent, Known(*numbers, cookie["day"], cookie.get("locale"), generate_csrf()))


def _name_and_role(_look: Look, reader: Reader, _about: str) -> tuple[str, int]:
    return reader.name, reader.role


def _menu(part: str, _about: str, whose: tuple[str, int]) -> str:
    name, role = whose
    return render_template(
        "_personal.html", part=part, name=name, can=lambda action: role >= needed(action), token=mark(TOKEN)
    )


def init_kept(app: Flask) -> None:
    """Give `app` its shelf and its keeper, and its templates what is personal. A wiki for members keeps by role."""
    shelf = app.extensions["wiki.kept"] = Shelf()
    app.jinja_env.globals["personal"] = personal
    for part in PARTS:
        fills(app, part, Part(_name_and_role, partial(_menu, part)))
    engine, name = app.extensions["wiki.engine"], app.config["SESSION_COOKIE_NAME"]
    app.wsgi_app = Keeper(app.wsgi_app, engine, shelf, app.config["WIKI"], name)  # type: ignore[method-assign]
