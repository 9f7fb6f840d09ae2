"""Hiding a post from readers."""

from tests.conftest import Visitor
from tests.talk.conftest import ADDRESS, QUESTION, Talk
from wiki.accounts.models import Role
from wiki.talk.models import MAX_REASON
from wiki.talk.rebuild import rebuild_topics

BAD = "Kalle på kontoret är en idiot."


def hidden(talk: Talk) -> tuple[Visitor, Visitor, int, int]:
    """Who wrote, a gardener, a topic, and a reply in it that the gardener has hidden."""
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    topic = talk.open(ek)
    reply = talk.reply(ek, topic, BAD)
    ek.post(f"/reply/{reply}/amend", {"text": f"{BAD} Sluta!", "base": "2"})
    assert lind.post(f"/reply/{reply}/hide", {"reason": "Personangrepp"}).status_code == 303
    return ek, lind, topic, reply


def test_a_gap_with_the_reason_stays(talk: Talk) -> None:
    _ek, _lind, _topic, reply = hidden(talk)
    page = talk.read()
    assert "Inlägget är dolt av en trädgårdsmästare: <span>Personangrepp" in page
    assert f'id="reply-{reply}"' in page
    entry = talk.journal()[-1]
    assert (entry.kind, entry.reply_id, entry.summary) == ("hide", reply, "Personangrepp")


def test_its_text_is_nowhere_for_readers(talk: Talk) -> None:
    ek, _lind, topic, reply = hidden(talk)
    places = (
        ADDRESS,
        f"/reply/{reply}/history",
        f"/topic/{topic}/reply?to={reply}",
        "/changes",
        "/contributions/Ek",
        "/search?q=kontoret",
        "/search/suggest?q=Kalle",
        "/",
        "/questions",
        "/feeds/changes",
    )
    for address in places:
        for person in (ek, talk.world.visitor()):
            assert "idiot" not in person.get(address).text, address
    assert "idiot" not in talk.document(topic).text
    assert all("idiot" not in entry.summary for entry in talk.journal())


def test_recent_changes_tell_that_it_was_hidden_and_why(talk: Talk) -> None:
    hidden(talk)
    assert "dolde ett inlägg: Personangrepp" in talk.world.visitor().get("/changes").text


def test_it_stays_hidden_when_all_is_derived_anew(talk: Talk) -> None:
    _ek, _lind, topic, _reply = hidden(talk)
    with talk.world.app.app_context():
        rebuild_topics()
    assert "idiot" not in talk.document(topic).text
    assert "idiot" not in talk.read()


def test_gardeners_may_unfold_it_and_show_it_again(talk: Talk) -> None:
    ek, lind, topic, reply = hidden(talk)
    assert BAD in talk.read(lind)
    assert BAD in lind.get(f"/reply/{reply}/history").text
    assert lind.post(f"/reply/{reply}/show").status_code == 303
    assert BAD in talk.read()
    assert BAD in talk.document(topic).text
    told = [entry.summary for entry in talk.journal() if entry.reply_id == reply]
    assert told == [BAD, f"{BAD} Sluta!", "Personangrepp", ""]
    assert BAD in ek.get("/changes").text


def test_with_the_opening_post_the_heading_is_hidden(talk: Talk) -> None:
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    topic = talk.open(ek, "Köp klockor")
    talk.reply(ek, topic, "Kom igen.")
    opening = talk.first(topic)
    lind.post(f"/reply/{opening}/hide", {"reason": "Reklam"})
    assert "(dold rubrik)" in talk.read()
    for address in (ADDRESS, "/changes", "/questions", f"/topic/{topic}/reply", "/search/suggest?q=klockor", "/"):
        assert "Köp klockor" not in ek.get(address).text, address
    assert "Köp klockor" in talk.read(lind)
    lind.post(f"/reply/{opening}/show")
    assert "Köp klockor" in talk.read()
    assert talk.journal()[0].summary == "Köp klockor"
    assert talk.document(topic).title == "Köp klockor"


def test_a_hidden_answer_answers_nothing(talk: Talk) -> None:
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    topic = talk.open(ek)
    reply = talk.reply(ek, topic, BAD)
    ek.post(f"/reply/{reply}/answer")
    lind.post(f"/reply/{reply}/hide", {"reason": "Personangrepp"})
    assert "Svaret på frågan" not in talk.read()
    assert QUESTION in talk.world.visitor().get("/questions").text


def test_only_gardeners_hide_show_and_amend_what_is_hidden(talk: Talk) -> None:
    ek, lind, topic, reply = hidden(talk)
    for address in (f"/reply/{reply}/hide", f"/reply/{reply}/show"):
        assert ek.post(address, {"reason": "Fel"}).status_code == 403
        assert talk.world.visitor().post(address, {"reason": "Fel"}).status_code == 401
    assert ek.get(f"/reply/{reply}/amend").status_code == 403
    assert ek.post(f"/reply/{reply}/amend", {"text": "Förlåt.", "base": "3"}).status_code == 403
    lind.post(f"/reply/{reply}/amend", {"text": "Struket av idiot.", "base": "3"})
    assert "idiot" not in talk.document(topic).text + talk.journal()[-1].summary + talk.read()


def test_a_reason_is_asked_for_and_given_back(talk: Talk) -> None:
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    reply = talk.reply(ek, talk.open(ek), BAD)
    assert BAD in lind.get(f"/reply/{reply}/hide").text
    assert lind.post(f"/reply/{reply}/hide", {"reason": " "}).status_code == 400
    long = lind.post(f"/reply/{reply}/hide", {"reason": "x" * (MAX_REASON + 1)})
    assert long.status_code == 400
    assert "x" * (MAX_REASON + 1) in long.text
    stale = lind.post(f"/reply/{reply}/hide", {"reason": "Personangrepp", "csrf_token": "gammal"})
    assert stale.status_code == 400
    assert 'value="Personangrepp"' in stale.text
    assert BAD in talk.read()
    for _ in range(2):
        lind.post(f"/reply/{reply}/hide", {"reason": "Personangrepp"})
    assert [entry.kind for entry in talk.journal()].count("hide") == 1
