"""The quiet line above the list of changes: how many there are that the list does not show yet."""

import re

from tests.conftest import Visitor, World
from wiki.accounts.models import Role
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.journal.record import record

ADDRESS = re.compile('data-address="([^"]+)"')


def address_of_news(visitor: Visitor, question: str = "") -> str:
    found = ADDRESS.search(visitor.get(f"/changes{question}").text)
    assert found
    return found[1].replace("&amp;", "&")


def test_new_changes_are_counted_and_nothing_else(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    visitor = world.visitor()
    address = address_of_news(visitor)
    first = visitor.get(address)
    assert first.json == {"number": 0, "words": "0 nya ändringar", "lead": "Visa dem"}
    same = {"If-None-Match": first.headers["ETag"]}
    assert visitor.get(address, headers=same).status_code == 304
    asp = world.user("Bo")
    with world.app.app_context(), transaction():
        record("role", asp, namespace="user", name="Användare:Bo")
    quiet = visitor.get(address, headers=same)
    assert quiet.status_code == 200
    assert quiet.json
    assert quiet.json["number"] == 0, "what the list does not show is no news"
    world.write("Plan", "Mer text.", by="Asp")
    world.write("Annat", "Text.", by="Asp")
    answer = visitor.get(address, headers={"If-None-Match": quiet.headers["ETag"]})
    assert answer.json == {"number": 2, "words": "2 nya ändringar", "lead": "Visa dem"}
    assert visitor.get(address, headers={"Accept-Language": "en"}).json["words"] == "2 new changes"  # type: ignore[index]


def test_only_what_was_asked_for_is_counted(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    visitor = world.visitor()
    narrowed = address_of_news(visitor, "?namespace=theme")
    world.write("Plan", "Mer text.", by="Asp")
    assert visitor.get(narrowed).json["number"] == 0  # type: ignore[index]
    world.write("Tema:Piloter", "Text.", by="Asp")
    assert visitor.get(narrowed).json["number"] == 1  # type: ignore[index]


def test_very_many_are_not_counted(world: World) -> None:
    asp = world.user("Asp")
    visitor = world.visitor()
    with world.app.app_context(), transaction():
        for number in range(120):
            record("edit", asp, namespace="main", name=f"Sida {number}", summary="Text.")
    assert visitor.get("/changes/new?after=1").json["words"] == "Fler än 99 nya ändringar"  # type: ignore[index]
    for odd in ("x", "-1", "99999999999999999999", ""):
        assert visitor.get(f"/changes/new?after={odd}").status_code == 200


def test_whoever_has_seen_the_newest_costs_no_session(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    visitor = world.signed_in("Karin", Role.GARDENER)
    answer = visitor.get("/changes/new?after=1&unpatrolled=1")
    assert answer.json
    asked: list[str] = []
    with world.app.app_context():
        assert session().get(Entry, 1)
    from sqlalchemy import event

    engine = world.app.extensions["wiki.engine"]

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", note)
    again = visitor.get("/changes/new?after=1&unpatrolled=1", headers={"If-None-Match": answer.headers["ETag"]})
    event.remove(engine, "before_cursor_execute", note)
    assert again.status_code == 304
    assert asked == [], "the head is glanced at, and that is all"
