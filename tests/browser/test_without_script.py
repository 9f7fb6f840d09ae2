"""Everything can be read and written in a browser that runs no scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import GUIDANCE
from tests.browser.conftest import Opener, sign_in
from tests.conftest import World


@pytest.fixture
def reader(open_browser: Opener) -> Iterator[Page]:
    """A window without scripts, nobody signed in."""
    context = open_browser(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def asta(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """A window without scripts, in which Asta is signed in."""
    context = open_browser(java_script_enabled=False, storage_state=signed_in("Asta"))
    yield context.new_page()
    context.close()


def test_a_page_is_read_with_its_contents(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    expect(reader.get_by_role("article")).to_contain_text("I Mittköping arbetar vi agilt")
    contents = reader.get_by_role("navigation", name="Innehåll")
    if not contents.get_by_role("link").first.is_visible():
        contents.locator("summary").click()
    contents.get_by_role("link").first.click()
    assert "#" in reader.url


def test_what_needs_scripts_is_not_offered(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.get_by_label("Fler verktyg").click()
    expect(reader.get_by_role("link", name="Permanent länk")).to_be_visible()
    reader.get_by_role("link", name="Spara, skriv ut, citera").click()
    reader.get_by_role("heading", name="Citera sidan").wait_for()
    expect(reader.get_by_role("button", name="Kopiera: Harvard")).to_be_hidden()
    reader.get_by_role("button", name="Utskriftsvy").click()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    expect(reader.get_by_role("button", name="Skriv ut")).to_be_hidden()


def test_a_search_finds(reader: Page) -> None:
    reader.goto("/wiki/Huvudsida")
    reader.locator("#mk-search").fill("successivt pilot")
    reader.locator("#mk-search").press("Enter")
    reader.get_by_role("list").get_by_role("heading", level=3).first.get_by_role("link").click()
    expect(reader.get_by_role("article").first).to_be_visible()


def test_a_red_link_leads_to_a_page_that_can_be_made(asta: Page, world: World) -> None:
    world.write("Med önskan", "Här behövs [[En sida som önskas]].\n")
    asta.goto("/wiki/Med_önskan")
    asta.get_by_role("article").get_by_role("link", name="En sida som önskas").click()
    if asta.get_by_label("Sidans text").count() == 0:
        asta.get_by_role("link", name="Skapa sidan").click()
    asta.get_by_label("Sidans text").fill("Nu finns den.\n")
    asta.get_by_role("button", name="Publicera").click()
    expect(asta.get_by_role("heading", level=1)).to_have_text("En sida som önskas")
    expect(asta.get_by_role("article")).to_have_text("Nu finns den.")


def test_somebody_signs_in_and_out(reader: Page) -> None:
    sign_in(reader, "Asta")
    reader.get_by_role("banner").get_by_text("Asta", exact=True).click()
    reader.get_by_role("button", name="Logga ut").click()
    expect(reader.get_by_role("banner").get_by_role("link", name="Logga in")).to_be_visible()


def test_the_folded_menu_opens(reader: Page) -> None:
    reader.set_viewport_size({"width": 320, "height": 640})
    reader.goto("/")
    reader.get_by_role("banner").get_by_text("Meny", exact=True).click()
    reader.get_by_role("navigation", name="Meny", exact=True).get_by_role("link", name="Exempel").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Exempel")


def test_a_page_is_edited_looked_at_and_published(asta: Page, world: World) -> None:
    world.write("Utan skript", "Så var det.\n")
    asta.goto("/edit/Utan_skript")
    asta.get_by_label("Sidans text").fill("Så **blev** det.\n")
    asta.get_by_role("button", name="Visa förhandsgranskning").click()
    expect(asta.get_by_role("region", name="Förhandsgranskning").locator("strong")).to_have_text("blev")
    asta.get_by_role("button", name="Visa ändringar").click()
    expect(asta.locator("ins")).to_contain_text("blev")
    asta.get_by_role("button", name="Publicera").click()
    expect(asta.get_by_role("status").first).to_contain_text("Publicerat")
    expect(asta.get_by_role("article")).to_have_text("Så blev det.")


def test_a_conflict_shows_both_texts(asta: Page, world: World) -> None:
    world.write("Möte", "En rad.\n")
    asta.goto("/edit/Möte")
    world.write("Möte", "Deras rad.\n")
    asta.get_by_label("Sidans text").fill("Min rad.\n")
    asta.get_by_role("button", name="Publicera").click()
    expect(asta.get_by_role("heading", name="Redigeringskonflikt: Möte")).to_be_visible()
    expect(asta.get_by_role("group", name="Ställe 1 av 1")).to_contain_text("Deras rad.")
    asta.get_by_label("Skriv något eget").check()
    asta.get_by_label("Din egen formulering").fill("Min och deras rad.")
    asta.get_by_role("button", name="Publicera").click()
    expect(asta.get_by_role("article")).to_have_text("Min och deras rad.")


def test_a_topic_is_opened_and_answered(asta: Page, world: World) -> None:
    world.write("Samtal", "Text.\n")
    asta.goto("/talk/Samtal")
    asta.get_by_label("Rubrik", exact=True).fill("Hur länge?")
    asta.get_by_label("Ditt inlägg").fill("Hos oss ett halvår.")
    asta.get_by_role("button", name="Publicera inlägget").click()
    expect(asta.get_by_role("heading", name="Hur länge?")).to_be_visible()
    asta.get_by_role("link", name="Svara i ämnet").click()
    asta.get_by_label("Ditt svar").fill("Sedan ett år till.")
    asta.get_by_role("button", name="Publicera svaret").click()
    expect(asta.locator("article.post")).to_have_count(2)
    expect(asta.get_by_role("article").last).to_contain_text("Sedan ett år till.")


def test_two_versions_are_compared(reader: Page, world: World) -> None:
    world.write("Två versioner", "Ett.\n")
    world.write("Två versioner", "Två.\n")
    reader.goto("/history/Två_versioner")
    reader.get_by_role("button", name="Jämför").first.click()
    expect(reader.locator("del")).to_have_text("Ett")
    expect(reader.locator("ins")).to_have_text("Två")


def test_the_fields_of_an_example_stand_open_also_on_a_phone(asta: Page) -> None:
    asta.set_viewport_size({"width": 390, "height": 800})
    asta.goto("/edit/Kommun:Västerås/MISTEL")
    expect(asta.get_by_label("Lärdom")).to_be_visible()
    asta.goto("/edit/Kommun:Västerås/MISTEL?status=avslutat")
    expect(asta.get_by_label("Lärdom")).to_be_focused()
    expect(asta.get_by_label("Lärdom")).to_be_in_viewport()
    expect(asta.get_by_label("Hur långt har ni kommit?")).to_have_value("avslutat")
