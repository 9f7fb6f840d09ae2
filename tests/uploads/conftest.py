"""Files to put in, and somebody who does."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from tests.conftest import Visitor, World

TORG = {
    "title": "Torget i Uddevalla",
    "licence": "CC0 1.0",
    "source": "Eget arbete, Uddevalla kommun",
    "alt": "Ett torg med träd och bänkar.",
    "description": "Taget i maj.",
}
SCRIPT = {"Accept": "application/json"}


def png(colour: str = "teal", size: tuple[int, int] = (800, 400)) -> bytes:
    """A picture of one colour."""
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, "PNG")
    return made.getvalue()


def send(
    visitor: Visitor,
    content: bytes | None,
    form: Mapping[str, str] | None = None,
    filename: str = "IMG_2034.png",
    to: str = "/upload",
    **arguments: Any,
) -> TestResponse:
    """Send the form with a file in it, as the browser would."""
    file = {"file": (BytesIO(content), filename)} if content is not None else {}
    return visitor.post(to, {**(TORG if form is None else form), **file}, **arguments)


@pytest.fixture
def asta(world: World) -> Visitor:
    """A member who works in Uddevalla."""
    return world.signed_in("Asta", municipality="1485")
