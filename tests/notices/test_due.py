"""What the clock asks for: is it still true, and what is old is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.conftest import World
from tests.notices.telling import Telling
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.notices.due import do_what_is_due
from wiki.notices.models import Notice
from wiki.pages.models import Page, Revision

EXAMPLE = "---\ntyp: exempel\nläge: pilot\n---\nText.\n"


@pytest.fixture
def grown_old(telling: Telling, world: World) -> Telling:
    """Ebba of Vara wrote two examples long ago, and so did Lund, who has moved to Lund since."""
    telling.person("Ebba", "1470")
    telling.person("Lund", "1470")
    for name in ("Arkiv", "Skola"):
        world.write(f"Kommun:Vara/{name}", EXAMPLE, by="Ebba")
        world.write(f"Kommun:Vara/{name}", f"{EXAMPLE}Mer.\n", by="Lund")
    telling.deliver()
    with world.app.app_context(), transaction() as db:
        long_ago = now() - timedelta(days=400)
        db.execute(update(Revision).values(created_at=long_ago))
        db.execute(update(Page).values(created_at=long_ago))
        db.execute(update(Notice).values(seen_at=now()))
        from wiki.accounts.models import User

        db.execute(update(User).where(User.name == "Lund").values(municipality_code="1281"))
    return telling


def look_at_the_clock(telling: Telling) -> None:
    with telling.world.app.app_context():
        do_what_is_due()


def see_everything(telling: Telling, days_ago: int = 0) -> None:
    with telling.world.app.app_context(), transaction() as db:
        moment = now() - timedelta(days=days_ago)
        db.execute(update(Notice).values(seen_at=moment, made_at=moment))


def test_those_who_wrote_an_example_are_asked_about_one_at_a_time(grown_old: Telling) -> None:
    for _again in range(2):
        look_at_the_clock(grown_old)
        assert len(grown_old.told("Ebba")) == 1
    first = grown_old.told("Ebba")
    assert first[0].startswith("Stämmer det fortfarande? ")
    see_everything(grown_old)
    look_at_the_clock(grown_old)
    second = grown_old.told("Ebba")
    assert len(second) == 1
    assert second != first
    assert grown_old.told("Lund") == []


def test_nobody_is_asked_again_within_the_interval(grown_old: Telling) -> None:
    for _both in range(2):
        look_at_the_clock(grown_old)
        see_everything(grown_old)
    look_at_the_clock(grown_old)
    assert grown_old.told("Ebba") == []
    see_everything(grown_old, days_ago=200)  # a pilot is asked about every half year
    look_at_the_clock(grown_old)
    assert len(grown_old.told("Ebba")) == 1


def test_seen_notices_are_forgotten_after_half_a_year(telling: Telling, world: World) -> None:
    telling.watch(telling.person("Ebba"), "Plan")
    world.write("Plan", "Ny text.\n", by="Nils")
    telling.deliver()
    with world.app.app_context():
        see_everything(telling, days_ago=170)
        do_what_is_due()
        assert session().query(Notice).count() == 1
        see_everything(telling, days_ago=190)
        do_what_is_due()
        assert session().query(Notice).count() == 0
