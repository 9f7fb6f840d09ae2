"""Asking about words on a page, and replying where one reads: with the pointer, by keyboard, and after a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.conftest import World
from wiki.accounts.queries import user_by_name
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.talk.open_topic import open_topic

TEXT = """## Vad är en pilot?

En pilot är ett försök i *liten* skala med [[Pilot|tydlig uppföljning]]. Den har ett slut.

## Hur länge?

Den har ett slut. Sex veckor räcker ofta.
"""
MARK = """words => {
  const article = document.querySelector("article.prose");
  article.dispatchEvent(new Event("selectstart"));
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
  const [first, last] = words.map((word) => nodes.findLast((node) => node.data.includes(word)));
  const [from, to] = [first.data.indexOf(words[0]), last.data.indexOf(words[1]) + words[1].length];
  getSelection().setBaseAndExtent(first, from, last, to);
}"""


@pytest.fixture
def topic(world: World, request: pytest.FixtureRequest) -> str:
    """The address of a talk page with one topic, opened by Karin, on a page of the test's own."""
    name = "Samtal " + request.node.originalname.removeprefix("test_").replace("_", " ")
    world.write(name, TEXT)
    with world.app.test_request_context():
        page, karin = find_page(parse_name(name)), user_by_name("Karin")
        assert page
        assert karin
        open_topic(page, "Hur länge?", "Vi undrar *hur länge*.\n\n> Någon annan.\n\nVet ni?", by=karin)
    return f"/talk/{name.replace(' ', '_')}"


def test_marked_words_are_asked_about(asta: Page, world: World) -> None:
    world.write("Fråga om ord", TEXT)
    asta.goto("/wiki/Fråga_om_ord")
    asta.evaluate(MARK, ["rsök i", "uppf"])
    asta.get_by_role("link", name="Fråga om detta").click()
    expect(asta.get_by_label("Ord ur texten")).to_have_value("försök i liten skala med tydlig uppföljning")
    expect(asta.locator("#mk-section")).to_have_value("Vad_är_en_pilot?")
    asta.get_by_label("Rubrik", exact=True).fill("Hur liten?")
    asta.get_by_role("textbox", name="Ditt inlägg").fill("Hur liten skala är liten?")
    asta.get_by_role("button", name="Publicera inlägget").click()
    asta.get_by_role("link", name="Vad är en pilot?").click()
    expect(asta).to_have_url(re.compile(r"/wiki/Fr.*#mk-quote-\d+$"))
    expect(asta.locator("mark.quoted").first).to_have_text("försök i ")
    asta.get_by_role("link", name="Öppet ämne om detta: Hur liten?").click()
    expect(asta.get_by_role("heading", name="Hur liten?")).to_be_visible()


def test_the_button_comes_after_the_words_by_tab_and_goes_with_escape(asta: Page, world: World) -> None:
    world.write("Fråga med tangenter", TEXT)
    asta.goto("/wiki/Fråga_med_tangenter")
    asta.get_by_text("Sex veckor räcker ofta").click(click_count=3)
    expect(asta.get_by_role("link", name="Fråga om detta")).to_be_visible()
    asta.keyboard.press("Tab")
    expect(asta.get_by_role("link", name="Fråga om detta")).to_be_focused()
    asta.keyboard.press("Enter")
    expect(asta.locator("#mk-section")).to_have_value("Hur_länge?")
    expect(asta.get_by_label("Ord ur texten")).to_have_value("Den har ett slut. Sex veckor räcker ofta.")
    asta.go_back()
    asta.evaluate(MARK, ["Sex", "veckor"])
    expect(asta.get_by_role("link", name="Fråga om detta")).to_be_visible()
    asta.keyboard.press("Escape")
    expect(asta.get_by_role("link", name="Fråga om detta")).to_have_count(0)


def test_readers_are_not_offered_what_they_cannot_do(reader: Page, world: World) -> None:
    world.write("Bara läsa", TEXT)
    reader.goto("/wiki/Bara_läsa")
    reader.evaluate(MARK, ["Sex", "veckor"])
    expect(reader.locator("[data-behaviour~=askabout]")).to_have_count(0)


