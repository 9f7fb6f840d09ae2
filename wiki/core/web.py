"""What every answer has in common: security headers, form tokens, and refusals turned into pages."""

import gzip
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, g, jsonify, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

from wiki.core.db import MAX_ID
from wiki.core.errors import N_, NotFound, Refusal, TooLarge, Unavailable
from wiki.core.i18n import LOCALES, gettext, sentence

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

OF_PAGES = {"Cache-Control": "private, no-cache"}

WORTH = frozenset({"text/html", "application/atom+xml"})
WORTH_COMPRESSING = 1400  # bytes: what one packet carries anyway

THROWN_AWAY = 64_000_000  # bytes: what may come above the limit and still be read to its end
FILE_TOO_LARGE = N_("The file is too large: at most %(limit)s MB. Make it smaller, or divide it.")

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


def sent_json() -> Any:
    """What was sent as JSON; None where it is none, or so deep that it is nobody's question."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


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


def proves_itself(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose address holds a signature that says who may do what, so that its form needs no token."""
    view.proves_itself = True  # type: ignore[attr-defined]
    return view


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose form may hold a file as large as the settings allow."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def keeps_words(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that shows the form again, with all that was written, when the file in it is too large.

    Such a view must call `refuse_large_file()` before it takes the file, which is not there.
    """
    view.keeps_words = True  # type: ignore[attr-defined]
    return view


def refuse_large_file() -> None:
    """Raise TooLarge where a file came that was too large to be taken in (see `keeps_words`)."""
    if g.get("file_is_too_large", False):
        raise TooLarge(FILE_TOO_LARGE, limit=current_app.config["WIKI"].max_file_megabytes)


def _limit_size() -> None:
    """Refuse what is too large before anybody reads it; what is moderately so is taken in and thrown away.

    A browser that is cut off while it sends shows an error of its own, and never our answer.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    megabytes = current_app.config["WIKI"].max_file_megabytes
    takes = getattr(view, "takes_files", False)
    if takes:
        request.max_content_length = (megabytes + 1) * 1_000_000  # one for the words beside it
    sent, most = request.content_length or 0, request.max_content_length or 0
    if sent <= most:
        return
    if getattr(view, "keeps_words", False) and sent <= most + THROWN_AWAY:
        _read_words(sent)
        return
    left = sent if sent <= most + THROWN_AWAY else 0
    while left > 0 and (part := request.environ["wsgi.input"].read(min(left, 1 << 16))):
        left -= len(part)
    if takes:
        raise TooLarge(FILE_TOO_LARGE, limit=megabytes)
    raise TooLarge


class _Nowhere(BytesIO):
    """Where the bytes of a file go that nobody is to have."""

    def write(self, data: Any) -> int:
        return len(data)


def _read_words(size: int) -> None:
    """Read the form without its file, whose bytes are thrown away as they come."""
    parser = FormDataParser(
        stream_factory=lambda *_about, **_it: _Nowhere(),
        max_form_memory_size=current_app.config["MAX_FORM_MEMORY_SIZE"],
    )
    stream = LimitedStream(request.environ["wsgi.input"], size)
    words: MultiDict[str, str] = MultiDict()
    with suppress(RequestEntityTooLarge):  # it is no form, or has more words than anybody writes
        _rest, words, _files = parser.parse(cast("IO[bytes]", stream), request.mimetype, size, request.mimetype_params)
    stream.exhaust()  # what was not read, for the browser to hear the answer
    request.__dict__["form"] = _without_nul(words)  # as if it had been read in the ordinary way
    request.__dict__["files"] = ImmutableMultiDict()
    g.file_is_too_large = True


def form_is_stale() -> bool:
    """Whether the form that was sent cannot be trusted (see `keeps_text`)."""
    return bool(g.get("form_is_stale", False))


def _check_form() -> None:
    if request.routing_exception or request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "proves_itself", False):
        return
    try:
        csrf.protect()
    except CSRFError as error:
        if not getattr(view, "keeps_text", False):
            raise StaleForm from error
        g.form_is_stale = True


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    unless_said = {"Cache-Control": "no-store"} if response.status_code >= 400 else OF_PAGES
    for name, value in unless_said.items():
        response.headers.setdefault(name, value)
    _compress(response)
    return response


def _compress(response: Response) -> None:
    """Send pages compressed to those who can read it, where nothing has compressed them already."""
    if response.mimetype not in WORTH or "Content-Encoding" in response.headers or response.is_streamed:
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
    wants_json = request.accept_mimetypes.best == "application/json" or request.args.get("format") == "json"
    if wants_json or request.path.startswith("/api/"):
        return jsonify(error=text), refusal.status
    kept_text = "" if isinstance(refusal, TooLarge) else request.form.get("text", "")
    advice = gettext(refusal.advice) if refusal.advice else ""
    page = render_template("errors/refusal.html", text=text, status=refusal.status, advice=advice, kept_text=kept_text)
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
    app.before_request(_limit_size)
    app.before_request(_check_form)
    app.after_request(_finish)
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(DBAPIError, _refuse_without_database)
