"""The first administrator."""

from collections.abc import Callable

from tests.conftest import World
from wiki.accounts.first_admin import setup_link
from wiki.accounts.models import Role, User
from wiki.core.db import session

ADA = {"name": "Ada", "email": "ada@kommun.se", "password": "kanelbullar i parken", "municipality": ""}


def link(world: World) -> str:
    with world.app.app_context():
        found = setup_link()
    assert found
    return found


def test_whoever_has_the_link_becomes_administrator_and_is_signed_in(world: World) -> None:
    ada = world.visitor()
    address = link(world)
    assert "Bli administratör" in ada.get(address).text
    assert ada.post(address, ADA).status_code == 302
    assert ada.get("/users").status_code == 200
    with world.app.app_context():
        assert session().query(User).one().role == Role.ADMINISTRATOR


def test_the_link_works_once_and_no_other_is_made(world: World) -> None:
    address = link(world)
    world.visitor().post(address, ADA)
    again = world.visitor().post(address, {**ADA, "name": "Mallory", "email": "m@example.org"})
    assert again.status_code == 410
    assert "redan en administratör" in again.text
    with world.app.app_context():
        assert setup_link() is None


def test_a_new_link_ends_the_one_before(world: World) -> None:
    first, second = link(world), link(world)
    assert world.visitor().post(first, ADA).status_code == 404
    assert world.visitor().post(second, ADA).status_code == 302


def test_no_link_leads_in_once_there_is_an_administrator(world: World) -> None:
    address = link(world)
    world.user("Anna", Role.ADMINISTRATOR)
    assert world.visitor().get(address).status_code == 410
    assert world.visitor().post(address, ADA).status_code == 410


def test_faults_do_not_use_up_the_link(world: World) -> None:
    address, ada = link(world), world.visitor()
    answer = ada.post(address, {**ADA, "email": "ada", "password": "kort"})
    assert answer.status_code == 400
    assert 'id="email-error"' in answer.text
    assert 'id="password-error"' in answer.text
    world.user("Anna")
    assert "Ett annat konto har den" in ada.post(address, {**ADA, "email": "anna@example.org"}).text
    assert ada.post(address, ADA).status_code == 302


def test_works_where_reading_is_for_members_only_and_registration_is_closed(make_world: Callable[..., World]) -> None:
    world = make_world(reading="members", registration="closed")
    ada = world.visitor()
    assert ada.post(link(world), ADA).status_code == 302
    assert ada.get("/users").status_code == 200
