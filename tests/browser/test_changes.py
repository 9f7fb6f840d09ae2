"""Recent changes in a browser: the quiet line about new ones, and patrolling with the keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, settle
from tests.conftest import World

PLACE = "document.querySelector('.hist-list').getBoundingClientRect().top"
AWAY = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s})"
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def karin(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """A new window in which Karin is signed in, who looks after the wiki."""
    context = open_browser(storage_state=signed_in("Karin"))
    yield context.new_page()
    context.close()


def test_new_changes_are_told_of_without_moving_anything(reader: Page, world: World) -> None:
    world.write("Nyheter", "Först.", by="Vera")
    reader.goto("/changes")
    settle(reader, "newchanges")
    line = reader.locator(".news")
    expect(line).to_contain_text("Listan lästes kl.")
    before = reader.evaluate(PLACE)
    first = reader.locator(".hist-list > li").first.inner_text()
    world.write("Nyheter", "Sedan.", by="Vera", summary="sedan")
    world.write("Fler nyheter", "Text.", by="Vera")
    reader.evaluate(LOOK)
    expect(line.get_by_role("status")).to_have_text("2 nya ändringar")
    assert reader.evaluate(PLACE) == before
    assert reader.locator(".hist-list > li").first.inner_text() == first, "what one reads stays"
    line.get_by_role("link", name="Visa dem").click()
    expect(reader.locator(".hist-list > li").first).to_contain_text("Fler nyheter")
    expect(line).to_contain_text("Listan lästes kl.")


def test_nobody_is_asked_while_nobody_looks(reader: Page, world: World) -> None:
    world.write("Nyheter", "Än en gång.", by="Vera")
    reader.goto("/changes")
    settle(reader, "newchanges")
    reader.wait_for_load_state("networkidle")
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.evaluate(AWAY % "true")
    reader.evaluate(LOOK)
    assert reader.evaluate("new Promise(done => setTimeout(() => done(true), 300))")
    assert asked == []
    reader.evaluate(AWAY % "false")
    with reader.expect_response("**/changes/new?**") as answer:
        reader.evaluate(LOOK)
    assert answer.value.status == 304, "nothing has happened meanwhile"


def test_a_group_unfolds_and_is_patrolled_by_keyboard(karin: Page, world: World) -> None:
    world.user("Nils")
    for number in range(3):
        world.write("Vattenpaus", f"Version {number}.", by="Nils", summary=f"steg {number}")
    karin.goto("/changes")
    group = karin.locator("li.gathered").filter(has_text="Vattenpaus")
    group.locator("summary").focus()
    karin.keyboard.press("Enter")
    expect(group.get_by_text("steg 1")).to_be_visible()
    group.get_by_role("checkbox").first.check()
    karin.get_by_role("button", name="Märk de valda som granskade").press("Enter")
    expect(karin.get_by_text("1 version är märkt som granskad.")).to_be_visible()
    karin.wait_for_load_state()
    group.locator("summary").press("Enter")
    expect(group.locator("details")).to_have_attribute("open", "")
    expect(group.get_by_role("button", name="Märk alla 2 som granskade")).to_be_visible()
    group.get_by_role("button", name="Märk alla 2 som granskade").press("Enter")
    expect(karin.get_by_text("2 versioner är märkta som granskade.")).to_be_visible()
    expect(karin.locator("li.gathered").filter(has_text="Vattenpaus")).not_to_contain_text("ogranskad")
