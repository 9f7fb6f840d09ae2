"""Changing municipality does not let anybody speak for any of them."""

from datetime import timedelta

import pytest

from tests.conftest import Visitor, World
from tests.examples.acting import ADDRESS, member, tell
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction

DOING = {"stance": "doing", "note": ""}
UMEA, SKELLEFTEA, HALMSTAD, VETLANDA = "2480", "2482", "1380", "0685"
CONTACT = {"role": "Utvecklare", "mailbox": "utveckling@example.org", "person": ""}


def moves(visitor: Visitor, to: str) -> str:
    """Change municipality, and what the next page says."""
    assert visitor.post("/settings", {"municipality": to, "language": "auto"}).status_code == 302
    return visitor.get("/settings").text


def number(world: World, name: str) -> int:
    with world.app.app_context():
        return session().query(User).filter_by(name=name).one().id


def test_a_change_of_municipality_is_told_to_everybody(world: World) -> None:
    visitor, asp = world.visitor(), member(world, "Asp", SKELLEFTEA)
    assert "bytte kommun" not in visitor.get("/changes").text  # which is kept from now on
    moves(asp, UMEA)
    for address in ("/changes", "/contributions/Asp"):
        assert "bytte kommun: Skellefteå → Umeå" in visitor.get(address).text


def test_whoever_changed_cannot_speak_for_the_new_one_at_once_and_is_told_until_when(world: World) -> None:
    tell(world)
    asp = member(world, "Asp", SKELLEFTEA)
    told = moves(asp, UMEA)
    assert "Du har bytt kommun, och kan tala för Umeå från och med den" in told
    page = asp.get(f"/wiki/{ADDRESS}").text
    assert 'name="stance"' not in page
    assert "kan tala för Umeå från och med den" in page
    answer = asp.post(f"/stance/{ADDRESS}", DOING)
    assert answer.status_code == 403
    assert "kan tala för Umeå från och med den" in answer.text
    assert 'name="stance"' in member(world, "Ek", UMEA).get(f"/wiki/{ADDRESS}").text  # the same page, kept for others


@pytest.mark.parametrize(("path", "form"), [("still", {}), ("contact", CONTACT)])
def test_nor_confirm_or_say_whom_to_ask_in_its_name(world: World, path: str, form: dict[str, str]) -> None:
    tell(world)
    asp = member(world, "Asp", SKELLEFTEA)
    moves(asp, VETLANDA)
    page = asp.get(f"/wiki/{ADDRESS}").text
    assert f"/{path}/" not in page
    assert "kan tala för Vetlanda från och med den" in page
    assert asp.post(f"/{path}/{ADDRESS}", form).status_code == 403


def test_the_first_choice_is_no_change_and_leaving_first_is_no_way_round(world: World) -> None:
    tell(world)
    new, sly = member(world, "Asp", None), member(world, "Ek", SKELLEFTEA)
    moves(new, UMEA)
    assert new.post(f"/stance/{ADDRESS}", DOING).status_code == 303
    moves(sly, "")
    moves(sly, HALMSTAD)
    assert sly.post(f"/stance/{ADDRESS}", DOING).status_code == 403
    changes = world.visitor().get("/changes").text
    assert "bytte kommun: Skellefteå → ingen" in changes
    assert "bytte kommun: ingen → Halmstad" in changes
    assert "→ Umeå" not in changes


def test_after_seven_days_one_may(world: World) -> None:
    tell(world)
    asp = member(world, "Asp", SKELLEFTEA)
    moves(asp, UMEA)
    assert "från och med" in asp.get(f"/wiki/{ADDRESS}").text
    with world.app.app_context(), transaction():
        user = session().get_one(User, number(world, "Asp"))
        assert user.speaks_from is not None
        assert timedelta(days=6) < user.speaks_from - now() <= timedelta(days=7)
        user.speaks_from -= timedelta(days=7)
    assert 'name="stance"' in asp.get(f"/wiki/{ADDRESS}").text
    assert asp.post(f"/stance/{ADDRESS}", DOING).status_code == 303


@pytest.mark.parametrize(("role", "address"), [(Role.GARDENER, "/newcomers"), (Role.ADMINISTRATOR, "/users")])
def test_a_gardener_or_administrator_vouches_and_everybody_sees_that(world: World, role: Role, address: str) -> None:
    tell(world)
    asp, karin = member(world, "Asp", SKELLEFTEA), member(world, "Karin", HALMSTAD, role)
    moves(asp, UMEA)
    door = f"/users/{number(world, 'Asp')}/vouch"
    assert door in karin.get(address).text
    assert asp.post(door).status_code == 403
    answer = karin.post(door, {"next": address})
    assert (answer.status_code, answer.location) == (303, address)
    assert door not in karin.get(address).text
    assert asp.post(f"/stance/{ADDRESS}", DOING).status_code == 303
    assert "intygade att Asp arbetar i Umeå" in world.visitor().get("/changes").text
    assert "intygade att Asp arbetar i Umeå" in world.visitor().get("/contributions/Karin").text


def test_nobody_is_vouched_for_twice_and_nobody_unknown(world: World) -> None:
    member(world, "Asp", SKELLEFTEA)
    karin = member(world, "Karin", HALMSTAD, Role.GARDENER)
    assert karin.post(f"/users/{number(world, 'Asp')}/vouch").status_code == 303
    assert "intygade" not in karin.get("/changes").text
    assert karin.post("/users/4711/vouch").status_code == 404


def test_members_see_that_a_contact_changed_and_visitors_and_nobody_else_what(world: World) -> None:
    tell(world)
    own, other = member(world, "Asp", VETLANDA), member(world, "Ek", UMEA)
    own.post(f"/contact/{ADDRESS}", CONTACT)
    said = other.get("/changes").text
    assert "ändrade kontakten" in said
    assert "utveckling@example.org" not in said
    assert "ändrade kontakten" not in world.visitor().get("/changes").text
    assert "ändrade kontakten" not in world.visitor().get("/feeds/changes").text
    assert "ändrade kontakten" not in world.visitor().get("/contributions/Asp").text
    own.post(f"/contact/{ADDRESS}", {"remove": "1"})
    assert other.get("/changes").text.count("ändrade kontakten") == 2


def test_a_gardener_takes_away_what_any_municipality_says(world: World) -> None:
    tell(world)
    asp, karin = member(world, "Asp", HALMSTAD), member(world, "Karin", UMEA, Role.GARDENER)
    asp.post(f"/stance/{ADDRESS}", DOING)
    karin.post(f"/stance/{ADDRESS}", DOING)
    assert 'name="remove"' not in asp.get(f"/wiki/{ADDRESS}").text
    assert f'name="remove" value="{HALMSTAD}"' in karin.get(f"/wiki/{ADDRESS}").text
    assert asp.post(f"/stance/{ADDRESS}", {"remove": UMEA}).status_code == 403
    assert karin.post(f"/stance/{ADDRESS}", {"remove": HALMSTAD}).status_code == 303
    page = world.visitor().get(f"/wiki/{ADDRESS}").text
    assert "Kommun:Halmstad" not in page
    assert "Kommun:Umeå" in page.replace("%C3%A5", "å")
    assert "tog bort det som Halmstad sade" in world.visitor().get("/changes").text
    assert karin.post(f"/stance/{ADDRESS}", {"remove": HALMSTAD}).status_code == 404
