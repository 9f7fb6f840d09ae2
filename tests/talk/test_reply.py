"""Replying."""

import re

from tests.talk.conftest import QUESTION, Talk, field


def test_replies_stand_under_what_they_answer(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    first = talk.reply(salg, topic, "Första svaret")
    talk.reply(salg, topic, "Andra svaret")
    talk.reply(ek, topic, "Tack för det första", to=first)
    page = talk.read()
    assert page.index("Första svaret") < page.index("Tack för det första") < page.index("Andra svaret")
    assert re.findall(r'<ol class="posts">', page) == ['<ol class="posts">'] * 3


def test_a_very_deep_thread_stays_flat_and_says_whom_it_answers(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    to = None
    for depth in range(1, 10):
        to = talk.reply(salg if depth % 2 else ek, topic, f"Djup {depth}.", to=to)
    page = talk.read()
    assert page.count('<ol class="posts">') == 7
    assert page.count("Svar till") == 8  # on a phone, where nothing is indented
    assert page.count("said-to by-place") == 5  # the others say it everywhere
    assert page.index("Djup 7.") < page.index("Djup 8.") < page.index("Djup 9.")


def test_the_form_shows_what_one_answers(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek, text="Hos oss är det oklart.")
    reply = talk.reply(ek, topic, "En följdfråga.")
    assert "Hos oss är det oklart." in ek.get(f"/topic/{topic}/reply").text
    assert "En följdfråga." in ek.get(f"/topic/{topic}/reply?to={reply}").text


def test_only_posts_of_the_topic_can_be_answered(talk: Talk) -> None:
    ek = talk.someone("Ek")
    one, other = talk.open(ek), talk.open(ek)
    assert ek.get(f"/topic/{one}/reply?to={talk.first(other)}").status_code == 404
    assert ek.post(f"/topic/{one}/reply?to={talk.first(other)}", {"text": "Hej"}).status_code == 404
    assert ek.get("/topic/4711/reply").status_code == 404


def test_is_written_in_the_journal_and_can_be_found(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    reply = talk.reply(ek, topic, "Ledningsgruppen " * 20)
    entry = talk.journal()[-1]
    assert (entry.kind, entry.topic_id, entry.reply_id, entry.name) == ("reply", topic, reply, "Tänk stort")
    assert entry.summary.startswith("Ledningsgruppen Ledningsgruppen")
    assert entry.summary.endswith("…")
    assert "Ledningsgruppen" in talk.document(topic).text


def test_a_closed_topic_takes_no_replies_but_keeps_the_text(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    ek.post(f"/topic/{topic}/close")
    answer = salg.post(f"/topic/{topic}/reply", {"text": "För sent?"})
    assert answer.status_code == 409
    assert "Ämnet är avslutat" in answer.text
    assert field(answer, "text").strip() == "För sent?"
    assert "<textarea" not in salg.get(f"/topic/{topic}/reply").text
    ek.post(f"/topic/{topic}/reopen")
    assert talk.reply(salg, topic, "I tid.")


def test_nobody_replies_without_an_account_and_the_text_is_kept(talk: Talk) -> None:
    topic = talk.open(talk.someone("Ek"))
    visitor = talk.world.visitor()
    assert visitor.get(f"/topic/{topic}/reply").status_code == 401
    answer = visitor.post(f"/topic/{topic}/reply", {"text": "Jag vet."})
    assert answer.status_code == 401
    assert QUESTION in answer.text
    assert field(answer, "text").strip() == "Jag vet."
    assert f'href="/signin?next=/topic/{topic}/reply"' in talk.read().replace("%2F", "/")


def test_an_old_form_keeps_the_reply_and_whom_it_answers(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    parent = talk.reply(ek, topic, "En följdfråga.")
    answer = ek.post(f"/topic/{topic}/reply?to={parent}", {"text": "Svaret.", "csrf_token": "gammal"})
    assert answer.status_code == 400
    assert field(answer, "text").strip() == "Svaret."
    assert f'action="/topic/{topic}/reply?to={parent}"' in answer.text


def test_a_preview_shows_the_reply(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    answer = ek.post(f"/topic/{topic}/reply", {"text": "*Kanske*", "preview": "1"})
    assert "<em>Kanske</em>" in answer.text
    assert len(talk.journal()) == 1
