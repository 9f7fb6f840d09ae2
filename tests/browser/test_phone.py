"""On a phone: everything within one column, operated with a thumb."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import GUIDANCE
from tests.browser.conftest import Opener, settle
from tests.conftest import World


@pytest.fixture
def phone(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """Asta's phone."""
    size = {"width": 390, "height": 844}
    context = open_browser(
        viewport=size, is_mobile=True, has_touch=True, device_scale_factor=2, storage_state=signed_in("Asta")
    )
    yield context.new_page()
    context.close()


def test_a_page_is_read(phone: Page) -> None:
    phone.goto(f"/wiki/{GUIDANCE}")
    expect(phone.get_by_role("heading", level=1)).to_be_in_viewport()
    assert phone.evaluate("() => document.scrollingElement.scrollWidth") == 390
    size = phone.get_by_role("article").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 16


def test_the_header_is_one_row(phone: Page) -> None:
    phone.goto(f"/wiki/{GUIDANCE}")
    box = phone.get_by_role("banner").bounding_box()
    assert box
    assert box["height"] <= 80


def test_the_contents_are_folded_until_asked_for(phone: Page) -> None:
    phone.goto(f"/wiki/{GUIDANCE}")
    contents = phone.get_by_role("navigation", name="Innehåll")
    link = contents.get_by_role("link").first
    expect(link).to_be_hidden()
    contents.locator("summary").tap()
    link.tap()
    expect(link).to_be_hidden()
    expect(phone.get_by_role("article").get_by_role("heading").first).to_be_in_viewport()


def test_the_menu_opens_and_leads_on(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("banner").get_by_text("Meny", exact=True).tap()
    menu = phone.get_by_role("navigation", name="Meny", exact=True)
    expect(menu.get_by_role("button", name="Logga ut")).to_be_in_viewport()
    menu.get_by_role("link", name="Teman").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Teman")


def test_a_tap_elsewhere_closes_the_menu(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("banner").get_by_text("Meny", exact=True).tap()
    menu = phone.get_by_role("navigation", name="Meny", exact=True)
    expect(menu).to_be_visible()
    settle(phone, "menu")
    phone.touchscreen.tap(20, 800)
    expect(menu).to_be_hidden()


def test_a_page_is_edited_and_published(phone: Page, world: World) -> None:
    world.write("Från telefonen", "Så var det.\n")
    phone.goto("/wiki/Från_telefonen")
    phone.get_by_role("link", name="Redigera", exact=True).tap()
    phone.get_by_label("Sidans text").fill("Så blev det.\n")
    phone.get_by_label("Sammanfattning").fill("Skrivet på bussen")
    phone.get_by_role("button", name="Publicera").tap()
    expect(phone.get_by_role("article")).to_have_text("Så blev det.")
