"""Moving a topic to the talk page of another page."""

from sqlalchemy import select

from tests.talk.conftest import QUESTION, Talk, make_page
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.journal.models import Entry


def furnish(talk: Talk) -> int:
    """A page that topics can be moved to; its number."""
    with talk.world.app.app_context():
        return make_page("Testmiljö")


def test_who_opened_it_moves_it_and_all_links_go_on_working(talk: Talk) -> None:
    other = furnish(talk)
    ek = talk.someone("Ek")
    topic = talk.open(ek, text="Hos oss är det oklart.")
    reply = talk.reply(talk.someone("Sälg"), topic)
    assert "Flytta ämnet" in talk.read(ek)
    answer = ek.post(f"/topic/{topic}/move", {"to": "Testmiljö"})
    assert answer.status_code == 303
    visitor = talk.world.visitor()
    for address in (f"/topic/{topic}", f"/reply/{reply}"):
        assert visitor.get(address).location.startswith("/talk/Testmilj")
    page = visitor.get("/talk/Testmiljö").text
    assert f'id="reply-{reply}"' in page
    assert "Flyttat hit från" in page
    assert (talk.document(topic).name, "oklart" in talk.document(topic).text) == ("Testmiljö", True)
    with talk.world.app.app_context():
        entry = session().scalars(select(Entry).order_by(Entry.id.desc())).first()
        assert entry
        assert (entry.kind, entry.name, entry.page_id, entry.summary) == ("retopic", "Testmiljö", other, QUESTION)


def test_the_old_talk_page_tells_where_it_went(talk: Talk) -> None:
    furnish(talk)
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    ek.post(f"/topic/{topic}/move", {"to": "Testmiljö"})
    page = talk.read()
    assert "Ingen har skrivit här än" not in page
    assert "Allt har flyttats till andra sidor" in page
    assert f'href="/topic/{topic}"' in page
    assert f'id="topic-{topic}"' not in page
    assert "Diskussion (1)" not in page
    ek.post(f"/topic/{topic}/move", {"to": "Tänk stort"})
    assert "Flyttat härifrån" not in talk.read()


def test_pages_are_searched_for(talk: Talk) -> None:
    with talk.world.app.app_context():
        make_page("Testmiljö")
    talk.world.write("Testa smått", "Text.", by="Författare")
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    found = ek.get(f"/topic/{topic}/move?q=testa").text
    assert 'name="to" value="Testa smått"' in found
    assert "Ingen annan sida heter så" in ek.get(f"/topic/{topic}/move?q=xyzzyx").text


def test_what_cannot_be_is_refused_with_a_sentence(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    for to, status, sentence in (
        ("", 400, "Skriv namnet på sidan"),
        ("Finns inte", 404, "Det finns ingen sida som heter ”Finns inte”"),
        ("Tänk stort", 409, "Ämnet finns redan på diskussionssidan"),
        ("a|b", 400, 'role="alert"'),
    ):
        answer = ek.post(f"/topic/{topic}/move", {"to": to})
        assert (answer.status_code, sentence in answer.text) == (status, True), to
    assert ek.post(f"/topic/{topic}/move", {"to": "Testmiljö", "csrf_token": "gammal"}).status_code == 400
    assert f'id="topic-{topic}"' in talk.read()


def test_gardeners_move_any_topic_and_others_none(talk: Talk) -> None:
    furnish(talk)
    topic = talk.open(talk.someone("Ek"))
    salg = talk.someone("Sälg")
    assert "Flytta ämnet" not in talk.read(salg)
    assert salg.get(f"/topic/{topic}/move").status_code == 403
    assert salg.post(f"/topic/{topic}/move", {"to": "Testmiljö"}).status_code == 403
    assert talk.world.visitor().post(f"/topic/{topic}/move", {"to": "Testmiljö"}).status_code == 401
    lind = talk.someone("Lind", role=Role.GARDENER)
    assert lind.post(f"/topic/{topic}/move", {"to": "Testmiljö"}).status_code == 303
    assert f'id="topic-{topic}"' in talk.world.visitor().get("/talk/Testmiljö").text


def test_a_page_that_redirects_leads_on(talk: Talk) -> None:
    furnish(talk)
    talk.world.write("Labb", "#OMDIRIGERING [[Testmiljö]]", by="Författare")
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    ek.post(f"/topic/{topic}/move", {"to": "Labb"})
    assert f'id="topic-{topic}"' in talk.world.visitor().get("/talk/Testmiljö").text
