"""The stage for files."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.conftest import World
from tests.files.made import picture
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.settings import Settings
from wiki.files.inspect import inspect
from wiki.files.keep import keep_file, store
from wiki.files.models import FileVersion


@pytest.fixture
def looking() -> Iterator[None]:
    """Enough of a wiki to look at files in."""
    app = Flask("looking")
    app.config["WIKI"] = Settings()
    with app.app_context():
        yield


@pytest.fixture
def put_in(world: World) -> Callable[..., FileVersion]:
    """A function by which Ask puts a file in."""
    return putting_in(world)


def putting_in(world: World) -> Callable[..., FileVersion]:
    """A function by which Ask, who is new, puts a file in."""
    ask = world.user("Ask", municipality="1485").id

    def put(name: str = "Torget.png", data: bytes | None = None, comment: str = "") -> FileVersion:
        with world.app.app_context():
            inspected = inspect(picture() if data is None else data, name)
            store(inspected)
            return keep_file(inspected.title, inspected, comment, session().get_one(User, ask))

    return put
