"""Style sheets, scripts and pictures: read once at start, hashed together, served from memory.

Every address holds one hash over all the files, so that a browser may keep what it has for a year and still gets the
new files after an upgrade. Scripts import each other by relative address and are thereby covered by the same hash.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""What is served, by suffix; anything else in the folder (licences, build scripts) stays there."""

FIRST_CSS = ("vendor/designsystemet-css/index.css", "css/tokens.css", "css/base.css")
"""The design system, its theme, and the file that puts our layers in order. The rest follow by name: layers decide."""

ADDED = ("matrix", "taking", "writing")
"""Folders of style sheets that are not for every page: the large table, taking pages along, what members do."""
BUNDLES = {"css": "wiki.css", **{name: f"{name}.css" for name in ADDED}}
"""What templates ask for, and the file that it is: the look of all pages, and what is added for some."""
IMMUTABLE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its bytes plain and, where that is shorter, gzipped."""

    body: bytes
    gzipped: bytes | None
    content_type: str
    etag: str


class Assets:
    """All the files below `folder` that browsers may ask for, with the address of each."""

    def __init__(self, folder: Path) -> None:
        bodies = dict(_bodies(folder))
        self._files = {path: _asset(path, body) for path, body in bodies.items()}
        self.hash = _digest(*(f"{path}:{asset.etag}".encode() for path, asset in sorted(self._files.items())))

    def url(self, path: str) -> str:
        """The address of `path` (relative to the folder), or a bundle of style sheets.

        Raises KeyError for a file that is not there, so that a misspelt template fails in its first test.
        """
        path = BUNDLES.get(path, path)
        if path not in self._files:
            raise KeyError(path)
        return f"/static/{self.hash}/{path}"

    def body(self, path: str) -> bytes:
        """The bytes of what `url` gives the address of, for those who take them elsewhere."""
        return self._files[BUNDLES.get(path, path)].body

    def answer(self, hash_: str, path: str) -> Response:
        """The file as an HTTP answer. Looked up in a dictionary, so no path can lead out of the folder.

        An address with another hash comes from a page of before or after an upgrade. It gets what we have, but
        nobody may keep it; a redirect could go in a circle between two servers of different versions.
        """
        asset = self._files.get(path)
        if asset is None:
            abort(404)
        zipped = asset.gzipped if request.accept_encodings["gzip"] else None
        response = Response(zipped or asset.body, content_type=asset.content_type)
        response.set_etag(f"{asset.etag}-gz" if zipped else asset.etag)
        response.headers["Cache-Control"] = IMMUTABLE if hash_ == self.hash else "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Vary"] = "Accept-Encoding"
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.make_conditional(request)
        return response


def init_assets(app: Flask, static_folder: Path) -> Assets:
    """Serve `static_folder` from `app`, and give templates `asset(path)`."""
    assets = _read(static_folder)
    blueprint = Blueprint("assets", __name__)
    blueprint.add_url_rule("/static/<hash_>/<path:path>", "file", assets.answer)
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = assets.url
    app.extensions["wiki.assets"] = assets
    return assets


@cache  # the server reads them before it divides into processes, which then share them
def _read(folder: Path) -> Assets:
    return Assets(folder)


def _bodies(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of everything that is served: the bundles instead of their sources, the rest as it is."""
    sources = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    css = {each: [name for name in sources if name.startswith(f"css/{each}/")] for each in ADDED}
    own = [name for name in sources if name.startswith("css/") and name.count("/") == 1 and name not in FIRST_CSS]
    for bundle, names in (("css", [*FIRST_CSS, *own]), *css.items()):
        styles = (_minified(sources[name].read_text(encoding="utf-8")) for name in names)
        yield BUNDLES[bundle], "\n".join(styles).encode()
    for name, path in sources.items():
        if path.suffix in CONTENT_TYPES and path.suffix != ".css":
            yield name, path.read_bytes()


def _minified(text: str) -> str:
    """A style sheet without its comments (but /*! … */) and most blanks; compression does the rest.

    Not more: rcssmin 1.3 turns `.a :where(b)` into `.a:where(b)` and loses the bracket of `[type=url]`.
    """
    text = re.sub(r"/\*(?!!).*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"(?<=[{};]) | (?=[{}])", "", re.sub(r"\s+", " ", text))


def _asset(path: str, body: bytes) -> Asset:
    zipped = gzip.compress(body, 9, mtime=0)
    shorter = zipped if len(zipped) < len(body) else None
    return Asset(body, shorter, CONTENT_TYPES[Path(path).suffix], _digest(body))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:16]
