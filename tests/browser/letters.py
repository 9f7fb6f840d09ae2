"""Coming to the pages about letters."""

from playwright.sync_api import Page
from sqlalchemy import select

from tests.conftest import World
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.digest.links import stop_link


def open_stop_link(page: Page, world: World) -> None:
    """Open the link that stops the letters which Asta gets at once."""
    with world.app.app_context():
        asta = session().scalars(select(User.id).where(User.name == "Asta")).one()
        link = stop_link(asta, "pace:once")
    page.goto(link)