def test_a_reply_is_written_in_place_by_keyboard(vera: Page, topic: str) -> None:
    vera.goto(topic)
    settle(vera, "replying")
    reply = vera.get_by_role("link", name="Svara Karin")
    reply.focus()
    vera.keyboard.press("Enter")
    text = vera.get_by_role("textbox", name="Ditt svar")
    expect(text).to_be_focused()
    expect(vera.get_by_role("button", name="Visuellt").and_(vera.locator("[aria-pressed=true]"))).to_have_count(1)
    expect(text).to_be_focused()
    vera.keyboard.type("Sex veckor. Hej @kar")
    vera.get_by_role("option", name="Karin").wait_for()
    vera.keyboard.press("Enter")
    vera.keyboard.press("Escape")
    expect(vera.locator(".reply-here")).to_be_hidden()
    expect(reply).to_be_focused()
    vera.keyboard.press("Enter")
    expect(text).to_contain_text("Sex veckor. Hej @Karin")
    vera.get_by_role("button", name="Publicera svaret").click()
    expect(vera).to_have_url(re.compile(r"#reply-\d+$"))
    expect(vera.locator(".post:target .post-text")).to_have_text("Sex veckor. Hej @Karin")
    expect(vera.locator(".post:target a.mention")).to_have_text("@Karin")
    vera.reload()
    settle(vera, "replying")
    expect(vera.locator(".reply-here")).to_have_count(0)


def test_what_was_begun_is_back_after_a_reload(asta: Page, topic: str) -> None:
    asta.goto(topic)
    settle(asta, "replying")
    asta.get_by_role("link", name="Svara Karin").click()
    asta.get_by_role("textbox", name="Ditt svar").fill("Ett halvt svar")
    expect(asta.locator(".reply-here form")).to_have_attribute("data-kept", "yes")
    asta.reload()
    expect(asta.get_by_role("textbox", name="Ditt svar")).to_have_value("Ett halvt svar")
    asta.get_by_role("button", name="Kasta texten").click()
    expect(asta.get_by_role("textbox", name="Ditt svar")).to_have_value("")


def test_a_post_is_quoted_without_what_it_quotes_itself(asta: Page, topic: str) -> None:
    asta.goto(topic)
    settle(asta, "replying")
    asta.get_by_role("link", name="Citera inlägget av Karin i ett svar").click()
    expect(asta.get_by_role("textbox", name="Ditt svar")).to_have_value("> Vi undrar hur länge.\n>\n> Vet ni?\n\n")
    asta.keyboard.type("Sex veckor.")
    asta.get_by_role("region", name="Ditt svar").get_by_role("button", name="Visa förhandsgranskning").click()
    expect(asta.locator(".preview blockquote")).to_contain_text("Vet ni?")
    expect(asta.get_by_role("textbox", name="Ditt svar")).to_have_value(re.compile("Sex veckor.$"))


def test_nothing_is_lost_without_network_and_pressing_twice_sends_once(asta: Page, topic: str) -> None:
    asta.goto(topic)
    settle(asta, "replying")
    asta.get_by_role("link", name="Svara i ämnet").click()
    settle(asta, "post")
    asta.get_by_role("textbox", name="Ditt svar").fill("Utan nät")
    asta.context.set_offline(True)
    asta.get_by_role("button", name="Publicera svaret").click()
    expect(asta.get_by_role("alert").filter(has_text="Inget nät just nu")).to_be_visible()
    expect(asta.get_by_role("textbox", name="Ditt svar")).to_have_value("Utan nät")
    asta.context.set_offline(False)
    asta.get_by_role("button", name="Publicera svaret").dblclick()
    expect(asta.locator(".post:target .post-text")).to_have_text("Utan nät")
    expect(asta.get_by_text("Utan nät", exact=True)).to_have_count(1)
