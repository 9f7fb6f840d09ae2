"""Feeds: valid, about what their address says, and for everybody who may read the wiki."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conftest import World
from tests.feeds.valid import ATOM, SCHEMA, authors, links, read_feed, texts
from wiki.accounts.models import Role
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.settings import Settings
from wiki.feeds.atom import Feed, Item, as_atom, as_read_elsewhere
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.talk.hide import hide_reply
from wiki.talk.models import Reply
from wiki.talk.open_topic import open_topic
from wiki.talk.reply import reply_to

FEEDS = (
    "/feeds/changes",
    "/feeds/page/Plan",
    "/feeds/theme/Piloter",
    "/feeds/municipality/Ale",
    "/feeds/topic/1",
    "/feeds/examples",
)
EXAMPLE = "---\ntyp: exempel\ntema: Piloter\nläge: pilot\n---\nVi prövar.\n"


@pytest.fixture
def busy(world: World) -> World:
    """A wiki in which something has happened of each kind."""
    asp = world.user("Asp", municipality="1440")
    world.write("Plan", "Text.", by="Asp", summary="en början")
    world.write("Plan", "Text med <b>tecken</b> & fler.", by="Asp", summary="<script>alert(1)</script> & mer")
    world.write("Tema:Piloter", "---\ntyp: tema\n---\nOm piloter.", by="Asp")
    world.write("Kommun:Ale", "Om Ale.", by="Asp")
    world.write("Kommun:Ale/Pilot", EXAMPLE, by="Asp")
    with world.app.test_request_context():
        page = find_page(parse_name("Plan"))
        assert page
        topic = open_topic(page, "Hur <långt> & brett?", "Se [[Plan]] och [här](/search).", by=asp)
        reply_to(topic, "Rätt så långt.", by=asp)
    return world


@pytest.mark.parametrize("address", FEEDS)
def test_every_feed_is_valid_and_can_be_asked_for_again(busy: World, address: str) -> None:
    visitor = busy.visitor()
    answer = visitor.get(address)
    feed = read_feed(answer)
    assert texts(feed, "id")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    assert links(feed, "self") == [f"http://localhost{address}"]
    same = {"If-None-Match": answer.headers["ETag"]}
    assert visitor.get(address, headers=same).status_code == 304
    assert visitor.get(address, headers={"If-Modified-Since": answer.headers["Last-Modified"]}).status_code == 304
    busy.write("Plan", "Något helt annat.", by="Asp", summary="sista", at=now() + timedelta(seconds=2))
    again = visitor.get(address, headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert again.status_code == 200
    if address == "/feeds/changes":
        assert visitor.get(address, headers=same).status_code == 200
        assert texts(read_feed(visitor.get(address)), "summary")[0] == "sista"


def test_an_entry_keeps_its_id_wherever_the_wiki_stands_and_whatever_comes_after(busy: World) -> None:
    visitor = busy.visitor()
    before = set(texts(read_feed(visitor.get("/feeds/page/Plan")), "id"))
    busy.write("Plan", "Ännu mer.", by="Asp")
    after = set(texts(read_feed(visitor.get("/feeds/page/Plan", base_url="https://wiki.example.se")), "id"))
    assert before < after
    assert all(each.startswith("urn:uuid:") for each in after)
    assert after - before <= set(texts(read_feed(visitor.get("/feeds/changes")), "id")), "the same in all feeds"


def test_an_edit_tells_who_from_where_and_what_was_changed(busy: World) -> None:
    busy.write("Plan", "---\nkontakt: Asp, asp@example.org\n---\nText utan tecken.", by="Asp", summary="byte")
    answer = busy.visitor().get("/feeds/page/Plan")
    feed = read_feed(answer)
    assert authors(feed)[0] == "Asp, Ale"
    content = texts(feed, "content")[0]
    assert "<ins>" in content
    assert "<del>" in content
    assert "asp@example.org" not in answer.text, "the difference is of the text: fields are told in words"
    assert "alert(1)" in answer.text
    assert "<script" not in "".join(texts(feed, "content"))
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert re.fullmatch(r"http://localhost/diff/\d+/\d+", links(entry, "alternate")[0])


def test_a_page_tells_of_itself_only_and_a_theme_and_a_municipality_of_theirs(busy: World) -> None:
    visitor = busy.visitor()
    busy.write("Annat", "Text.", by="Bo")
    assert {"Plan", "Diskussion: Plan"} == set(texts(read_feed(visitor.get("/feeds/page/Plan")), "title"))
    theme = set(texts(read_feed(visitor.get("/feeds/theme/Piloter")), "title"))
    assert theme == {"Tema:Piloter", "Kommun:Ale/Pilot"}
    place = set(texts(read_feed(visitor.get("/feeds/municipality/Ale")), "title"))
    assert {"Kommun:Ale", "Kommun:Ale/Pilot", "Plan"} <= place, "its pages, and what those who work there write"
    assert "Annat" not in place
    narrowed = read_feed(visitor.get("/feeds/changes?namespace=theme"))
    assert texts(narrowed, "title") == ["Tema:Piloter"]
    assert links(narrowed, "alternate") == ["http://localhost/changes?namespace=theme"]


def test_a_topic_tells_its_posts_with_links_that_lead_there_from_anywhere(busy: World) -> None:
    feed = read_feed(busy.visitor().get("/feeds/topic/1"))
    assert feed.findtext(f"{ATOM}title") == "Hur <långt> & brett? (om Plan) – Mittköping"
    newest, first = texts(feed, "content")
    assert "Rätt så långt." in newest
    assert 'href="http://localhost/wiki/Plan"' in first
    assert 'href="http://localhost/search"' in first
    assert "class=" not in first


def test_what_is_hidden_is_told_in_no_feed(busy: World) -> None:
    karin = busy.user("Karin", Role.GARDENER)
    visitor = busy.visitor()
    assert "Rätt så långt." in visitor.get("/feeds/topic/1").text
    with busy.app.test_request_context():
        reply = session().get(Reply, 2)
        assert reply
        hide_reply(reply, "Stötande.", by=karin)
    for address in FEEDS:
        assert "Rätt så långt." not in visitor.get(address).text, address
    assert len(texts(read_feed(visitor.get("/feeds/topic/1")), "id")) == 1


def test_feeds_of_what_is_not_there_are_not_there_and_wrong_spellings_lead_on(busy: World) -> None:
    visitor = busy.visitor()
    missing = ("/feeds/page/Ingenting", "/feeds/theme/Ingenting", "/feeds/municipality/Mars", "/feeds/topic/77")
    assert [visitor.get(address).status_code for address in missing] == [404] * 4
    assert visitor.get("/feeds/page/plan").location.endswith("/feeds/page/Plan")
    assert visitor.get("/feeds/theme/piloter").location.endswith("/feeds/theme/Piloter")
    assert visitor.get("/feeds/municipality/ale").location.endswith("/feeds/municipality/Ale")


def test_a_long_feed_comes_in_parts_that_lead_to_each_other(world: World) -> None:
    for number in range(52):
        world.write(f"Sida {number}", "Text.")
    visitor = world.visitor()
    first = read_feed(visitor.get("/feeds/changes"))
    assert len(texts(first, "id")) == 50
    assert links(first, "previous") == []
    following = links(first, "next")[0]
    assert following == "http://localhost/feeds/changes?page=2"
    second = read_feed(visitor.get(following))
    assert texts(second, "title") == ["Sida 1", "Sida 0"]
    assert links(second, "previous") == ["http://localhost/feeds/changes"]
    assert links(second, "next") == []
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id"), "parts of one feed"


def test_an_empty_feed_is_a_feed(world: World) -> None:
    assert texts(read_feed(world.visitor().get("/feeds/changes")), "id") == []
    assert texts(read_feed(world.visitor().get("/feeds/examples")), "id") == []


def test_pages_say_where_their_feeds_are(busy: World) -> None:
    visitor = busy.visitor()
    found = re.compile('<link rel="alternate" type="application/atom\\+xml" title="[^"]+" href="([^"]+)">')
    shown = {address: found.findall(visitor.get(address).text) for address in ("/wiki/Plan", "/changes", "/examples")}
    assert shown == {
        "/wiki/Plan": ["/feeds/page/Plan"],
        "/changes": ["/feeds/changes"],
        "/examples": ["/feeds/examples"],
    }
    assert found.findall(visitor.get("/wiki/Tema:Piloter").text) == ["/feeds/theme/Piloter"]
    assert found.findall(visitor.get("/wiki/Kommun:Ale").text) == ["/feeds/municipality/Ale"]
    assert "Följ med RSS/Atom" in visitor.get("/wiki/Plan").text


def test_a_wiki_for_members_has_no_feed_for_others(make_world: Callable[..., World]) -> None:
    world = make_world(reading="members")
    member = world.signed_in("Asta")
    member.post("/edit/Plan", {"text": "Hemligt.", "base": ""})
    for address in ("/feeds/changes", "/feeds/page/Plan", "/feeds/examples", "/feeds/topic/1"):
        answer = world.visitor().get(address)
        assert answer.status_code == 401
        assert "Hemligt" not in answer.text
    assert "Plan" in texts(read_feed(member.get("/feeds/changes")), "title")


@given(title=st.text(max_size=50), html=st.text(max_size=200), author=st.text(max_size=20))
def test_whatever_people_write_a_feed_is_valid(title: str, html: str, author: str) -> None:
    item = Item(key="x", title=title, path="/wiki/X", updated=now(), author=author, summary=title, html=html)
    feed = Feed("k", title, "http://localhost/feeds/changes", "/changes", "sv", [item], subtitle=title)
    app = Flask("wiki")
    app.config.update(WIKI=Settings(), SECRET_KEY="hemlig")
    with app.app_context():
        made = etree.fromstring(as_atom(feed))
    assert SCHEMA.validate(made), SCHEMA.error_log


def test_html_that_is_read_elsewhere_leads_here_and_keeps_to_itself() -> None:
    html = (
        '<p id="a" class="b">Se <a class="wikilink" href="/wiki/Plan">planen</a>, <a href="//example.org/x">x</a> '
        'och <img alt="k" src="/thumb/1" srcset="/thumb/2 2x, /thumb/3 3x"> /wiki/Plan</p>'
    )
    assert as_read_elsewhere(html, "https://w.example/feeds/changes") == (
        '<p>Se <a href="https://w.example/wiki/Plan">planen</a>, <a href="//example.org/x">x</a> '
        'och <img alt="k" src="https://w.example/thumb/1"> /wiki/Plan</p>'
    )
