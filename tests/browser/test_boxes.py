"""What stands in the text as a whole (boxes of wikitext, pictures): typing takes none away, but goes on below."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.browser.writing import edit, source_of, text_of, tool
from tests.conftest import World

BOX = "<details>\n<summary>Mer</summary>\n\nDolt.\n\n</details>"


def select_box(page: Page) -> None:
    """Select the box as a whole, as Escape does."""
    page.get_by_role("textbox", name="Visas som wikitext").press("Escape")
    expect(page.locator(".source-box.ProseMirror-selectednode")).to_be_visible()


def test_typing_on_a_box_writes_below_it(vera: Page, world: World) -> None:
    world.write("Ruta överst", f"{BOX}\n\nSlut.\n")
    edit(vera, "Ruta_överst")
    select_box(vera)
    vera.keyboard.type("Nytt.")
    assert source_of(vera) == f"{BOX}\n\nNytt.\n\nSlut.\n"
    select_box(vera)
    vera.keyboard.press("Backspace")
    assert "details" not in source_of(vera)
    tool(vera, "Ångra").click()
    assert BOX in source_of(vera)


def test_the_caret_begins_in_words_and_not_on_a_box(vera: Page, world: World) -> None:
    world.write("Ruta först", f"{BOX}\n\nSlut.\n")
    edit(vera, "Ruta_först")
    vera.keyboard.type("Nytt. ")
    assert source_of(vera) == f"{BOX}\n\nNytt. Slut.\n"


def test_a_page_that_leads_on_opens_in_wikitext_and_says_why(vera: Page, world: World) -> None:
    source = "#OMDIRIGERING [[Pilot]]\n"
    world.write("Leder vidare", source)
    vera.goto("/edit/Leder_vidare")
    settle(vera, "editor")
    expect(vera.get_by_role("status").get_by_text("Den här sidan leder vidare till en annan")).to_be_visible()
    expect(text_of(vera)).to_have_value(source)
    vera.get_by_role("button", name="Visuellt").click()
    expect(vera.get_by_role("button", name="Visuellt")).to_have_attribute("aria-pressed", "true")
    vera.locator("[contenteditable][role=textbox]").focus()
    vera.keyboard.type("Hej.")
    assert source_of(vera) == f"{source}\nHej.\n"


def test_one_writes_on_below_a_picture_and_not_in_the_heading(vera: Page, world: World) -> None:
    world.write("Bild före rubrik", "Före.\n\n## Rubrik\n")
    picture = {"name": "Successivt införande.svg", "alt": "Två sätt"}
    for way in ("Wikitext", "Visuellt"):  # as Vera had it, in the end
        edit(vera, "Bild_före_rubrik")
        vera.get_by_role("button", name=way).click()
        expect(vera.get_by_role("button", name=way)).to_have_attribute("aria-pressed", "true")
        text_of(vera).press("Control+Home")
        vera.keyboard.press("End")
        tool(vera, "Bild").click()
        found = vera.get_by_role("dialog").get_by_role("button", name=re.compile(picture["name"]))
        found.click()
        vera.get_by_role("button", name="Sätt in i texten").click()
        expect(vera.get_by_role("dialog")).to_be_hidden()
        vera.keyboard.type("Efter.")
        assert re.fullmatch(r"Före\.\n\n\[\[Fil:.*\]\]\n\nEfter\.\n\n## Rubrik\n", source_of(vera))
