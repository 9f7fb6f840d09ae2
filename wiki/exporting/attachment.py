"""A file that a browser saves under the name of the page it is made of."""

from io import BytesIO

from flask import current_app, send_file
from werkzeug.wrappers import Response

from wiki.markup import PageName


def attachment(content: bytes, media_type: str, name: PageName, ending: str) -> Response:
    """The answer with that file; it may be kept by others only where everybody may read."""
    stem = name.full.replace(":", " ").replace("/", " – ")
    answer = send_file(BytesIO(content), media_type, as_attachment=True, download_name=f"{stem}.{ending}")
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "private, no-store" if current_app.config["WIKI"].members_only else "no-cache"
    return answer
