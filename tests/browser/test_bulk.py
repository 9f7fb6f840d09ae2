"""An act on many pages: it goes on by itself, says how far it has come, and can be stopped."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opener
from tests.conftest import World
from wiki.gardening import bulk_views


@pytest.fixture
def karin(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """A new window in which Karin is signed in, who looks after the wiki."""
    context = open_browser(storage_state=signed_in("Karin"))
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small parts, so that few pages are enough."""
    monkeypatch.setattr(bulk_views, "AT_ONCE", 1)


def begin(karin: Page, world: World, category: str) -> None:
    """Have three pages put into a category, as far as the first part of it."""
    for each in "abc":
        world.write(f"Många:{category}/{each}", "Text.", by="Karin")
    karin.goto(f"/bulk?list=prefix&q=Många:{category}/&all=1")
    karin.get_by_role("radio", name="Lägg i kategorin").check()
    karin.get_by_label("Kategori, eller hur de nya namnen börjar").fill(category)
    karin.get_by_role("button", name="Se vad som händer").click()
    karin.get_by_role("button", name="Gör det").click()


def test_it_goes_on_by_itself_to_the_end(karin: Page, world: World) -> None:
    begin(karin, world, "Av sig själv")
    expect(karin.get_by_role("main").get_by_role("status")).to_have_text("Klart med 3 sidor.")
    expect(karin.get_by_role("link", name="Tillbaka till listan")).to_be_visible()
    expect(karin.get_by_role("button", name="Fortsätt med resten")).to_have_count(0)
    karin.goto("/wiki/Kategori:Av_sig_själv")
    expect(karin.get_by_role("main")).to_contain_text("Många:Av sig själv/c")


def test_it_stops_after_the_part_that_is_on_its_way(karin: Page, world: World) -> None:
    held: list[Route] = []
    karin.route(
        "**/bulk", lambda route: held.append(route) if route.request.resource_type == "fetch" else route.continue_()
    )
    begin(karin, world, "Stannar")
    karin.get_by_role("button", name="Stanna här").click()
    assert len(held) == 1
    held.pop().continue_()
    expect(karin.get_by_role("main").get_by_role("status")).to_have_text("Klart med 2 sidor. 1 sida är kvar.")
    expect(karin.get_by_text("Det har stannat.")).to_be_visible()
    go_on = karin.get_by_role("button", name="Fortsätt med resten")
    expect(go_on).to_be_focused()
    assert held == [], "nothing is asked for any more"
    karin.unroute("**/bulk")
    go_on.press("Enter")
    expect(karin.get_by_role("main").get_by_role("status")).to_have_text("Klart med 3 sidor.")
