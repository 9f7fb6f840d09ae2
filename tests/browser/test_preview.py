"""Looking at what is being written without leaving it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.conftest import World

LONG = "Inledning.\n\n" + "".join(f"## Rubrik {n}\n\n" + "Ord efter ord. " * 60 + "\n\n" for n in range(1, 9))


def opened(page: Page, name: str) -> None:
    """The editor, as wikitext."""
    page.goto(f"/edit/{name}")
    settle(page, "editor")
    page.get_by_role("button", name="Wikitext").click()


def test_the_preview_comes_in_place_and_is_closed_again(asta: Page, world: World) -> None:
    world.write("Förhandsprov", "Inledning.\n\n## Ett\n\nSe [[Pilot]].\n")
    opened(asta, "Förhandsprov")
    asta.get_by_label("Sidans text").fill("## Ett\n\nSe **[[Pilot]]** här.\n")
    asta.get_by_role("button", name="Visa förhandsgranskning").click()
    heading = asta.get_by_role("heading", name="Inget är publicerat än")
    expect(heading).to_be_focused()
    assert asta.url.endswith("/edit/F%C3%B6rhandsprov")
    link = asta.locator(".looked-at").get_by_role("link", name="Pilot")
    expect(link).to_have_attribute("target", "_blank")
    asta.get_by_role("button", name="Stäng", exact=True).click()
    expect(heading).to_be_hidden()
    expect(asta.get_by_role("button", name="Visa förhandsgranskning")).to_be_focused()
    expect(asta.get_by_label("Sidans text")).to_have_value("## Ett\n\nSe **[[Pilot]]** här.\n")


def test_the_changes_come_in_place(asta: Page, world: World) -> None:
    world.write("Ändringsprov", "Gammal text.\n")
    opened(asta, "Ändringsprov")
    asta.get_by_label("Sidans text").fill("Ny text.\n")
    asta.get_by_role("button", name="Visa ändringar").click()
    expect(asta.get_by_role("heading", name="Dina ändringar")).to_be_focused()
    expect(asta.locator(".looked-at ins")).to_contain_text("Ny")


def test_beside_the_text_the_preview_follows_what_is_written(asta: Page, world: World) -> None:
    world.write("Bredvidprov", LONG)
    opened(asta, "Bredvidprov")
    toggle = asta.get_by_role("button", name="Förhandsgranska bredvid")
    toggle.click()
    pane = asta.get_by_role("region", name="Förhandsgranskning")
    expect(pane).to_contain_text("Inledning.")
    text = asta.get_by_label("Sidans text")
    text.focus()
    asta.keyboard.press("Control+End")
    asta.keyboard.type("\n\nAllra **sist**.")
    expect(pane.locator("strong")).to_have_text("sist")
    expect(pane.get_by_text("Allra sist.")).to_be_in_viewport()
    ids = asta.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    asta.reload()
    expect(pane).to_contain_text("Inledning.")  # the choice is remembered
    toggle.click()
    expect(pane).to_be_hidden()


def test_on_a_phone_there_is_no_room_beside(asta: Page, world: World) -> None:
    world.write("Telefonprov", "Text.\n")
    asta.set_viewport_size({"width": 360, "height": 740})
    opened(asta, "Telefonprov")
    expect(asta.get_by_role("button", name="Förhandsgranska bredvid")).to_be_hidden()


def test_the_preview_on_a_phone_leads_back_to_where_one_was(asta: Page, world: World) -> None:
    world.write("Tillbakaprov", LONG)
    asta.set_viewport_size({"width": 390, "height": 740})
    opened(asta, "Tillbakaprov")
    button = asta.get_by_role("button", name="Visa förhandsgranskning")
    button.scroll_into_view_if_needed()
    before = button.bounding_box()
    button.click()
    expect(asta.get_by_role("heading", name="Inget är publicerat än")).to_be_focused()
    asta.locator(".looked-at").get_by_role("heading", name="Rubrik 6").scroll_into_view_if_needed()
    close = asta.get_by_role("button", name="Stäng", exact=True)
    expect(close).to_be_in_viewport()
    close.click()
    expect(button).to_be_focused()
    after = button.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) <= 2
