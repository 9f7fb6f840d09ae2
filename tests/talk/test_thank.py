"""Thanking for posts and for versions of pages."""

from sqlalchemy import select

from tests.talk.conftest import Talk
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.journal.models import Entry


def thanks_told(talk: Talk) -> list[tuple[str, int | None, int | None]]:
    """What the journal says about thanks."""
    with talk.world.app.app_context():
        wanted = select(Entry).where(Entry.kind.in_(("thank", "unthank"))).order_by(Entry.id)
        return [(entry.kind, entry.reply_id, entry.revision_id) for entry in session().scalars(wanted)]


def test_one_click_thanks_and_one_more_takes_it_back(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    reply = talk.reply(salg, topic)
    assert ek.post(f"/reply/{reply}/thank", {"thanked": "1"}).status_code == 303
    page = talk.read(ek)
    assert "1 har tackat" in page
    assert "Ta tillbaka tack" in page
    assert "Ek</a></li>" in page[page.index("1 har tackat") :]
    assert "1 har tackat" in talk.read()
    assert ek.post(f"/reply/{reply}/thank", {"thanked": "0"}).status_code == 303
    assert "har tackat" not in talk.read()
    assert thanks_told(talk) == [("thank", reply, None), ("unthank", reply, None)]


def test_twice_is_once_and_several_are_counted(talk: Talk) -> None:
    ek = talk.someone("Ek")
    reply = talk.first(talk.open(ek))
    for name in ("Asp", "Lönn", "Rönn"):
        person = talk.someone(name)
        for _ in range(2):
            person.post(f"/reply/{reply}/thank", {"thanked": "1"})
    assert "3 har tackat" in talk.read()
    assert len(thanks_told(talk)) == 3


def test_nobody_thanks_oneself_nor_for_what_is_hidden(talk: Talk) -> None:
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    reply = talk.first(talk.open(ek))
    assert "/thank" not in talk.read(ek)
    answer = ek.post(f"/reply/{reply}/thank", {"thanked": "1"})
    assert answer.status_code == 409
    assert "Det här är ditt eget" in answer.text
    lind.post(f"/reply/{reply}/thank", {"thanked": "1"})
    lind.post(f"/reply/{reply}/hide", {"reason": "Fel"})
    assert "har tackat" not in talk.read()
    assert talk.someone("Asp").post(f"/reply/{reply}/thank", {"thanked": "1"}).status_code == 409
    assert talk.world.visitor().post(f"/reply/{reply}/thank", {"thanked": "1"}).status_code == 401


def test_a_version_is_thanked_for_in_the_history(talk: Talk) -> None:
    number = talk.world.write("Pilot", "Text.", by="Författare").revision_id
    ek = talk.someone("Ek")
    page = ek.get("/history/Pilot").text
    assert f'formaction="/revision/{number}/thank"' in page
    answer = ek.post(f"/revision/{number}/thank", {"thanked": "1", "page": "1"})
    assert answer.location.endswith(f"/history/Pilot#version-{number}")
    assert "1 har tackat" in talk.world.visitor().get("/history/Pilot").text
    ek.post(f"/revision/{number}/thank", {"thanked": "0"})
    assert "har tackat" not in ek.get("/history/Pilot").text
    assert thanks_told(talk) == [("thank", None, number), ("unthank", None, number)]


def test_nobody_thanks_for_a_version_of_ones_own_nor_for_one_by_nobody(talk: Talk) -> None:
    ek = talk.someone("Ek")
    own = talk.world.write("Pilot", "Text.", by="Ek").revision_id
    assert "/thank" not in ek.get("/history/Pilot").text
    assert ek.post(f"/revision/{own}/thank", {"thanked": "1"}).status_code == 409
    assert ek.post("/revision/1/thank", {"thanked": "1"}).status_code == 409  # its author has no account any longer
    assert ek.post("/revision/4711/thank", {"thanked": "1"}).status_code == 404
    assert talk.world.visitor().post(f"/revision/{own}/thank", {"thanked": "1"}).status_code == 401
