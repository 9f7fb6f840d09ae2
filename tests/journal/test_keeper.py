"""Pages for members that are given before the application is asked: the same as its own, and never what was."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import request, request_started
from sqlalchemy import select, update

from tests.conftest import TOKEN, Visitor, World
from wiki.accounts.belonging import move_to
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.notices.models import Notice

MakeWorld = Callable[..., World]
STREET = "Kommun:Sundsvalls_kommun"


@contextmanager
def counting(world: World) -> Iterator[list[str]]:
    """The addresses that the application is asked for meanwhile."""
    asked: list[str] = []

    def note(_app: object, **_: object) -> None:
        asked.append(request.path)

    with request_started.connected_to(note, world.app):
        yield asked


def acquainted(world: World, name: str = "Asp", address: str = "/wiki/Plan", **about: str) -> Visitor:
    """A member who has read the page before: their next view does not reach the application."""
    member = world.signed_in(name, **about)  # type: ignore[arg-type]
    for _ in range(2):
        member.get(address)
    with counting(world) as asked:
        member.get(address)
    assert not asked
    return member


def change(world: World, whose: str, **columns: object) -> None:
    with world.app.app_context(), transaction():
        session().execute(update(User).where(User.name == whose).values(**columns))


@pytest.fixture
def plan(world: World) -> World:
    world.write("Plan", "Text om planen.")
    return world


def test_it_is_what_the_application_answers(plan: World) -> None:
    member = plan.signed_in("Asp")
    member.get("/wiki/Plan")
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        with counting(plan) as asked:
            by_application = member.get("/wiki/Plan?x=" + headers.get("Accept-Encoding", ""), headers=headers)
            by_keeper = member.get("/wiki/Plan?x=" + headers.get("Accept-Encoding", ""), headers=headers)
        assert len(asked) == 1
        assert by_keeper.data == by_application.data
        assert sorted(by_keeper.headers) == sorted(by_application.headers)
    assert b"Text om planen." in gzip.decompress(by_keeper.data)


def test_only_the_head_is_sent_to_those_who_ask_for_it(plan: World) -> None:
    member = acquainted(plan)
    with counting(plan) as asked:
        head = member.client.head("/wiki/Plan", headers={"Accept-Language": "sv"})
    assert not asked
    assert head.status_code == 200
    assert not head.data
    assert head.content_length == member.get("/wiki/Plan").content_length


def test_its_tokens_are_good(plan: World) -> None:
    member = acquainted(plan)
    token = TOKEN.search(member.get("/wiki/Plan").text)
    assert token
    answer = member.client.post("/signout", data={"csrf_token": token[1]})
    assert answer.status_code == 302
    assert "Logga in" in member.get("/wiki/Plan").text


def test_a_change_of_the_page_is_seen(plan: World) -> None:
    member = acquainted(plan)
    plan.write("Plan", "Nu en annan.")
    assert "Nu en annan." in member.get("/wiki/Plan").text


def test_another_role_is_seen(plan: World) -> None:
    member = acquainted(plan)
    assert "/gardening" not in member.get("/wiki/Plan").text
    change(plan, "Asp", role=Role.GARDENER)
    assert "/gardening" in member.get("/wiki/Plan").text
    change(plan, "Asp", role=Role.MEMBER)
    assert "/gardening" not in member.get("/wiki/Plan").text


def test_another_name_and_another_language_are_seen(plan: World) -> None:
    member = acquainted(plan)
    change(plan, "Asp", name="Björk", locale="nb")
    page = member.get("/wiki/Plan").text
    assert "/contributions/Bj%C3%B6rk" in page
    assert "Historikk" in page


def test_sessions_that_were_ended_elsewhere_are_over(plan: World) -> None:
    member = acquainted(plan)
    change(plan, "Asp", session_number=User.session_number + 1)
    assert "Logga in" in member.get("/wiki/Plan").text


def test_a_cookie_is_renewed_each_day(plan: World, monkeypatch: pytest.MonkeyPatch) -> None:
    member = acquainted(plan)
    tomorrow = now() + timedelta(days=1)
    monkeypatch.setattr("wiki.accounts.sessions.now", lambda: tomorrow)
    assert "Set-Cookie" in member.get("/wiki/Plan").headers
    assert "Set-Cookie" not in member.get("/wiki/Plan").headers


def test_a_cookie_that_outlived_its_days_is_worth_nothing(plan: World) -> None:
    member = acquainted(plan)
    cookie = member.client.get_cookie("wiki")
    assert cookie
    stranger = plan.visitor()
    stranger.client.set_cookie("wiki", cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B"))
    assert "Logga in" in stranger.get("/wiki/Plan").text


def test_a_new_notice_is_seen(plan: World) -> None:
    member = acquainted(plan)
    assert "bell-count" not in member.get("/wiki/Plan").text
    with plan.app.app_context(), transaction():
        user_id = session().scalar(select(User.id).where(User.name == "Asp"))
        session().add(Notice(user_id=user_id, kind="mention", about="x"))
    assert "bell-count" in member.get("/wiki/Plan").text


def test_whether_one_watches_is_seen(plan: World) -> None:
    member = acquainted(plan)
    before = member.get("/wiki/Plan").text
    assert 'action="/watch"' in before
    member.post("/watch", {"thing": "page 1", "next": "/"})
    with member.client.session_transaction() as cookie:
        cookie.pop("_flashes", None)
    assert 'action="/unwatch"' in member.get("/wiki/Plan").text


def test_a_message_waits_for_the_application(plan: World) -> None:
    member = acquainted(plan)
    member.post("/edit/Plan", {"text": "Ny text.", "base": "1"})
    assert "Publicerat." in member.get("/wiki/Plan").text
    assert "Publicerat." not in member.get("/wiki/Plan").text


def test_who_has_moved_sees_what_the_new_municipality_may(plan: World) -> None:
    member = acquainted(plan, municipality="2281")
    with plan.app.app_context(), transaction():
        user = session().scalars(select(User).where(User.name == "Asp")).one()
        move_to(user, "0180")
    with counting(plan) as asked:
        member.get("/wiki/Plan")
        member.get("/wiki/Plan")
    assert len(asked) == 2, "it takes a clock to tell what they may"


def comparable(page: str) -> str:
    """A page without its token, and without what stands after the question mark of its address."""
    return re.sub(r"(\?|%3F)x(=|%3D)\w+", "", TOKEN.sub("", page))


def test_pages_of_two_municipalities_are_not_mixed_up(world: World) -> None:
    world.write("Kommun:Sundsvalls kommun", "Hos oss.")
    for name, code in (("Asp", "2281"), ("Ek", "0180"), ("Al", "")):
        member = acquainted(world, name, f"/wiki/{STREET}", municipality=code or None)  # type: ignore[arg-type]
        again = member.get(f"/wiki/{STREET}")
        fresh = member.get(f"/wiki/{STREET}?x={name}")  # made by the application
        assert comparable(again.text) == comparable(fresh.text)


def test_a_wiki_for_members_lets_only_them_in(make_world: MakeWorld) -> None:
    world = make_world(reading="members")
    world.write("Plan", "Bara för oss.")
    member = acquainted(world)
    assert "Bara för oss." in member.get("/wiki/Plan").text
    assert world.visitor().get("/wiki/Plan").status_code == 302
    change(world, "Asp", role=Role.READER)
    answer = member.get("/wiki/Plan")
    assert answer.status_code == 403
    assert "Bara för oss." not in answer.text
