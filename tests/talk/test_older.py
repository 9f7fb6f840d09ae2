"""Kinds, states and age: which topics stand where."""

from datetime import timedelta

from sqlalchemy import update

from tests.talk.conftest import ADDRESS, Talk
from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.pages.models import Page
from wiki.talk.listing import CURRENT_FOR, place_of
from wiki.talk.models import Topic
from wiki.talk.open_topic import open_topic


def grow_old(talk: Talk, topic: int) -> None:
    """Let nobody have written in a topic for long."""
    with talk.world.app.app_context(), transaction() as db:
        db.execute(update(Topic).where(Topic.id == topic).values(changed_at=now() - CURRENT_FOR - timedelta(days=1)))


def test_a_topic_that_nobody_writes_in_is_folded_away_and_found_by_its_link(talk: Talk) -> None:
    ek = talk.someone("Ek")
    old, fresh = talk.open(ek, "Den gamla"), talk.open(ek, "Den nya")
    grow_old(talk, old)
    page = talk.read()
    assert "Äldre ämnen (1)" in page
    assert f'id="topic-{old}"' not in page
    assert f'id="topic-{fresh}"' in page
    assert "Diskussion (2)" in page  # it waits for an answer all the same
    location = talk.world.visitor().get(f"/topic/{old}").location
    assert "show=older" in location
    assert f'id="topic-{old}"' in talk.world.visitor().get(location).text
    assert f'id="topic-{old}"' in talk.read(query="?show=open")


def test_who_writes_in_an_older_topic_brings_it_back(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    grow_old(talk, topic)
    talk.reply(ek, topic)
    assert f'id="topic-{topic}"' in talk.read()


def test_kinds_are_told_in_words_and_can_be_chosen(talk: Talk) -> None:
    ek = talk.someone("Ek")
    for kind in ("question", "remark", "suggestion"):
        ek.post(ADDRESS, {"title": f"Om {kind}", "text": "Text.", "kind": kind})
    page = talk.read()
    for chip in ("Alla sorter (3)", "Frågor (1)", "Synpunkter (1)", "Förslag (1)"):
        assert chip in page
    only = talk.read(query="?kind=suggestion")
    assert "Om suggestion" in only
    assert "Om remark" not in only
    assert "Om remark" in talk.read(query="?kind=nonsense")
    assert page.count("Obesvarad") == 1  # a remark waits for nothing


def test_a_kind_that_does_not_exist_is_refused_and_the_text_kept(talk: Talk) -> None:
    answer = talk.someone("Ek").post(ADDRESS, {"title": "Hej", "text": "Min text.", "kind": "poem"})
    assert answer.status_code == 400
    assert "Välj om det är en fråga" in answer.text
    assert "Min text." in answer.text


def test_an_empty_page_offers_each_kind(talk: Talk) -> None:
    ek = talk.someone("Ek")
    page = talk.read(ek)
    assert "Ingen har skrivit här än" in page
    for kind in ("question", "remark", "suggestion"):
        assert f"?new={kind}#new" in page
        assert f'value="{kind}" checked' in ek.get(f"{ADDRESS}?new={kind}").text


def test_many_topics_are_shown_a_page_at_a_time(talk: Talk) -> None:
    author = talk.world.user("Hassel").id
    with talk.world.app.app_context():
        page, by = session().get_one(Page, talk.page_id), session().get_one(User, author)
        hours = range(100)
        made = [open_topic(page, f"Ämne {each}.", "Text.", by, now() - timedelta(hours=each)) for each in hours]
        oldest = made[-1].id
        assert place_of(session().get_one(Topic, oldest)).page == 5
    page_text = talk.read()
    assert "Aktuella (100)" in page_text
    assert page_text.count('class="topic" id="topic-') == 20
    assert f'id="topic-{oldest}"' in talk.read(query="?page=5")
