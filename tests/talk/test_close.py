"""Closing and reopening a topic."""

from tests.talk.conftest import QUESTION, Talk
from wiki.accounts.models import Role


def test_who_opened_a_topic_closes_and_reopens_it(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    assert ek.post(f"/topic/{topic}/close").status_code == 303
    page = talk.read(ek, "?show=closed")
    assert "avslutat av Ek" in page
    assert f"/topic/{topic}/reply" not in page
    assert f'action="/topic/{topic}/reopen"' in page
    assert ek.post(f"/topic/{topic}/reopen").status_code == 303
    assert f'action="/topic/{topic}/close"' in talk.read(ek)
    assert [entry.kind for entry in talk.journal()] == ["topic", "close", "reopen"]
    assert talk.journal()[1].summary == QUESTION


def test_a_gardener_closes_any_topic(talk: Talk) -> None:
    topic = talk.open(talk.someone("Ek"))
    assert talk.someone("Lind", role=Role.GARDENER).post(f"/topic/{topic}/close").status_code == 303


def test_nobody_else_closes_or_reopens(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    assert salg.post(f"/topic/{topic}/close").status_code == 403
    assert f"/topic/{topic}/close" not in talk.read(salg)
    assert talk.world.visitor().post(f"/topic/{topic}/close").status_code == 401
    ek.post(f"/topic/{topic}/close")
    assert salg.post(f"/topic/{topic}/reopen").status_code == 403


def test_closing_twice_is_closing_once(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    ek.post(f"/topic/{topic}/close")
    ek.post(f"/topic/{topic}/close")
    assert [entry.kind for entry in talk.journal()] == ["topic", "close"]


def test_an_old_form_closes_nothing(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    assert ek.post(f"/topic/{topic}/close", {"csrf_token": "gammal"}).status_code == 400
    assert [entry.kind for entry in talk.journal()] == ["topic"]
