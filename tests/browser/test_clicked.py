"""That somebody went on from a search is counted, and the links lead where they lead."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.conftest import World
from wiki.core.db import session
from wiki.search.insight.counting import write_down
from wiki.search.insight.models import SearchCount


def clicks(world: World, query: str) -> int | None:
    """How often somebody has gone on from `query`."""
    write_down(world.app)
    with world.app.app_context():
        return session().scalar(select(SearchCount.clicked).where(SearchCount.query == query))


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what a beacon does: nobody hears when it has arrived."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def test_going_on_to_a_hit_is_counted(reader: Page, world: World) -> None:
    reader.goto("/search?q=testmiljöer+kommuner")
    assert clicks(world, "testmiljöer kommuner") == 0
    reader.locator(".hit-list a").first.click()
    expect(reader).not_to_have_url("/search?q=testmiljöer+kommuner")
    eventually(reader, lambda: clicks(world, "testmiljöer kommuner") == 1)


def test_a_hit_that_is_opened_by_keyboard_or_in_a_tab_of_its_own_is_counted(reader: Page, world: World) -> None:
    reader.goto("/search?q=piloter+plan")
    reader.locator(".hit-list a").first.focus()
    with reader.expect_request("**/search/clicked") as told:
        reader.keyboard.press("Enter")
    assert told.value.method == "POST"
    reader.goto("/search?q=piloter+och+planer")
    with reader.expect_request("**/search/clicked") as told:
        reader.locator(".hit-list a").first.click(button="middle")
    assert set((told.value.post_data or "").split("=")[::2]) == {"said"}
    eventually(reader, lambda: clicks(world, "piloter och planer") == 1)


def test_only_links_are_counted_and_only_once(reader: Page, world: World) -> None:
    told = []
    reader.on("request", lambda request: told.append(request.url) if request.url.endswith("/search/clicked") else None)
    reader.goto("/search?q=kommunerna+piloter")
    expect(reader.locator("html")).to_have_attribute("data-ready", "")
    reader.locator(".hit p").last.click()
    reader.locator(".hit-list a").first.click(button="right")
    assert told == []
    for _ in range(2):
        reader.locator(".hit-list a").first.click(modifiers=["Control"])
    assert len(told) == 1
    assert clicks(world, "kommunerna piloter") is not None
