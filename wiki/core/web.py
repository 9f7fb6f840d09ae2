"""What every answer has in common: security headers, form tokens, and refusals turned into pages."""

import gzip
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from wiki.core.db import MAX_ID
from wiki.core.errors import N_, NotFound, Refusal, TooLarge, Unavailable
from wiki.core.i18n import LOCALES, sentence

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

WORTH_COMPRESSING = 1400  # bytes: what one packet carries anyway

csrf = CSRFProtect()


class RowNumber(IntegerConverter):
    """A number in an address: of a row, so no larger than the database can hold."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, *args, **{"max": MAX_ID, **kwargs})


class StaleForm(Refusal):
    """The form's token is missing or too old."""

    status = 400
    msgid = N_("The form had been open too long. Go back, reload the page and try again.")


def keeps_text(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that shows the form again, with all that was written, when the form's token is too old.

    Such a view must ask `form_is_stale()` before it writes anything.
    """
    view.keeps_text = True  # type: ignore[attr-defined]
    return view


def form_is_stale() -> bool:
    """Whether the form that was sent cannot be trusted (see `keeps_text`)."""
    return bool(g.get("form_is_stale", False))


def _check_form() -> None:
    if request.method in {"GET", "HEAD", "OPTIONS"} or not current_app.config["WTF_CSRF_ENABLED"]:
        return
    try:
        csrf.protect()
    except CSRFError as error:
        view = current_app.view_functions.get(request.endpoint or "")
        if not getattr(view, "keeps_text", False):
            raise StaleForm from error
        g.form_is_stale = True


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else "private, no-cache")
    _compress(response)
    return response


def _compress(response: Response) -> None:
    """Send pages compressed to those who can read it, where nothing has compressed them already."""
    if response.mimetype != "text/html" or "Content-Encoding" in response.headers or response.is_streamed:
        return
    if request.environ.get("wiki.keep"):
        return  # whoever keeps it compresses it once for all
    if "gzip" not in request.headers.get("Accept-Encoding", "") or len(response.get_data()) < WORTH_COMPRESSING:
        return
    response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")


def refuse(refusal: Refusal) -> tuple[Any, int]:
    """A refusal as a page (or as JSON for those who ask for JSON), with its status."""
    text = sentence(refusal)
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        return jsonify(error=text), refusal.status
    kept_text = request.form.get("text", "") if refusal.status == Unavailable.status else ""
    page = render_template("errors/refusal.html", text=text, status=refusal.status, kept_text=kept_text)
    return page, refusal.status


def _refuse_without_database(error: DBAPIError) -> tuple[Any, int]:
    """The database does not answer: say so, without asking it for anything more."""
    if isinstance(error, (IntegrityError, ProgrammingError, DataError)):
        raise error  # it did answer, and the fault is ours
    current_app.logger.error("the database cannot be used: %s", error)
    g.wiki_locale = request.accept_languages.best_match(LOCALES) or current_app.config["WIKI"].default_locale
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login keeps whom it has found
    return refuse(Unavailable())


def _refuse_http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, RequestEntityTooLarge):
        return refuse(TooLarge())
    if error.code == 404:
        return refuse(NotFound(N_("There is nothing at this address.")))
    refusal = Refusal(N_("Something went wrong here.")) if error.code >= 500 else Refusal()
    refusal.status = error.code
    return refuse(refusal)


def init_web(app: Flask) -> None:
    """Set up what all answers share."""
    settings = app.config["WIKI"]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.url_map.converters["int"] = RowNumber
    csrf.init_app(app)
    app.before_request(_check_form)
    app.after_request(_finish)
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(DBAPIError, _refuse_without_database)
