"""The editor: its tools, its two ways of writing, and the keys; what each command writes is seen in the page itself."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.acts import GUIDANCE
from tests.browser.conftest import Opener, settle
from tests.browser.writing import edit, source_of, text_of, tool
from tests.conftest import World

VISUAL, SOURCE = "Vera", "Asta"
TOOLS = ["Ångra", "Gör om", "Rubrik", "Fet", "Kursiv", "Lista", "Numrerad", "Sidlänk", "Webblänk", "Bild", "Tabell"]
TOOLS += ["Citat", "Ruta", "Fotnot", "Mer"]


@pytest.fixture(params=[VISUAL, SOURCE], ids=["visual", "source"])
def writer(request: pytest.FixtureRequest, open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """A window of somebody who writes visually, and of somebody who writes in wikitext."""
    context = open_browser(storage_state=signed_in(request.param))
    yield context.new_page()
    context.close()


def test_a_page_is_written_and_published_with_the_keyboard_alone(writer: Page) -> None:
    edit(writer, f"Skriven_utan_mus_{id(writer)}")
    keys = writer.keyboard
    keys.press("Control+Shift+Digit2")
    keys.type("Så gör vi")
    keys.press("Enter")
    keys.type("Det är ")
    keys.press("Control+B")
    keys.type("viktigt")
    keys.press("Control+B")
    keys.type(". Läs på ")
    keys.press("Control+Shift+K")
    keys.type("www.example.org")
    keys.press("Tab")
    keys.type("förlagans sida")
    keys.press("Enter")
    expect(writer.get_by_role("dialog")).to_have_count(0)
    keys.type(".")
    keys.press("Enter")
    keys.press("Control+Shift+Digit8")
    keys.type("ett")
    keys.press("Enter")
    keys.type("två")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Alt+F10")
    while not tool(writer, "Tabell").evaluate("button => button === document.activeElement"):
        keys.press("ArrowRight")
    keys.press("Enter")
    expect(writer.get_by_role("dialog", name="Tabell")).to_be_visible()
    keys.press("Enter")
    expect(writer.get_by_role("dialog")).to_have_count(0)
    keys.type("Vem")
    keys.press("Control+Enter")
    expect(writer.get_by_label("Sammanfattning")).to_be_focused()
    keys.type("Skrev sidan")
    keys.press("Enter")
    article = writer.get_by_role("article")
    expect(article.get_by_role("heading", name="Så gör vi")).to_be_visible()
    expect(article.locator("strong")).to_have_text("viktigt")
    expect(article.get_by_role("link", name="förlagans sida")).to_have_attribute("href", "https://www.example.org")
    expect(article.get_by_role("listitem")).to_have_text(["ett", "två"])
    expect(article.get_by_role("columnheader").first).to_have_text("Vem")


ANSWERED = """async () => {
  const form = document.querySelector("dialog[open] form");
  form.requestSubmit(form.querySelector("[type=submit]"));
  for (let turn = 0; turn < 20; turn++) await null; // nothing that the browser tells comes in between
  return document.activeElement.matches("textarea, .ProseMirror");
}"""


def test_the_first_key_after_a_dialog_is_written_in_the_text(writer: Page) -> None:
    edit(writer, f"Genast_efter_en_ruta_{id(writer)}")
    tool(writer, "Tabell").press("Enter")  # from where the browser would give the focus back to it
    expect(writer.get_by_role("dialog", name="Tabell")).to_be_visible()
    assert writer.evaluate(ANSWERED)


def test_changing_the_way_of_writing_keeps_text_and_caret(vera: Page, world: World) -> None:
    source = "Det *första* stycket.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nDet sista.\n"
    world.write("Två sätt", source)
    edit(vera, "Två_sätt")
    vera.keyboard.press("Control+Home")
    vera.keyboard.press("End")
    vera.get_by_role("button", name="Wikitext").click()
    expect(text_of(vera)).to_have_value(source)
    expect(text_of(vera)).to_be_focused()
    vera.keyboard.type(" Mer.")
    vera.get_by_role("button", name="Visuellt").click()
    expect(text_of(vera)).to_contain_text("Det första stycket. Mer.")
    vera.keyboard.type(" Än mer.")
    assert source_of(vera) == source.replace("stycket.", "stycket. Mer. Än mer.")
    vera.get_by_role("button", name="Visuellt").click()
    expect(text_of(vera)).to_contain_text("Än mer.")


def test_the_choice_is_remembered(vera: Page) -> None:
    edit(vera, GUIDANCE)
    for name, pressed in (("Wikitext", "source"), ("Visuellt", "visual")):
        with vera.expect_response("**/settings/editor"):
            vera.get_by_role("button", name=name).click()
        vera.reload()
        expect(vera.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        expect(text_of(vera)).to_have_count(1)
        assert vera.locator("[data-paper]").get_attribute("data-editor") == pressed


def test_all_tools_have_names_that_can_be_read_and_heard(asta: Page) -> None:
    edit(asta, GUIDANCE)
    asta.set_viewport_size({"width": 1600, "height": 800})
    bar = asta.get_by_role("toolbar", name="Verktyg för texten")
    expect(bar.get_by_role("button")).to_have_text([*TOOLS[:13], "Mer"])
    expect(tool(asta, "Fet")).to_have_attribute("aria-pressed", "false")
    expect(tool(asta, "Fet")).to_have_attribute("aria-keyshortcuts", "Control+B")
    tool(asta, "Mer").click()
    expect(asta.get_by_role("menu", name="Mer").get_by_role("menuitem", name="Fotnot")).to_be_visible()
    tool(asta, "Rubrik").click()
    levels = asta.get_by_role("menu", name="Rubrik").get_by_role("menuitemradio")
    expect(levels).to_have_text(["Brödtext", "Rubrik", "Underrubrik", "Mindre rubrik"])


def test_arrow_keys_walk_in_the_toolbar_and_escape_leads_back(writer: Page) -> None:
    edit(writer, GUIDANCE)
    keys = writer.keyboard
    keys.press("Alt+F10")
    expect(tool(writer, "Ångra")).to_be_focused()
    keys.press("ArrowLeft")
    expect(tool(writer, "Mer")).to_be_focused()
    keys.press("Enter")
    expect(writer.get_by_role("menuitem", name="Kortkommandon")).to_be_visible()
    keys.press("End")
    expect(writer.get_by_role("menuitem", name="Kortkommandon")).to_be_focused()
    keys.press("Enter")
    expect(writer.get_by_role("dialog", name="Kortkommandon")).to_contain_text("Ctrl + Shift + 2")
    keys.press("Escape")
    keys.press("Alt+F10")
    keys.press("Home")
    keys.press("Escape")
    expect(text_of(writer)).to_be_focused()


def test_what_was_done_is_undone_and_done_again(writer: Page) -> None:
    edit(writer, f"Ångrat_{id(writer)}")
    writer.keyboard.type("Ett ord")
    writer.keyboard.press("Control+A")
    tool(writer, "Fet").click()
    expect(tool(writer, "Fet")).to_have_attribute("aria-pressed", "true")
    assert source_of(writer).strip() == "**Ett ord**"
    tool(writer, "Ångra").click()
    assert source_of(writer).strip() == "Ett ord"
    tool(writer, "Gör om").click()
    assert source_of(writer).strip() == "**Ett ord**"


def test_a_table_gets_rows_and_columns(writer: Page, world: World) -> None:
    name = f"Tabell {id(writer)}"
    world.write(name, "| Vem | När |\n| --- | --- |\n| vi | nu |\n")
    edit(writer, name.replace(" ", "_"))
    writer.keyboard.press("Control+Home")
    writer.keyboard.press("ArrowRight")
    writer.keyboard.press("ArrowRight")
    for command in ("Rad nedanför", "Kolumn till höger"):
        tool(writer, "Tabell").click()
        writer.get_by_role("menuitem", name=command).click()
    rows = [re.sub(" +", " ", row) for row in source_of(writer).strip().split("\n")]
    assert len(rows) == 4
    assert rows[0].count("|") == 4
    assert "vi" in rows[3]


def test_a_note_box_a_quotation_and_a_footnote_are_put_in(asta: Page) -> None:
    edit(asta, "Ny_med_rutor")
    asta.keyboard.type("Börja i dag.")
    tool(asta, "Ruta").click()
    asta.get_by_role("menuitemradio", name="Tipsruta").click()
    assert source_of(asta).strip() == "> [!TIP]\n> Börja i dag."
    asta.set_viewport_size({"width": 1600, "height": 800})
    tool(asta, "Mer").click()
    asta.get_by_role("menuitem", name="Fotnot").click()
    asta.get_by_label("Fotnotens text").fill("Enligt enhetschefen.")
    asta.get_by_role("button", name="Sätt in fotnoten").click()
    assert source_of(asta).strip() == "> [!TIP]\n> Börja i dag.[^1]\n\n[^1]: Enligt enhetschefen."


def test_what_is_pasted_with_its_looks_becomes_wikitext(asta: Page) -> None:
    edit(asta, "Ny_med_inklistrat")
    text_of(asta).evaluate(
        """area => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", "<h2>Plan</h2><ul><li>Ett <b>fett</b> ord</li><li>Två</li></ul>");
          clipboardData.setData("text/plain", "Plan");
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    expect(text_of(asta)).to_have_value(re.compile(r"^## Plan\n\n- Ett \*\*fett\*\* ord\n- Två"))


