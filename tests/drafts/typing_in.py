"""What tests of drafts share: a script that keeps what is typed."""

from typing import Any

from werkzeug.test import TestResponse

from tests.conftest import Visitor

JSON = {"Accept": "application/json"}


def keep(visitor: Visitor, name: str, text: str, **more: Any) -> TestResponse:
    """Send a text to be kept, as the editor's script does."""
    form = {"text": text, "hand": "flik-1", "base": "", **more}
    return visitor.send("PUT", f"/draft/{name}", form, headers=JSON)
