"""Opening a topic."""

from datetime import UTC, datetime

from tests.conftest import PASSWORD
from tests.talk.conftest import ADDRESS, QUESTION, Talk, field, number
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.pages.models import Page
from wiki.talk.open_topic import open_topic
from wiki.talk.reply import reply_to

TYPED = {"title": QUESTION, "text": "Åtta rader\noch en till <b>."}


def test_opens_a_topic_with_its_first_post(talk: Talk) -> None:
    ek = talk.someone("Ek")
    answer = ek.post(ADDRESS, {"title": f"  {QUESTION} ", "text": "Hos oss är det **oklart**."})
    assert answer.status_code == 303
    page = ek.client.get(answer.location, follow_redirects=True, headers={"Accept-Language": "sv"})
    assert page.status_code == 200
    assert QUESTION in page.text
    assert "<strong>oklart</strong>" in page.text


def test_is_written_in_the_journal(talk: Talk) -> None:
    topic = talk.open(talk.someone("Ek"))
    entry = talk.journal()[0]
    assert (entry.kind, entry.topic_id, entry.page_id, entry.name) == ("topic", topic, talk.page_id, "Tänk stort")
    assert entry.summary == QUESTION


def test_can_be_found_by_what_is_written_in_it(talk: Talk) -> None:
    topic = talk.open(talk.someone("Ek"), text="Hos oss är det **oklart**.")
    document = talk.document(topic)
    assert (document.kind, document.name, document.title) == ("topic", "Tänk stort", QUESTION)
    assert "Hos oss är det oklart." in document.text
    assert talk.world.visitor().get(document.address).status_code == 302


def test_a_missing_or_too_long_heading_is_refused_and_the_text_kept(talk: Talk) -> None:
    ek = talk.someone("Ek")
    for title, sentence in (("  ", "Skriv en rubrik"), ("å" * 201, "Rubriken är för lång: den har 201 tecken")):
        answer = ek.post(ADDRESS, {**TYPED, "title": title})
        assert answer.status_code == 400
        assert sentence in answer.text
        assert field(answer, "text").strip() == TYPED["text"]
        assert field(answer, "title") == title


def test_an_empty_text_is_refused_and_the_heading_kept(talk: Talk) -> None:
    answer = talk.someone("Ek").post(ADDRESS, {"title": QUESTION, "text": " \n "})
    assert answer.status_code == 400
    assert "Skriv något innan du publicerar" in answer.text
    assert field(answer, "title") == QUESTION


def test_a_too_long_text_is_refused_and_kept(talk: Talk) -> None:
    long = "ord " * 12_501
    answer = talk.someone("Ek").post(ADDRESS, {"title": QUESTION, "text": long})
    assert answer.status_code == 413
    assert "Inlägget är för långt" in answer.text
    assert field(answer, "text").strip() == long.strip()
    assert talk.journal() == []


def test_an_old_form_keeps_the_text_and_gets_a_fresh_token(talk: Talk) -> None:
    ek = talk.someone("Ek")
    answer = ek.post(ADDRESS, {**TYPED, "csrf_token": "gammal"})
    assert answer.status_code == 400
    assert "Texten är kvar: tryck en gång till" in answer.text
    assert field(answer, "title") == QUESTION
    again = {"title": field(answer, "title"), "text": field(answer, "text"), "csrf_token": field(answer, "csrf_token")}
    assert number(ek.post(ADDRESS, dict(again)))


def test_whoever_is_signed_out_keeps_the_text_and_signs_in_with_it(talk: Talk) -> None:
    talk.world.user("Ek")
    visitor = talk.world.visitor()
    answer = visitor.post(ADDRESS, dict(TYPED))
    assert answer.status_code == 401
    assert field(answer, "text").strip() == TYPED["text"]
    answer = visitor.post(ADDRESS, {**TYPED, "email": "ek@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    assert "Du är inloggad igen" in answer.text
    assert field(answer, "text").strip() == TYPED["text"]
    assert talk.journal() == []
    assert number(visitor.post(ADDRESS, dict(TYPED)))


def test_whoever_lost_the_session_and_the_token_keeps_the_text(talk: Talk) -> None:
    answer = talk.world.visitor().post(ADDRESS, {**TYPED, "csrf_token": "gammal", "email": "ek", "password": PASSWORD})
    assert answer.status_code == 401
    assert field(answer, "text").strip() == TYPED["text"]


def test_a_preview_publishes_nothing(talk: Talk) -> None:
    answer = talk.someone("Ek").post(ADDRESS, {"title": QUESTION, "text": "**Så**\n\n[[Saknas]]", "preview": "1"})
    assert answer.status_code == 200
    assert "<strong>Så</strong>" in answer.text
    assert 'class="wikilink red"' in answer.text
    assert field(answer, "text").strip() == "**Så**\n\n[[Saknas]]"
    assert talk.journal() == []


def test_what_is_imported_keeps_its_time(talk: Talk) -> None:
    talk.someone("Ek")
    then = datetime(2017, 10, 5, 19, 58, tzinfo=UTC)
    with talk.world.app.app_context():
        page, ek = session().get_one(Page, talk.page_id), session().get_one(User, 1)
        topic = open_topic(page, "Från förr", "Ett", by=ek, at=then)
        reply_to(topic, "Två", by=ek, at=then)
        assert topic.changed_at == then
    assert "5 oktober 2017 kl. 21.58" in talk.read(query="?show=older")
    assert [entry.at for entry in talk.journal()] == [then, then]
