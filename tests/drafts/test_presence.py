"""Those who write on the same page know of each other."""

from datetime import timedelta

from sqlalchemy import update

from tests.conftest import Visitor, World
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.drafts.models import Presence


def beat(visitor: Visitor, name: str = "Plan", **form: str) -> list[str]:
    """What an open editor hears each half minute."""
    answer = visitor.post(f"/presence/{name}", form, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    others: list[str] = answer.get_json()["others"]
    return others


def test_the_other_one_is_named_with_municipality_and_since_when(world: World) -> None:
    asp, ek = world.signed_in("Asp", municipality="1380"), world.signed_in("Ek")
    assert beat(asp) == []
    (told,) = beat(ek)
    assert told.startswith("Asp från Halmstads kommun redigerar också den här sidan, sedan kl. ")
    assert beat(asp)[0].startswith("Ek redigerar också")
    assert beat(ek, "Annan") == []


def test_it_is_told_at_opening_without_scripts(world: World) -> None:
    asp, ek = world.signed_in("Asp", municipality="1380"), world.signed_in("Ek")
    world.write("Plan", "Text.")
    beat(asp)
    assert "Asp från Halmstads kommun redigerar" in ek.get("/edit/Plan").text
    assert "redigerar också" not in asp.get("/edit/Plan").text
    assert "redigerar också" not in world.visitor().get("/edit/Plan").text


def test_somebody_who_has_left_or_saved_or_is_not_heard_of_is_gone(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek")
    beat(asp)
    beat(asp, left="1")
    assert beat(ek) == []
    beat(asp)
    asp.post("/edit/Plan", {"text": "Klart.", "base": ""})
    assert beat(ek) == []
    beat(asp)
    with world.app.app_context(), transaction():
        session().execute(update(Presence).values(seen_at=now() - timedelta(seconds=91)))
    assert beat(ek) == []
    with world.app.app_context():
        assert session().query(Presence).count() == 1


def test_being_there_is_no_news_to_readers(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Text.")
    before = world.visitor().get("/wiki/Plan").headers["ETag"]
    beat(asp)
    assert world.visitor().get("/wiki/Plan").headers["ETag"] == before
    assert "Asp" not in world.visitor().get("/changes").text
