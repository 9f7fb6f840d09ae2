"""A wiki that sends letters to a real mail server, and what makes there be something to tell."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.conftest import World
from tests.digest.postbox import Postbox, mail_server
from wiki.accounts.models import User
from wiki.accounts.queries import user_by_name
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.settings import Settings
from wiki.digest.gather import gather
from wiki.digest.models import Letter
from wiki.digest.send import Outcome, send_due
from wiki.markup import parse_name
from wiki.notices.models import Notice
from wiki.notices.tell import tell
from wiki.pages.queries import find_page

EARLIER = timedelta(minutes=10)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """The mail server."""
    with mail_server() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, database_url: str, postbox: Postbox) -> Settings:
    """The settings of a wiki with a mail server."""
    return Settings(
        data=tmp_path / "data",
        database_url=database_url,
        smtp_host="127.0.0.1",
        smtp_port=postbox.port,
        smtp_security="none",
        mail_from="wiki@mittkoping.se",
        base_url="https://wiki.example.se",
    )


Told = Callable[..., None]


@pytest.fixture
def told(world: World) -> Told:
    """A function that tells somebody something: `told("Anna", "mention", page="Plan")`."""

    def tell_them(name: str, kind: str, page: str = "Plan", at: datetime | None = None, **what: Any) -> None:
        with world.app.test_request_context(), transaction():
            user, found = user_by_name(name), find_page(parse_name(page))
            assert user
            assert found
            what.setdefault("entry_id", (session().scalar(_highest_entry()) or 0) + 1)
            tell([user.id], kind, page_id=found.id, at=at or now() - EARLIER, **what)

    return tell_them


def _highest_entry() -> Any:
    return select(func.max(Notice.entry_id))


def mail(world: World, at: datetime | None = None) -> Outcome:
    """Let the sender gather and send once."""
    with world.app.app_context():
        gather(at)
        with transaction():  # what is made in a future is sent now
            session().execute(update(Letter).where(Letter.next_at > now(), Letter.attempts == 0).values(next_at=now()))
    with world.app.app_context():
        return send_due()


def letters(world: World) -> list[Letter]:
    """The rows of the letters, in the order in which they were made."""
    with world.app.app_context():
        return list(session().scalars(select(Letter).order_by(Letter.id)))


def number_of(world: World, name: str) -> int:
    """The number of an account."""
    with world.app.app_context():
        user = user_by_name(name)
        assert isinstance(user, User)
        return user.id
