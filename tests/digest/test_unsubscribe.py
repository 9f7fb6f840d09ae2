"""Stopping letters by the link in one: without a session, by people and by mail programs (RFC 8058)."""

import re

import pytest

from tests.conftest import World
from tests.digest.conftest import Told, mail, number_of
from tests.digest.postbox import Postbox
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.digest.links import stop_link
from wiki.digest.models import Pace
from wiki.digest.wishes import paces_of, save_wishes

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def anna(world: World) -> None:
    """Somebody who gets letters."""
    world.user("Anna")
    world.write("Plan", "Text.")


def link(world: World, what: str) -> str:
    """The path of a link that stops `what` for Anna."""
    with world.app.app_context():
        return stop_link(number_of(world, "Anna"), what)


def paces(world: World) -> dict[str, Pace]:
    """How often Anna hears of what."""
    with world.app.app_context():
        return paces_of(number_of(world, "Anna"))


def test_a_mail_program_stops_them_with_one_request_without_cookies(world: World, postbox: Postbox, told: Told) -> None:
    told("Anna", "mention")
    mail(world)
    header = postbox.letters[0]["List-Unsubscribe"]
    path = re.fullmatch(r"<https://wiki\.example\.se(/unsubscribe/\S+)>", header)
    assert path
    answer = world.app.test_client().post(path[1], data=ONE_CLICK)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert paces(world)["mention"] is Pace.NEVER
    assert paces(world)["reply"] is Pace.ONCE
    told("Anna", "mention", page="Plan", entry_id=1000)
    assert mail(world).sent == 0


def test_opening_the_link_stops_nothing_but_offers_a_button_in_the_readers_language(world: World) -> None:
    with world.app.app_context():
        from wiki.core.db import transaction

        with transaction():
            session().get_one(User, number_of(world, "Anna")).locale = "nb"
    page = world.app.test_client().get(link(world, "kind:reply"), headers={"Accept-Language": "sv"}).text
    assert "Stopp disse brevene" in page
    assert "noen svarer deg" in page
    assert paces(world)["reply"] is Pace.ONCE


def test_stopping_twice_is_as_stopping_once_and_can_be_taken_back(world: World) -> None:
    client, path = world.app.test_client(), link(world, "pace:once")
    for _ in range(2):
        assert "Breven är stoppade" in client.post(path, data=ONE_CLICK).text
    assert {paces(world)[kind] for kind in ("mention", "reply", "answer")} == {Pace.NEVER}
    for _ in range(2):
        assert "Allt är som det var förut" in client.post(path, data={"do": "undo"}).text
    assert {paces(world)[kind] for kind in ("mention", "reply", "answer")} == {Pace.ONCE}
    assert paces(world)["thanks"] is Pace.WEEKLY


def test_more_rarely_instead(world: World) -> None:
    path = link(world, "pace:once")
    assert "veckobrevet" in world.app.test_client().post(path, data={"do": "weekly"}).text
    assert paces(world)["mention"] is Pace.WEEKLY
    world.app.test_client().post(path, data={"do": "undo"})
    assert paces(world)["mention"] is Pace.ONCE


def test_all_letters_can_be_stopped_from_there_too(world: World, postbox: Postbox, told: Told) -> None:
    client = world.app.test_client()
    page = client.get(link(world, "kind:reply")).text
    assert link(world, "all") in page
    client.post(link(world, "all"), data=ONE_CLICK)
    told("Anna", "mention")
    assert mail(world).sent == 0
    client.post(link(world, "all"), data={"do": "undo"})
    assert mail(world).sent == 0  # what happened meanwhile is not mailed
    told("Anna", "mention", entry_id=1000, at=None)
    assert postbox.letters == []


@pytest.mark.parametrize("token", ["x", "WzEsImFsbCJd.AAAA", "WzEsImFsbCJd", "", "å%00"])
def test_a_link_that_was_not_made_here_does_nothing(world: World, token: str) -> None:
    client = world.app.test_client()
    for answer in (client.get(f"/unsubscribe/{token}"), client.post(f"/unsubscribe/{token}", data=ONE_CLICK)):
        assert answer.status_code == 404
    assert paces(world)["mention"] is Pace.ONCE


def test_a_signature_made_for_something_else_does_nothing(world: World) -> None:
    from itsdangerous import URLSafeSerializer

    key = world.app.config["SECRET_KEY"]
    for salt, what in (("cookie-session", "all"), ("letters", "kind:money"), ("letters", "password")):
        token = URLSafeSerializer(key, salt=salt).dumps([number_of(world, "Anna"), what])
        assert world.app.test_client().post(f"/unsubscribe/{token}", data=ONE_CLICK).status_code == 404


def test_the_link_outlives_a_new_password_and_signs_nobody_in(world: World) -> None:
    path = link(world, "kind:reply")
    with world.app.test_request_context():
        from wiki.accounts.passwords import set_password

        set_password(session().get_one(User, number_of(world, "Anna")), "smultronställe 12")
    client = world.app.test_client()
    assert client.post(path, data=ONE_CLICK).status_code == 200
    assert client.get("/settings/letters").status_code in {302, 401}


def test_in_a_wiki_for_members_the_link_works_without_signing_in(make_world: object, database_kind: str) -> None:
    world: World = make_world(reading="members")  # type: ignore[operator]
    with world.app.app_context():
        path = stop_link(number_of(world, "Anna"), "kind:reply")
    assert world.app.test_client().post(path, data=ONE_CLICK).status_code == 200
    assert paces(world)["reply"] is Pace.NEVER


def test_what_is_chosen_in_the_wiki_afterwards_holds(world: World) -> None:
    client, path = world.app.test_client(), link(world, "kind:reply")
    client.post(path, data=ONE_CLICK)
    with world.app.test_request_context():
        save_wishes(session().get_one(User, number_of(world, "Anna")), {"reply": "daily"}, "0", "7")
    client.post(path, data={"do": "undo"})
    assert paces(world)["reply"] is Pace.DAILY