def test_lists_go_on_by_themselves_and_end_at_an_empty_item(asta: Page) -> None:
    edit(asta, "Ny_med_lista")
    for line in ("1. ett", "två", "", "Slut."):
        asta.keyboard.type(line)
        asta.keyboard.press("Enter")
    assert source_of(asta) == "1. ett\n2. två\nSlut.\n"


def test_a_link_without_an_address_is_asked_for(asta: Page) -> None:
    edit(asta, "Ny_med_länk")
    tool(asta, "Webblänk").click()
    asta.get_by_role("button", name="Sätt in länken").click()
    expect(asta.get_by_text("Skriv adressen som länken leder till.")).to_be_visible()
    expect(asta.get_by_label("Adress")).to_be_focused()
    asta.keyboard.press("Escape")
    expect(text_of(asta)).to_be_focused()


def test_a_slow_network_never_takes_what_is_written_meanwhile(vera: Page) -> None:
    held: list[Route] = []
    vera.route("**/visual.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    vera.goto(f"/edit/{GUIDANCE}")
    settle(vera, "editor")
    before = text_of(vera).input_value()
    vera.get_by_label("Sidans text").press("Control+End")
    vera.keyboard.type("Skrivet under tiden.")
    held[0].continue_()
    expect(vera.get_by_text("Det visuella läget är klart")).to_be_visible()
    expect(text_of(vera)).to_have_value(before + "Skrivet under tiden.")
    vera.get_by_role("button", name="Visuellt").click()
    expect(text_of(vera)).to_contain_text("Skrivet under tiden.")


def test_what_cannot_be_shown_visually_opens_in_wikitext_and_says_why(asta: Page) -> None:
    edit(asta, "Ny_med_fel_överst")
    text_of(asta).fill("---\n{ingen ordning\n---\n\nText.\n")
    asta.get_by_role("button", name="Visuellt").click()
    expect(asta.get_by_role("status").get_by_text("Uppgifterna överst på sidan går inte att läsa")).to_be_visible()
    expect(text_of(asta)).to_have_value("---\n{ingen ordning\n---\n\nText.\n")


def test_leaving_what_was_written_visually_is_warned_of(vera: Page) -> None:
    edit(vera, GUIDANCE)
    settle(vera, "unsaved")
    vera.keyboard.type("Ett ord")
    with vera.expect_event("dialog") as warning:
        vera.once("dialog", lambda dialog: dialog.dismiss())
        vera.get_by_role("link", name="Avbryt").click(no_wait_after=True)
    assert warning.value.type == "beforeunload"
    expect(text_of(vera)).to_contain_text("Ett ord")


def test_the_tools_follow_on_a_small_phone(open_browser: Opener, signed_in: Callable[[str], Path]) -> None:
    context = open_browser(
        viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True, storage_state=signed_in(VISUAL)
    )
    phone = context.new_page()
    edit(phone, GUIDANCE)
    phone.evaluate("() => scrollTo(0, 1200)")
    expect(tool(phone, "Fet")).to_be_in_viewport()
    assert phone.evaluate("() => document.scrollingElement.scrollWidth") == 360
    box = phone.locator("[data-tools]").bounding_box()
    assert box
    assert box["height"] <= 120
    tool(phone, "Mer").tap()
    menu = phone.get_by_role("menu", name="Mer")
    expect(menu.get_by_role("menuitem", name="Webblänk")).to_be_in_viewport()
    menu.get_by_role("menuitem", name="Kortkommandon").tap()
    expect(phone.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    context.close()


@pytest.mark.parametrize("words", ["Hej alla kommuner", "Viktigt: fredag"])
def test_text_between_two_lines_across_the_page_stays_text(writer: Page, words: str) -> None:
    name = f"Mellan_linjer_{id(writer)}_{len(words)}"
    edit(writer, name)
    is_visual = writer.locator("[data-paper]").get_attribute("data-editor") == "visual"
    keys = writer.keyboard
    keys.type("---" if is_visual else "---\n\n")
    keys.type(words)
    keys.press("Enter")
    keys.type("---" if is_visual else "\n---\n\nSlut.")
    writer.wait_for_timeout(1_000)  # longer than the form with the fields waits
    assert words in source_of(writer)
    if is_visual:
        writer.get_by_role("button", name="Publicera").click()
        expect(writer.get_by_role("article")).to_contain_text(words)
