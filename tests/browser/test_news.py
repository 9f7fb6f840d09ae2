"""From question to answer, with the letters in between: two people, a gardener, and a mail server."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.conftest import World
from tests.digest.postbox import Postbox, mail_server
from wiki.core.clock import now
from wiki.digest.gather import gather
from wiki.digest.outbox import claim
from wiki.digest.send import send_due
from wiki.notices.courier import begin, deliver_batch


@pytest.fixture
def postbox(world: World, base_url: str) -> Iterator[Postbox]:
    """A mail server, for this test's wiki."""
    settings = world.app.config["WIKI"]
    with mail_server() as running:
        world.app.config["WIKI"] = replace(
            settings, smtp_host="127.0.0.1", smtp_port=running.port, smtp_security="none", base_url=base_url
        )
        with world.app.app_context():
            begin()
        yield running
    world.app.config["WIKI"] = settings


@pytest.fixture
def karin(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """A new window in which Karin is signed in, who looks after the wiki."""
    context = open_browser(storage_state=signed_in("Karin"))
    yield context.new_page()
    context.close()


def mail(world: World) -> None:
    """Let the courier, and a few minutes later the sender, do what they do by themselves."""
    with world.app.app_context():
        while deliver_batch("test"):
            pass
    with world.app.app_context():
        gather(now() + timedelta(minutes=5))
        assert claim() is None  # it is due then, and no sooner
    with world.app.app_context():
        send_due(at=now() + timedelta(minutes=5))


def link_in(letter: EmailMessage, words: str) -> str:
    """The address that `words` lead to in the HTML of a letter."""
    body = letter.get_body(("html",))
    assert body
    found = re.search(rf'<a href="([^"]+)"[^>]*>{re.escape(words)}', body.get_content())
    assert found, body.get_content()
    return found[1]


def test_from_question_to_answer(world: World, asta: Page, vera: Page, karin: Page, postbox: Postbox) -> None:
    world.write("Nyheter som når fram", "En pilot är ett försök.\n")
    asta.goto("/talk/Nyheter_som_når_fram")
    asta.get_by_role("radio", name="Fråga").check()
    asta.get_by_label("Rubrik", exact=True).fill("Hur länge pågår en pilot?")
    asta.get_by_role("textbox", name="Ditt inlägg").fill("Vi undrar hur ni gör.")
    asta.get_by_role("button", name="Publicera inlägget").click()
    expect(asta.get_by_role("heading", name="Hur länge pågår en pilot?")).to_be_visible()
    topic = asta.url
    mail(world)
    assert postbox.to("vera@example.org") == []

    vera.goto(topic)
    vera.get_by_role("link", name=re.compile("^Svara")).first.click()
    vera.get_by_role("textbox", name="Ditt svar").fill("Sex veckor räcker ofta.")
    vera.get_by_role("button", name="Publicera svaret").click()
    expect(vera.get_by_text("Sex veckor räcker ofta.")).to_be_visible()
    mail(world)
    (told,) = postbox.to("asta@example.org")
    assert told["Subject"] == "Vera svarade i ”Hur länge pågår en pilot?”"
    asta.goto(link_in(told, "Hur länge pågår en pilot?"))
    expect(asta.get_by_text("Sex veckor räcker ofta.")).to_be_visible()

    karin.goto(topic)
    karin.get_by_role("button", name="Det här är svaret: inlägget av Vera").click()
    expect(karin.get_by_text("enligt trädgårdsmästaren Karin").first).to_be_visible()
    mail(world)
    (thanked,) = postbox.to("vera@example.org")
    vera.goto(link_in(thanked, "Hur länge pågår en pilot?"))
    expect(vera.get_by_text("enligt trädgårdsmästaren Karin").first).to_be_visible()

    vera.goto(link_in(thanked, "Stoppa de här breven"))
    vera.get_by_role("button", name="Stoppa de här breven").click()
    expect(vera.get_by_role("heading", name="Breven är stoppade")).to_be_visible()
    vera.get_by_role("button", name="Ångra: skicka dem som förut").click()
    expect(vera.get_by_text("Allt är som det var förut.")).to_be_visible()
    assert set(postbox.numbers.values()) == {1}
