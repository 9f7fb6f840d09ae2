"""Saying which post answers a question."""

from tests.talk.conftest import ADDRESS, QUESTION, Talk
from wiki.accounts.models import Role
from wiki.talk.listing import open_topic_count


def test_who_asked_says_what_the_answer_is(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    reply = talk.reply(salg, topic, "Ledningsgruppen gör det.")
    assert "Det här är svaret" in talk.read(ek)
    answer = ek.post(f"/reply/{reply}/answer")
    assert answer.status_code == 303
    page = ek.client.get(answer.location, follow_redirects=True, headers={"Accept-Language": "sv"}).text
    assert page.count("Svaret på frågan, enligt Ek som frågade") == 2  # on top, and in its place
    assert f'<a href="#reply-{reply}">Till svaret' in page
    assert "Besvarad" in page
    entry = talk.journal()[-1]
    assert (entry.kind, entry.topic_id, entry.reply_id, entry.summary) == ("answer", topic, reply, QUESTION)


def test_an_answered_question_is_no_longer_counted_as_open(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    reply = talk.reply(talk.someone("Sälg"), topic)
    assert "Diskussion (1)" in talk.read()
    ek.post(f"/reply/{reply}/answer")
    assert "Diskussion (1)" not in talk.read()
    with talk.world.app.app_context():
        assert open_topic_count(talk.page_id) == 0


def test_a_gardener_marks_and_unmarks_for_others(talk: Talk) -> None:
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    topic = talk.open(ek)
    reply = talk.reply(ek, topic)
    assert lind.post(f"/reply/{reply}/answer").status_code == 303
    assert "enligt trädgårdsmästaren Lind" in talk.read(query="?show=answered")
    assert lind.post(f"/topic/{topic}/unanswer").status_code == 303
    assert "enligt trädgårdsmästaren Lind" not in talk.read()
    assert [entry.kind for entry in talk.journal()][-2:] == ["answer", "unanswer"]


def test_another_answer_takes_the_place_of_the_first_and_the_same_again_changes_nothing(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    one, two = talk.reply(ek, topic, "Den ena."), talk.reply(ek, topic, "Den andra.")
    for reply in (one, two, two):
        assert ek.post(f"/reply/{reply}/answer").status_code == 303
    assert [entry.reply_id for entry in talk.journal() if entry.kind == "answer"] == [one, two]
    assert f'href="#reply-{two}">Till svaret' in talk.read(query="?show=answered")
    ek.post(f"/topic/{topic}/unanswer")
    ek.post(f"/topic/{topic}/unanswer")
    assert [entry.kind for entry in talk.journal()].count("unanswer") == 1


def test_nobody_else_says_what_the_answer_is(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    reply = talk.reply(salg, topic)
    assert "Det här är svaret" not in talk.read(salg)
    assert salg.post(f"/reply/{reply}/answer").status_code == 403
    assert talk.world.visitor().post(f"/reply/{reply}/answer").status_code == 401
    ek.post(f"/reply/{reply}/answer")
    assert salg.post(f"/topic/{topic}/unanswer").status_code == 403


def test_what_cannot_be_an_answer_is_refused_with_a_sentence(talk: Talk) -> None:
    ek, lind = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    topic = talk.open(ek)
    hidden = talk.reply(ek, topic)
    lind.post(f"/reply/{hidden}/hide", {"reason": "Fel"})
    remark = ek.post(ADDRESS, {"title": "Bra sida", "text": "Tack.", "kind": "remark"})
    said = talk.reply(ek, int(remark.location.rpartition("/")[2]))
    for reply, sentence in (
        (talk.first(topic), "Frågan kan inte vara svar"),
        (hidden, "Ett dolt"),
        (said, "Bara en fr"),
    ):
        answer = ek.post(f"/reply/{reply}/answer")
        assert answer.status_code == 409
        assert sentence in answer.text
