"""Linking by searching: in the text, from the toolbar, and to people in discussions. By keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.conftest import World

TALK = "/talk/Transformationsplan"

WITHIN = """() => {
  const {left, right, top, bottom} = document.querySelector(".picker").getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= 390 && bottom <= 420;
}"""


@pytest.fixture
def post(asta: Page) -> Page:
    """Asta begins to write a post."""
    asta.goto(TALK)
    field = asta.get_by_label("Ditt inlägg")
    field.focus()
    expect(field).to_be_focused()
    return asta


def write(page: Page, words: str) -> None:
    page.get_by_label("Ditt inlägg").press_sequentially(words)


def test_a_person_is_mentioned_by_name(post: Page) -> None:
    write(post, "Hej @ast")
    option = post.get_by_role("listbox").get_by_role("option", name="Asta")
    expect(option).to_contain_text("Uddevalla kommun")
    expect(post.get_by_role("status").filter(has_text="1 förslag")).to_have_count(1)
    post.keyboard.press("Enter")
    expect(post.get_by_label("Ditt inlägg")).to_have_value("Hej [[Användare:Asta|@Asta]]")


def test_a_page_is_chosen_with_the_arrows_while_the_focus_stays_in_the_text(post: Page) -> None:
    write(post, "Se [[umeå")
    field = post.get_by_label("Ditt inlägg")
    expect(post.get_by_role("listbox").get_by_role("option").first).to_have_attribute("aria-selected", "true")
    first = field.get_attribute("aria-activedescendant")
    post.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") != first
    post.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    post.keyboard.press("Tab")
    expect(field).to_have_value("Se [[Kommun:Umeå|Umeå]]")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_a_heading_is_chosen_after_the_right_arrow_or_a_number_sign(post: Page) -> None:
    write(post, "[[Transformationsplan")
    expect(post.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    post.keyboard.press("ArrowRight")
    expect(post.get_by_role("listbox").get_by_role("option", name="I korthet")).to_be_visible()
    write(post, "#fall")
    expect(post.get_by_role("listbox").get_by_role("option")).to_have_text(["Fallgropar"])
    post.keyboard.press("Enter")
    expect(post.get_by_label("Ditt inlägg")).to_have_value("[[Transformationsplan#Fallgropar|Fallgropar]]")


def test_a_page_that_does_not_exist_is_offered_last(post: Page) -> None:
    write(post, "[[Nyttan av")
    expect(post.get_by_role("listbox").get_by_role("option").filter(has_text="finns inte än").first).to_be_visible()
    post.get_by_role("listbox").get_by_role("option").last.click()
    expect(post.get_by_label("Ditt inlägg")).to_have_value("[[Nyttan av]]")


def test_escape_leaves_what_was_written(post: Page) -> None:
    write(post, "[[umeå")
    expect(post.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    post.keyboard.press("Escape")
    expect(post.get_by_role("listbox").get_by_role("option")).to_have_count(0)
    post.keyboard.press("Enter")
    expect(post.get_by_label("Ditt inlägg")).to_have_value("[[umeå\n")


def test_the_list_lies_within_a_phone(post: Page) -> None:
    post.set_viewport_size({"width": 390, "height": 420})
    write(post, "[[pilot")
    expect(post.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    post.wait_for_function(WITHIN)  # it is put in its place again when it has been filled


@pytest.mark.parametrize("mode", ["visual", "source"])
def test_the_toolbar_opens_the_same_search(asta: Page, world: World, mode: str) -> None:
    world.write(f"Länkad {mode}", "Början.\n")
    asta.goto(f"/edit/Länkad_{mode}")
    settle(asta, "editor")
    asta.locator(f"[data-mode={mode}]").click()
    expect(asta.locator(f"[data-mode={mode}]")).to_have_attribute("aria-pressed", "true")
    asta.get_by_role("button", name="Sidlänk").first.click()
    dialog = asta.get_by_role("dialog", name="Länk till en sida i wikin")
    query = dialog.get_by_role("combobox", name="Sök efter en sida")
    expect(query).to_be_focused()
    query.press_sequentially("transformationspl")
    expect(dialog.get_by_role("option").first).to_be_visible()
    asta.keyboard.press("ArrowDown")
    asta.keyboard.press("Enter")
    dialog.get_by_label("Rubrik på sidan").select_option("Fallgropar")
    dialog.get_by_role("button", name="Sätt in länken").click()
    expect(dialog).to_be_hidden()
    expect(asta.locator("#mk-text")).to_have_value(re.compile(r"\[\[Transformationsplan#Fallgropar\|Fallgropar\]\]"))


def test_what_was_begun_from_a_template_is_written_under_its_prompt(asta: Page) -> None:
    asta.goto("/new")
    asta.get_by_text("Begrepp").check()
    asta.get_by_label("Sidans namn").fill("Fågelperspektiv")
    asta.get_by_role("button", name="Fortsätt").click()
    settle(asta, "editor")
    asta.locator("[data-mode=visual]").click()
    asta.get_by_role("button", name="Förklara ordet som för en ny kollega").click()
    asta.keyboard.type("Att se helheten.")
    asta.get_by_role("button", name="Publicera sida").click()
    expect(asta.get_by_role("heading", name="Vad menar vi?")).to_be_visible()
    expect(asta.get_by_text("Att se helheten.")).to_be_visible()
    expect(asta.get_by_role("heading", name="Fallgropar")).to_have_count(0)


def test_a_new_page_begins_below_its_first_heading(vera: Page) -> None:
    vera.goto("/new")
    vera.get_by_text("Begrepp").check()
    vera.get_by_label("Sidans namn").fill("Fågelvägen")
    vera.get_by_role("button", name="Fortsätt").click()
    vera.locator("[data-paper] [contenteditable]").first.wait_for()
    expect(vera.locator("[contenteditable][role=textbox]")).to_be_focused()
    vera.keyboard.type("Den kortaste vägen.")
    sent = vera.locator("form.edit").evaluate("form => new FormData(form).get('text')")
    lines = [line for line in sent.splitlines() if line]
    at = lines.index("Den kortaste vägen.")
    assert lines[at - 1].startswith("<!-- ?")
    assert lines[at - 2].startswith("## ")


@pytest.mark.parametrize("mode", ["visual", "source"])
def test_enter_takes_the_first_page_and_then_puts_it_in_apart_from_the_words(
    asta: Page, world: World, mode: str
) -> None:
    world.write(f"Enter {mode}", "Före efter.\n")
    asta.goto(f"/edit/Enter_{mode}")
    settle(asta, "editor")
    asta.locator(f"[data-mode={mode}]").click()
    expect(asta.locator(f"[data-mode={mode}]")).to_have_attribute("aria-pressed", "true")
    asta.get_by_role("textbox", name="Sidans text").press("Control+Home")
    for _ in "Före":
        asta.keyboard.press("ArrowRight")
    asta.wait_for_timeout(200)  # the editor hears of the caret a little later
    asta.keyboard.press("Control+K")
    dialog = asta.get_by_role("dialog", name="Länk till en sida i wikin")
    asta.keyboard.press("Enter")
    expect(dialog.get_by_text("Skriv namnet på sidan")).to_be_visible()
    asta.keyboard.type("transformationspl")
    expect(dialog.get_by_role("option").first).to_be_visible()
    asta.keyboard.press("Enter")
    query = dialog.get_by_role("combobox", name="Sök efter en sida")
    expect(query).to_have_value("Transformationsplan")
    expect(query).to_have_attribute("aria-expanded", "false")
    expect(dialog.get_by_label("Rubrik på sidan")).to_be_visible()
    asta.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(asta.locator("#mk-text")).to_have_value("Före [[Transformationsplan]] efter.\n")
    asta.locator("[data-mode=source]").click()  # as Asta had it
