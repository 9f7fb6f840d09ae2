"""Blocking people: what they may still do, what they are told, and that nothing they write is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import PASSWORD, Visitor, World
from wiki.accounts.models import Block, Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction

WEEK = {"lasts": "week", "reason": "Reklam på flera sidor", "own_talk": "1"}


@pytest.fixture
def karin(world: World) -> Visitor:
    world.write("Plan", "Så här planerar vi.")
    return world.signed_in("Karin", Role.GARDENER)


@pytest.fixture
def asta(world: World, karin: Visitor) -> Visitor:
    person = world.signed_in("Asta")
    assert person.send("PUT", "/draft/Plan", {"text": "Utkast.", "base": "1", "hand": "a" * 12}).status_code == 200
    assert karin.post("/block/Asta", WEEK).status_code == 303
    return person


def test_whoever_is_blocked_reads_why_and_keeps_what_they_wrote(asta: Visitor) -> None:
    refused = asta.post("/edit/Plan", {"text": "Köp här!", "base": "1"})
    assert refused.status_code == 403
    assert "Du är blockerad till " in refused.text
    assert "av Karin. Skäl: Reklam på flera sidor. Skriv på din egen användarsidas diskussion" in refused.text
    assert "Köp här!" in refused.text
    editor = asta.get("/edit/Plan")
    assert editor.status_code == 403
    assert "Du är blockerad till " in editor.text
    assert "Utkast." in editor.text
    assert "Utkast." in asta.get("/drafts").text
    assert asta.get("/upload").status_code == 403
    assert asta.send("PUT", "/draft/Plan", {"text": "Mer.", "base": "1", "hand": "a" * 12}).status_code == 403


def test_they_read_sign_in_and_see_to_their_account(world: World, asta: Visitor) -> None:
    for address in ("/wiki/Plan", "/changes", "/settings", "/watchlist", "/notices", "/drafts"):
        assert asta.get(address).status_code == 200, address
    assert asta.post("/settings", {"municipality": "", "language": "sv"}).status_code in {200, 302, 303}
    assert asta.post("/watch", {"kind": "page", "number": "1"}).status_code != 403
    other_window = world.visitor()
    assert other_window.post("/signin", {"email": "asta@example.org", "password": PASSWORD}).status_code == 302


def test_they_can_write_on_their_own_talk_page_where_that_was_chosen(karin: Visitor, asta: Visitor) -> None:
    topic = {"title": "Fel person", "text": "Det var inte jag."}
    assert asta.post("/talk/Plan", topic).status_code == 403
    assert "Du är blockerad" in asta.get("/talk/Plan").text
    assert asta.post("/talk/Användare:Asta", topic).status_code == 303
    assert asta.post("/topic/1/reply", {"text": "Svara mig."}).status_code == 303
    assert karin.post("/block/Asta", {"lasts": "never", "reason": "Mer reklam"}).status_code == 303
    refused = asta.post("/talk/Användare:Asta", topic)
    assert refused.status_code == 403
    assert "Du är blockerad utan slut av Karin. Skäl: Mer reklam. Vänd dig till Karin" in refused.text
    assert "Det var inte jag." in refused.text


def test_a_block_ends_by_itself_or_is_ended(world: World, karin: Visitor, asta: Visitor) -> None:
    assert "Reklam på flera sidor" in asta.get("/blocks").text
    with world.app.app_context(), transaction():
        session().execute(update(Block).values(until=now() - timedelta(seconds=1)))
    assert asta.post("/edit/Plan", {"text": "Bra.", "base": "1"}).status_code == 302
    assert "Ingen är blockerad" in asta.get("/blocks").text
    assert karin.post("/block/Asta", WEEK).status_code == 303
    assert karin.post("/unblock/Asta", {"reason": ""}).status_code == 422
    assert karin.post("/unblock/Asta", {"reason": "Har bett om ursäkt"}).status_code == 303
    assert asta.post("/edit/Plan", {"text": "Bättre.", "base": ""}).status_code != 403


def test_nobody_blocks_themselves_and_no_gardener_an_administrator(world: World, karin: Visitor) -> None:
    boss = world.signed_in("Boss", Role.ADMINISTRATOR)
    assert karin.post("/block/Karin", WEEK).status_code == 403
    assert "Bara administratörer kan blockera en administratör" in karin.post("/block/Boss", WEEK).text
    assert boss.post("/block/Karin", WEEK).status_code == 303
    assert karin.post("/unblock/Karin", {"reason": "Jag vill"}).status_code == 403
    assert karin.post("/protect/Plan", {"edit": "gardeners", "lasts": "never", "reason": "x"}).status_code == 403
    assert karin.get("/block/Ingen").status_code in {403, 404}


@pytest.mark.parametrize(
    ("form", "words"), [({"reason": ""}, "Skriv varför"), ({"lasts": "date", "date": ""}, "år-månad-dag")]
)
def test_what_will_not_do_is_said_and_kept(world: World, karin: Visitor, form: dict[str, str], words: str) -> None:
    world.user("Asta")
    refused = karin.post("/block/Asta", {**WEEK, "reason": "Reklam", **form})
    assert refused.status_code == 422
    assert words in refused.text
    with world.app.app_context():
        assert session().scalars(select(Block)).all() == []


def test_the_log_tells_of_it_and_undoes_it(world: World, karin: Visitor, asta: Visitor) -> None:
    told = asta.get("/log").text
    assert "blockerade användaren till " in told
    assert "/unblock/Asta" not in told
    assert "/unblock/Asta" in karin.get("/log").text
    karin.post("/unblock/Asta", {"reason": "Fel person"})
    log = karin.get("/log?about=Användare:Asta").text
    assert "hävde blockeringen" in log
    assert "/block/Asta?undo=" in log
    assert "/unblock/Asta" not in log
    address = log.partition("/block/Asta?undo=")[2].partition('"')[0]
    again = karin.get(f"/block/Asta?undo={address}").text
    assert "Blockerad igen" in again
    with world.app.app_context():
        assert session().scalar(select(User.name).join(Block, Block.user_id == User.id)) is None


def test_gardeners_see_it_beside_what_somebody_wrote(karin: Visitor, asta: Visitor) -> None:
    seen = karin.get("/contributions/Asta").text
    assert "Asta är blockerad till " in seen
    assert "/block/Asta" in seen
    assert "är blockerad" not in asta.get("/contributions/Asta").text
