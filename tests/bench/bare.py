"""The measure: Flask that answers a ready page, under the same server with the same bytes."""

import os
from pathlib import Path

from flask import Flask, Response


def application() -> Flask:
    """One address that answers what the file BARE_BODY holds."""
    app = Flask("bare", static_folder=None)
    body = Path(os.environ["BARE_BODY"]).read_bytes()

    @app.get("/<path:_address>")
    def answer(_address: str) -> Response:
        return Response(body, content_type="text/html; charset=utf-8")

    return app
