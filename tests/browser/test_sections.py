"""Editing one section of a page, from its heading and back to it."""

from playwright.sync_api import Page, expect

from tests.conftest import World

SOURCE = "Inledning.\n\n## Ett\n\nFörsta.\n\n## Två\n\nAndra.\n"


def test_a_section_is_opened_at_its_heading_written_and_come_back_to(asta: Page, world: World) -> None:
    world.write("Avsnittsprov", SOURCE)
    asta.goto("/wiki/Avsnittsprov")
    asta.get_by_role("link", name="Redigera avsnittet Två").click()
    expect(asta.get_by_role("heading", level=1)).to_have_text("Redigerar avsnittet ”Två” i Avsnittsprov")
    asta.get_by_role("button", name="Wikitext").click()
    text = asta.get_by_role("textbox", name="Sidans text")
    expect(text).to_have_value("## Två\n\nAndra.\n")
    text.fill("## Två\n\nAndra, som är ändrad.\n")
    asta.get_by_role("button", name="Publicera ändringar").click()
    asta.wait_for_url("**/wiki/Avsnittsprov#Tv%C3%A5")
    expect(asta.get_by_role("main")).to_contain_text("Andra, som är ändrad.")
    expect(asta.get_by_role("main")).to_contain_text("Första.")


def test_the_link_is_reached_by_keyboard_and_seen(asta: Page, world: World) -> None:
    world.write("Avsnittsprov 2", SOURCE)
    asta.goto("/wiki/Avsnittsprov_2")
    link = asta.get_by_role("link", name="Redigera avsnittet Ett")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box
    assert box["height"] >= 24
    link.focus()
    asta.keyboard.press("Enter")
    asta.wait_for_url("**/edit/Avsnittsprov_2?section=Ett")


def test_readers_find_the_instructions_folded(reader: Page, world: World) -> None:
    world.write("Instruktionsprov", f"Text.\n\n> **Instruktioner till dig som skriver**\n>\n> Länka.\n\n{SOURCE}")
    reader.goto("/wiki/Instruktionsprov")
    expect(reader.get_by_text("Länka.")).to_be_hidden()
    reader.get_by_text("Instruktioner till dig som skriver").click()
    expect(reader.get_by_text("Länka.")).to_be_visible()
