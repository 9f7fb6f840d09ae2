"""What every answer has in common: security headers, form tokens, and refusals turned into pages."""

import gzip
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, g, jsonify, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map
from werkzeug.utils import cached_property

from wiki.core.db import MAX_ID
from wiki.core.errors import N_, NotFound, Refusal, TooLarge, Unavailable
from wiki.core.i18n import LOCALES, sentence

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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


class WikiRequest(Request):
    """A request without NUL characters, which no text holds on purpose and PostgreSQL cannot store."""

    @cached_property
    def form(self) -> ImmutableMultiDict[str, str]:
        """What was sent in a form."""
        return _without_nul(super().form)

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What stands after the question mark of the address."""
        return _without_nul(super().args)


def _without_nul(sent: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((name, text.replace("\0", "")) for name, text in sent.items(multi=True))


def _refuse_nul() -> None:
    if "\0" in request.path:
        raise NotFound(N_("There is nothing at this address."))


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
    if request.routing_exception or request.method in {"GET", "HEAD", "OPTIONS"}:
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
    kept_text = "" if isinstance(refusal, TooLarge) else request.form.get("text", "")
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


def _speaking_from(base_url: str, app: "WSGIApplication") -> "WSGIApplication":
    """`app`, so that its full addresses begin with the wiki's public one, whatever host the request came to."""
    public = urlsplit(base_url)
    if public.hostname in {"127.0.0.1", "localhost", "::1"}:
        return app  # a wiki on one's own machine may be reached by any of its names

    def speaking(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ["HTTP_HOST"], environ["wsgi.url_scheme"] = public.netloc, public.scheme
        return app(environ, start_response)

    return speaking


def init_web(app: Flask) -> None:
    """Set up what all answers share."""
    settings = app.config["WIKI"]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    if settings.base_url:
        app.wsgi_app = _speaking_from(settings.base_url, app.wsgi_app)  # type: ignore[method-assign,assignment]
    app.url_map.converters["int"] = RowNumber
    csrf.init_app(app)
    app.request_class = WikiRequest
    app.before_request(_refuse_nul)
    app.before_request(_check_form)
    app.after_request(_finish)
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(DBAPIError, _refuse_without_database)
