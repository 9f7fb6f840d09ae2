"""Serving stored files and pictures, so that nothing in them can run in the name of the wiki.

What people put in comes from the wiki's own address. Therefore every answer here says of itself that it is what it is
(`nosniff`), that it may fetch nothing and run nothing (a policy with `sandbox`), and, unless it is a picture, that it
is to be saved rather than shown.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

from flask import Blueprint, Flask, current_app, g, redirect, request, send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from wiki.accounts.models import Role
from wiki.accounts.permissions import can, needed, require
from wiki.core.errors import N_, NotFound
from wiki.files.addresses import THUMBNAILS, file_url
from wiki.files.hidden_versions import require_content
from wiki.files.models import FileVersion
from wiki.files.queries import Picture, pictures, version_with
from wiki.files.storage import storage
from wiki.files.thumbnails import thumbnail
from wiki.markup import Namespace, PageName, parse_name

STILL = "default-src 'none'; sandbox"
# Drawings have styles and pictures inside them, and browsers style the page that they show a picture on.
DRAWS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
YEAR = 365 * 24 * 60 * 60
HOUR = 60 * 60
SMALL = 1_000_000  # bytes
LEAST = 12  # digits of a checksum: enough to tell the versions of a file apart

blueprint = Blueprint("files", __name__)


@blueprint.get("/file/<title>")
def current(title: str) -> Any:
    """The way to the current version of a file."""
    _require_reading()
    name = _named(title)
    found = pictures([name.title]).get(name.title) or _called_otherwise(name.title)
    if found is None:
        raise _missing(name)
    return redirect(file_url(found.title, found.checksum))


@blueprint.get("/file/<checksum>/<title>")
def version(checksum: str, title: str) -> Any:
    """One version of a file, for ever the same."""
    _require_reading()
    found = _version(checksum, title)
    answered = request.method == "HEAD" or found.checksum in request.if_none_match  # without the bytes
    file = BytesIO() if answered else _opened(found)
    return _sent(file, found, found.media_type, found.file.title, found.checksum, found.size)


@blueprint.get("/thumb/<checksum>/<int:width>/<title>")
def small(checksum: str, width: int, title: str) -> Any:
    """A picture in one of a few widths; the picture itself, where it is no wider."""
    _require_reading()
    found = _version(checksum, title)
    if width not in THUMBNAILS or not found.is_picture:
        raise NotFound(N_("There is nothing at this address."))
    made = thumbnail(found, width)
    if made is None:
        return redirect(file_url(found.file.title, found.checksum))
    name = f"{found.file.title.rpartition('.')[0]}-{width}.webp"
    return _sent(BytesIO(made), found, "image/webp", name, f"{found.checksum}-{width}", len(made))


def _opened(found: FileVersion) -> BinaryIO:
    """The bytes; those of small files at once, so that nothing is held open while a slow reader takes them."""
    file = storage().open(found.checksum)
    if found.size > SMALL:
        return file
    with file:
        return BytesIO(file.read())


def _require_reading() -> None:
    """Let readers through. Where everybody may read, nobody is asked who they are: a page may show many pictures."""
    if needed("read") > Role.READER:
        require(current_user, "read")


def _named(title: str) -> PageName:
    """The page of the file in an address. Raises BadName, NotFound."""
    name = parse_name(title, Namespace.FILE)
    if name.namespace is not Namespace.FILE:
        raise _missing(name)
    return name


def _version(checksum: str, title: str) -> FileVersion:
    name = _named(title)
    known = len(checksum) >= LEAST
    found = version_with(name.title, checksum.lower()) if known else None
    if found is None and known and (now := _called_otherwise(name.title)):
        found = version_with(now.title, checksum.lower())
    if found is None and known:
        found = _withheld(name, checksum.lower())
    if found is None:
        raise _missing(name)
    return found


def _withheld(name: PageName, checksum: str) -> FileVersion | None:
    """A version that only gardeners see, since its content is hidden or its file deleted. Raises ContentHidden."""
    g.wiki_withheld = True
    hidden = version_with(name.title, checksum, hidden=True)
    if hidden is not None and not can("hide file version"):
        require_content(hidden)
    if hidden is None and can("see deleted"):
        return version_with(name.title, checksum, removed=True, hidden=can("hide file version"))
    return hidden


def _called_otherwise(title: str) -> Picture | None:
    """The file that was called `title` and has got another name. Pages know that, and files know nothing of pages."""
    ask: Callable[[str], str] | None = current_app.extensions.get("wiki.files.called_now")
    now = ask(title) if ask else title
    return pictures([now]).get(now) if now != title else None


def follow_names_with(app: Flask, called_now: Callable[[str], str]) -> None:
    """Let `called_now` say what a file is called now, for addresses with a name that it had before."""
    app.extensions["wiki.files.called_now"] = called_now


def _missing(name: PageName) -> NotFound:
    return NotFound(N_("There is no file called %(name)s."), name=name.full)


def _sent(file: BinaryIO, found: FileVersion, media_type: str, name: str, etag: str, size: int) -> Response:
    shown_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    answer = send_file(
        file, mimetype=shown_type, as_attachment=not found.is_picture, download_name=name, conditional=False, etag=False
    )
    answer.content_length = size
    answer.set_etag(etag)
    answer.headers["Content-Security-Policy"] = DRAWS if found.is_picture else STILL
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = (
        "private, no-store"
        if g.get("wiki_withheld")
        else (
            f"private, max-age={HOUR}"
            if current_app.config["WIKI"].members_only
            else f"public, max-age={YEAR}, immutable"
        )
    )
    return answer.make_conditional(request, accept_ranges=True, complete_length=size)
